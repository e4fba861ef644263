"""Score sheets of one member: the head, the lines with plan, result and formula, and the records for services."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased, selectinload

from emulation.models.accounts import User
from emulation.models.indicators import ActualValue, Indicator
from emulation.models.pledges import Pledge, PledgeTarget
from emulation.models.scorecards import Criterion, Scorecard
from emulation.models.scoring import ScoreLine, ScoreSheet
from emulation.queries.rows import find_as, rows_as
from emulation.queries.writers import who_wrote
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.kinds import ActualStatus, Operator, PlanSource, Provenance, RuleType
from emulation.vocabulary.states import PledgeState, ScorecardState, SheetState


@dataclass(frozen=True)
class SheetPage:
    """A member's sheet as its page shows it: the record's head and the people behind it."""

    id: int
    version: int
    member_id: int
    scorecard_id: int
    scorecard_title: str
    state: SheetState
    provenance: Provenance
    submitted_at: datetime | None
    days_late: int
    return_reason: str
    entered_by_id: int | None
    submitted_by_id: int | None
    entered_by: str | None
    submitted_by: str | None
    reviewed_by: str | None
    writers: frozenset[int] = frozenset()


@dataclass(frozen=True)
class LineRow:
    """One criterion of a sheet with what was scored: plan, result and its version, the formula, all stages."""

    criterion_id: int
    parent_id: int | None
    position: int
    code: str
    name_vi: str
    name_en: str
    max_points: Decimal
    rule_type: RuleType
    params: dict[str, Any]
    plan_source: PlanSource | None
    evidence_hint: str
    indicator_id: int | None
    indicator_code: str | None
    unit: str | None
    decimals: int | None
    operator: Operator | None
    low: Decimal | None
    high: Decimal | None
    target_source: str | None
    target_id: int | None
    actual_value_id: int | None
    actual: Decimal | None
    actual_status: ActualStatus | None
    actual_source: str | None
    actual_on: date | None
    actual_provenance: Provenance | None
    inputs: dict[str, Any]
    computed: Decimal | None
    formula: str
    claimed: Decimal | None
    claim_reason: str
    appraised: Decimal | None
    appraisal_reason: str
    appraised_by: str | None
    not_assigned: bool


@dataclass(frozen=True)
class PlanRow:
    """A target of a signed pledge that a criterion may be scored against."""

    id: int
    member_id: int
    indicator_id: int
    plan_source: PlanSource
    operator: Operator
    low: Decimal | None
    high: Decimal | None
    not_assigned: bool


def find_sheet_page(session: Session, cycle_id: int, member_id: int) -> SheetPage | None:
    """The head of a member's sheet, or None."""
    entered, submitted, reviewed = aliased(User), aliased(User), aliased(User)
    sheet = ScoreSheet
    statement = (
        select(
            sheet.id,
            sheet.version,
            sheet.member_id,
            sheet.scorecard_id,
            Scorecard.title,
            sheet.state,
            sheet.provenance,
            sheet.submitted_at,
            sheet.days_late,
            sheet.return_reason,
            sheet.entered_by_id,
            sheet.submitted_by_id,
            entered.full_name,
            submitted.full_name,
            reviewed.full_name,
        )
        .join(Scorecard, Scorecard.id == sheet.scorecard_id)
        .outerjoin(entered, entered.id == sheet.entered_by_id)
        .outerjoin(submitted, submitted.id == sheet.submitted_by_id)
        .outerjoin(reviewed, reviewed.id == sheet.reviewed_by_id)
        .where(sheet.cycle_id == cycle_id, sheet.member_id == member_id)
    )
    page = find_as(session, SheetPage, statement)
    if page is None:
        return None
    return replace(
        page,
        writers=who_wrote(
            session, "score_sheet", page.id, page.state, page.entered_by_id, page.submitted_by_id
        ),
    )


#: What a LineRow reads, in the order of its fields.
_LINE_COLUMNS = (
    Criterion.id,
    Criterion.parent_id,
    Criterion.position,
    Criterion.code,
    Criterion.name_vi,
    Criterion.name_en,
    Criterion.max_points,
    Criterion.rule_type,
    Criterion.params,
    Criterion.plan_source,
    Criterion.evidence_hint,
    Criterion.indicator_id,
    Indicator.code,
    Indicator.unit_vi,
    Indicator.decimals,
    PledgeTarget.operator,
    PledgeTarget.low,
    PledgeTarget.high,
    PledgeTarget.source,
    ScoreLine.target_id,
    ScoreLine.actual_value_id,
    ActualValue.value,
    ActualValue.status,
    ActualValue.source,
    ActualValue.published_on,
    ActualValue.provenance,
    ScoreLine.inputs,
    ScoreLine.computed,
    ScoreLine.formula,
    ScoreLine.claimed,
    ScoreLine.claim_reason,
    ScoreLine.appraised,
    ScoreLine.appraisal_reason,
    User.full_name,
    ScoreLine.not_assigned,
)


def lines_of(session: Session, sheet_id: int) -> list[LineRow]:
    """The lines of a sheet in the order of the scorecard."""
    line, criterion, target, actual, who = ScoreLine, Criterion, PledgeTarget, ActualValue, User
    statement = (
        select(*_LINE_COLUMNS)
        .join(criterion, criterion.id == line.criterion_id)
        .outerjoin(Indicator, Indicator.id == criterion.indicator_id)
        .outerjoin(target, target.id == line.target_id)
        .outerjoin(actual, actual.id == line.actual_value_id)
        .outerjoin(who, who.id == line.appraised_by_id)
        .where(line.sheet_id == sheet_id)
        .order_by(criterion.position, criterion.id)
    )
    return rows_as(session, LineRow, statement)


def find_sheet(session: Session, cycle_id: int, member_id: int) -> ScoreSheet | None:
    """The record with its lines, for a service, or None."""
    statement = (
        select(ScoreSheet)
        .options(selectinload(ScoreSheet.lines))
        .where(ScoreSheet.cycle_id == cycle_id, ScoreSheet.member_id == member_id)
        .execution_options(populate_existing=True)
    )
    return session.scalars(statement).one_or_none()


def get_sheet(session: Session, cycle_id: int, member_id: int) -> ScoreSheet:
    """The record with its lines; raises NotFound."""
    sheet = find_sheet(session, cycle_id, member_id)
    if sheet is None:
        raise NotFound()
    return sheet


def sheets_of_year(session: Session, cycle_id: int) -> list[ScoreSheet]:
    """All sheets of a year, without their lines, for a service."""
    statement = select(ScoreSheet).where(ScoreSheet.cycle_id == cycle_id).order_by(ScoreSheet.member_id)
    return list(session.scalars(statement))


def find_issued_scorecard(session: Session, cycle_id: int) -> Scorecard | None:
    """The newest issued edition of the year's scorecard, or None."""
    statement = (
        select(Scorecard)
        .where(Scorecard.cycle_id == cycle_id, Scorecard.state == ScorecardState.ISSUED)
        .order_by(Scorecard.edition.desc())
        .limit(1)
    )
    return session.scalars(statement).one_or_none()


def leaves_of(session: Session, scorecard_id: int) -> list[Criterion]:
    """The criteria that have a rule, in order."""
    statement = (
        select(Criterion)
        .where(Criterion.scorecard_id == scorecard_id, Criterion.rule_type.is_not(None))
        .order_by(Criterion.position, Criterion.id)
    )
    return list(session.scalars(statement))


def lower_is_better(session: Session, indicator_ids: Sequence[int]) -> dict[int, bool]:
    """Indicator id → whether less is better."""
    statement = select(Indicator.id, Indicator.direction).where(Indicator.id.in_(indicator_ids))
    return {found: direction.value == "lower" for found, direction in session.execute(statement)}


def signed_plans(session: Session, cycle_id: int, member_id: int) -> list[PlanRow]:
    """The targets of the member's signed pledge; an unsigned pledge promises nothing yet."""
    target = PledgeTarget
    statement = (
        select(
            target.id,
            Pledge.member_id,
            target.indicator_id,
            target.plan_source,
            target.operator,
            target.low,
            target.high,
            target.not_assigned,
        )
        .join(Pledge, Pledge.id == target.pledge_id)
        .where(
            Pledge.cycle_id == cycle_id,
            Pledge.member_id == member_id,
            Pledge.state == PledgeState.SIGNED,
        )
        .order_by(target.position)
    )
    return rows_as(session, PlanRow, statement)
