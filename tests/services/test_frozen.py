"""What is frozen, finalised or published does not move."""

from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from emulation.db import Database, unit_of_work
from emulation.services import frozen, sheets
from emulation.vocabulary.errors import DomainError, Sealed
from emulation.vocabulary.kinds import ActualStatus
from emulation.vocabulary.moves import SheetMove
from emulation.vocabulary.states import EligibilityState, Phase, SheetState
from tests.conftest import unchanged
from tests.factories import scores as made
from tests.factories.world import World
from tests.support.freezing import finalise, publish, rule_out


def test_a_later_revised_figure_never_changes_a_frozen_score(session: Session, world: World) -> None:
    """−6.78 revised to −5.36 after the freeze: the line keeps its version, points and rank (handbook 6.2)."""
    made.cycle_of(session, world, Phase.SELF_SCORING)
    ids = made.scorecard(session, world)
    estimates = {}
    for city in world.members:
        made.pledge(session, world, city, "6")
        estimates[city] = made.figure(session, world, city, "-6.78", ActualStatus.ESTIMATE)
        made.reviewed(session, world, ids, city)
    made.cycle_of(session, world, Phase.TOTALS)
    ranking = made.freeze(session, world)
    checksum = ranking.checksum
    revised = made.figure(session, world, "HCM", "-5.36", ActualStatus.REVISED)
    sheet = made.sheet_of(session, world, "HCM")
    growth = next(line for line in sheet.lines if line.criterion_id == ids["I.01"])
    assert growth.actual_value_id == estimates["HCM"].id != revised.id
    assert growth.computed == Decimal("0.00")
    with pytest.raises(DomainError, match="Đã khóa điểm"):
        sheets.recompute(
            session,
            actor=world.actor(session, "secretary.hn"),
            now=world.now,
            sheet=sheet,
            version=sheet.version,
        )
    assert frozen.checksum_of(ranking, ranking.rows) == checksum


def test_nothing_of_a_frozen_sheet_is_edited_or_returned(session: Session, world: World) -> None:
    ids = made.all_reviewed(session, world)
    made.freeze(session, world)
    sheet = made.sheet_of(session, world, "HP")
    with pytest.raises(DomainError, match="Đã khóa điểm"):
        made.save(session, world, sheet, made.drafts(ids), "HP")
    with pytest.raises(DomainError, match="Đã khóa điểm"):
        made.appraised(session, world, sheet, "HP", [])
    with pytest.raises(DomainError, match="Đã khóa điểm"):
        made.step(session, world, sheet, "secretary.hn", SheetMove.RETURN, "Xem lại điểm")


def test_rows_that_were_touched_after_the_freeze_are_not_finalised(session: Session, world: World) -> None:
    made.all_reviewed(session, world)
    ranking = made.freeze(session, world)
    ranking.rows[4].total = Decimal(999)
    session.flush()
    with pytest.raises(DomainError, match="mã kiểm tra"):
        finalise(session, world)


def test_eligibility_that_moved_after_the_freeze_stops_finalising(session: Session, world: World) -> None:
    made.all_reviewed(session, world)
    made.freeze(session, world)
    rule_out(session, world, "HP", EligibilityState.SUSPENDED)
    with pytest.raises(DomainError, match="Điều kiện xét đã đổi"):
        finalise(session, world)


def test_a_published_ranking_is_unchangeable_in_the_database(
    session: Session, world: World, database: Database
) -> None:
    made.all_reviewed(session, world)
    made.freeze(session, world)
    finalise(session, world)
    made.cycle_of(session, world, Phase.CONFERENCE)
    ranking = publish(session, world)
    session.commit()
    row = ranking.rows[0]
    with unchanged(database), pytest.raises(Sealed), unit_of_work(session):
        row.total = Decimal(1)


def test_a_closed_year_refuses_in_the_database(session: Session, world: World, database: Database) -> None:
    made.all_reviewed(session, world)
    made.cycle_of(session, world, Phase.CLOSED)
    session.commit()
    with pytest.raises(Sealed):
        made.freeze(session, world)
    sheet = made.sheet_of(session, world)
    with unchanged(database), pytest.raises(Sealed), unit_of_work(session):
        sheet.state = SheetState.DRAFT
