"""Scorecards of years with their criteria: for pages, for scoring, for services."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from emulation.models.cycles import Cycle
from emulation.models.indicators import Indicator
from emulation.models.scorecards import Criterion, Scorecard
from emulation.models.scoring import ScoreSheet
from emulation.queries.rows import rows_as
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.kinds import Direction, PlanSource, Provenance, RuleType
from emulation.vocabulary.states import ScorecardState


@dataclass(frozen=True)
class CriterionLine:
    """A criterion in reading order. Groups have no rule; `decimals` and `unit_vi` are the indicator's."""

    id: int
    parent_id: int | None
    position: int
    code: str
    name_vi: str
    name_en: str
    max_points: Decimal
    rule_type: RuleType | None
    params: dict[str, Any]
    indicator_id: int | None
    plan_source: PlanSource | None
    evidence_hint: str
    indicator_code: str | None
    indicator_vi: str | None
    indicator_en: str | None
    unit_vi: str | None
    decimals: int | None
    direction: Direction | None


@dataclass(frozen=True)
class ScorecardHead:
    """A scorecard without its criteria."""

    id: int
    version: int
    edition: int
    title: str
    total_points: Decimal
    state: ScorecardState
    tie_rules: list[str]
    keeps_ineligible_place: bool
    issued_at: datetime | None
    provenance: Provenance
    source: str
    note: str
    has_sheets: bool


@dataclass(frozen=True)
class ScorecardPage(ScorecardHead):
    """The scorecard of a year with all criteria in reading order, which have `depths` (0: groups).

    `editions`: the heads of all editions of the year that the reader sees, newest first.
    """

    criteria: tuple[CriterionLine, ...]
    depths: dict[int, int]
    editions: tuple[ScorecardHead, ...]

    def find(self, criterion_id: int | None) -> CriterionLine | None:
        """The criterion with this id, or None."""
        return next((line for line in self.criteria if line.id == criterion_id), None)


@dataclass(frozen=True)
class Earlier:
    """The scorecard from which a new year can copy: its year and the points by code."""

    id: int
    year: int
    points: dict[str, Decimal]


@dataclass(frozen=True)
class Edition:
    """One edition of the scorecard of a year, as the list of editions shows it."""

    id: int
    year: int
    edition: int
    title: str
    state: ScorecardState
    issued_at: datetime | None


def editions_of(
    session: Session, cluster_id: int, years: Sequence[int], *, issued_only: bool
) -> list[Edition]:
    """The editions of these years, newest first; `issued_only` for those who see no drafts."""
    row = Scorecard
    statement = (
        select(row.id, Cycle.year, row.edition, row.title, row.state, row.issued_at)
        .join(Cycle, Cycle.id == row.cycle_id)
        .where(Cycle.cluster_id == cluster_id, Cycle.year.in_(years))
        .order_by(Cycle.year.desc(), row.edition.desc())
    )
    if issued_only:
        statement = statement.where(row.state == ScorecardState.ISSUED)
    return rows_as(session, Edition, statement)


def find_scorecard_page(
    session: Session, cycle_id: int, *, issued_only: bool = False, edition: int | None = None
) -> ScorecardPage | None:
    """The newest edition of a year (`issued_only`: the newest issued one), or the one asked for, or None.

    Two statements.
    """
    row = Scorecard
    has_sheets = exists(select(ScoreSheet.id).where(ScoreSheet.cycle_id == row.cycle_id))
    names = [field.name for field in fields(ScorecardHead)]
    statement = (
        select(*(getattr(row, name) for name in names[:-1]), has_sheets)
        .where(row.cycle_id == cycle_id)
        .order_by(row.edition.desc())
    )
    if issued_only:
        statement = statement.where(row.state == ScorecardState.ISSUED)
    heads = rows_as(session, ScorecardHead, statement)
    head = next((one for one in heads if edition in (None, one.edition)), None)
    if head is None:
        return None
    lines = criteria_of(session, head.id)
    return ScorecardPage(**vars(head), criteria=tuple(lines), depths=_depths(lines), editions=tuple(heads))


def criteria_of(session: Session, scorecard_id: int) -> list[CriterionLine]:
    """The criteria of a scorecard in reading order: `position` counts through the whole tree."""
    row, of = Criterion, Indicator
    names = [field.name for field in fields(CriterionLine)][:12]
    statement = (
        select(
            *(getattr(row, name) for name in names),
            of.code,
            of.name_vi,
            of.name_en,
            of.unit_vi,
            of.decimals,
            of.direction,
        )
        .outerjoin(of, of.id == row.indicator_id)
        .where(row.scorecard_id == scorecard_id)
        .order_by(row.position, row.id)
    )
    return rows_as(session, CriterionLine, statement)


def _depths(lines: list[CriterionLine]) -> dict[int, int]:
    depths: dict[int, int] = {}
    for line in lines:
        depths[line.id] = 0 if line.parent_id is None else depths.get(line.parent_id, 0) + 1
    return depths


def get_scorecard(session: Session, scorecard_id: int) -> Scorecard:
    """The scorecard; raises NotFound."""
    scorecard = session.get(Scorecard, scorecard_id)
    if scorecard is None:
        raise NotFound()
    return scorecard


def find_scorecard(session: Session, cycle_id: int) -> Scorecard | None:
    """The newest edition of a year, or None."""
    return _newest(session, select(Scorecard).where(Scorecard.cycle_id == cycle_id))


def find_issued(session: Session, cycle_id: int) -> Scorecard | None:
    """The issued scorecard by which a year is scored, or None."""
    issued = Scorecard.state == ScorecardState.ISSUED
    return _newest(session, select(Scorecard).where(Scorecard.cycle_id == cycle_id, issued))


def _newest(session: Session, statement: Any) -> Scorecard | None:
    found: Scorecard | None = session.scalars(
        statement.order_by(Scorecard.edition.desc()).limit(1)
    ).one_or_none()
    return found


def has_sheets(session: Session, cycle_id: int) -> bool:
    """Whether anybody has begun to score the year."""
    return session.scalar(select(ScoreSheet.id).where(ScoreSheet.cycle_id == cycle_id).limit(1)) is not None


def find_earlier(session: Session, cluster_id: int, year: int) -> Earlier | None:
    """The scorecard of the last year before `year` that has one, issued before drafted; or None."""
    last = (
        select(Scorecard.id)
        .join(Cycle, Cycle.id == Scorecard.cycle_id)
        .where(Cycle.cluster_id == cluster_id, Cycle.year < year)
        .order_by(Cycle.year.desc(), Scorecard.issued_at.is_(None), Scorecard.edition.desc())
        .limit(1)
        .scalar_subquery()
    )
    statement = (
        select(Scorecard.id, Cycle.year, Criterion.code, Criterion.max_points)
        .join(Cycle, Cycle.id == Scorecard.cycle_id)
        .outerjoin(Criterion, Criterion.scorecard_id == Scorecard.id)
        .where(Scorecard.id == last)
        .order_by(Criterion.position)
    )
    found = session.execute(statement).all()
    if not found:
        return None
    points = {row.code: row.max_points for row in found if row.code is not None}
    return Earlier(found[0].id, found[0].year, points)


def get_criterion(session: Session, scorecard_id: int, criterion_id: int) -> Criterion:
    """The criterion of this scorecard; raises NotFound."""
    criterion = session.get(Criterion, criterion_id)
    if criterion is None or criterion.scorecard_id != scorecard_id:
        raise NotFound()
    return criterion


def criterion_rows(session: Session, scorecard_id: int) -> list[Criterion]:
    """The criteria of a scorecard to change, in reading order."""
    statement = select(Criterion).where(Criterion.scorecard_id == scorecard_id)
    return list(session.scalars(statement.order_by(Criterion.position, Criterion.id)))


def last_edition(session: Session, cycle_id: int) -> int:
    """The number of the newest edition of a year; 0 when there is none."""
    return session.scalar(select(func.max(Scorecard.edition)).where(Scorecard.cycle_id == cycle_id)) or 0
