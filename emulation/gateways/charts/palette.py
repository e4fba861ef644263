"""A colour and a dash pattern for every line. Together they tell lines apart on paper and without colour.

The six cities: design/screens.md §1. Every colour has a contrast of at least 4.5 on white, because numbers stand
in white on the nodes, and of at least 3 as people with any form of colour blindness see it. Of sixteen members no two
share dashes: they differ in the number of marks, in the length of the marks, or in the length of the gaps.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Stroke:
    """Colour of a line and its dashes ("" = unbroken), in drawing units."""

    colour: str
    dashes: str


CITIES: Mapping[str, Stroke] = {
    "HN": Stroke("#A4161A", ""),
    "HCM": Stroke("#1D4E89", "14 4"),
    "HP": Stroke("#1F7156", "4 4"),
    "DN": Stroke("#8A6508", "14 4 4 4"),
    "CT": Stroke("#6A4C93", "8 4"),
    "HUE": Stroke("#374151", "14 4 4 4 4 4"),
}

OTHERS = (
    Stroke("#1F1FCC", "22 6"),
    Stroke("#CC1FC0", "4 10"),
    Stroke("#A61964", "8 4 2 4"),
    Stroke("#4C250B", "14 10"),
    Stroke("#138013", "2 3 2 9"),
    Stroke("#301380", "22 4 4 4"),
    Stroke("#99645C", "2 4"),
    Stroke("#374C0B", "8 3 8 9"),
    Stroke("#4C0B3F", "8 4 2 4 2 4"),
    Stroke("#177F99", "14 4 2 4 2 4 2 4"),
)


def strokes_of(places: Mapping[str, int]) -> dict[str, Stroke]:
    """Code → stroke, given code → place in the cluster; all differ as long as there are no more than sixteen members.

    The six cities have their own. All others take the stroke of their place, or the next that is free; those of
    absent cities come last. So a member looks the same in every chart of its cluster, whoever else is drawn.
    """
    found = {code: CITIES[code] for code in places if code in CITIES}
    spare = [stroke for code, stroke in CITIES.items() if code not in places]
    taken: set[Stroke] = set()
    for code in sorted(places.keys() - found.keys(), key=lambda one: (places[one], one)):
        turn = places[code] % len(OTHERS)
        wanted = [*OTHERS[turn:], *OTHERS[:turn], *spare]
        found[code] = next((stroke for stroke in wanted if stroke not in taken), wanted[0])
        taken.add(found[code])
    return found
