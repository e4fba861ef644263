"""What the demo tells as published: facts of the public record as literals."""

from collections.abc import Callable
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.awards import AwardForm, Proposal
from emulation.models.clusters import Member, MemberChange, Membership
from emulation.models.conferences import Conference
from emulation.models.cycles import Cycle
from emulation.models.indicators import ActualValue, FigureChoice, Indicator
from emulation.models.pledges import Pledge, PledgeTarget
from emulation.models.rankings import RankingRow, YearRanking
from emulation.models.scorecards import Criterion
from emulation.models.scoring import ScoreLine, ScoreSheet
from emulation.models.terms import Term
from emulation.vocabulary.kinds import ActualStatus, Boundary, Operator, Period, PlanSource, Post, Provenance
from emulation.vocabulary.states import (
    ProposalState,
    RankingState,
)


def _versions(session: Session, member: str, code: str, year: int) -> list[ActualValue]:
    statement = (
        select(ActualValue)
        .join(Member, Member.id == ActualValue.member_id)
        .join(Indicator, Indicator.id == ActualValue.indicator_id)
        .where(Member.code == member, Indicator.code == code, ActualValue.year == year)
        .order_by(ActualValue.entered_at, ActualValue.id)
    )
    return list(session.scalars(statement))


def _line(session: Session, member: str, criterion: str, year: int) -> ScoreLine:
    statement = (
        select(ScoreLine)
        .join(ScoreSheet, ScoreSheet.id == ScoreLine.sheet_id)
        .join(Member, Member.id == ScoreSheet.member_id)
        .join(Cycle, Cycle.id == ScoreSheet.cycle_id)
        .join(Criterion, Criterion.id == ScoreLine.criterion_id)
        .where(Member.code == member, Criterion.code == criterion, Cycle.year == year)
    )
    return session.scalars(statement).one()


def test_the_proposals_of_2020_are_those_of_the_conference(running: Session) -> None:
    """Acceptance 3; red without history.load_proposals."""
    statement = (
        select(AwardForm.code, Member.code, Proposal.provenance, Proposal.source, Proposal.state)
        .join(AwardForm, AwardForm.id == Proposal.award_form_id)
        .join(Member, Member.id == Proposal.member_id)
        .join(Cycle, Cycle.id == Proposal.cycle_id)
        .where(Cycle.year == 2020)
        .order_by(Proposal.id)
    )
    published = ("Cổng thông tin thành phố Hà Nội, bài 14:16 ngày 09/04/2021", ProposalState.VOTED)
    assert [tuple(row) for row in running.execute(statement)] == [
        ("flag_gov", "HN", Provenance.PUBLISHED, *published),
        ("flag_gov", "HCM", Provenance.PUBLISHED, *published),
        ("pm_certificate", "CT", Provenance.PUBLISHED, *published),
        ("pm_certificate", "HP", Provenance.PUBLISHED, *published),
    ]


def test_only_known_chairs_are_written(running: Session) -> None:
    """Acceptance 3: chair and vice-chair of each known year; the running year's are illustrative."""
    statement = (
        select(Term.year, Term.post, Member.code, Term.provenance)
        .join(Member, Member.id == Term.member_id)
        .order_by(Term.year, Term.id)
    )
    known, invented = Provenance.PUBLISHED, Provenance.ILLUSTRATIVE
    assert [tuple(row) for row in running.execute(statement)] == [
        (2011, Post.CHAIR, "HCM", known),
        (2017, Post.CHAIR, "DN", known),
        (2018, Post.CHAIR, "HP", known),
        (2018, Post.VICE_CHAIR, "CT", known),
        (2021, Post.CHAIR, "HCM", known),
        (2021, Post.VICE_CHAIR, "DN", known),
        (2025, Post.CHAIR, "HN", invented),
        (2025, Post.VICE_CHAIR, "HCM", invented),
    ]


def test_conferences_have_their_published_days(running: Session) -> None:
    statement = (
        select(Cycle.year, Conference.held_on, Conference.place, Conference.provenance)
        .join(Cycle, Cycle.id == Conference.cycle_id)
        .order_by(Conference.held_on)
    )
    assert [(year, f"{day:%d/%m/%Y}", place) for year, day, place, _origin in running.execute(statement)] == [
        (2017, "09/03/2018", "Đà Nẵng"),
        (2019, "29/07/2019", "Hà Nội"),
        (2020, "09/04/2021", "Hà Nội"),
        (2024, "22/03/2025", "Cần Thơ"),
    ]
    assert {row.provenance for row in running.scalars(select(Conference))} == {Provenance.PUBLISHED}
    note = running.scalars(select(Cycle.note).where(Cycle.year == 2023)).one()
    assert note == "Hội nghị tổng kết tháng 3/2024, ngày và nơi tổ chức chưa có số liệu công bố."


def test_the_ranking_of_2011_is_published_without_points(running: Session) -> None:
    statement = (
        select(RankingRow.rank, Member.code, RankingRow.total, YearRanking.state, YearRanking.provenance)
        .join(YearRanking, YearRanking.id == RankingRow.ranking_id)
        .join(Member, Member.id == RankingRow.member_id)
        .where(YearRanking.year == 2011)
        .order_by(RankingRow.position)
    )
    rows = [tuple(row) for row in running.execute(statement)]
    assert [(rank, code) for rank, code, *_ in rows] == [
        (1, "HCM"),
        (2, "DN"),
        (3, "HN"),
        (4, "HP"),
        (5, "CT"),
    ]
    assert {row[2:] for row in rows} == {(None, RankingState.PUBLISHED, Provenance.PUBLISHED)}


def test_da_nang_2020_is_shown_with_its_sign_and_scores_nothing(running: Session) -> None:
    """Acceptance 3 and handbook 6.2: growth −9,77 gives 0,00; red when the sign is dropped."""
    (figure,) = _versions(running, "DN", "GRDP_GROWTH", 2020)
    assert (figure.value, figure.provenance) == (Decimal("-9.77"), Provenance.PUBLISHED)
    assert figure.source == "baotainguyenmoitruong 318673; investdanang 1406360"
    line = _line(running, "DN", "I.01", 2020)
    assert (line.computed, line.actual_value_id) == (Decimal("0.00"), figure.id)
    assert "−9,77" in line.formula


def test_ho_chi_minh_city_2021_keeps_three_versions_and_scores_the_one_before_revision(
    running: Session,
) -> None:
    """Acceptance 3: estimate, official, revised with sources; the official one counts, with its reason."""
    found = _versions(running, "HCM", "GRDP_GROWTH", 2021)
    assert [(row.status, row.value, row.source) for row in found] == [
        (ActualStatus.ESTIMATE, Decimal("-5.06"), "press Dec-2021"),
        (ActualStatus.OFFICIAL, Decimal("-6.78"), "vietnamplus post767711"),
        (ActualStatus.REVISED, Decimal("-5.36"), "742869.elmit.asia (mirror)"),
    ]
    choice = running.scalars(select(FigureChoice)).one()
    assert choice.actual_value_id == found[1].id
    assert choice.reason.startswith("Điểm năm 2021 được khóa theo số chính thức")
    assert _line(running, "HCM", "I.01", 2021).actual_value_id == found[1].id


def test_a_published_plan_gives_published_points(running: Session) -> None:
    """Hà Nội 2020: plan 7,5, result 3,98, 70 × 3,98 / 7,5 = 37,146… → 37,15."""
    line = _line(running, "HN", "I.01", 2020)
    target = running.get(PledgeTarget, line.target_id)
    assert target is not None
    assert (target.operator, target.low, target.provenance) == (
        Operator.EQ,
        Decimal("7.5"),
        Provenance.PUBLISHED,
    )
    assert line.computed == Decimal("37.15")


def test_membership_is_dated(running: Session) -> None:
    statement = (
        select(Member.code, Membership.valid_from)
        .join(Member, Member.id == Membership.member_id)
        .order_by(Member.protocol_order)
    )
    assert [(code, f"{day:%Y}") for code, day in running.execute(statement)] == [
        ("HN", "2011"),
        ("HCM", "2011"),
        ("HP", "2011"),
        ("DN", "2011"),
        ("CT", "2011"),
        ("HUE", "2025"),
    ]
    counts = running.execute(select(YearRanking.year, YearRanking.member_count).order_by(YearRanking.year))
    assert {count for _year, count in counts} == {5}


def test_both_breaks_of_2025_are_recorded(running: Session) -> None:
    statement = (
        select(Member.code, MemberChange.effective_on, MemberChange.description)
        .join(Member, Member.id == MemberChange.member_id)
        .order_by(MemberChange.effective_on, Member.protocol_order)
    )
    found = [(code, f"{day:%d/%m/%Y}") for code, day, _words in running.execute(statement)]
    assert found == [
        ("HUE", "01/01/2025"),
        ("HCM", "01/07/2025"),
        ("HP", "01/07/2025"),
        ("DN", "01/07/2025"),
        ("CT", "01/07/2025"),
    ]


def test_a_share_of_two_plans_gives_two_plans_that_say_so(running: Session) -> None:
    """Hải Phòng 2021: 90.421 is 117,2 % of the central plan and 101 % of the People's Council's."""
    statement = (
        select(PledgeTarget)
        .join(Pledge, Pledge.id == PledgeTarget.pledge_id)
        .join(Cycle, Cycle.id == Pledge.cycle_id)
        .join(Member, Member.id == Pledge.member_id)
        .join(Indicator, Indicator.id == PledgeTarget.indicator_id)
        .where(Cycle.year == 2021, Member.code == "HP", Indicator.code == "BUDGET_REVENUE")
        .order_by(PledgeTarget.plan_source)
    )
    found = [(row.plan_source, row.low, row.provenance, row.note) for row in running.scalars(statement)]
    back = "Tính ngược từ tỷ lệ đã công bố: %s%% kế hoạch"
    assert found == [
        (PlanSource.CENTRAL, Decimal(77151), Provenance.ILLUSTRATIVE, back % "117,2"),
        (PlanSource.CITY_COUNCIL, Decimal(89526), Provenance.ILLUSTRATIVE, back % "101"),
    ]


def test_hue_2025_revenue_covers_ten_months_and_does_not_count(stages: Callable[[str], Session]) -> None:
    session = stages("scoring")
    ten, year = _versions(session, "HUE", "BUDGET_REVENUE", 2025)
    assert (ten.period, ten.value, ten.provenance) == (
        Period.TEN_MONTHS,
        Decimal(11800),
        Provenance.PUBLISHED,
    )
    assert (year.period, year.provenance) == (Period.YEAR, Provenance.ILLUSTRATIVE)
    (growth,) = _versions(session, "DN", "GRDP_GROWTH", 2025)
    assert (growth.value, growth.boundary) == (Decimal("9.18"), Boundary.NEW)
