"""Reports of the running year in all their states: accepted, late, returned, waiting, begun."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from emulation.models.cycles import Cycle
from emulation.models.indicators import ActualValue
from emulation.models.results import ReportLine, ResultReport
from emulation.services import audit
from emulation.services.demo.figures import Plan
from emulation.services.demo.ground import Ground, at
from emulation.services.demo.history import RUNNING
from emulation.services.demo.illustrative import NOTE, chance
from emulation.vocabulary.kinds import ActualStatus, Confidence, Period, Provenance
from emulation.vocabulary.states import ReportState

#: What grows over a year: half of it is there at mid-year.
CUMULATIVE = frozenset(
    {
        *("BUDGET_REVENUE", "SOCIAL_INVESTMENT", "PUBLIC_INVEST_DISB", "FDI", "EXPORT", "NEW_ENTERPRISES"),
        *("RETAIL_TOURISM_REVENUE", "JOBS_CREATED", "MOVEMENTS_LAUNCHED", "EXEMPLARS_RECOGNISED"),
    }
)
REACHED = {Period.Q1: Decimal("0.23"), Period.MID_YEAR: Decimal("0.48"), Period.Q3: Decimal("0.74")}
SOURCE = {
    Period.Q1: "Báo cáo quý I của thành phố (minh họa)",
    Period.MID_YEAR: "Báo cáo sơ kết 6 tháng của thành phố (minh họa)",
    Period.Q3: "Báo cáo 9 tháng của thành phố (minh họa)",
}


@dataclass(frozen=True)
class Told:
    """A report of the demo: how far it came, when it was sent, how late, and why it came back."""

    member: str
    period: Period
    state: ReportState
    sent_on: date | None = None
    days_late: int = 0
    reason: str = ""


REPORTS = (
    Told("HN", Period.Q1, ReportState.ACCEPTED, date(RUNNING, 4, 10)),
    Told("HCM", Period.Q1, ReportState.ACCEPTED, date(RUNNING, 4, 15)),
    Told("HP", Period.Q1, ReportState.ACCEPTED, date(RUNNING, 4, 29)),
    Told("CT", Period.Q1, ReportState.ACCEPTED, date(RUNNING, 7, 8), days_late=8),
    Told("HN", Period.MID_YEAR, ReportState.ACCEPTED, date(RUNNING, 7, 10)),
    Told("HCM", Period.MID_YEAR, ReportState.ACCEPTED, date(RUNNING, 7, 14)),
    Told("HP", Period.MID_YEAR, ReportState.ACCEPTED, date(RUNNING, 8, 12), days_late=12),
    Told(
        *("DN", Period.MID_YEAR, ReportState.RETURNED, date(RUNNING, 7, 30)),
        reason="Chưa nêu nguồn của số thu ngân sách; đề nghị bổ sung số theo địa giới trước ngày 01/07/2025.",
    ),
    Told("CT", Period.MID_YEAR, ReportState.SUBMITTED, date(RUNNING, 8, 28), days_late=28),
    Told("HUE", Period.MID_YEAR, ReportState.DRAFT),
    Told("HN", Period.Q3, ReportState.AWAITING_APPROVAL),
    Told("HCM", Period.Q3, ReportState.DRAFT),
)


def load_reports(ground: Ground, cycle: Cycle, plans: Mapping[str, list[tuple[str, Plan]]]) -> None:
    """Write the reports with a line per target; accepted ones add their figures."""
    for told in REPORTS:
        entered = at(told.sent_on or date(RUNNING, 10, 8))
        report = ResultReport(
            cycle_id=cycle.id,
            member_id=ground.members[told.member],
            period=told.period,
            state=told.state,
            submitted_at=entered if told.sent_on else None,
            submitted_by_id=ground.people[f"leader.{told.member.lower()}"] if told.sent_on else None,
            days_late=told.days_late,
            return_reason=told.reason,
            entered_by_id=ground.people[f"officer.{told.member.lower()}"],
            entered_at=entered,
        )
        ground.add(report)
        codes = dict(plans[told.member])
        half = told.state is ReportState.DRAFT
        lines = [
            _line(ground, report, told, code, plan)
            for position, (code, plan) in enumerate(codes.items())
            if not half or position < len(codes) // 2
        ]
        ground.add(*lines)
        if told.state is ReportState.ACCEPTED:
            ground.add(*(_figure(ground, report, line) for line in lines))
        ground.tell(report, entered, state=told.state, lines=len(lines))
        if told.state is ReportState.ACCEPTED:
            later = entered + timedelta(days=3)
            who = ground.person("secretary.hn", later)
            state = {"state": (ReportState.SUBMITTED, told.state)}
            audit.record(
                ground.session, actor=who, now=later, verb="result.accept", about=report, changes=state
            )


def _line(ground: Ground, report: ResultReport, told: Told, code: str, plan: Plan) -> ReportLine:
    promised = plan.low if plan.low is not None else plan.high
    assert promised is not None
    luck = chance(told.member, code, RUNNING, told.period.value)
    share = REACHED[told.period] if code in CUMULATIVE else Decimal(1)
    value = promised * share * (1 + luck / 12)
    places = Decimal(1).scaleb(-ground.decimals[code])
    worried = luck < Decimal("-0.6")
    return ReportLine(
        report_id=report.id,
        indicator_id=ground.indicators[code],
        value=value.quantize(places, ROUND_HALF_UP),
        status=ActualStatus.ESTIMATE,
        source=SOURCE[told.period],
        confidence=Confidence.WORRIED if worried else Confidence.SURE,
        confidence_reason="Tiến độ thấp hơn cùng kỳ, đang có biện pháp bù (minh họa)." if worried else "",
        note=NOTE,
    )


def _figure(ground: Ground, report: ResultReport, line: ReportLine) -> ActualValue:
    return ActualValue(
        member_id=report.member_id,
        indicator_id=line.indicator_id,
        year=RUNNING,
        period=report.period,
        status=line.status,
        value=line.value,
        provenance=Provenance.ILLUSTRATIVE,
        source=line.source,
        note=NOTE,
        report_id=report.id,
        entered_by_id=report.entered_by_id,
        entered_at=report.entered_at,
    )
