"""Lines are told apart by people who see colours otherwise, and without any colour.

Colour blindness is simulated with the matrices of Machado, Oliveira and Fernandes, "A Physiologically-based Model for
Simulation of Color Vision Deficiency", IEEE TVCG 15 (2009), severity 1.0, applied to linear light; contrast is that of
WCAG 2.2; distance is that of two colours in CIE L*a*b* (D65).
"""

from itertools import combinations
from math import dist

import pytest

from emulation.gateways.charts.palette import CITIES, OTHERS, Stroke, strokes_of

Light = tuple[float, float, float]
Matrix = tuple[Light, Light, Light]
EYES: dict[str, Matrix] = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
STROKES = (*CITIES.values(), *OTHERS)
#: Colours closer than this may be taken for each other along a thin line.
CONFUSED = 30
CITIES_AND_SIX = ("HN", "HCM", "HP", "DN", "CT", "HUE", "QNI", "BRVT", "BDG", "DNI", "KHO", "TTH")
TWELVE = {code: place for place, code in enumerate(CITIES_AND_SIX)}
PROVINCES = {f"T{place}": place for place in range(16)}
ONE_BY_ONE = ("A", "HN", "B", "HCM", "C", "HP", "D", "DN", "E", "CT", "F", "HUE")
MIXED = {code: place for place, code in enumerate(ONE_BY_ONE)}


def light(colour: str) -> Light:
    """Linear light of "#RRGGBB"."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return red, green, blue


def seen(colour: str, eyes: str) -> Light:
    found = [
        min(1.0, max(0.0, sum(weight * part for weight, part in zip(row, light(colour), strict=True))))
        for row in EYES[eyes]
    ]
    return found[0], found[1], found[2]


def contrast_on_white(linear: Light) -> float:
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


def lab(linear: Light) -> Light:
    red, green, blue = linear

    def curve(part: float) -> float:
        return float(part ** (1 / 3)) if part > 0.008856 else 7.787 * part + 16 / 116

    x = curve((0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047)
    y = curve(0.2126729 * red + 0.7151522 * green + 0.0721750 * blue)
    z = curve((0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def test_the_measures_give_known_values() -> None:
    """White on itself 1, black 21, the brand red 7.75 (screens §1: "≥ 5.3"); red and green of traffic lights meet."""
    assert contrast_on_white(light("#FFFFFF")) == pytest.approx(1)
    assert contrast_on_white(light("#000000")) == pytest.approx(21)
    assert contrast_on_white(light("#A4161A")) == pytest.approx(7.75, abs=0.01)
    assert lab(light("#FFFFFF")) == pytest.approx((100, 0, 0), abs=0.05)
    assert lab(light("#FF0000")) == pytest.approx((53.24, 80.09, 67.20), abs=0.05)
    usual = dist(lab(light("#B22222")), lab(light("#556B2F")))
    assert dist(lab(seen("#B22222", "deuteranopia")), lab(seen("#556B2F", "deuteranopia"))) < usual / 2


@pytest.mark.parametrize("eyes", list(EYES))
@pytest.mark.parametrize("stroke", STROKES, ids=lambda stroke: stroke.colour)
def test_every_line_stands_out_from_paper(stroke: Stroke, eyes: str) -> None:
    """WCAG 1.4.11. Red when a colour of the palette becomes #8FB0D8 (2.2)."""
    assert contrast_on_white(seen(stroke.colour, eyes)) >= 3


@pytest.mark.parametrize("stroke", STROKES, ids=lambda stroke: stroke.colour)
def test_white_numbers_can_be_read_on_the_nodes(stroke: Stroke) -> None:
    assert contrast_on_white(light(stroke.colour)) >= 4.5


def test_the_six_cities_keep_their_colours() -> None:
    """Screens §1."""
    colours = {"HN": "#A4161A", "HCM": "#1D4E89", "HP": "#1F7156", "DN": "#8A6508", "CT": "#6A4C93"}
    colours["HUE"] = "#374151"
    assert {code: stroke.colour for code, stroke in CITIES.items()} == colours
    assert {code: strokes_of(MIXED)[code].colour for code in colours} == colours


def marks(dashes: str) -> list[float]:
    return [float(part) for part in dashes.split()][::2] if dashes else [1000]


def gaps(dashes: str) -> list[float]:
    return [float(part) for part in dashes.split()][1::2] if dashes else [0]


def is_apart(one: str, other: str) -> bool:
    """Another number of marks in turn, or a mark or a gap that is half as long again as the other's."""

    def differs(here: float, there: float) -> bool:
        return max(here, there) >= 1.5 * min(here, there)

    if len(marks(one)) != len(marks(other)):
        return True
    return (
        differs(max(marks(one)), max(marks(other)))
        or differs(min(marks(one)), min(marks(other)))
        or differs(max(gaps(one)), max(gaps(other)))
    )


@pytest.mark.parametrize("places", [TWELVE, PROVINCES, MIXED], ids=["twelve", "provinces", "mixed"])
def test_members_of_a_cluster_are_told_apart_without_colour(places: dict[str, int]) -> None:
    """Red when two strokes get the same dashes, or when `strokes_of` forgets which places are taken."""
    dashes = {code: stroke.dashes for code, stroke in strokes_of(places).items()}
    assert dashes.keys() == places.keys()
    same = [pair for pair in combinations(dashes, 2) if not is_apart(*(dashes[code] for code in pair))]
    assert same == []


@pytest.mark.parametrize("eyes", list(EYES))
def test_colours_that_may_be_confused_have_other_dashes(eyes: str) -> None:
    """And there are such: colour alone would not do."""
    close = [
        (one, other)
        for one, other in combinations(STROKES, 2)
        if dist(lab(seen(one.colour, eyes)), lab(seen(other.colour, eyes))) < CONFUSED
    ]
    assert all(is_apart(one.dashes, other.dashes) for one, other in close)
    assert bool(close)


def test_with_usual_eyes_colours_are_told_apart_too() -> None:
    nearest = min(
        dist(lab(light(one.colour)), lab(light(other.colour))) for one, other in combinations(STROKES, 2)
    )
    assert nearest >= 22


@pytest.mark.parametrize("places", [TWELVE, PROVINCES, MIXED], ids=["twelve", "provinces", "mixed"])
def test_no_two_members_share_a_colour(places: dict[str, int]) -> None:
    colours = [stroke.colour for stroke in strokes_of(places).values()]
    assert len(set(colours)) == len(places)


def test_a_member_keeps_its_stroke_when_another_is_left_out() -> None:
    """“So sánh cùng phạm vi” draws fewer members, and they look as before."""
    fewer = {code: place for code, place in TWELVE.items() if code not in ("HN", "QNI")}
    assert strokes_of(fewer) == {code: stroke for code, stroke in strokes_of(TWELVE).items() if code in fewer}


def test_patterns_show_between_two_nodes() -> None:
    """Between the nodes of neighbouring years there are 84 − 2 × 18 = 48 units: each pattern is seen at least once."""
    for stroke in STROKES:
        assert sum(float(part) for part in stroke.dashes.split()) <= 48
