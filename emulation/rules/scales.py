"""Whether totals of several years may stand on one scale (features R2): only points out of the same maximum may."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from emulation.vocabulary.numbers import half_up


@dataclass(frozen=True)
class Scale:
    """How totals of the years are drawn.

    `maximum`: the one maximum of all years, then points are drawn as they are; None with `is_percent`: each total as
    a percentage of its year's maximum; None without: no maximum is recorded, nothing can be said about the scale.
    `unknown`: years without a recorded maximum, which percentages leave out.
    """

    maximum: Decimal | None
    is_percent: bool = False
    unknown: tuple[int, ...] = ()


def scale_of(maxima: Mapping[int, Decimal | None]) -> Scale:
    """The scale for years with these maxima (points). A year without a known maximum never shares a known one."""
    unknown = tuple(sorted(year for year, most in maxima.items() if not most))
    known = {most for most in maxima.values() if most}
    if not known:
        return Scale(None, unknown=unknown)
    if len(known) == 1 and not unknown:
        return Scale(known.pop())
    return Scale(None, True, unknown)


def percent(total: Decimal, maximum: Decimal) -> Decimal:
    """A total as a percentage of the maximum, two places half up; bonuses may lead above 100."""
    return half_up(total / maximum * 100, 2)
