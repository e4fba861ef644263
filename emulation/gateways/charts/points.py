"""The shapes of figures in a line chart, and the key that explains them."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from emulation.gateways.charts.canvas import INK, MUTED, PAPER, TEXT, Value, node, text_width, words
from emulation.gateways.charts.palette import Stroke
from emulation.vocabulary.words import N_

Status = Literal["estimate", "official", "revised"]


@dataclass(frozen=True)
class LinePoint:
    """One figure; an illustrative one is square, a published one round."""

    value: Decimal
    status: Status = "official"
    illustrative: bool = False


@dataclass(frozen=True)
class LineWords:
    """The words of the key, translated by the caller."""

    estimate: str = N_("ước")
    official: str = N_("chính thức")
    revised: str = N_("điều chỉnh")
    illustrative: str = N_("minh họa (vuông)")
    target: str = N_("chỉ tiêu")


_KEY = Stroke(INK, "")


def mark(point: LinePoint, x: float, y: float, stroke: Stroke, says: str = "", size: float = 5) -> str:
    """Hollow: estimate. Solid: official. Solid with an upright tick: revised. Square: illustrative.

    `size` is the radius. `says` is what the node of a figure stands for: it takes its pen from the group of its
    line; a sample in the key says nothing and has its own.
    """
    fill = PAPER if point.status == "estimate" else stroke.colour
    pen: dict[str, Value] = {} if says else {"stroke": stroke.colour, "stroke_width": size / 2}
    look: dict[str, Value] = {"class_": "node", "data_point": says} if says else {}
    look |= {"fill": fill} | pen
    shape = (
        node("rect", x=x - 0.9 * size, y=y - 0.9 * size, width=1.8 * size, height=1.8 * size, **look)
        if point.illustrative
        else node("circle", cx=x, cy=y, r=size, **look)
    )
    if point.status == "revised":
        shape += node("line", x1=x, y1=y - 2.2 * size, x2=x, y2=y + 2.2 * size, **pen)
    return shape


def shape_key(points: Collection[LinePoint], has_targets: bool, y: float, key: LineWords) -> list[str]:
    """What the shapes mean; only those that occur among `points`."""
    nothing = Decimal(0)
    meanings: tuple[tuple[Status, str], ...] = (
        ("estimate", key.estimate),
        ("official", key.official),
        ("revised", key.revised),
    )
    samples = [
        (LinePoint(nothing, status), word)
        for status, word in meanings
        if any(
            point.status == status and not (point.illustrative and status == "official") for point in points
        )
    ]
    if any(point.illustrative for point in points):
        samples.append((LinePoint(nothing, "official", illustrative=True), key.illustrative))
    parts: list[str] = []
    x = 14.0
    for point, word in samples:
        parts += [mark(point, x, y + 12, _KEY), words(x + 12, y + TEXT + 3, word, fill=MUTED)]
        x += text_width(word) + 44
    if has_targets:
        parts.append(
            node(
                "line",
                x1=x - 6,
                y1=y + 12,
                x2=x + 20,
                y2=y + 12,
                stroke=INK,
                stroke_width=2,
                stroke_dasharray="3 3",
            )
        )
        parts.append(words(x + 28, y + TEXT + 3, key.target, fill=MUTED))
    return parts
