"""Versions of figures: what is known of a year, which version counts for scoring, a whole series."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from emulation.models.accounts import User
from emulation.models.indicators import ActualValue, FigureChoice
from emulation.models.rankings import YearRanking
from emulation.queries.rows import rows_as
from emulation.vocabulary.kinds import ActualStatus, Boundary, Period, Provenance

Cell = tuple[int, int]
#: From weak to strong: an estimate gives way to an official figure, that to a revised one (handbook 13).
STRENGTH = tuple(ActualStatus)
#: From early to late: what covers more of the year stands further back.
REACH = tuple(Period)


@dataclass(frozen=True)
class FigureRow:
    """One version of a figure, in the indicator's unit. `value` may be empty: the source named no amount."""

    id: int
    member_id: int
    indicator_id: int
    year: int
    period: Period
    status: ActualStatus
    value: Decimal | None
    boundary: Boundary
    published_on: date | None
    provenance: Provenance
    source: str
    note: str
    entered_at: datetime

    @property
    def is_choosable(self) -> bool:
        """Whether it could count for scoring: an amount for a full year."""
        return self.value is not None and self.period is Period.YEAR


@dataclass(frozen=True)
class ChoiceRow:
    """Which version somebody chose for scoring, and why."""

    member_id: int
    year: int
    figure_id: int
    reason: str
    chosen_at: datetime
    chosen_by: str | None
    version: int


def figures_of_year(session: Session, member_ids: Sequence[int], year: int) -> list[FigureRow]:
    """Every version of the members' figures of a year, oldest entry first."""
    return rows_as(session, FigureRow, _figures(member_ids).where(ActualValue.year == year))


def figures_of_indicator(session: Session, indicator_id: int, member_ids: Sequence[int]) -> list[FigureRow]:
    """Every version of one indicator for the members, by year, oldest entry first."""
    statement = _figures(member_ids).where(ActualValue.indicator_id == indicator_id)
    return rows_as(session, FigureRow, statement)


def scored_figures(session: Session, member_ids: Sequence[int], year: int) -> dict[Cell, FigureRow]:
    """(member, indicator) → the full-year version that counts for scoring.

    The chosen one ("dùng để chấm") if somebody chose, else the strongest status, newest first. A version
    without an amount counts only when there is no other.
    """
    return standing_figures(session, member_ids, year, period=Period.YEAR)


def standing_figures(
    session: Session,
    member_ids: Sequence[int],
    year: int,
    period: Period | None = None,
    shown: Collection[Provenance] = tuple(Provenance),
) -> dict[Cell, FigureRow]:
    """(member, indicator) → the version that stands for a period; without one, for what reaches furthest.

    Only versions whose origin is `shown` are looked at. Part-year figures are not comparable with full years:
    readers say the row's `period` beside it.
    """
    statement = (
        _figures(member_ids)
        .where(ActualValue.year == year)
        .add_columns(FigureChoice.id)
        .outerjoin(FigureChoice, FigureChoice.actual_value_id == ActualValue.id)
    )
    rows, chosen = [], set()
    for *columns, choice_id in session.execute(statement):
        row = FigureRow(*columns)
        if period in (None, row.period) and row.provenance in shown:
            rows.append(row)
        if choice_id is not None:
            chosen.add(row.id)
    return strongest(rows, chosen)


def strongest(rows: Iterable[FigureRow], chosen: set[int]) -> dict[Cell, FigureRow]:
    """The version of each cell that stands; `chosen` are the ids that somebody picked for scoring."""
    found: dict[Cell, FigureRow] = {}
    for row in sorted(rows, key=lambda row: _weight(row, chosen)):
        found[row.member_id, row.indicator_id] = row
    return found


def choices_of_indicator(
    session: Session, indicator_id: int, member_ids: Sequence[int]
) -> dict[tuple[int, int], ChoiceRow]:
    """(member, year) → what somebody chose for scoring."""
    choice = FigureChoice
    statement = (
        select(
            choice.member_id,
            choice.year,
            choice.actual_value_id,
            choice.reason,
            choice.chosen_at,
            User.full_name,
            choice.version,
        )
        .outerjoin(User, User.id == choice.chosen_by_id)
        .where(choice.indicator_id == indicator_id, choice.member_id.in_(member_ids))
        .order_by(choice.id)
    )
    rows = rows_as(session, ChoiceRow, statement)
    return {(row.member_id, row.year): row for row in rows}


def find_choice(session: Session, member_id: int, indicator_id: int, year: int) -> FigureChoice | None:
    """The record of a choice, for a service, or None."""
    choice = FigureChoice
    statement = select(choice).where(
        choice.member_id == member_id, choice.indicator_id == indicator_id, choice.year == year
    )
    return session.scalars(statement).one_or_none()


def is_frozen(session: Session, cluster_id: int, year: int) -> bool:
    """Whether the scores of a cluster's year are frozen: there is a ranking."""
    ranking = YearRanking
    statement = select(ranking.id).where(ranking.cluster_id == cluster_id, ranking.year == year)
    return session.scalar(statement) is not None


def find_figure(session: Session, figure_id: int) -> ActualValue | None:
    """The version with this id, or None."""
    return session.get(ActualValue, figure_id)


def _weight(row: FigureRow, chosen: set[int]) -> tuple[bool, bool, int, int, datetime, int]:
    return (
        row.id in chosen,
        row.value is not None,
        REACH.index(row.period),
        STRENGTH.index(row.status),
        row.entered_at,
        row.id,
    )


def _figures(member_ids: Sequence[int]) -> Select[*tuple[Any, ...]]:
    row = ActualValue
    return (
        select(
            row.id,
            row.member_id,
            row.indicator_id,
            row.year,
            row.period,
            row.status,
            row.value,
            row.boundary,
            row.published_on,
            row.provenance,
            row.source,
            row.note,
            row.entered_at,
        )
        .where(row.member_id.in_(member_ids))
        .order_by(row.year, row.member_id, row.indicator_id, row.entered_at, row.id)
    )
