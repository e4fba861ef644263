"""A proposal before the rules: the day, the refusals of moves, people's words, what a decided one keeps."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.accounts import User
from emulation.models.audit import AuditEvent
from emulation.models.awards import Proposal
from emulation.models.clusters import Membership
from emulation.models.cycles import Cycle
from emulation.models.rulebook import LegalRule
from emulation.models.scoring import Eligibility
from emulation.models.verdicts import ProposalRuling, ProposalVerdict
from emulation.rules.verdicts.judged import Check, stops
from emulation.services import corrections, proposals, rulebook, verdicts
from emulation.services.proposals import ProposalDraft
from emulation.vocabulary.award_kinds import PollBody, Verdict
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.errors import DomainError, NotAllowed, NotFound, Sealed, Stale
from emulation.vocabulary.kinds import Provenance
from emulation.vocabulary.moves import ProposalMove
from emulation.vocabulary.proposal_facts import DayKind
from emulation.vocabulary.states import EligibilityState, Phase, ProposalState, RankingState
from tests.factories import awards as made
from tests.factories import dossiers
from tests.factories.verdicts import cleared, ruled, voted
from tests.factories.world import World
from tests.support.ground import laid
from tests.support.statements import counted

TODAY = date(2025, 10, 15)


@pytest.fixture
def cycle(session: Session, world: World) -> Cycle:
    """2024, in the phase awarding, with its ranking frozen and the rulebook loaded."""
    cycle = made.ground(session, world)
    rulebook.load(session, actor=made.actor_system(world), now=world.now)
    return cycle


def row_of(session: Session, code: str) -> LegalRule:
    return session.scalars(select(LegalRule).where(LegalRule.code == code)).one()


def check(session: Session, row: Proposal) -> Check:
    return verdicts.judge(session, row.id, TODAY)


@pytest.mark.parametrize(
    ("received_on", "regime", "document"),
    [
        (date(2023, 12, 31), "R1", "Nghị định 91/2017/NĐ-CP"),
        (date(2024, 1, 1), "R2", "Nghị định 98/2023/NĐ-CP"),
        (date(2025, 6, 30), "R2", "Nghị định 98/2023/NĐ-CP"),
        (date(2025, 7, 1), "R3", "Nghị định 152/2025/NĐ-CP"),
        (date(2027, 3, 1), "", ""),
    ],
)
@pytest.mark.parametrize("form", ["flag_gov", "pm_certificate"])
def test_the_same_proposal_on_five_days(
    session: Session, world: World, cycle: Cycle, received_on: date, regime: str, document: str, form: str
) -> None:
    """Acceptance 2. Red when `day` forgets the receipt, or a finding loses its row."""
    row = made.draft(session, world, cycle, form=form)
    voted(session, world, row, PollBody.CITY_COUNCIL, 9, 11)
    voted(session, world, row, PollBody.CLUSTER, 5, 5)
    row.received_on = received_on
    laid(session)
    found = check(session, row)
    assert (found.on_date, found.day_kind, found.regime) == (received_on, DayKind.RECEIVED, regime)
    assert found.regime_document == document
    judged = found.find("regime")
    assert judged is not None
    assert judged.verdict is (Verdict.PASSED if regime else Verdict.NEEDS_PERSON)
    codes = {code.code for one in found.findings for code in one.rows}
    rows = session.scalars(select(LegalRule).where(LegalRule.code.in_(codes))).all()
    in_force = {
        rule.code: rule
        for rule in rows
        if (rule.valid_from is None or rule.valid_from <= received_on)
        and (rule.valid_to is None or received_on < rule.valid_to)
    }
    for one in found.findings:
        assert {basis.code for basis in one.rows} <= set(in_force), one.head
        assert one.is_unconfirmed is any(not in_force[basis.code].confirmed for basis in one.rows)
        if len(one.rows) == 1 and in_force[one.rows[0].code].document:
            rule = in_force[one.rows[0].code]
            assert one.document == ", ".join(filter(None, (rule.document, rule.article)))


def test_before_receipt_the_planned_day_counts_then_today(
    session: Session, world: World, cycle: Cycle
) -> None:
    row = made.draft(session, world, cycle)
    found = check(session, row)
    assert (found.on_date, found.day_kind, found.regime) == (TODAY, DayKind.TODAY, "R3")
    row.planned_on = date(2025, 3, 31)
    laid(session)
    found = check(session, row)
    assert (found.on_date, found.day_kind, found.regime) == (date(2025, 3, 31), DayKind.PLANNED, "R2")


def suspended(session: Session, cycle: Cycle, member_id: int, state: EligibilityState) -> None:
    session.add(
        Eligibility(
            cycle_id=cycle.id,
            member_id=member_id,
            state=state,
            reason="Đang thanh tra",
            basis="Công văn 12/TTr",
            decided_by="Cụm trưởng",
            decided_on=date(2025, 3, 1),
        )
    )
    laid(session)


@pytest.mark.parametrize("state", [EligibilityState.SUSPENDED, EligibilityState.INELIGIBLE])
def test_submitting_for_a_suspended_member_names_the_rule_and_its_basis(
    session: Session, world: World, cycle: Cycle, state: EligibilityState
) -> None:
    """Red when FOUNDATIONS loses `suspend`."""
    row = made.draft(session, world, cycle)
    suspended(session, cycle, row.member_id, state)
    with pytest.raises(DomainError, match="Đang thanh tra") as caught:
        made.step(session, world, row, ProposalMove.SUBMIT)
    assert "Căn cứ: " in str(caught.value)
    fit = session.scalars(select(Eligibility)).one()
    fit.state = EligibilityState.ELIGIBLE
    laid(session)
    assert made.step(session, world, row, ProposalMove.SUBMIT).state is ProposalState.SUBMITTED


def test_the_place_is_that_of_the_standing_edition(session: Session, world: World) -> None:
    """Third of five as published, first since a correction. Red when `_places` reads the published ranks."""
    cycle = made.ground(session, world, RankingState.PUBLISHED)
    rulebook.load(session, actor=made.actor_system(world), now=world.now)
    row = made.draft(session, world, cycle)
    ranks = [check(session, row).find("flag_lead").values["rank"]]  # type: ignore[union-attr]
    corrections.correct(
        session,
        actor=world.actor(session, made.SECRETARY),
        now=world.now,
        cycle=cycle,
        edition=1,
        member_id=row.member_id,
        text="Cộng thiếu điểm thưởng",
        reason="Kiểm tra lại phiếu điểm",
        totals={row.member_id: Decimal(999)},
    )
    ranks.append(check(session, row).find("flag_lead").values["rank"])  # type: ignore[union-attr]
    assert ranks == [3, 1]


def test_one_achievement_two_forms_is_refused_where_the_law_says_so(
    session: Session, world: World, cycle: Cycle
) -> None:
    flag = made.draft(session, world, cycle)
    certificate = made.draft(session, world, cycle, form="pm_certificate")
    with pytest.raises(
        DomainError, match=r"Cờ thi đua của Chính phủ.*Căn cứ: Luật Thi đua, khen thưởng 06/2022/QH15"
    ):
        made.step(session, world, certificate, ProposalMove.SUBMIT)
    made.step(session, world, flag, ProposalMove.WITHDRAW)
    made.step(session, world, certificate, ProposalMove.SUBMIT)


def test_a_unit_that_left_within_the_year_is_in_the_way(session: Session, world: World, cycle: Cycle) -> None:
    """Its own people have no rights here any more, so nobody meets the refusal itself."""
    row = made.draft(session, world, cycle)
    tie = session.scalars(select(Membership).where(Membership.member_id == row.member_id)).one()
    tie.valid_to = date(2024, 7, 1)
    laid(session)
    (found,) = stops(ProposalMove.SUBMIT, check(session, row).findings)
    assert "không còn là thành viên của cụm từ ngày 01/07/2024" in str(found.phrase)


def test_two_flags_pass_the_vote_and_the_third_does_not(session: Session, world: World, cycle: Cycle) -> None:
    """Handbook 5.2 `flag_slots.five` is 2. Red when check_move forgets PASS_VOTE."""
    for city in ("HN", "HCM"):
        row = made.draft(session, world, cycle, city)
        made.step(session, world, row, ProposalMove.SUBMIT)
        made.step(session, world, row, ProposalMove.PASS_VOTE)
    third = made.draft(session, world, cycle, "HP")
    made.step(session, world, third, ProposalMove.SUBMIT)
    with pytest.raises(DomainError, match="Đã có 2 đề nghị được bỏ phiếu thông qua trên 2"):
        made.step(session, world, third, ProposalMove.PASS_VOTE)
    made.step(session, world, row, ProposalMove.WITHDRAW)
    assert made.step(session, world, third, ProposalMove.PASS_VOTE).state is ProposalState.VOTED


def test_an_empty_quota_needs_a_persons_word(session: Session, world: World, cycle: Cycle) -> None:
    row_of(session, "flag_slots.five").value = ""
    laid(session)
    row = made.draft(session, world, cycle)
    made.step(session, world, row, ProposalMove.SUBMIT)
    with pytest.raises(DomainError, match="chưa có giá trị, phải nhập"):
        made.step(session, world, row, ProposalMove.PASS_VOTE)
    ruled(session, world, row, "flag_slots", Verdict.FAILED)
    with pytest.raises(DomainError, match="chưa có giá trị"):
        made.step(session, world, row, ProposalMove.PASS_VOTE)
    ruled(session, world, row, "flag_slots", version=1)
    assert made.step(session, world, row, ProposalMove.PASS_VOTE).state is ProposalState.VOTED


def send(session: Session, world: World, row: Proposal) -> None:
    """Sending as it is, without the votes and rulings that the factory adds."""
    proposals.move(
        session,
        actor=world.actor(session, made.SECRETARY),
        now=world.now,
        proposal=row,
        version=row.version,
        step=ProposalMove.SEND,
        facts=made.FACTS[ProposalMove.SEND],
    )


def test_nothing_is_sent_while_a_rule_is_failed_or_waits_for_a_person(
    session: Session, world: World, cycle: Cycle
) -> None:
    """Red when `stops` lets NEEDS_PERSON pass for SEND."""
    row = made.draft(session, world, cycle)
    for move in (ProposalMove.SUBMIT, ProposalMove.PASS_VOTE):
        made.step(session, world, row, move)
    dossiers.complete(session, world, row)
    cleared(session, world, row)
    session.delete(
        session.scalars(select(ProposalRuling).where(ProposalRuling.head == "flag_criteria")).one()
    )
    laid(session)
    with pytest.raises(DomainError, match=r"Chưa trình được.*ba tiêu chuẩn"):
        send(session, world, row)
    ruled(session, world, row, "flag_criteria", Verdict.FAILED)
    with pytest.raises(DomainError, match=r"Chưa trình được.*ba tiêu chuẩn"):
        send(session, world, row)
    ruled(session, world, row, "flag_criteria", version=1)
    assert made.step(session, world, row, ProposalMove.SEND).state is ProposalState.SENT


def test_a_persons_word_turns_the_verdict_and_keeps_the_rules_own(
    session: Session, world: World, cycle: Cycle
) -> None:
    row = made.draft(session, world, cycle)
    before = check(session, row)
    ruled(session, world, row, "flag_criteria", Verdict.PASSED, reason="Đã họp ngày 10/3.")
    after = check(session, row)
    found = after.find("flag_criteria")
    assert found is not None and found.ruling is not None
    assert (found.found, found.verdict) == (Verdict.NEEDS_PERSON, Verdict.PASSED)
    who = session.get_one(User, world.users["leader.hn"]).full_name
    assert (found.ruling.by, found.ruling.reason) == (who, "Đã họp ngày 10/3.")
    assert after.count(Verdict.NEEDS_PERSON) == before.count(Verdict.NEEDS_PERSON) - 1
    event = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert event is not None
    assert (event.verb, event.object_type, event.object_id) == ("proposal.ruled", "proposal", row.id)
    assert event.reason == "Đã họp ngày 10/3."
    assert event.changes == {"Tiêu chuẩn của cờ": ["Cần người quyết định", "Đạt"]}


def test_a_word_about_what_is_not_asked_is_refused(session: Session, world: World, cycle: Cycle) -> None:
    row = made.draft(session, world, cycle)
    with pytest.raises(DomainError, match="tự có kết quả"):
        ruled(session, world, row, "merit")
    with pytest.raises(NotFound):
        ruled(session, world, row, "pmcert_slots")
    with pytest.raises(DomainError, match="Chọn đạt hay không đạt") as caught:
        ruled(session, world, row, "flag_criteria", Verdict.NEEDS_PERSON)
    assert caught.value.field == "verdict"
    with pytest.raises(DomainError, match="Nhập lý do") as caught:
        ruled(session, world, row, "flag_criteria", reason="  ")
    assert caught.value.field == "reason"
    assert session.scalars(select(ProposalRuling)).all() == []


def test_who_wrote_the_proposal_or_has_no_say_is_refused(
    session: Session, world: World, cycle: Cycle
) -> None:
    """Red when rule_on asks for access without the writers."""
    own = made.draft(session, world, cycle, who=made.SECRETARY)
    with pytest.raises(NotAllowed):
        ruled(session, world, own, "flag_criteria", who=made.SECRETARY)
    for stranger in ("officer.hp", "leader.hp", "secretary.hcm", "auditor"):
        with pytest.raises(NotAllowed):
            ruled(session, world, own, "flag_criteria", who=stranger)
    ruled(session, world, own, "flag_criteria")


def test_two_people_ruling_at_once(session: Session, world: World, cycle: Cycle) -> None:
    row = made.draft(session, world, cycle)
    ruled(session, world, row, "flag_criteria")
    with pytest.raises(Stale):
        ruled(session, world, row, "flag_criteria", Verdict.FAILED, version=0)
    ruled(session, world, row, "flag_criteria", Verdict.FAILED, version=1)
    found = check(session, row).find("flag_criteria")
    assert found is not None and found.verdict is Verdict.FAILED


def test_a_word_counts_no_more_once_the_proposal_was_edited(
    session: Session, world: World, cycle: Cycle
) -> None:
    """Red when rulings_of_cycles does not look for a later edit."""
    row = made.draft(session, world, cycle)
    ruled(session, world, row, "flag_criteria")
    proposals.edit(
        session,
        actor=world.actor(session, "officer.hp"),
        now=world.now + timedelta(minutes=1),
        proposal=row,
        version=row.version,
        draft=ProposalDraft(row.member_id, row.award_form_id, merit="Khác"),
    )
    found = check(session, row).find("flag_criteria")
    assert found is not None and found.ruling is not None and found.ruling.is_outdated
    assert found.verdict is Verdict.NEEDS_PERSON
    verdicts.rule_on(
        session,
        actor=world.actor(session, "leader.hn"),
        now=world.now + timedelta(minutes=2),
        proposal=row,
        head="flag_criteria",
        version=found.ruling.version,
        answer=verdicts.Answer(Verdict.PASSED, "Đã xem lại."),
    )
    found = check(session, row).find("flag_criteria")
    assert found is not None and found.verdict is Verdict.PASSED


def test_a_closed_year_takes_no_word(session: Session, world: World, cycle: Cycle) -> None:
    row = made.draft(session, world, cycle)
    cycle.phase = Phase.CLOSED
    with pytest.raises(Sealed):
        ruled(session, world, row, "flag_criteria")


def test_a_decided_proposal_keeps_the_verdicts_it_was_decided_under(
    session: Session, world: World, cycle: Cycle
) -> None:
    """Acceptance 3, second half. Red when find_check judges decided proposals, or record does not freeze."""
    row = made.sent(session, world, cycle)
    made.step(session, world, row, ProposalMove.APPRAISE)
    cleared(session, world, row)  # other rules ask since the receipt
    before = check(session, row)
    made.decided(session, world, [row])
    found = check(session, row)
    assert (found.on_date, found.regime, found.kept_at) == (date(2025, 4, 2), "R2", world.now)
    assert found.findings == before.findings
    rule = row_of(session, "flag_slots.five")
    rule.value, rule.document = "1", "Văn bản khác"
    laid(session)
    assert check(session, row) == found
    assert len(session.scalars(select(ProposalVerdict)).all()) == 1
    with pytest.raises(DomainError, match="đã có kết quả"):
        ruled(session, world, row, "flag_criteria", version=1)


def test_what_was_decided_before_checks_were_kept_shows_nothing(
    session: Session, world: World, cycle: Cycle
) -> None:
    row = made.draft(session, world, cycle)
    for state in (ProposalState.CONFERRED, ProposalState.WITHDRAWN, ProposalState.NOT_GRANTED):
        row.state = state
        laid(session)
        assert verdicts.find_check(session, row, TODAY) is None
        with pytest.raises(NotFound):
            verdicts.judge(session, row.id, TODAY)


def test_the_published_record_is_not_judged(session: Session, world: World, cycle: Cycle) -> None:
    """It still fills the quota. Red when judge_cycles forgets `is_record`."""
    record, row = made.draft(session, world, cycle, "HN"), made.draft(session, world, cycle)
    record.state, record.provenance, record.source = ProposalState.VOTED, Provenance.PUBLISHED, "Cổng Hà Nội"
    laid(session)
    assert verdicts.find_check(session, record, TODAY) is None
    quota = check(session, row).find("flag_slots")
    assert quota is not None and "Mới có 1 đề nghị" in str(quota.phrase)


def test_a_year_is_judged_in_the_same_few_statements_at_any_size(
    session: Session, world: World, cycle: Cycle
) -> None:
    """Red when a query stands inside the loop over proposals."""

    def statements() -> int:
        session.expire_all()
        with counted(world.database) as log:
            verdicts.judge_cycles(session, [cycle_id], local_date(world.now))
        return len(log)

    cycle_id = cycle.id
    made.draft(session, world, cycle, "HN")
    laid(session)
    one = statements()
    for number, (city, day) in enumerate([("HCM", 1), ("HP", 2), ("DN", 3), ("CT", 4)]):
        row = made.draft(session, world, cycle, city)
        row.received_on = date(2024 + number % 2, 6, day)
        voted(session, world, row, PollBody.CLUSTER, 5, 5)
    laid(session)
    assert statements() == one <= 12
