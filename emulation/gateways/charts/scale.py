"""A vertical or horizontal axis with round ticks."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

_ROUND = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_TICKS = 6


@dataclass(frozen=True)
class Scale:
    """`ticks` ascend; the first stands at `start`, the last at `end` (drawing units)."""

    ticks: tuple[Decimal, ...]
    start: float
    end: float

    def place(self, value: Decimal) -> float:
        """Where `value` stands."""
        share = (value - self.ticks[0]) / (self.ticks[-1] - self.ticks[0])
        return self.start + float(share) * (self.end - self.start)


def scale_for(values: Sequence[Decimal], top: float, bottom: float, *, from_zero: bool = False) -> Scale:
    """An axis holding all `values` between round ticks, from `bottom` (least) to `top`; `from_zero` adds 0."""
    least = min(values, default=Decimal(0))
    most = max(values, default=Decimal(1))
    if from_zero:
        least, most = min(least, Decimal(0)), max(most, Decimal(0))
    if least == most:
        least, most = least - 1, most + 1
    step = _step((most - least) / _TICKS)
    low = (least / step).to_integral_value(ROUND_FLOOR)
    high = (most / step).to_integral_value(ROUND_CEILING)
    ticks = tuple((low + place) * step for place in range(int(high - low) + 1))
    return Scale(ticks, bottom, top)


def _step(raw: Decimal) -> Decimal:
    """The next round step (1, 2, 2.5, 5 × a power of ten) that is not below `raw`."""
    power = Decimal(10) ** raw.adjusted()
    return next(power * lead for lead in _ROUND if power * lead >= raw)
