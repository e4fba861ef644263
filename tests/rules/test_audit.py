"""Whose history somebody reads: the trail's own readers, the record's readers, and drafts for their member alone."""

from datetime import date

import pytest

from emulation.rules.audit import sight
from emulation.vocabulary.actor import Actor, Capacity
from emulation.vocabulary.kinds import Role

CLUSTER, HN, HP, DN = 1, 10, 12, 13
HERE = frozenset({CLUSTER})


def of(role: Role, member: int | None, *, chair: bool = False) -> Actor:
    held = Capacity(role, member, None if member else CLUSTER, HERE, HERE if chair else frozenset())
    return Actor(7, "Người thử", date(2025, 10, 15), (held,))


OWN = of(Role.MEMBER_OFFICER, HP)
OTHER = of(Role.MEMBER_OFFICER, DN)
CHAIR = of(Role.SECRETARIAT, HN, chair=True)
AUDITOR = of(Role.AUDITOR, None)


@pytest.mark.parametrize(
    ("table", "state", "readers"),
    [
        ("result_report", "draft", [OWN, AUDITOR]),
        ("result_report", "returned", [OWN, AUDITOR]),
        ("result_report", None, [OWN, AUDITOR]),
        ("result_report", "submitted", [OWN, OTHER, CHAIR, AUDITOR]),
        ("pledge", None, [OWN, CHAIR, AUDITOR]),
        ("scorecard", None, [OWN, OTHER, CHAIR, AUDITOR]),
        ("campaign_registration", None, [OWN, CHAIR, AUDITOR]),
        ("campaign_report", None, [OWN, CHAIR, AUDITOR]),
        ("user", None, [OWN, AUDITOR]),
    ],
)
def test_who_reads_the_history_of_a_record_of_hai_phong(
    table: str, state: str | None, readers: list[Actor]
) -> None:
    """Red when a draft follows the right to read reports, or when a table leaves READING."""
    found = [who for who in (OWN, OTHER, CHAIR, AUDITOR) if sight(who, table, state).shows(CLUSTER, HP)]
    assert found == readers
