"""How the figures of one indicator over the years are read: which version, on which map, how much of the plan.

Sources: handbook 13 (versions, two plans, boundary breaks, part-year values), screens 4.10 and 4.11.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol, TypeVar

from emulation.vocabulary.kinds import ActualStatus, Boundary, Direction, Operator, Period
from emulation.vocabulary.numbers import half_up

_FIRMNESS = {ActualStatus.ESTIMATE: 0, ActualStatus.OFFICIAL: 1, ActualStatus.REVISED: 2}


class Version(Protocol):
    """What must be known about one version of a figure."""

    @property
    def id(self) -> int: ...
    @property
    def status(self) -> ActualStatus: ...
    @property
    def period(self) -> Period: ...
    @property
    def value(self) -> Decimal | None: ...
    @property
    def boundary(self) -> Boundary: ...
    @property
    def published_on(self) -> date | None: ...
    @property
    def entered_at(self) -> datetime: ...
    @property
    def is_chosen(self) -> bool: ...


V = TypeVar("V", bound=Version)


def in_order(versions: Collection[V]) -> list[V]:
    """Versions as a table lists them: estimates, then official, then revised values, older ones first."""
    return sorted(versions, key=_key)


def _key(version: Version) -> tuple[int, date, datetime, int]:
    known_on = version.published_on or date.min
    return _FIRMNESS[version.status], known_on, version.entered_at, version.id


def best(versions: Collection[V]) -> V | None:
    """The full-year version that stands for a cell: the one chosen for scoring, else the firmest and newest."""
    usable = [one for one in versions if one.period is Period.YEAR and one.value is not None]
    chosen = [one for one in usable if one.is_chosen]
    return max(chosen or usable, key=_key, default=None)


def percent_of_plan(
    operator: Operator, low: Decimal | None, value: Decimal | None, direction: Direction
) -> Decimal | None:
    """The result as a percentage of the plan (of its lower end), two places half up.

    None where a ratio says nothing: upper bounds, indicators of which less is better, a plan or result that is
    missing or not above zero.
    """
    upper = operator in (Operator.LE, Operator.LT)
    if upper or direction is Direction.LOWER or low is None or value is None or low <= 0 or value < 0:
        return None
    return half_up(value / low * 100, 2)


def turning_years(maps: Mapping[int, Boundary]) -> list[int]:
    """The years in which a series switches to another map, compared with its previous known year."""
    years = sorted(maps)
    return [year for earlier, year in zip(years, years[1:], strict=False) if maps[earlier] != maps[year]]


def comparable_map(maps: Sequence[Boundary]) -> Boundary:
    """The map on which most years were measured; the newer one when both hold as many (like for like)."""
    counted = Counter(maps)
    return max(Boundary, key=lambda one: (counted[one], one is Boundary.NEW))
