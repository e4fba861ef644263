"""Opening: all together, by the last seal or after the last day; codes proven; explanations asked; once only."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from emulation.db import unit_of_work
from emulation.models.audit import AuditEvent
from emulation.models.crosschecks import CrossRoster, CrossSheet
from emulation.models.cycles import Deadline
from emulation.models.explanations import Explanation
from emulation.models.notices import Notice
from emulation.models.scoring import ScoreSheet
from emulation.queries import crosschecks as queries
from emulation.queries.opened_checks import opened_points
from emulation.services import cross_opening
from emulation.vocabulary.errors import DomainError, NotAllowed, Stale
from emulation.vocabulary.moves import SheetMove
from emulation.vocabulary.states import CrossState, Phase, SheetState
from tests.factories import crosschecks as made
from tests.factories import scores
from tests.factories.crosschecks import RING
from tests.factories.world import World
from tests.support.ground import laid
from tests.support.races import committed, race

EXPLAIN_BY = date(2025, 11, 20)


@pytest.fixture
def ids(session: Session, world: World) -> dict[str, int]:
    """Everything handed over; the phase ends on the day before the test's, explanations on 20/11."""
    return handed_over(session, world)


def handed_over(session: Session, world: World) -> dict[str, int]:
    for phase, starts_on, due_on in (
        (Phase.CROSS_CHECKING, date(2025, 10, 1), date(2025, 10, 14)),
        (Phase.EXPLAINING, date(2025, 11, 1), EXPLAIN_BY),
    ):
        known = select(Deadline).where(Deadline.cycle_id == world.cycle_id, Deadline.phase == phase)
        row = session.scalars(known).one_or_none() or Deadline(cycle_id=world.cycle_id, phase=phase)
        row.starts_on, row.due_on = starts_on, due_on
        session.add(row)
    laid(session)
    return made.started(session, world)


def open_late(
    session: Session, world: World, who: str = made.CHAIR, version: int | None = None
) -> CrossRoster:
    roster = queries.find_roster(session, world.cycle_id)
    assert roster is not None
    return cross_opening.open_late(
        session,
        actor=world.actor(session, who),
        now=world.now,
        cycle=scores.cycle_of(session, world),
        version=roster.version if version is None else version,
    )


def sheet_states(session: Session, world: World) -> dict[str, SheetState]:
    rows = session.execute(select(ScoreSheet.member_id, ScoreSheet.state))
    names = {number: code for code, number in world.members.items()}
    return {names[number]: state for number, state in rows}


def test_the_last_seal_opens_them_all(session: Session, world: World, ids: dict[str, int]) -> None:
    """J4 step 5. Red when `seal` does not look at the others."""
    for number, city in enumerate(RING):
        assert opened_points(session, world.cycle_id) == {}
        made.sealed(session, world, ids, city, "30" if city == "HP" else None)
        assert sum(
            row.state is CrossState.SEALED for row in queries.assignments_of(session, world.cycle_id)
        ) in (
            number + 1,
            0,
        )
    rows = queries.assignments_of(session, world.cycle_id)
    assert {row.state for row in rows} == {CrossState.OPENED}
    assert all(len(row.seal_salt) == 64 for row in rows)
    points = opened_points(session, world.cycle_id)
    lowered, agreed = ([*points[world.members[city], ids["I.02"]]] for city in ("DN", "CT"))
    assert [(row.code, row.points, row.reason) for row in lowered] == [("HP", D("30"), made.REASON)]
    assert [(row.code, row.points, row.reason) for row in agreed] == [("DN", D("36.5"), "")]
    assert len(points) == 30
    roster = queries.find_roster(session, world.cycle_id)
    assert roster is not None and roster.opened_at == world.now and roster.opened_by_id is None
    assert set(cross_opening.matching(session, cycle_id=world.cycle_id, year=2025).values()) == {True}


def test_disputed_lines_are_asked_about_and_their_sheets_wait(
    session: Session, world: World, ids: dict[str, int]
) -> None:
    """Only Đà Nẵng's I.02 differs. Red when every line is asked about."""
    for city in RING:
        made.sealed(session, world, ids, city, "30" if city == "HP" else None)
    asked = session.scalars(select(Explanation)).one()
    assert (asked.member_id, asked.asked_points, asked.asked_by_id) == (world.members["DN"], D("30"), None)
    assert (asked.asked_reason, asked.due_on) == (f"Hải Phòng: {made.REASON}", EXPLAIN_BY)
    checking = SheetState.CROSS_CHECKING
    assert sheet_states(session, world) == dict.fromkeys(RING, checking) | {"DN": SheetState.EXPLAINING}
    sheet = scores.sheet_of(session, world, "CT")
    scores.step(session, world, sheet, "secretary.hn", SheetMove.REVIEW)


def test_a_cluster_without_explanations_goes_straight_to_review(
    session: Session, world: World, ids: dict[str, int]
) -> None:
    scores.cycle_of(session, world).uses_explaining = False
    laid(session)
    for city in RING:
        made.sealed(session, world, ids, city, "30")
    assert session.scalar(select(func.count()).select_from(Explanation)) == 0
    assert set(sheet_states(session, world).values()) == {SheetState.CROSS_CHECKING}


def test_the_opening_is_told_to_everybody_and_the_trail_records_the_points(
    session: Session, world: World, ids: dict[str, int]
) -> None:
    for city in RING:
        made.sealed(session, world, ids, city, "30" if city == "HP" else None)
    event = session.scalars(select(AuditEvent).where(AuditEvent.verb == "cross.opened")).one()
    assert event.changes["HP → DN I.02 points"] == ["36.5", "30"]
    assert sum(name.endswith("points") for name in event.changes) == 1
    codes = {row.seal_code for row in queries.assignments_of(session, world.cycle_id)}
    assert {pair[1] for name, pair in event.changes.items() if name.endswith("seal_code")} == codes
    told = set(session.scalars(select(Notice.user_id).where(Notice.key == f"event/{event.id}")))
    assert {world.users[name] for name in ("officer.hn", "leader.dn", "secretary.hcm")} <= told
    assert not any("30" in str(row.values) for row in session.scalars(select(Notice)))


def test_after_the_last_day_the_chair_opens_without_the_late(
    session: Session, world: World, ids: dict[str, int]
) -> None:
    made.sealed(session, world, ids, "HP", "30")
    made.saved(session, world, "HN", made.lines(ids, "12.34"))
    open_late(session, world)
    states = {row.checker_code: row.state for row in queries.assignments_of(session, world.cycle_id)}
    assert states == dict.fromkeys(RING, CrossState.MISSED) | {"HP": CrossState.OPENED}
    points = opened_points(session, world.cycle_id)
    assert {member for member, _line in points} == {world.members["DN"]}, "a draft is never shown"
    assert "12.34" not in str(session.scalars(select(AuditEvent.changes)).all())
    roster = queries.find_roster(session, world.cycle_id)
    assert roster is not None and roster.opened_by_id == world.users[made.CHAIR]
    with pytest.raises(DomainError, match="đã mở"):
        open_late(session, world)
    with pytest.raises(DomainError, match="Không niêm phong đúng hạn"):
        made.saved(session, world, "HN", made.lines(ids))


def test_not_before_it_has_passed(session: Session, world: World, ids: dict[str, int]) -> None:
    made.sealed(session, world, ids, "HP", "30")
    row = session.scalars(
        select(Deadline).where(Deadline.cycle_id == world.cycle_id, Deadline.phase == Phase.CROSS_CHECKING)
    ).one()
    row.due_on += timedelta(days=1)
    laid(session)
    with pytest.raises(DomainError, match="15/10/2025"):
        open_late(session, world)
    session.delete(row)
    laid(session)
    with pytest.raises(DomainError, match="chưa có hạn"):
        open_late(session, world)


@pytest.mark.parametrize("who", ["secretary.hcm", "leader.hn", "officer.hp", "admin", "auditor"])
def test_only_the_chairs_secretariat_opens(
    session: Session, world: World, ids: dict[str, int], who: str
) -> None:
    with pytest.raises(NotAllowed):
        open_late(session, world, who=who)


def test_an_old_page_opens_nothing(session: Session, world: World, ids: dict[str, int]) -> None:
    with pytest.raises(Stale):
        open_late(session, world, version=77)


def test_a_tampered_sheet_stops_the_opening(world: World) -> None:
    """Somebody with the database in hand lifts the trigger and writes. Red when codes are not computed again."""
    with world.database.writing() as session, unit_of_work(session):
        ids = handed_over(session, world)
        made.sealed(session, world, ids, "HP", "30")
        sheet = made.sheet_of(session, world, "HP").id
    with world.database.writing() as session:
        connection = session.connection()
        connection.execute(text("UPDATE cross_sheet SET state = 'draft' WHERE id = :id"), {"id": sheet})
        connection.execute(
            text("UPDATE cross_line SET points = 100 WHERE cross_sheet_id = :id"), {"id": sheet}
        )
        connection.execute(text("UPDATE cross_sheet SET state = 'sealed' WHERE id = :id"), {"id": sheet})
        session.commit()
    with world.database.writing() as session, pytest.raises(DomainError, match="không khớp"):
        open_late(session, world)


def almost_all(world: World) -> list[str]:
    """All but two are sealed; the two are written and wait for their leaders."""
    last = list(RING)[-2:]
    with world.database.writing() as session, unit_of_work(session):
        ids = handed_over(session, world)
        for city in RING:
            made.saved(session, world, city, made.lines(ids, "30"))
        for city in list(RING)[:-2]:
            made.seal(session, world, city)
    return last


def sealing(world: World, city: str) -> Callable[[], int]:
    return committed(world.database, lambda session: made.seal(session, world, city).id)


@pytest.mark.asvs("2.3.4")
def test_two_last_sealers_at_once_open_exactly_once(world: World) -> None:
    """Real threads on both databases. Red on PostgreSQL when `seal` does not hold the roster: nobody opens."""
    ends = race([sealing(world, city) for city in almost_all(world)])
    assert all(isinstance(end, int) for end in ends), ends
    with world.database.reading() as session:
        opened = select(func.count()).select_from(AuditEvent).where(AuditEvent.verb == "cross.opened")
        assert session.scalar(opened) == 1
        assert set(session.scalars(select(CrossSheet.state))) == {CrossState.OPENED}
        assert session.scalar(select(func.count()).select_from(Explanation)) == 5
        assert set(cross_opening.matching(session, cycle_id=world.cycle_id, year=2025).values()) == {True}


def test_the_last_seal_and_the_chairs_opening_at_once_open_once(world: World) -> None:
    first, last = almost_all(world)
    sealing(world, first)()

    def chair(session: Session) -> int:
        return open_late(session, world).id

    ends = race([sealing(world, last), committed(world.database, chair)])
    assert sum(isinstance(end, DomainError) for end in ends) == 1, ends
    with world.database.reading() as session:
        opened = select(func.count()).select_from(AuditEvent).where(AuditEvent.verb == "cross.opened")
        assert session.scalar(opened) == 1


@pytest.mark.parametrize("who", ["leader.hp", "officer.hp"])
def test_whoever_seals_last_needs_no_right_to_open(session: Session, world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        cross_opening.open_late(
            session,
            actor=world.actor(session, who),
            now=world.now,
            cycle=scores.cycle_of(session, world),
            version=1,
        )
