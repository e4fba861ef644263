"""Rows of a pledge: day and kind are kept, and reasons at single rows come, are told, and go again."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.audit import AuditEvent
from emulation.models.notices import Notice
from emulation.models.pledges import Pledge
from emulation.queries.pledges import targets_of
from emulation.services.pledges import TargetDraft
from emulation.vocabulary.errors import DomainError, NotFound
from emulation.vocabulary.moves import PledgeMove
from emulation.vocabulary.states import PledgeState
from tests.conftest import unchanged
from tests.factories import pledges as made
from tests.factories.world import World


def two_targets(world: World) -> list[TargetDraft]:
    revenue = TargetDraft(world.indicators["BUDGET_REVENUE"], low=made.growth(world).low, source="NQ 02")
    return [made.growth(world), revenue]


def waiting(session: Session, world: World) -> Pledge:
    """Hải Phòng's pledge on the leader's desk."""
    pledge = made.draft(session, world, "HP", targets=two_targets(world))
    return made.step(session, world, pledge, "officer.hp", PledgeMove.REQUEST_APPROVAL)


def reasons_of(session: Session, pledge: Pledge) -> list[str]:
    return [row.return_reason for row in targets_of(session, pledge.id)]


def newest(session: Session) -> AuditEvent:
    return session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc()).limit(1)).one()


def test_day_and_kind_are_kept_and_their_changes_stand_in_the_trail(session: Session, world: World) -> None:
    target = made.growth(world, due_on=date(2025, 11, 30))
    pledge = made.draft(session, world, targets=[target])
    (row,) = targets_of(session, pledge.id)
    assert (row.due_on, row.is_qualitative) == (date(2025, 11, 30), False)
    later = made.growth(world, due_on=date(2025, 12, 31), is_qualitative=True)
    made.draft(session, world, version=pledge.version, targets=[later])
    name = f"target {world.indicators['GRDP_GROWTH']}/city_council"
    changes = newest(session).changes
    assert changes[f"{name} due_on"] == ["2025-11-30", "2025-12-31"]
    assert changes[f"{name} is_qualitative"] == [False, True]


@pytest.mark.parametrize("day", [date(2024, 12, 31), date(2026, 1, 1)])
def test_a_day_outside_the_year_is_refused_beside_its_field(
    session: Session, world: World, day: date
) -> None:
    """Red when check_due is not called in targets.check_drafts."""
    with pytest.raises(DomainError, match="phải nằm trong năm") as refused:
        made.draft(session, world, targets=[*two_targets(world)[1:], made.growth(world, due_on=day)])
    assert (refused.value.field, refused.value.values) == ("targets-1-due_on", {"year": 2025})


def test_a_leader_may_say_it_at_one_row_alone(session: Session, world: World) -> None:
    """Without a reason as a whole. Red when give_reasons writes nothing."""
    pledge = waiting(session, world)
    second = targets_of(session, pledge.id)[1].id
    made.step(session, world, pledge, "leader.hp", PledgeMove.RETURN, "", {second: "Chưa rõ nguồn thu nào"})
    assert pledge.state is PledgeState.RETURNED
    assert reasons_of(session, pledge) == ["", "Chưa rõ nguồn thu nào"]


def test_notices_and_the_trail_hold_every_reason_in_full(session: Session, world: World) -> None:
    """Red when move() records `reason` alone."""
    pledge = waiting(session, world)
    first, second = (row.id for row in targets_of(session, pledge.id))
    lines = {second: "Chưa rõ nguồn thu nào", first: "Thấp hơn năm trước."}
    made.step(session, world, pledge, "leader.hp", PledgeMove.RETURN, "Cần sửa hai chỗ", lines)
    told = "Cần sửa hai chỗ. Tốc độ tăng GRDP: Thấp hơn năm trước. Thu ngân sách nhà nước: Chưa rõ nguồn thu nào."
    assert newest(session).reason == told
    officer = select(Notice.values).where(Notice.user_id == world.users["officer.hp"])
    assert session.scalars(officer.order_by(Notice.id.desc()).limit(1)).one()["reason"] == told
    assert pledge.return_reason == "Cần sửa hai chỗ"


def test_reasons_go_when_it_is_sent_again_and_stay_in_the_trail(session: Session, world: World) -> None:
    """Also through a saving in between. Red when REQUEST_APPROVAL no longer clears."""
    pledge = waiting(session, world)
    first = targets_of(session, pledge.id)[0].id
    made.step(session, world, pledge, "leader.hp", PledgeMove.RETURN, "", {first: "Thấp hơn năm trước"})
    pledge = made.draft(session, world, "HP", version=pledge.version, targets=two_targets(world))
    assert reasons_of(session, pledge) == ["Thấp hơn năm trước", ""]
    made.step(session, world, pledge, "officer.hp", PledgeMove.REQUEST_APPROVAL)
    assert reasons_of(session, pledge) == ["", ""]
    name = f"target {world.indicators['GRDP_GROWTH']}/city_council return_reason"
    assert newest(session).changes[name] == ["Thấp hơn năm trước", ""]


def test_the_chair_returns_row_by_row_too(session: Session, world: World) -> None:
    """A new return replaces what an earlier one said."""
    pledge = waiting(session, world)
    first, second = (row.id for row in targets_of(session, pledge.id))
    made.step(session, world, pledge, "leader.hp", PledgeMove.SUBMIT)
    made.step(
        session, world, pledge, "secretary.hn", PledgeMove.RETURN, "", {second: "Chưa có ngày hoàn thành"}
    )
    assert reasons_of(session, pledge) == ["", "Chưa có ngày hoàn thành"]
    made.step(session, world, pledge, "officer.hp", PledgeMove.REQUEST_APPROVAL)
    made.step(session, world, pledge, "leader.hp", PledgeMove.RETURN, "", {first: "Vẫn còn thấp quá"})
    assert reasons_of(session, pledge) == ["Vẫn còn thấp quá", ""]


@pytest.mark.parametrize("text", ["", "   ", "sai"])
def test_returning_without_a_sentence_is_message_11(session: Session, world: World, text: str) -> None:
    pledge = waiting(session, world)
    second = targets_of(session, pledge.id)[1].id
    session.commit()
    with unchanged(world.database), pytest.raises(DomainError, match="Nhập lý do"):
        made.step(session, world, pledge, "leader.hp", PledgeMove.RETURN, "", {second: text})


def test_a_row_of_another_pledge_is_not_there(session: Session, world: World) -> None:
    """Red when line_reasons does not look whose target it is."""
    other = targets_of(session, made.draft(session, world, "DN").id)[0].id
    pledge = waiting(session, world)
    with pytest.raises(NotFound):
        made.step(
            session, world, pledge, "leader.hp", PledgeMove.RETURN, "Thiếu chỉ tiêu", {other: "Sai số liệu"}
        )


def test_other_moves_take_no_reasons_at_rows(session: Session, world: World) -> None:
    pledge = waiting(session, world)
    first = targets_of(session, pledge.id)[0].id
    made.step(session, world, pledge, "leader.hp", PledgeMove.SUBMIT, "", {first: "Không phải lúc này"})
    assert reasons_of(session, pledge) == ["", ""]
