"""Everything behind the totals of frozen years: lines of all members with the versions they were scored with."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, aliased

from emulation.models.clusters import Member
from emulation.models.indicators import ActualValue, Indicator
from emulation.models.pledges import PledgeTarget
from emulation.models.rankings import RankingRow, TieBallot, YearRanking
from emulation.models.scorecards import Criterion, Scorecard
from emulation.models.scoring import ScoreLine, ScoreSheet
from emulation.queries.rows import rows_as
from emulation.vocabulary.kinds import Boundary, Direction, Operator, Provenance, RuleType
from emulation.vocabulary.states import EligibilityState, RankingState


@dataclass(frozen=True)
class LedgerLine:
    """One node of a scorecard for one ranked member: its frozen place, its points, the pinned target and result.

    A group has no rule; a node without a line on the member's sheet has no `line_id`.
    """

    year: int
    tie_rules: list[str]
    member_id: int
    rank: int | None
    eligibility: EligibilityState
    previous_rank: int | None
    ballot_place: int | None
    scorecard_id: int
    keeps_place: bool
    criterion_id: int
    parent_id: int | None
    code: str
    name_vi: str
    name_en: str
    max_points: Decimal
    rule_type: RuleType | None
    params: dict[str, Any]
    line_id: int | None
    computed: Decimal | None
    claimed: Decimal | None
    appraised: Decimal | None
    not_assigned: bool | None
    indicator: str | None
    indicator_vi: str | None
    indicator_en: str | None
    direction: Direction | None
    operator: Operator | None
    low: Decimal | None
    high: Decimal | None
    actual: Decimal | None
    boundary: Boundary | None


@dataclass(frozen=True)
class FrozenPlace:
    """A frozen place with the head of its ranking."""

    ranking_id: int
    state: RankingState
    provenance: Provenance
    scorecard_title: str
    member_count: int
    frozen_at: datetime | None
    published_at: datetime | None
    member_id: int
    code: str
    name_vi: str
    name_en: str
    rank: int | None
    is_tied: bool
    total: Decimal | None


def frozen_places(
    session: Session, cluster_id: int, year: int, states: Collection[RankingState]
) -> list[FrozenPlace]:
    """The places of a year in their order, when its ranking is in one of `states`; else nothing."""
    ranking, row = YearRanking, RankingRow
    statement = (
        select(
            ranking.id,
            ranking.state,
            ranking.provenance,
            ranking.scorecard_title,
            ranking.member_count,
            ranking.frozen_at,
            ranking.published_at,
            Member.id,
            Member.code,
            Member.name_vi,
            Member.name_en,
            row.rank,
            row.is_tied,
            row.total,
        )
        .join(row, row.ranking_id == ranking.id)
        .join(Member, Member.id == row.member_id)
        .where(ranking.cluster_id == cluster_id, ranking.year == year, ranking.state.in_(states))
        .order_by(row.position, Member.protocol_order, Member.sort_key)
    )
    return rows_as(session, FrozenPlace, statement)


#: What a LedgerLine reads of the line and its criterion, in the order of its fields.
_LINE: tuple[Any, ...] = (
    ScoreSheet.scorecard_id,
    Scorecard.keeps_ineligible_place,
    Criterion.id,
    Criterion.parent_id,
    Criterion.code,
    Criterion.name_vi,
    Criterion.name_en,
    Criterion.max_points,
    Criterion.rule_type,
    Criterion.params,
    ScoreLine.id,
    ScoreLine.computed,
    ScoreLine.claimed,
    ScoreLine.appraised,
    ScoreLine.not_assigned,
    Indicator.code,
    Indicator.name_vi,
    Indicator.name_en,
    Indicator.direction,
    PledgeTarget.operator,
    PledgeTarget.low,
    PledgeTarget.high,
    ActualValue.value,
    ActualValue.boundary,
)


def lines_of_years(
    session: Session, cluster_id: int, year: int, before: int | None, states: Collection[RankingState]
) -> list[LedgerLine]:
    """The scorecard for each ranked member of `year` and of `before`, in one statement, in the order of the tree.

    The ranking of `year` is in one of `states`, that of `before` is published: nothing else is ever selected.
    """
    ranking, row, sheet, line, ballot = YearRanking, RankingRow, ScoreSheet, ScoreLine, TieBallot
    last, last_row = aliased(YearRanking), aliased(RankingRow)
    own = (
        ranking.year,
        ranking.tie_rules,
        row.member_id,
        row.rank,
        row.eligibility,
        last_row.rank,
        ballot.place,
    )
    was_published = and_(
        last.cluster_id == ranking.cluster_id,
        last.year == ranking.year - 1,
        last.state == RankingState.PUBLISHED,
    )
    statement = (
        select(*own, *_LINE)
        .join(row, row.ranking_id == ranking.id)
        .join(sheet, and_(sheet.cycle_id == ranking.cycle_id, sheet.member_id == row.member_id))
        .join(Scorecard, Scorecard.id == sheet.scorecard_id)
        .join(Criterion, Criterion.scorecard_id == sheet.scorecard_id)
        .outerjoin(line, and_(line.sheet_id == sheet.id, line.criterion_id == Criterion.id))
        .outerjoin(Indicator, Indicator.id == Criterion.indicator_id)
        .outerjoin(PledgeTarget, PledgeTarget.id == line.target_id)
        .outerjoin(ActualValue, ActualValue.id == line.actual_value_id)
        .outerjoin(ballot, and_(ballot.cycle_id == ranking.cycle_id, ballot.member_id == row.member_id))
        .outerjoin(last, was_published)
        .outerjoin(last_row, and_(last_row.ranking_id == last.id, last_row.member_id == row.member_id))
        .where(ranking.cluster_id == cluster_id, _is_open(year, before, states))
        .order_by(ranking.year, row.position, row.id, Criterion.position, Criterion.id)
    )
    return rows_as(session, LedgerLine, statement)


def _is_open(year: int, before: int | None, states: Collection[RankingState]) -> ColumnElement[bool]:
    return or_(
        and_(YearRanking.year == year, YearRanking.state.in_(states)),
        and_(YearRanking.year == before, YearRanking.state == RankingState.PUBLISHED),
    )
