"""Years that cannot simply be compared with the year before: new boundaries, another number of members."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from emulation.queries.membership import MemberOverTime


@dataclass(frozen=True)
class YearBreak:
    """A numbered break before `year`: boundaries that changed on `on` (of `codes`), or `members` from then on."""

    year: int
    number: int
    on: date | None = None
    members: int | None = None
    codes: frozenset[str] = frozenset()


def boundary_breaks(members: Sequence[MemberOverTime]) -> list[YearBreak]:
    """One break per day on which boundaries changed, with the members concerned; not yet numbered."""
    days = sorted({day for member in members for day in member.boundaries})
    return [
        YearBreak(day.year, 0, on=day, codes=frozenset(one.code for one in members if day in one.boundaries))
        for day in days
    ]


def breaks_between(
    members: Sequence[MemberOverTime], years: Sequence[int], counts: Mapping[int, int]
) -> tuple[YearBreak, ...]:
    """The breaks of `years` (ascending, without gaps), numbered from 1 in order.

    The number of members is that of the published ranking (`counts`), else of the year's last day.
    """
    found = [one for one in boundary_breaks(members) if one.year in years]
    sizes = {year: counts.get(year, sum(one.is_member(year) for one in members)) for year in years}
    found += [
        YearBreak(year, 0, members=sizes[year])
        for year in years
        if sizes.get(year - 1) and sizes[year] and sizes[year] != sizes[year - 1]
    ]
    return numbered(found)


def numbered(found: Sequence[YearBreak]) -> tuple[YearBreak, ...]:
    """The same breaks in order of years, boundaries first, with their numbers."""
    ordered = sorted(found, key=lambda one: (one.year, one.members is not None, one.on or date.min))
    return tuple(
        YearBreak(one.year, number, one.on, one.members, one.codes)
        for number, one in enumerate(ordered, start=1)
    )
