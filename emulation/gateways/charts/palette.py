"""A colour and a dash pattern for every line. Together they tell lines apart on paper and without colour.

The six cities: design/screens.md §1. Every colour has a contrast of at least 4.5 on white (3 is needed).
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Stroke:
    """Colour of a line and its dashes ("" = unbroken), in drawing units."""

    colour: str
    dashes: str


_CITIES = {
    "HN": Stroke("#A4161A", ""),
    "HCM": Stroke("#1D4E89", "14 4"),
    "HP": Stroke("#1F7156", "4 4"),
    "DN": Stroke("#8A6508", "14 4 4 4"),
    "CT": Stroke("#6A4C93", "8 4"),
    "HUE": Stroke("#374151", "14 4 4 4 4 4"),
}

_OTHERS = (
    Stroke("#0B4A8F", ""),
    Stroke("#9A3E00", "14 4"),
    Stroke("#1F7156", "4 4"),
    Stroke("#8A2A6B", "14 4 4 4"),
    Stroke("#6B5B00", "8 4"),
    Stroke("#5A4FCF", "14 4 4 4 4 4"),
    Stroke("#B0124F", ""),
    Stroke("#0B6E8A", "14 4"),
    Stroke("#4E6B1F", "4 4"),
    Stroke("#374151", "14 4 4 4"),
    Stroke("#7A4A2B", "8 4"),
    Stroke("#334E9B", "14 4 4 4 4 4"),
)


def stroke_for(code: str, index: int) -> Stroke:
    """The stroke of a member: fixed for the six cities, by its place `index` in the cluster for all others."""
    return _CITIES.get(code) or _OTHERS[index % len(_OTHERS)]
