"""Loading the rulebook and the catalogue: once, idempotent, edited rows kept."""

from datetime import date

import pytest
from sqlalchemy import func, select

from emulation.db import unit_of_work
from emulation.models.audit import AuditEvent
from emulation.models.rulebook import LegalRule
from emulation.queries.rulebook import rules_about, rules_on
from emulation.rules.rule_heads import heads_for
from emulation.services import catalogues, rulebook
from emulation.vocabulary.errors import DomainError
from tests.conftest import unchanged
from tests.factories.awards import actor_system
from tests.factories.world import World

ROW = {"code": "quorum.x", "title": "Số người", "value": "2/3", "status": "unconfirmed"}


def test_loading_twice_changes_nothing(world: World) -> None:
    """Red when load() adds without asking rules_by_key, or records events for kept rows."""
    actor = actor_system(world)
    with world.database.writing() as session, unit_of_work(session):
        assert rulebook.load(session, actor=actor, now=world.now) == (135, 0)
        assert catalogues.load_award_forms(session, actor=actor, now=world.now) == (19, 0)
        assert session.scalar(select(func.count()).select_from(AuditEvent)) == 154
    with unchanged(world.database), world.database.writing() as session, unit_of_work(session):
        assert rulebook.load(session, actor=actor, now=world.now) == (0, 135)
        assert catalogues.load_award_forms(session, actor=actor, now=world.now) == (0, 19)


def test_an_edited_row_is_kept_and_another_is_renewed(world: World) -> None:
    """Red when load() does not look at is_edited."""
    actor = actor_system(world)
    with world.database.writing() as session, unit_of_work(session):
        rulebook.load(session, actor=actor, now=world.now, rows=[ROW, ROW | {"code": "quorum.y"}])
        edited = session.scalars(select(LegalRule).where(LegalRule.code == "quorum.x")).one()
        edited.value, edited.is_edited = "3/4", True
    newer = [row | {"value": "4/5"} for row in (ROW, ROW | {"code": "quorum.y"})]
    with world.database.writing() as session, unit_of_work(session):
        assert rulebook.load(session, actor=actor, now=world.now, rows=newer) == (1, 1)
    with world.database.reading() as session:
        values = {row.code: row.value for row in rules_on(session, date(2025, 1, 1))}
        assert values == {"quorum.x": "3/4", "quorum.y": "4/5"}


def test_a_faulty_row_stops_everything(world: World) -> None:
    rows = [ROW, ROW | {"code": "quorum.z", "status": "?"}]
    with unchanged(world.database), world.database.writing() as session:
        actor = actor_system(world)
        with pytest.raises(DomainError, match=r"quorum\.z"):
            rulebook.load(session, actor=actor, now=world.now, rows=rows)
        session.commit()


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        (date(2023, 12, 31), ["flag_lead.n91"]),
        (date(2025, 6, 30), ["flag_lead.l22", "ballot_flag.n98"]),
        (date(2025, 7, 2), ["flag_lead.l22", "ballot_flag.n152"]),
    ],
)
def test_rules_follow_the_day(world: World, day: date, codes: list[str]) -> None:
    """30/06/2025 and 02/07/2025 show different bases (journey J6)."""
    with world.database.writing() as session, unit_of_work(session):
        rulebook.load(session, actor=actor_system(world), now=world.now)
    with world.database.reading() as session:
        found = [row.code for row in rules_about(session, day, heads_for("flag_gov"))]
    wanted = [c for c in found if c.startswith(("flag_lead", "ballot_flag.n"))]
    assert wanted == codes
