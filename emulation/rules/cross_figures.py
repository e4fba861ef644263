"""Figures about opened cross points of one line: how far apart, their middle, and who stands far from it."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from emulation.vocabulary.words import N_

CENT = Decimal("0.01")
#: The rule in words; %(share)s is the share of the criterion's maximum in percent (config/crosschecks.toml).
OUTLYING = N_(
    "“Lệch xa”: cách trung vị hơn %(share)s%% điểm tối đa của tiêu chí, khi có từ ba điểm kiểm tra trở lên."
)
FEWEST_FOR_OUTLIERS = 3


def spread(points: Sequence[Decimal]) -> Decimal:
    """Highest less lowest, in points; at least one is needed."""
    return max(points) - min(points)


def mean(points: Sequence[Decimal]) -> Decimal:
    """The arithmetic mean, two decimals, half up."""
    return _rounded(sum(points, Decimal(0)) / len(points))


def median(points: Sequence[Decimal]) -> Decimal:
    """The middle of the ordered points; of an even number the mean of the two in the middle, half up."""
    ordered = sorted(points)
    half = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[half]
    return _rounded((ordered[half - 1] + ordered[half]) / 2)


def outliers(points: Sequence[Decimal], max_points: Decimal, share: Decimal) -> list[int]:
    """The places in `points` that stand out (OUTLYING); with fewer than three nobody can tell who does."""
    if len(points) < FEWEST_FOR_OUTLIERS:
        return []
    middle, most = median(points), abs(max_points) * share
    return [place for place, one in enumerate(points) if abs(one - middle) > most]


def _rounded(value: Decimal) -> Decimal:
    """Half up away from zero; penalties are negative (handbook 6.2)."""
    return value.quantize(CENT, ROUND_HALF_UP)
