"""A checker's sheet: saving and sealing; every refusal; and nothing of it told to anybody else."""

from decimal import Decimal as D

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from emulation.db import unit_of_work
from emulation.models.audit import AuditEvent
from emulation.models.crosschecks import CrossLine
from emulation.models.notices import Letter, Notice
from emulation.queries import crosschecks as queries
from emulation.queries.opened_checks import opened_points
from emulation.services import sheets
from emulation.services.crosschecks import CrossDraft
from emulation.vocabulary.errors import DomainError, NotAllowed, NotFound, Sealed, Stale
from emulation.vocabulary.moves import SheetMove
from emulation.vocabulary.states import CrossState, Phase
from tests.factories import crosschecks as made
from tests.factories import scores
from tests.factories.world import World


@pytest.fixture
def ids(session: Session, world: World) -> dict[str, int]:
    """Everything handed over; HP checks DN."""
    return made.started(session, world)


def test_the_checkers_officer_saves_points_with_reasons(
    session: Session, world: World, ids: dict[str, int]
) -> None:
    sheet = made.saved(session, world, "HP", made.lines(ids, "30"))
    assert (sheet.state, sheet.entered_by_id) == (CrossState.DRAFT, world.users["officer.hp"])
    assert queries.written_lines(session, sheet.id)[ids["I.02"]] == (D("30"), made.REASON)
    again = made.saved(session, world, "HP", [CrossDraft(ids["I.02"])])
    assert queries.written_lines(session, again.id)[ids["I.02"]] == (None, "")


@pytest.mark.parametrize(
    "who", ["officer.dn", "officer.hn", "leader.hp", "secretary.hp", "secretary.hn", "admin"]
)
def test_nobody_else_writes_or_seals_it(
    session: Session, world: World, ids: dict[str, int], who: str
) -> None:
    """Red when the subject of the action is the checked member instead of the checker."""
    with pytest.raises(NotAllowed):
        made.saved(session, world, "HP", made.lines(ids), who=who)
    made.saved(session, world, "HP", made.lines(ids))
    if who != "leader.hp":
        with pytest.raises(NotAllowed):
            made.seal(session, world, "HP", who=who)


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        ({"points": D("30")}, "lines-0-reason"),
        ({"points": D("40.01"), "reason": made.REASON}, "lines-0-points"),
        ({"points": D("-1"), "reason": made.REASON}, "lines-0-points"),
    ],
)
def test_points_stay_in_bounds_and_differences_have_reasons(
    session: Session, world: World, ids: dict[str, int], draft: dict[str, object], field: str
) -> None:
    """J4 step 4: without reason refused."""
    with pytest.raises(DomainError) as refused:
        made.saved(session, world, "HP", [CrossDraft(ids["I.02"], **draft)])  # type: ignore[arg-type]
    assert refused.value.field == field


def test_a_line_of_another_card_is_not_found(session: Session, world: World, ids: dict[str, int]) -> None:
    with pytest.raises(NotFound):
        made.saved(session, world, "HP", [CrossDraft(ids["I"])])


def test_an_old_version_is_told(session: Session, world: World, ids: dict[str, int]) -> None:
    first = made.saved(session, world, "HP", made.lines(ids)).version
    made.saved(session, world, "HP", made.lines(ids, "30"))
    with pytest.raises(Stale):
        made.saved(session, world, "HP", made.lines(ids), version=first)
    with pytest.raises(Stale):
        made.seal(session, world, "HP", version=first)


@pytest.mark.parametrize(
    ("phase", "error"),
    [(Phase.SELF_SCORING, DomainError), (Phase.EXPLAINING, DomainError), (Phase.CLOSED, Sealed)],
)
def test_only_in_its_phase(
    session: Session, world: World, ids: dict[str, int], phase: Phase, error: type[DomainError]
) -> None:
    made.saved(session, world, "HP", made.lines(ids))
    scores.cycle_of(session, world, phase)
    with pytest.raises(error):
        made.saved(session, world, "HP", made.lines(ids))
    with pytest.raises(error):
        made.seal(session, world, "HP")


def test_only_what_was_handed_over_is_checked(session: Session, world: World) -> None:
    ids = made.started(session, world, ["HN"])
    scores.submitted(session, world, ids, "DN")
    with pytest.raises(DomainError, match="chưa được giao"):
        made.saved(session, world, "HP", made.lines(ids))


def test_a_sheet_is_sealed_by_the_leader_once_somebody_wrote(
    session: Session, world: World, ids: dict[str, int]
) -> None:
    with pytest.raises(DomainError, match="chưa được chấm"):
        made.seal(session, world, "HP")
    sheet = made.sealed(session, world, ids, "HP", "30")
    assert (sheet.state, sheet.sealed_by_id) == (CrossState.SEALED, world.users["leader.hp"])
    assert len(sheet.seal_code) == len(sheet.seal_salt) == 64
    stands = queries.written_lines(session, sheet.id)
    assert stands[ids["I.02"]] == (D("30"), made.REASON)
    assert stands[ids["II.01"]] == (D("50"), ""), "agreement is written out as the member's own points"
    assert len(stands) == 6


def test_two_sheets_with_the_same_points_have_different_codes(
    session: Session, world: World, ids: dict[str, int]
) -> None:
    """Red when the salt is left out: equal points would show."""
    codes = {made.sealed(session, world, ids, city).seal_code for city in ("HP", "DN")}
    assert len(codes) == 2


def test_a_sealed_sheet_changes_no_more(session: Session, world: World, ids: dict[str, int]) -> None:
    """Neither by the service nor past it. Red when the trigger on cross_line is gone."""
    made.saved(session, world, "HP", made.lines(ids, "30"))
    sheet = made.seal(session, world, "HP")
    for act in (made.saved, None):
        with pytest.raises(DomainError, match="niêm phong"):
            act(session, world, "HP", made.lines(ids)) if act else made.seal(session, world, "HP")
    session.commit()
    with pytest.raises(DBAPIError, match="sealed"):
        session.connection().execute(
            update(CrossLine).where(CrossLine.cross_sheet_id == sheet.id).values(points=D("1"))
        )
    session.rollback()


def test_review_and_recomputing_wait_for_the_opening(
    session: Session, world: World, ids: dict[str, int]
) -> None:
    """Red when `require_opened` is left out of services/sheets.move."""
    made.sealed(session, world, ids, "HP", "30")
    sheet = scores.sheet_of(session, world, "DN")
    with pytest.raises(DomainError, match="chưa mở niêm phong"):
        scores.step(session, world, sheet, "secretary.hn", SheetMove.REVIEW)
    with pytest.raises(DomainError, match="chưa mở niêm phong"):
        sheets.recompute(
            session,
            actor=world.actor(session, "secretary.hn"),
            now=world.now,
            sheet=sheet,
            version=sheet.version,
        )
    with pytest.raises(DomainError):
        scores.step(session, world, sheet, "secretary.hn", SheetMove.RETURN, "Bổ sung minh chứng")


def test_a_late_sheet_is_not_reviewed_past_its_check(session: Session, world: World) -> None:
    ids = made.started(session, world, ["HN"])
    sheet = scores.submitted(session, world, ids, "DN")
    with pytest.raises(DomainError, match="chưa mở niêm phong"):
        scores.step(session, world, sheet, "secretary.hn", SheetMove.REVIEW)


SECRET = "33.21"


def told_of(session: Session, *needles: str) -> list[str]:
    """Where the texts stand in what others read: the trail, notices and letters."""
    return [
        f"{model.__tablename__}: {row}"
        for model in (AuditEvent, Notice, Letter)
        for row in session.execute(select(model.__table__)).all()
        if any(needle in str(row) for needle in needles)
    ]


@pytest.mark.asvs("8.2.3")
def test_saving_and_sealing_tell_no_points_and_no_number_of_differences(
    session: Session, world: World, ids: dict[str, int]
) -> None:
    """The log is read by administrators and auditors. Red when `save` records the lines that it wrote."""
    made.saved(session, world, "HP", made.lines(ids, SECRET, "lý do kín đáo"))
    sheet = made.seal(session, world, "HP")
    assert told_of(session, SECRET, "33,21", "lý do kín đáo", sheet.seal_salt) == []
    of_sheet = select(AuditEvent).where(AuditEvent.object_type == "cross_sheet").order_by(AuditEvent.id)
    one, other = session.scalars(of_sheet)
    assert (one.verb, one.member_id) == ("cross.saved", world.members["HP"])
    assert one.changes == {
        "state": ["assigned", "draft"],
        "entered_by_id": [None, world.users["officer.hp"]],
        "lines": [None, 6],
    }
    assert set(other.changes) == {"state", "sealed_by_id", "sealed_at", "seal_code", "lines"}
    assert other.changes["lines"] == [None, 6]


def test_the_events_are_the_same_whether_the_checker_agrees_or_not(
    session: Session, world: World, ids: dict[str, int]
) -> None:
    """What can be inferred from the log about agreement: nothing."""
    made.sealed(session, world, ids, "HP", None)
    made.sealed(session, world, ids, "DN", "1")
    of_sheet = select(AuditEvent).where(AuditEvent.object_type == "cross_sheet").order_by(AuditEvent.id)
    agrees, differs = ([], [])  # type: list[object], list[object]
    for event in session.scalars(of_sheet):
        side = agrees if event.member_id == world.members["HP"] else differs
        side.append((event.verb, sorted(event.changes), event.changes["lines"], event.reason))
    assert agrees == differs


def test_nobody_reads_points_or_salts_before_the_opening(
    session: Session, world: World, ids: dict[str, int]
) -> None:
    for city in ("HN", "HCM", "HP", "DN"):
        made.sealed(session, world, ids, city, SECRET)
    made.saved(session, world, "CT", made.lines(ids, SECRET))
    assert opened_points(session, world.cycle_id) == {}
    rows = queries.assignments_of(session, world.cycle_id)
    assert {row.seal_salt for row in rows} == {""}
    assert [row.state for row in rows].count(CrossState.SEALED) == 4


def test_the_chairs_secretariat_is_told_that_somebody_sealed(
    session: Session, world: World, ids: dict[str, int]
) -> None:
    made.sealed(session, world, ids, "HP", "30")
    rows = session.scalars(select(Notice).where(Notice.user_id == world.users["secretary.hn"]))
    found = [row.sentence % row.values for row in rows if "niêm phong" in row.sentence % row.values]
    assert len(found) == 1 and "Hải Phòng" in found[0] and "30" not in found[0]


def test_a_sealed_sheet_survives_a_commit(world: World) -> None:
    """The guard of the trail is content with what save and seal tell."""
    with world.database.writing() as session, unit_of_work(session):
        ids = made.started(session, world)
    with world.database.writing() as session, unit_of_work(session):
        made.saved(session, world, "HP", made.lines(ids, "30"))
    with world.database.writing() as session, unit_of_work(session):
        made.seal(session, world, "HP")
    with world.database.reading() as session:
        states = session.execute(text("SELECT state FROM cross_sheet WHERE state = 'sealed'")).all()
    assert len(states) == 1
