"""One member's sheet with what every line pins: plan, figure, the stages of points, the explanation."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session, aliased

from emulation.models.accounts import User
from emulation.models.explanations import Explanation
from emulation.models.indicators import ActualValue, Indicator
from emulation.models.pledges import PledgeTarget
from emulation.models.rankings import RankingCorrection, RankingRow, YearRanking
from emulation.models.scorecards import Criterion, Exemption, Scorecard
from emulation.models.scoring import ScoreLine, ScoreSheet
from emulation.queries.rows import find_as
from emulation.queries.scores import CriterionRow
from emulation.vocabulary.kinds import (
    ActualStatus,
    ExplanationOutcome,
    Operator,
    PlanSource,
    Provenance,
    RuleType,
)
from emulation.vocabulary.states import ExplanationState, RankingState, SheetState


@dataclass(frozen=True)
class WhyHead:
    """A member's sheet with the people behind it, and its place in the year's ranking, if there is one.

    `edition` is the last correction after publication, None without one; the place is that of the first edition.
    """

    sheet_id: int
    scorecard_id: int
    scorecard_title: str
    scorecard_points: Decimal
    state: SheetState
    provenance: Provenance
    entered_at: datetime
    entered_by: str | None
    submitted_at: datetime | None
    submitted_by: str | None
    ranking: RankingState | None
    member_count: int | None
    frozen_at: datetime | None
    published_at: datetime | None
    rank: int | None
    is_tied: bool | None
    total: Decimal | None
    edition: int | None


@dataclass(frozen=True)
class WhyRow:
    """One scored criterion with everything that the line pins, and its explanation, if one was asked for."""

    line_id: int
    criterion_id: int
    code: str
    name_vi: str
    name_en: str
    max_points: Decimal
    rule_type: RuleType
    params: dict[str, Any]
    indicator_id: int | None
    indicator_code: str | None
    unit_vi: str | None
    unit_en: str | None
    decimals: int | None
    target_id: int | None
    operator: Operator | None
    low: Decimal | None
    high: Decimal | None
    baseline: Decimal | None
    plan_source: PlanSource | None
    target_source: str | None
    target_provenance: Provenance | None
    target_reason: str | None
    actual_value_id: int | None
    actual: Decimal | None
    actual_status: ActualStatus | None
    actual_on: date | None
    actual_source: str | None
    actual_note: str | None
    actual_provenance: Provenance | None
    inputs: dict[str, Any]
    computed: Decimal | None
    claimed: Decimal | None
    claim_reason: str
    appraised: Decimal | None
    appraisal_reason: str
    appraised_by: str | None
    not_assigned: bool
    exemption: str | None
    explanation_id: int | None
    explanation: ExplanationState | None
    asked_points: Decimal | None
    asked_reason: str | None
    asked_at: datetime | None
    answer: str | None
    sent_at: datetime | None
    sent_by: str | None
    outcome: ExplanationOutcome | None
    outcome_points: Decimal | None
    outcome_reason: str | None
    settled_at: datetime | None
    settled_by: str | None


def find_head(session: Session, cycle_id: int, member_id: int) -> WhyHead | None:
    """The member's sheet of a year, or None."""
    sheet, ranking, row = ScoreSheet, YearRanking, RankingRow
    entered, submitted = aliased(User), aliased(User)
    edition = select(func.max(RankingCorrection.edition)).where(RankingCorrection.ranking_id == ranking.id)
    statement = (
        select(sheet.id, sheet.scorecard_id, Scorecard.title, Scorecard.total_points)
        .add_columns(sheet.state, sheet.provenance, sheet.entered_at, entered.full_name)
        .add_columns(sheet.submitted_at, submitted.full_name, ranking.state, ranking.member_count)
        .add_columns(ranking.frozen_at, ranking.published_at, row.rank, row.is_tied, row.total)
        .add_columns(edition.scalar_subquery())
        .join(Scorecard, Scorecard.id == sheet.scorecard_id)
        .outerjoin(entered, entered.id == sheet.entered_by_id)
        .outerjoin(submitted, submitted.id == sheet.submitted_by_id)
        .outerjoin(ranking, ranking.cycle_id == sheet.cycle_id)
        .outerjoin(row, and_(row.ranking_id == ranking.id, row.member_id == sheet.member_id))
        .where(sheet.cycle_id == cycle_id, sheet.member_id == member_id)
    )
    return find_as(session, WhyHead, statement)


#: An answer is the member's own until its leader has sent it.
_ANSWER = case((Explanation.sent_at.is_not(None), Explanation.text))
_appraiser, _sender, _settler = aliased(User), aliased(User), aliased(User)
#: What a CriterionRow reads, and after it what a WhyRow reads, in the order of their fields.
_NODE: tuple[Any, ...] = (
    Criterion.id,
    Criterion.parent_id,
    Criterion.position,
    Criterion.code,
    Criterion.name_vi,
    Criterion.name_en,
    Criterion.max_points,
    Criterion.rule_type,
)
_LINE: tuple[Any, ...] = (
    *(ScoreLine.id, Criterion.id, Criterion.code, Criterion.name_vi, Criterion.name_en),
    *(Criterion.max_points, Criterion.rule_type, Criterion.params, Criterion.indicator_id),
    *(Indicator.code, Indicator.unit_vi, Indicator.unit_en, Indicator.decimals),
    *(ScoreLine.target_id, PledgeTarget.operator, PledgeTarget.low, PledgeTarget.high),
    *(PledgeTarget.baseline, PledgeTarget.plan_source, PledgeTarget.source, PledgeTarget.provenance),
    *(PledgeTarget.not_assigned_reason, ScoreLine.actual_value_id, ActualValue.value, ActualValue.status),
    *(ActualValue.published_on, ActualValue.source, ActualValue.note, ActualValue.provenance),
    *(ScoreLine.inputs, ScoreLine.computed, ScoreLine.claimed, ScoreLine.claim_reason),
    *(ScoreLine.appraised, ScoreLine.appraisal_reason, _appraiser.full_name, ScoreLine.not_assigned),
    *(Exemption.reason, Explanation.id, Explanation.state, Explanation.asked_points),
    *(Explanation.asked_reason, Explanation.asked_at, _ANSWER, Explanation.sent_at),
    *(_sender.full_name, Explanation.outcome, Explanation.outcome_points, Explanation.outcome_reason),
    *(Explanation.settled_at, _settler.full_name),
)


def lines_of(
    session: Session, scorecard_id: int, sheet_id: int, member_id: int
) -> tuple[list[CriterionRow], list[WhyRow]]:
    """All nodes of the scorecard by position, and the sheet's lines with what they pin, in one statement."""
    line = ScoreLine
    statement = (
        select(*_NODE, *_LINE)
        .outerjoin(line, and_(line.criterion_id == Criterion.id, line.sheet_id == sheet_id))
        .outerjoin(Indicator, Indicator.id == Criterion.indicator_id)
        .outerjoin(PledgeTarget, PledgeTarget.id == line.target_id)
        .outerjoin(ActualValue, ActualValue.id == line.actual_value_id)
        .outerjoin(_appraiser, _appraiser.id == line.appraised_by_id)
        .outerjoin(Exemption, and_(Exemption.criterion_id == Criterion.id, Exemption.member_id == member_id))
        .outerjoin(Explanation, Explanation.line_id == line.id)
        .outerjoin(_sender, _sender.id == Explanation.sent_by_id)
        .outerjoin(_settler, _settler.id == Explanation.settled_by_id)
        .where(Criterion.scorecard_id == scorecard_id)
        .order_by(Criterion.position, Criterion.id)
    )
    nodes, rows, width = [], [], len(_NODE)
    for found in session.execute(statement):
        values: list[Any] = list(found)
        nodes.append(CriterionRow(*values[:width]))
        if values[width] is not None:
            rows.append(WhyRow(*values[width:]))
    return nodes, rows
