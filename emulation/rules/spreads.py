"""Several points for the same thing: their middle, their mean, and how far they lie apart (features S7)."""

from collections.abc import Sequence
from decimal import Decimal

from emulation.vocabulary.numbers import half_up
from emulation.vocabulary.words import N_

#: The rule in words; %(share)s is the share of the criterion's maximum in percent (config/crosschecks.toml).
OUTLYING = N_(
    "“Lệch xa”: cách trung vị hơn %(share)s%% điểm tối đa của tiêu chí, khi có từ ba điểm kiểm tra trở lên."
)
FEWEST_FOR_OUTLIERS = 3


def median(points: Sequence[Decimal]) -> Decimal | None:
    """The middle of the points, of two middle ones their mean, half-up to 2 places; None without any."""
    if not points:
        return None
    ordered, middle = sorted(points), len(points) // 2
    if len(points) % 2:
        return ordered[middle]
    return half_up((ordered[middle - 1] + ordered[middle]) / 2)


def mean(points: Sequence[Decimal]) -> Decimal | None:
    """The mean, half-up to 2 places; None without any."""
    return half_up(sum(points, Decimal(0)) / len(points)) if points else None


def spread(points: Sequence[Decimal]) -> Decimal | None:
    """The distance between the highest and the lowest; None for fewer than two."""
    return max(points) - min(points) if len(points) > 1 else None


def is_far(apart: Decimal | None, max_points: Decimal, share: Decimal) -> bool:
    """Whether points lie far apart: by this share of the criterion's maximum or more."""
    return apart is not None and apart >= max_points * share and apart > 0


def outliers(points: Sequence[Decimal], max_points: Decimal, share: Decimal) -> list[int]:
    """The places in `points` that stand out (OUTLYING); with fewer than three nobody can tell who does."""
    middle = median(points)
    if middle is None or len(points) < FEWEST_FOR_OUTLIERS:
        return []
    return [place for place, one in enumerate(points) if abs(one - middle) > abs(max_points) * share]
