"""Plan beside result, one pair of bars per member; the axis starts at 0."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from emulation.gateways.charts.canvas import (
    INK,
    MUTED,
    PAPER,
    RULE,
    TEXT,
    drawing,
    node,
    text_width,
    words,
    wrapped,
)
from emulation.gateways.charts.scale import Scale, scale_for
from emulation.vocabulary.words import N_

TOP = 40
ROW = 58
BAR = 18
NAME = 15
NAME_WIDTH = 150
SOLID = "#0B4A8F"


@dataclass(frozen=True)
class BarRow:
    """One member: its name, plan and result (None: there is none), and how each is written ("6,5", "–")."""

    name: str
    plan: Decimal | None
    result: Decimal | None
    plan_text: str
    result_text: str


@dataclass(frozen=True)
class BarWords:
    """The words of the key, translated by the caller."""

    plan: str = N_("Kế hoạch")
    result: str = N_("Kết quả")


def bar_pair(
    rows: Sequence[BarRow],
    *,
    title: str,
    description: str,
    unit: str,
    key: BarWords | None = None,
    width: float = 960,
    prefix: str = "bars",
) -> str:
    """Plan (outlined) above result (filled) for every row as SVG text, figures written at the bars' ends in ink."""
    values = [value for row in rows for value in (row.plan, row.result) if value is not None]
    margin = (
        max((text_width(text) for row in rows for text in (row.plan_text, row.result_text)), default=0) + 16
    )
    left = 24 + min(NAME_WIDTH, max((text_width(row.name, NAME) for row in rows), default=0))
    if any(value < 0 for value in values):
        left += margin
    scale = scale_for(values, width - margin, left, from_zero=True)
    zero = scale.place(Decimal(0))
    bottom = TOP + ROW * len(rows)
    body = _key(key or BarWords(), unit, width)
    for place, row in enumerate(rows):
        top = TOP + ROW * place + (ROW - 2 * BAR - 4) / 2
        for line_number, line in enumerate(lines := wrapped(row.name, NAME_WIDTH, NAME)):
            y = TOP + ROW * (place + 0.5) + 5 + (line_number - (len(lines) - 1) / 2) * (NAME + 3)
            body.append(words(8, y, line, font_size=NAME, font_weight=600))
        body += _bar(row.plan, row.plan_text, top, scale, PAPER)
        body += _bar(row.result, row.result_text, top + BAR + 4, scale, SOLID)
    body.append(node("line", x1=zero, y1=TOP, x2=zero, y2=bottom, stroke=INK, stroke_width=1.5))
    return drawing(prefix, title, description, width, bottom + 12, body)


def _bar(value: Decimal | None, text: str, y: float, scale: Scale, fill: str) -> list[str]:
    zero = scale.place(Decimal(0))
    if value is None:
        return [words(zero + 8, y + TEXT, text, fill=MUTED)]
    end = scale.place(value)
    bar = node(
        "rect",
        class_="bar-value",
        x=min(zero, end),
        y=y,
        width=abs(end - zero),
        height=BAR,
        fill=fill,
        stroke=SOLID,
        stroke_width=1.5,
    )
    side = -1 if value < 0 else 1
    return [bar, words(end + side * 8, y + TEXT, text, text_anchor="end" if side < 0 else "start")]


def _key(key: BarWords, unit: str, width: float) -> list[str]:
    parts = [words(8, 20, unit, fill=MUTED)]
    x = width - text_width(key.plan) - text_width(key.result) - 84
    for fill, word in ((PAPER, key.plan), (SOLID, key.result)):
        parts.append(
            node(
                "rect",
                x=x,
                y=8,
                width=20,
                height=14,
                fill=fill,
                stroke=SOLID if fill == SOLID else RULE,
                stroke_width=1.5,
            )
        )
        parts.append(words(x + 28, 20, word))
        x += text_width(word) + 56
    return parts
