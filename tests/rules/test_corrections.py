"""A new edition: which totals change, which order follows, who read what."""

from decimal import Decimal
from typing import Any

import pytest

from emulation.rules import corrections as rules
from emulation.rules.rankings import Entry
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import TieRule
from emulation.vocabulary.states import EligibilityState

CURRENT = {1: Decimal("912.40"), 2: Decimal("905.10")}


def test_an_older_edition_is_not_corrected_over() -> None:
    rules.check_edition(3, 3)
    with pytest.raises(DomainError) as refused:
        rules.check_edition(2, 3)
    assert refused.value.values == {"n": 2}


def test_only_what_differs_changes() -> None:
    typed = {1: Decimal("912.4"), 2: Decimal("915.10")}
    assert rules.changed_totals(typed, CURRENT) == {2: Decimal("915.10")}
    assert rules.changed_totals({1: None, 2: None}, CURRENT) == {}


@pytest.mark.parametrize(
    ("typed", "current", "field"),
    [
        ({1: "912.40", 2: "-0.01"}, CURRENT, "totals-1-total"),
        ({1: "100000"}, CURRENT, "totals-0-total"),
        ({9: "1"}, CURRENT, "totals-0-total"),
        ({1: "900"}, {1: None, 2: None}, "totals-0-total"),  # a historic ranking without points
    ],
)
def test_totals_that_cannot_be(typed: dict[int, str], current: dict[int, Any], field: str) -> None:
    with pytest.raises(DomainError) as refused:
        rules.changed_totals({one: Decimal(total) for one, total in typed.items()}, current)
    assert refused.value.field == field


def entry(member: int, total: str, one: str, three: str) -> Entry:
    groups = {"I": one, "II": "190.00", "III": three}
    return rules.entry_of(
        member, Decimal(total), None, groups, EligibilityState.ELIGIBLE, ["I", "II", "III", "B"], None, None
    )


def test_ties_are_parted_by_what_was_published() -> None:
    """912.40 twice: content I 548.20 leads 545.90 (handbook 6.3). Red when content I is read from another group."""
    entries = [entry(1, "912.40", "545.90", "180"), entry(2, "912.4", "548.20", "170")]
    assert rules.places_of(entries, [TieRule.CONTENT_ONE], keeps_place=True) == {
        "2": {"total": "912.40", "rank": 1, "tied": False, "position": 1, "tie_rule": "content_one"},
        "1": {"total": "912.40", "rank": 2, "tied": False, "position": 2, "tie_rule": "content_one"},
    }


def test_equal_by_every_rule_share_a_rank() -> None:
    entries = [entry(one, total, "500", "170") for one, total in ((1, "900"), (2, "905"), (3, "900"))]
    found = rules.places_of(entries, [TieRule.CONTENT_ONE], keeps_place=True)
    assert {member: (row["rank"], row["tied"]) for member, row in found.items()} == {
        "2": (1, False),
        "1": (2, True),
        "3": (2, True),
    }


def test_a_ranking_without_groups_is_ordered_by_totals_alone() -> None:
    bare = rules.entry_of(1, Decimal(9), None, {}, EligibilityState.ELIGIBLE, [], 2, 1)
    assert not any((bare.content_one, bare.emulation_content, bare.penalty))
    assert (bare.previous_rank, bare.ballot_place) == (2, 1)
