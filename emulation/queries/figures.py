"""Versions of figures: what is known of a year, which version counts for scoring, a whole series."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from emulation.models.indicators import ActualValue, FigureChoice
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
    session: Session, member_ids: Sequence[int], year: int, period: Period | None = None
) -> dict[Cell, FigureRow]:
    """(member, indicator) → the version that stands for a period; without one, for what reaches furthest.

    Part-year figures are not comparable with full years: readers say the row's `period` beside it.
    """
    rows = figures_of_year(session, member_ids, year)
    chosen = set(_choices(session, member_ids, year).values())
    return strongest((row for row in rows if period in (None, row.period)), chosen)


def strongest(rows: Iterable[FigureRow], chosen: set[int]) -> dict[Cell, FigureRow]:
    """The version of each cell that stands; `chosen` are the ids that somebody picked for scoring."""
    found: dict[Cell, FigureRow] = {}
    for row in sorted(rows, key=lambda row: _weight(row, chosen)):
        found[row.member_id, row.indicator_id] = row
    return found


def choices_of_indicator(
    session: Session, indicator_id: int, member_ids: Sequence[int]
) -> dict[tuple[int, int], FigureChoice]:
    """(member, year) → the choice that somebody made, with its reason."""
    statement = (
        select(FigureChoice)
        .where(FigureChoice.indicator_id == indicator_id, FigureChoice.member_id.in_(member_ids))
        .order_by(FigureChoice.id)
    )
    return {(choice.member_id, choice.year): choice for choice in session.scalars(statement)}


def find_figure(session: Session, figure_id: int) -> ActualValue | None:
    """The version with this id, or None."""
    return session.get(ActualValue, figure_id)


def _choices(session: Session, member_ids: Sequence[int], year: int) -> dict[Cell, int]:
    choice = FigureChoice
    statement = select(choice.member_id, choice.indicator_id, choice.actual_value_id).where(
        choice.member_id.in_(member_ids), choice.year == year
    )
    return {
        (member_id, indicator_id): figure_id
        for member_id, indicator_id, figure_id in session.execute(statement)
    }


def _weight(row: FigureRow, chosen: set[int]) -> tuple[bool, bool, int, int, datetime, int]:
    return (
        row.id in chosen,
        row.value is not None,
        REACH.index(row.period),
        STRENGTH.index(row.status),
        row.entered_at,
        row.id,
    )


def _figures(member_ids: Sequence[int]) -> Select[Any]:
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
