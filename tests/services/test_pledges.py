"""Pledges: drafting, agreeing, recording from paper; every state × every move, four eyes, versions."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.db import UnauditedChange, unit_of_work
from emulation.models.audit import AuditEvent
from emulation.models.cycles import Cycle
from emulation.models.evidence import StoredFile
from emulation.models.pledges import Pledge
from emulation.queries.pledges import find_pledge, find_pledge_page, targets_of
from emulation.services import pledges
from emulation.services.pledges import Paper
from emulation.vocabulary.errors import DomainError, NotAllowed, Sealed, Stale
from emulation.vocabulary.kinds import Operator, PlanSource
from emulation.vocabulary.moves import PledgeMove
from emulation.vocabulary.states import Phase, PledgeState
from tests.conftest import unchanged
from tests.factories import pledges as made
from tests.factories.world import World


def test_a_draft_keeps_what_was_typed_and_leaves_one_event(session: Session, world: World) -> None:
    target = made.growth(world, "6.5", operator=Operator.RANGE, high=Decimal("7"))
    pledge = made.draft(session, world, targets=[target])
    (row,) = targets_of(session, pledge.id)
    assert (row.operator, row.low, row.high) == (Operator.RANGE, Decimal("6.5"), Decimal("7"))
    events = session.scalars(select(AuditEvent)).all()
    assert [event.verb for event in events] == ["pledge.saved"]


def test_from_draft_to_signed_by_the_right_people(session: Session, world: World) -> None:
    pledge = made.accepted(session, world)
    made.signed_agreement(session, world, ("HN",))
    assert pledge.state is PledgeState.SIGNED
    assert pledge.submitted_by_id == world.users["leader.hn"]


def test_submitting_after_deadline_and_grace_is_counted_in_days(session: Session, world: World) -> None:
    """Deadline 31/03/2025, five days of grace, submitted on 15/10/2025: 198 days late."""
    assert made.accepted(session, world).days_late == 198


def test_whoever_entered_cannot_approve(session: Session, world: World) -> None:
    """Red when FOUR_EYES in rules/access.py loses PLEDGE_SUBMIT."""
    person = world.users["officer.hn"]
    pledge = made.draft(session, world)
    made.step(session, world, pledge, "officer.hn", PledgeMove.REQUEST_APPROVAL)
    pledge.entered_by_id = world.users["leader.hn"]
    session.flush()
    with pytest.raises(NotAllowed, match="Người nhập không được tự duyệt"):
        made.step(session, world, pledge, "leader.hn", PledgeMove.SUBMIT)
    assert person != world.users["leader.hn"]


def test_another_citys_pledge_is_refused(session: Session, world: World) -> None:
    pledge = made.draft(session, world, "HP")
    with pytest.raises(NotAllowed):
        made.step(session, world, pledge, "leader.hn", PledgeMove.SUBMIT)
    cycle = session.get(Cycle, world.cycle_id)
    assert cycle is not None
    with pytest.raises(NotAllowed):
        pledges.save(
            session,
            actor=world.actor(session, "officer.hn"),
            now=world.now,
            cycle=cycle,
            member_id=world.members["HP"],
            version=pledge.version,
            summary="",
            targets=[],
        )


def test_stale_version_is_refused(session: Session, world: World) -> None:
    pledge = made.draft(session, world)
    made.draft(session, world, version=pledge.version, targets=[made.growth(world, "8")])
    with pytest.raises(Stale):
        made.draft(session, world, version=1)


def test_returning_needs_a_reason_and_keeps_it(session: Session, world: World) -> None:
    pledge = made.draft(session, world)
    made.step(session, world, pledge, "officer.hn", PledgeMove.REQUEST_APPROVAL)
    with pytest.raises(DomainError, match="Nhập lý do"):
        made.step(session, world, pledge, "leader.hn", PledgeMove.RETURN)
    made.step(session, world, pledge, "leader.hn", PledgeMove.RETURN, "Thiếu nguồn của chỉ tiêu.")
    assert (pledge.state, pledge.return_reason) == (PledgeState.RETURNED, "Thiếu nguồn của chỉ tiêu.")


@pytest.mark.asvs("2.2.3")
@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"operator": Operator.RANGE, "high": None}, "Khoảng cần cả hai mức"),
        ({"operator": Operator.RANGE, "high": Decimal("7")}, "phải lớn hơn"),
        ({"operator": Operator.LE}, "Nhập chỉ tiêu năm"),
        ({"low": None}, "Nhập chỉ tiêu năm"),
        ({"not_assigned": True}, "Nhập lý do không giao"),
    ],
)
def test_a_target_whose_sign_and_bounds_disagree_is_refused(
    session: Session, world: World, more: dict[str, object], message: str
) -> None:
    with pytest.raises(DomainError, match=message):
        made.draft(session, world, targets=[_with(world, more)])


def _with(world: World, more: dict[str, object]) -> pledges.TargetDraft:
    values = {"low": Decimal("7.5"), "source": "NQ"} | more
    return pledges.TargetDraft(indicator_id=world.indicators["GRDP_GROWTH"], **values)  # type: ignore[arg-type]


def test_two_plans_may_stand_beside_each_other_but_not_twice_the_same(session: Session, world: World) -> None:
    both = [made.growth(world), made.growth(world, "8", plan_source=PlanSource.CENTRAL)]
    assert len(targets_of(session, made.draft(session, world, targets=both).id)) == 2
    with pytest.raises(DomainError, match="đã có ở dòng 1"):
        made.draft(session, world, "HP", targets=[made.growth(world), made.growth(world, "9")])


def _paper(session: Session, world: World) -> Paper:
    file = StoredFile(
        cluster_id=world.cluster_id,
        sha256="0" * 64,
        name="giao-uoc.pdf",
        size=10,
        media_type="application/pdf",
        entered_at=world.now,
    )
    session.add(file)
    session.flush()
    return Paper("12/GƯ", date(2025, 4, 9), file.id)


def _record(session: Session, world: World, **more: object) -> Pledge:
    cycle = session.get(Cycle, world.cycle_id)
    assert cycle is not None
    values = {"paper": _paper(session, world), "targets": [made.growth(world)]} | more
    return pledges.record_paper(
        session,
        actor=world.actor(session, "secretary.hn"),
        now=world.now,
        cycle=cycle,
        member_id=world.members["CT"],
        version=0,
        summary="",
        **values,  # type: ignore[arg-type]
    )


def test_recorded_from_paper_is_marked_and_confirmed_by_another_person(
    session: Session, world: World
) -> None:
    """Red when FOUR_EYES in rules/access.py loses PLEDGE_CONFIRM."""
    pledge = _record(session, world)
    assert (pledge.on_behalf, pledge.paper_number, pledge.state) == (True, "12/GƯ", PledgeState.SUBMITTED)
    with pytest.raises(NotAllowed, match="Người nhập không được tự duyệt"):
        _confirm(session, world, pledge, "secretary.hn")
    _confirm(session, world, pledge, "secretary2.hn")
    assert (pledge.state, pledge.confirmed_by_id) == (PledgeState.ACCEPTED, world.users["secretary2.hn"])


def _confirm(session: Session, world: World, pledge: Pledge, who: str) -> Pledge:
    actor = world.actor(session, who)
    return pledges.confirm(session, actor=actor, now=world.now, pledge=pledge, version=pledge.version)


def test_what_a_city_entered_itself_is_not_recorded_over(session: Session, world: World) -> None:
    pledge = made.draft(session, world, "CT")
    made.step(session, world, pledge, "officer.ct", PledgeMove.REQUEST_APPROVAL)
    with pytest.raises((DomainError, Stale)):
        _record(session, world)


EXPECTED = {
    "draft": {"request_approval": "awaiting_approval"},
    "awaiting_approval": {"submit": "submitted", "return": "returned", "withdraw": "withdrawn"},
    "submitted": {"accept": "accepted", "return": "returned", "withdraw": "withdrawn"},
    "returned": {"request_approval": "awaiting_approval"},
    "accepted": {"sign": "signed", "reopen": "returned"},
    "signed": {"reopen": "returned"},
    "withdrawn": {"reopen": "draft"},
}
WHO = {
    PledgeMove.REQUEST_APPROVAL: "officer.hp",
    PledgeMove.SUBMIT: "leader.hp",
    PledgeMove.WITHDRAW: "leader.hp",
    PledgeMove.ACCEPT: "secretary.hn",
    PledgeMove.SIGN: "secretary.hn",
}


@pytest.mark.asvs("2.3.1")
@pytest.mark.parametrize("move", list(PledgeMove))
@pytest.mark.parametrize("state", list(PledgeState))
def test_every_state_and_every_move_goes_where_the_table_says(
    session: Session, world: World, state: PledgeState, move: PledgeMove
) -> None:
    pledge = made.draft(session, world, "HP")
    pledge.state = state
    session.flush()
    expected = EXPECTED[state.value].get(move.value)
    who = WHO.get(move, "secretary.hn")
    if move is PledgeMove.RETURN and state is PledgeState.AWAITING_APPROVAL:
        who = "leader.hp"
    if move is PledgeMove.REOPEN and state is PledgeState.WITHDRAWN:
        who = "officer.hp"
        pledge.entered_by_id = None
        session.flush()
    if expected is None:
        with pytest.raises(DomainError):
            made.step(session, world, pledge, who, move, "Lý do đủ dài.")
    else:
        assert made.step(session, world, pledge, who, move, "Lý do đủ dài.").state.value == expected


def test_a_closed_year_refuses_every_write_to_pledges(world: World) -> None:
    """Red when `pledge` is taken out of CLOSED_WITH_YEAR in models/triggers.py (second half)."""
    with world.database.writing() as session, unit_of_work(session):
        made.accepted(session, world)
    world.set_phase(Phase.CLOSED)
    with unchanged(world.database):
        with world.database.writing() as session, pytest.raises(Sealed), unit_of_work(session):
            made.draft(session, world, "HP")
        with world.database.writing() as session, pytest.raises(Sealed), unit_of_work(session):
            pledge = find_pledge(session, world.cycle_id, world.members["HN"])
            assert pledge is not None
            pledge.summary = "sửa thẳng"


def test_a_change_without_an_event_cannot_be_committed(world: World) -> None:
    """Red when `_require_trail` is not called in db.unit_of_work."""
    with world.database.writing() as session, unit_of_work(session):
        made.draft(session, world)
    with unchanged(world.database), world.database.writing() as session, pytest.raises(UnauditedChange):  # noqa: SIM117
        with unit_of_work(session):
            pledge = find_pledge(session, world.cycle_id, world.members["HN"])
            assert pledge is not None
            pledge.summary = "không ai biết"


def test_the_page_names_the_people_behind_the_pledge(session: Session, world: World) -> None:
    made.accepted(session, world)
    page = find_pledge_page(session, world.cycle_id, world.members["HN"])
    assert page is not None
    assert (page.entered_by, page.submitted_by) == ("Người officer.hn", "Người leader.hn")
