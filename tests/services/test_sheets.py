"""Score sheets: computing, self-scoring, signing, appraisal; every refusal."""

from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.audit import AuditEvent
from emulation.models.pledges import PledgeTarget
from emulation.models.scoring import ScoreLine, ScoreSheet
from emulation.services import sheets
from emulation.services.sheets import Appraisal, LineDraft
from emulation.vocabulary.errors import DomainError, NotAllowed, NotFound, Stale
from emulation.vocabulary.kinds import ActualStatus, PlanSource
from emulation.vocabulary.moves import SheetMove
from emulation.vocabulary.states import Phase, SheetState
from tests.factories import scores as made
from tests.factories.world import World


def line(sheet: ScoreSheet, criterion_id: int) -> ScoreLine:
    return next(one for one in sheet.lines if one.criterion_id == criterion_id)


def test_prepare_computes_from_the_signed_pledge_and_the_scored_figure(
    session: Session, world: World
) -> None:
    """70 points, plan 8, result 7.4: 64.75 (handbook 6.1)."""
    ids = made.ground(session, world)
    sheet = made.prepared(session, world)
    growth = line(sheet, ids["I.01"])
    assert growth.computed == Decimal("64.75")
    assert growth.actual_value_id is not None and growth.target_id is not None
    assert line(sheet, ids["I.02"]).computed is None
    assert line(sheet, ids["B"]).computed == Decimal("0.00")
    assert [event.verb for event in session.scalars(select(AuditEvent))] == ["sheet.prepared"]


def test_prepare_twice_is_refused(session: Session, world: World) -> None:
    made.ground(session, world)
    made.prepared(session, world)
    with pytest.raises(DomainError, match="đã có rồi"):
        made.prepared(session, world)


def test_prepare_without_an_issued_scorecard_is_refused(session: Session, world: World) -> None:
    made.cycle_of(session, world, Phase.SELF_SCORING)
    with pytest.raises(DomainError, match="chưa được ban hành"):
        made.prepared(session, world)


def test_prepare_in_the_wrong_phase_is_refused(session: Session, world: World) -> None:
    made.ground(session, world)
    made.cycle_of(session, world, Phase.SECOND_HALF)
    with pytest.raises(DomainError, match="Tự chấm điểm"):
        made.prepared(session, world)


def test_the_other_plan_is_never_mixed_in(session: Session, world: World) -> None:
    """A target of the central plan leaves a criterion of the council's plan without points."""
    made.cycle_of(session, world, Phase.SELF_SCORING)
    ids = made.scorecard(session, world)
    made.pledge(session, world, plan_source=PlanSource.CENTRAL)
    made.figure(session, world)
    growth = line(made.prepared(session, world), ids["I.01"])
    assert (growth.computed, growth.target_id) == (None, None)
    assert growth.formula.startswith("Kế hoạch thiếu")


def test_a_missing_figure_blocks_submission(session: Session, world: World) -> None:
    made.cycle_of(session, world, Phase.SELF_SCORING)
    ids = made.scorecard(session, world)
    made.pledge(session, world)
    sheet = made.scored(session, world, ids)
    with pytest.raises(DomainError, match=r"I\.01 chưa có số liệu"):
        made.step(session, world, sheet, "officer.hn", SheetMove.REQUEST_APPROVAL)
    assert sheet.state is SheetState.DRAFT


def test_a_target_that_was_not_assigned_drops_the_line(session: Session, world: World) -> None:
    made.cycle_of(session, world, Phase.SELF_SCORING)
    ids = made.scorecard(session, world)
    made.pledge(session, world, not_assigned=True, not_assigned_reason="Không có cảng")
    sheet = made.scored(session, world, ids)
    assert line(sheet, ids["I.01"]).not_assigned
    made.step(session, world, sheet, "officer.hn", SheetMove.REQUEST_APPROVAL)
    assert sheet.state is SheetState.AWAITING_APPROVAL


def test_a_negative_result_gives_zero_and_stays_zero(session: Session, world: World) -> None:
    """Growth of −9.77 against a positive plan gives 0.00 without an error (handbook 6.2)."""
    made.cycle_of(session, world, Phase.SELF_SCORING)
    ids = made.scorecard(session, world)
    made.pledge(session, world)
    made.figure(session, world, value="-9.77")
    assert line(made.prepared(session, world), ids["I.01"]).computed == Decimal("0.00")


@pytest.mark.parametrize(
    ("draft", "field", "message"),
    [
        (("I.02", "44", "Có báo cáo"), "lines-0-claimed", "Điểm phải từ 0 đến 40"),
        (("I.02", "-1", "Có báo cáo"), "lines-0-claimed", "Điểm phải từ 0 đến 40"),
        (("I.02", "36.5", ""), "lines-0-reason", "Nhập lý do chấm điểm này"),
        (("I.01", "66", ""), "lines-0-reason", "khác điểm máy tính"),
        (("P", "1", "Ghi nhầm"), "lines-0-claimed", "từ −10 đến 0"),
    ],
)
def test_claims_outside_the_rules_are_refused_and_the_line_stays_open(
    session: Session, world: World, draft: tuple[str, str, str], field: str, message: str
) -> None:
    ids = made.ground(session, world)
    sheet = made.prepared(session, world)
    code, points, reason = draft
    with pytest.raises(DomainError, match=message) as caught:
        made.save(session, world, sheet, [LineDraft(ids[code], Decimal(points), reason)])
    assert caught.value.field == field
    assert line(sheet, ids[code]).claimed is None


def test_answers_and_counts_are_computed(session: Session, world: World) -> None:
    """Both items yes: 20; one flag of 6; two returned dossiers of 1.5: −3 (handbook 6.1)."""
    ids = made.ground(session, world)
    sheet = made.scored(session, world, ids, flags=1, returned=2)
    assert line(sheet, ids["III.01"]).computed == Decimal("20.00")
    assert line(sheet, ids["B"]).computed == Decimal("6.00")
    assert line(sheet, ids["P"]).computed == Decimal("-3.00")


def test_a_stale_second_tab_is_refused(session: Session, world: World) -> None:
    ids = made.ground(session, world)
    sheet = made.prepared(session, world)
    version = sheet.version
    made.save(session, world, sheet, [LineDraft(ids["I.02"], Decimal(30), "Có báo cáo")])
    with pytest.raises(Stale):
        sheets.save_self(
            session,
            actor=world.actor(session, "officer.hn"),
            now=world.now,
            sheet=sheet,
            version=version,
            lines=[LineDraft(ids["I.02"], Decimal(31), "Có báo cáo")],
        )


def test_a_criterion_of_another_scorecard_is_not_found(session: Session, world: World) -> None:
    made.ground(session, world)
    sheet = made.prepared(session, world)
    with pytest.raises(NotFound):
        made.save(session, world, sheet, [LineDraft(987654)])


def test_only_the_own_officer_writes_and_only_the_leader_signs(session: Session, world: World) -> None:
    ids = made.ground(session, world)
    sheet = made.scored(session, world, ids)
    with pytest.raises(NotAllowed):
        made.save(session, world, sheet, [], "HP")
    with pytest.raises(NotAllowed):
        made.step(session, world, sheet, "leader.hp", SheetMove.REQUEST_APPROVAL)
    made.step(session, world, sheet, "officer.hn", SheetMove.REQUEST_APPROVAL)
    with pytest.raises(NotAllowed):
        made.step(session, world, sheet, "officer.hn", SheetMove.SUBMIT)


def test_whoever_entered_does_not_sign(session: Session, world: World) -> None:
    """Red when FOUR_EYES in rules/access.py loses SCORE_SUBMIT."""
    ids = made.ground(session, world)
    sheet = made.scored(session, world, ids)
    made.step(session, world, sheet, "officer.hn", SheetMove.REQUEST_APPROVAL)
    sheet.entered_by_id = world.users["leader.hn"]
    session.flush()
    with pytest.raises(NotAllowed, match="Người nhập không được tự duyệt"):
        made.step(session, world, sheet, "leader.hn", SheetMove.SUBMIT)


def test_a_signed_sheet_says_how_late_it_came(session: Session, world: World) -> None:
    """The deadline is 15/01/2026, the test lives on 15/10/2025: in time."""
    ids = made.ground(session, world)
    sheet = made.submitted(session, world, ids)
    assert (sheet.state, sheet.days_late) == (SheetState.SUBMITTED, 0)
    assert sheet.submitted_by_id == world.users["leader.hn"]


def test_a_submitted_sheet_is_not_edited(session: Session, world: World) -> None:
    ids = made.ground(session, world)
    sheet = made.submitted(session, world, ids)
    with pytest.raises(DomainError, match="Đã nộp tự chấm"):
        made.save(session, world, sheet, [LineDraft(ids["I.02"], Decimal(1), "Sửa lại")])


def test_returning_needs_a_reason_and_opens_the_sheet(session: Session, world: World) -> None:
    ids = made.ground(session, world)
    sheet = made.submitted(session, world, ids, "HP")
    with pytest.raises(DomainError, match="Nhập lý do"):
        made.step(session, world, sheet, "secretary.hn", SheetMove.RETURN)
    made.step(session, world, sheet, "secretary.hn", SheetMove.RETURN, "Thiếu minh chứng I.02")
    assert (sheet.state, sheet.return_reason) == (SheetState.RETURNED, "Thiếu minh chứng I.02")


def test_the_chair_never_appraises_its_own_sheet(session: Session, world: World) -> None:
    """Red when Where.OTHER_MEMBER_AS_CHAIR forgets `not is_own`."""
    ids = made.ground(session, world)
    sheet = made.submitted(session, world, ids, "HN")
    with pytest.raises(NotAllowed):
        sheets.appraise(
            session,
            actor=world.actor(session, "secretary.hn"),
            now=world.now,
            sheet=sheet,
            version=sheet.version,
            lines=[Appraisal(ids["I.02"], Decimal(40), "Tự nâng điểm")],
        )
    with pytest.raises(NotAllowed):
        made.step(session, world, sheet, "secretary.hn", SheetMove.REVIEW)
    made.step(session, world, sheet, "secretary.hcm", SheetMove.REVIEW)
    assert sheet.state is SheetState.REVIEWED


def test_the_vice_chair_never_appraises_its_own_sheet(session: Session, world: World) -> None:
    ids = made.ground(session, world)
    sheet = made.submitted(session, world, ids, "HCM")
    with pytest.raises(NotAllowed):
        made.step(session, world, sheet, "secretary.hcm", SheetMove.REVIEW)


def test_appraised_points_that_differ_need_a_reason(session: Session, world: World) -> None:
    ids = made.ground(session, world)
    sheet = made.submitted(session, world, ids, "HP")
    with pytest.raises(DomainError, match="Nhập lý do") as caught:
        made.appraised(session, world, sheet, "HP", [Appraisal(ids["I.02"], Decimal(30))])
    assert caught.value.field == "lines-0-reason"
    with pytest.raises(DomainError, match="từ 0 đến 40"):
        made.appraised(session, world, sheet, "HP", [Appraisal(ids["I.02"], Decimal(44), "Nâng điểm")])
    made.appraised(session, world, sheet, "HP", [Appraisal(ids["I.02"], Decimal(30), "Thiếu minh chứng")])
    assert line(sheet, ids["I.02"]).appraised == Decimal(30)
    assert line(sheet, ids["I.02"]).appraised_by_id == world.users["secretary.hn"]


def test_the_same_points_need_no_reason(session: Session, world: World) -> None:
    ids = made.ground(session, world)
    sheet = made.submitted(session, world, ids, "HP")
    made.appraised(session, world, sheet, "HP", [Appraisal(ids["I.02"], Decimal("36.5"))])
    assert line(sheet, ids["I.02"]).appraised == Decimal("36.5")


def test_whoever_entered_the_sheet_does_not_appraise_it(session: Session, world: World) -> None:
    ids = made.ground(session, world)
    sheet = made.submitted(session, world, ids, "HP")
    sheet.entered_by_id = world.users["secretary.hn"]
    session.flush()
    with pytest.raises(NotAllowed, match="Người nhập không được tự duyệt"):
        made.appraised(session, world, sheet, "HP", [Appraisal(ids["I.02"], Decimal("36.5"))])


def test_a_changed_claim_takes_the_appraisal_with_it(session: Session, world: World) -> None:
    ids = made.ground(session, world)
    sheet = made.submitted(session, world, ids, "HP")
    made.appraised(session, world, sheet, "HP", [Appraisal(ids["I.02"], Decimal(30), "Thiếu minh chứng")])
    made.step(session, world, sheet, "secretary.hn", SheetMove.RETURN, "Bổ sung minh chứng")
    made.save(session, world, sheet, [LineDraft(ids["I.02"], Decimal(33), "Có báo cáo bổ sung")], "HP")
    assert line(sheet, ids["I.02"]).appraised is None


def test_recompute_follows_a_new_figure_until_the_scores_freeze(session: Session, world: World) -> None:
    """Result 8 on a plan of 8 gives the full 70."""
    ids = made.ground(session, world)
    sheet = made.submitted(session, world, ids, "HP")
    made.figure(session, world, "HP", "8", ActualStatus.REVISED)
    assert line(sheet, ids["I.01"]).computed == Decimal("64.75")
    sheets.recompute(
        session,
        actor=world.actor(session, "secretary.hn"),
        now=world.now,
        sheet=sheet,
        version=sheet.version,
    )
    assert line(sheet, ids["I.01"]).computed == Decimal("70.00")
    assert session.get(PledgeTarget, line(sheet, ids["I.01"]).target_id) is not None


@pytest.mark.parametrize("move", [SheetMove.FREEZE, SheetMove.UNFREEZE, SheetMove.PUBLISH, SheetMove.EXPLAIN])
def test_moves_of_the_whole_year_are_not_made_with_one_sheet(
    session: Session, world: World, move: SheetMove
) -> None:
    ids = made.ground(session, world)
    sheet = made.submitted(session, world, ids, "HP")
    with pytest.raises(NotFound):
        made.step(session, world, sheet, "secretary.hn", move)
