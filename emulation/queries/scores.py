"""Scores of a year: who is how far, the matrix of totals, and what still blocks a freeze."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, selectinload

from emulation.models.accounts import User
from emulation.models.clusters import Member, Membership
from emulation.models.cycles import Cycle
from emulation.models.rankings import RankingCorrection, RankingRow, TieBallot, YearRanking
from emulation.models.scorecards import Criterion, Scorecard
from emulation.models.scoring import Eligibility, ScoreLine, ScoreSheet
from emulation.queries.editions import previous_rank
from emulation.queries.explanations import open_lines
from emulation.queries.rows import find_as, rows_as, seen
from emulation.vocabulary.actor import Scope
from emulation.vocabulary.kinds import Provenance, RuleType, TieRule
from emulation.vocabulary.states import EligibilityState, RankingState, SheetState


@dataclass(frozen=True)
class StandingRow:
    """A member of the year: its sheet with the scorecard, whether it is considered, its place from a ballot.

    `open_lines`: criteria that wait for the conclusion of an explanation; `previous_rank` is the published one.
    """

    member_id: int
    code: str
    name_vi: str
    name_en: str
    sheet_id: int | None
    scorecard_id: int | None
    state: SheetState | None
    provenance: Provenance | None
    submitted_at: datetime | None
    days_late: int | None
    eligibility_id: int | None
    eligibility: EligibilityState | None
    eligibility_version: int | None
    reason: str | None
    basis: str | None
    decided_by: str | None
    decided_on: date | None
    ballot_place: int | None
    ballot_minutes: str | None
    scorecard_title: str | None
    scorecard_points: Decimal | None
    scorecard_provenance: Provenance | None
    tie_rules: list[str] | None
    keeps_place: bool | None
    open_lines: int
    previous_rank: int | None


@dataclass(frozen=True)
class CriterionRow:
    """A node of the scorecard's tree."""

    id: int
    parent_id: int | None
    position: int
    code: str
    name_vi: str
    name_en: str
    max_points: Decimal
    rule_type: RuleType | None


@dataclass(frozen=True)
class PointsRow:
    """The three stages of one criterion of one member."""

    sheet_id: int
    criterion_id: int
    computed: Decimal | None
    claimed: Decimal | None
    appraised: Decimal | None
    not_assigned: bool


@dataclass(frozen=True)
class RankingPage:
    """The head of a year's ranking with the people behind it."""

    id: int
    version: int
    state: RankingState
    provenance: Provenance
    checksum: str
    frozen_at: datetime | None
    frozen_by_id: int | None
    frozen_by: str | None
    finalised_at: datetime | None
    approvers: str
    published_at: datetime | None


@dataclass(frozen=True)
class FrozenRow:
    """A frozen place."""

    member_id: int
    position: int
    rank: int | None
    is_tied: bool
    tie_rule: TieRule | None
    total: Decimal | None
    eligibility: EligibilityState


#: What a StandingRow reads, in the order of its fields.
_STANDING_COLUMNS = (
    Member.id,
    Member.code,
    Member.name_vi,
    Member.name_en,
    ScoreSheet.id,
    ScoreSheet.scorecard_id,
    ScoreSheet.state,
    ScoreSheet.provenance,
    ScoreSheet.submitted_at,
    ScoreSheet.days_late,
    Eligibility.id,
    Eligibility.state,
    Eligibility.version,
    Eligibility.reason,
    Eligibility.basis,
    Eligibility.decided_by,
    Eligibility.decided_on,
    TieBallot.place,
    TieBallot.minutes,
    Scorecard.title,
    Scorecard.total_points,
    Scorecard.provenance,
    Scorecard.tie_rules,
    Scorecard.keeps_ineligible_place,
)


def standings(session: Session, cycle: tuple[int, int, int], scope: Scope) -> list[StandingRow]:
    """The members of a year (cycle id, cluster id, year) that `scope` shows, in protocol order."""
    cycle_id, cluster_id, year = cycle
    last_day = date(year, 12, 31)
    sheet, fit, ballot = ScoreSheet, Eligibility, TieBallot
    statement = (
        select(*_STANDING_COLUMNS, open_lines(cycle_id), previous_rank(cluster_id, year))
        .join(Membership, Membership.member_id == Member.id)
        .outerjoin(sheet, and_(sheet.member_id == Member.id, sheet.cycle_id == cycle_id))
        .outerjoin(Scorecard, Scorecard.id == sheet.scorecard_id)
        .outerjoin(fit, and_(fit.member_id == Member.id, fit.cycle_id == cycle_id))
        .outerjoin(ballot, and_(ballot.member_id == Member.id, ballot.cycle_id == cycle_id))
        .where(
            Membership.cluster_id == cluster_id,
            Membership.valid_from <= last_day,
            or_(Membership.valid_to.is_(None), Membership.valid_to > last_day),
            seen(scope, cluster_id, Member.id),
        )
        .order_by(Member.protocol_order, Member.sort_key)
    )
    return rows_as(session, StandingRow, statement)


def criteria_of(session: Session, scorecard_id: int) -> list[CriterionRow]:
    """The tree of a scorecard, parents before children, in order of position."""
    row = Criterion
    statement = (
        select(
            row.id,
            row.parent_id,
            row.position,
            row.code,
            row.name_vi,
            row.name_en,
            row.max_points,
            row.rule_type,
        )
        .where(row.scorecard_id == scorecard_id)
        .order_by(row.position, row.id)
    )
    return in_tree_order(rows_as(session, CriterionRow, statement))


def in_tree_order(criteria: Sequence[CriterionRow]) -> list[CriterionRow]:
    """Every node followed by its children."""
    children: dict[int | None, list[CriterionRow]] = {}
    for node in criteria:
        children.setdefault(node.parent_id, []).append(node)
    ordered: list[CriterionRow] = []

    def walk(parent: int | None) -> None:
        for node in children.get(parent, []):
            ordered.append(node)
            walk(node.id)

    walk(None)
    return ordered


def top_groups(criteria: Sequence[CriterionRow]) -> dict[int, CriterionRow]:
    """Every node's id → the top-level node above it (itself at the top)."""
    found: dict[int, CriterionRow] = {}
    for node in in_tree_order(criteria):
        found[node.id] = node if node.parent_id is None else found[node.parent_id]
    return found


def points_of(session: Session, cycle_id: int) -> Mapping[tuple[int, int], PointsRow]:
    """(sheet, criterion) → points of all sheets of a year."""
    line = ScoreLine
    statement = (
        select(
            line.sheet_id,
            line.criterion_id,
            line.computed,
            line.claimed,
            line.appraised,
            line.not_assigned,
        )
        .join(ScoreSheet, ScoreSheet.id == line.sheet_id)
        .where(ScoreSheet.cycle_id == cycle_id)
        .order_by(line.sheet_id, line.criterion_id)
    )
    return {(row.sheet_id, row.criterion_id): row for row in rows_as(session, PointsRow, statement)}


def find_ranking_page(session: Session, cycle_id: int) -> RankingPage | None:
    """The head of the year's ranking, or None while nothing is frozen."""
    ranking = YearRanking
    statement = (
        select(
            ranking.id,
            ranking.version,
            ranking.state,
            ranking.provenance,
            ranking.checksum,
            ranking.frozen_at,
            ranking.frozen_by_id,
            User.full_name,
            ranking.finalised_at,
            ranking.approvers,
            ranking.published_at,
        )
        .outerjoin(User, User.id == ranking.frozen_by_id)
        .where(ranking.cycle_id == cycle_id)
    )
    return find_as(session, RankingPage, statement)


def frozen_rows(session: Session, ranking_id: int) -> list[FrozenRow]:
    """The frozen places in their order."""
    row = RankingRow
    columns = (row.member_id, row.position, row.rank, row.is_tied, row.tie_rule, row.total, row.eligibility)
    statement = select(*columns).where(row.ranking_id == ranking_id).order_by(row.position)
    return rows_as(session, FrozenRow, statement)


def find_ranking(session: Session, cycle_id: int) -> YearRanking | None:
    """The record with its rows, for a service, or None."""
    statement = (
        select(YearRanking).options(selectinload(YearRanking.rows)).where(YearRanking.cycle_id == cycle_id)
    )
    return session.scalars(statement.execution_options(populate_existing=True)).one_or_none()


def last_edition(session: Session, ranking_id: int) -> int:
    """The newest edition of a published ranking: 1 as published, one more with every correction."""
    newest = select(func.max(RankingCorrection.edition)).where(RankingCorrection.ranking_id == ranking_id)
    return session.scalar(newest) or 1


def previous_ranks(session: Session, cluster_id: int, year: int) -> dict[int, int]:
    """Member → rank in the published ranking of the year before; a member without one is left out."""
    statement = (
        select(RankingRow.member_id, RankingRow.rank)
        .join(YearRanking, YearRanking.id == RankingRow.ranking_id)
        .join(Cycle, Cycle.id == YearRanking.cycle_id)
        .where(
            Cycle.cluster_id == cluster_id,
            Cycle.year == year - 1,
            YearRanking.state == RankingState.PUBLISHED,
            RankingRow.rank.is_not(None),
        )
    )
    return {member: rank for member, rank in session.execute(statement) if rank is not None}


def find_eligibility(session: Session, cycle_id: int, member_id: int) -> Eligibility | None:
    """The record, for a service, or None: then the member is eligible."""
    own = (Eligibility.cycle_id == cycle_id, Eligibility.member_id == member_id)
    return session.scalars(select(Eligibility).where(*own)).one_or_none()


def tie_ballots(session: Session, cycle_id: int) -> list[TieBallot]:
    """The recorded places of a ballot about equal totals."""
    return list(session.scalars(select(TieBallot).where(TieBallot.cycle_id == cycle_id)))
