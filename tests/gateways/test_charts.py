"""Charts as SVG: well-formed, without style attributes, escaped, and honest about gaps."""

import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from emulation.gateways.charts import (
    SMALL,
    BarRow,
    Break,
    BumpSeries,
    LinePoint,
    LineSeries,
    bar_pair,
    bump_chart,
    line_chart,
)
from emulation.gateways.charts.canvas import stacked
from emulation.gateways.charts.sight import coded_years

SVG = "{http://www.w3.org/2000/svg}"
YEARS = range(2019, 2025)
NAUGHTY = "<script>\"&'</script>\x00 Đà Nẵng"


def number(value: Decimal) -> str:
    return f"{value:.2f}".replace(".", ",")


def bump(**more: object) -> str:
    series = [
        BumpSeries("HN", "Hà Nội", 0, {2023: 2, 2024: 1, 2025: None}),
        BumpSeries("HCM", NAUGHTY, 1, {2023: 1, 2024: 2, 2025: None}),
        BumpSeries("HUE", "Huế", 5, {2025: None}),
    ]
    values: dict[str, object] = {"title": NAUGHTY, "description": "Mô tả <b>", "lanes": 6} | more
    return bump_chart(series, [2023, 2024, 2025], **values)  # type: ignore[arg-type]


def line(breaks: list[Break] | None = None) -> str:
    series = [
        LineSeries(
            "HN", "Hà Nội", 0, {2023: LinePoint(Decimal("6.27")), 2024: LinePoint(Decimal("6.52"), "revised")}
        ),
        LineSeries(
            "DN",
            NAUGHTY,
            3,
            {
                2023: LinePoint(Decimal("2.58"), "estimate"),
                2024: LinePoint(Decimal("-9.77"), "official", illustrative=True),
                2025: LinePoint(Decimal("9.18")),
            },
        ),
    ]
    return line_chart(
        series,
        [2023, 2024, 2025],
        breaks or [],
        title=NAUGHTY,
        description="Mô tả",
        unit="%",
        number=number,
    )


def bars() -> str:
    rows = [
        BarRow(NAUGHTY, Decimal("7.5"), Decimal("-9.77"), "7,5", "−9,77"),
        BarRow("Huế", None, None, "–", "–"),
    ]
    return bar_pair(rows, title=NAUGHTY, description="Mô tả", unit="%")


@pytest.mark.asvs("1.2.1", "1.1.2")
@pytest.mark.parametrize("svg", [bump(), line(), bars()], ids=["bump", "line", "bars"])
def test_every_chart_is_named_escaped_and_without_style(svg: str) -> None:
    root = ElementTree.fromstring(svg)
    assert root.tag == f"{SVG}svg"
    title, desc = root[0], root[1]
    assert title.tag == f"{SVG}title"
    assert title.text == "<script>\"&'</script> Đà Nẵng"
    assert desc.tag == f"{SVG}desc"
    assert root.attrib["aria-labelledby"] == f"{title.attrib['id']} {desc.attrib['id']}"
    for element in root.iter():
        assert element.tag not in (f"{SVG}script", f"{SVG}style", f"{SVG}foreignObject")
        assert not {name for name in element.attrib if name == "style" or name.startswith("on")}


def nodes(svg: str) -> list[ElementTree.Element]:
    """The nodes, each with the look that it shares with its group."""
    found = []
    for around in ElementTree.fromstring(svg).iter():
        for one in around:
            if one.attrib.get("class") == "node":
                one.attrib = around.attrib | one.attrib
                found.append(one)
    return found


def test_bump_has_no_node_for_a_year_of_non_membership_or_without_rank() -> None:
    svg = bump(running=[2025])
    assert len(nodes(svg)) == 4
    assert "Huế" not in svg
    assert "2025" in svg
    assert [text for text in ("đang", "thực", "hiện") if f">{text}" in svg or f"{text}<" in svg]


def test_bump_nodes_of_illustrative_years_are_hollow() -> None:
    found = nodes(bump(illustrative=[2024]))
    fills = sorted(one.attrib["fill"] for one in found)
    assert fills == ["#1D4E89", "#A4161A", "#FFFFFF", "#FFFFFF"]
    assert "minh họa – không phải số liệu chính thức" in bump(illustrative=[2024])
    assert "minh họa" not in bump()


def test_bump_line_stops_at_a_boundary_break_of_its_member() -> None:
    paths = re.compile(r"<path ")
    assert len(paths.findall(bump())) == 2
    only_hcm = Break(2024, 1, "Từ 01/07/2024: địa giới sau sắp xếp", codes=frozenset({"HCM"}))
    assert len(paths.findall(bump(breaks=[only_hcm]))) == 1
    everybody = Break(2024, 1, "địa giới")
    assert len(paths.findall(bump(breaks=[everybody]))) == 0
    count = Break(2024, 2, "Từ năm 2024: 6 thành viên", cuts=False)
    svg = bump(breaks=[count])
    assert len(paths.findall(svg)) == 2
    assert "² Từ năm 2024: 6 thành viên" in svg


def test_bump_does_not_connect_across_missing_years() -> None:
    series = [BumpSeries("HN", "Hà Nội", 0, {2011: 3, 2019: 3, 2020: 1})]
    svg = bump_chart(series, [2011, 2019, 2020], title="t", description="d")
    (path,) = re.findall(r'<path d="([^"]*)"', svg)
    assert path.count("C") == 1
    assert "…" in svg


def test_bump_members_that_share_a_rank_stand_side_by_side() -> None:
    series = [BumpSeries("HN", "Hà Nội", 0, {2024: 1}), BumpSeries("HP", "Hải Phòng", 2, {2024: 1})]
    found = nodes(bump_chart(series, [2024], title="t", description="d"))
    assert found[0].attrib["cy"] == found[1].attrib["cy"]
    assert abs(float(found[0].attrib["cx"]) - float(found[1].attrib["cx"])) >= 30


def test_line_tells_estimate_official_revised_and_illustrative_apart() -> None:
    found = nodes(line())
    shapes = {(one.tag.removeprefix(SVG), one.attrib["fill"]) for one in found}
    assert ("circle", "#FFFFFF") in shapes
    assert ("circle", "#A4161A") in shapes
    assert ("rect", "#8A6508") in shapes
    for word in ("ước", "chính thức", "điều chỉnh", "minh họa (vuông)"):
        assert word in line()


def test_line_draws_a_zero_line_when_values_are_negative() -> None:
    root = ElementTree.fromstring(line())
    axes = [one for one in root.iter(f"{SVG}line") if one.attrib.get("stroke") == "#1F2430"]
    assert any(one.attrib["y1"] == one.attrib["y2"] for one in axes)


def test_line_stops_at_a_break_without_number_and_marks_only_numbered_ones() -> None:
    def corners(svg: str) -> list[int]:
        root = ElementTree.fromstring(svg)
        drawn = [one for one in root.iter(f"{SVG}polyline") if one.attrib["stroke"] == "#8A6508"]
        return [len(one.attrib["points"].split()) for one in drawn]

    assert corners(line()) == [3]
    cut = Break(2025, 0, "", codes=frozenset({"DN"}))
    assert corners(line([cut])) == [2]
    assert "⁰" not in line([cut])
    assert "¹ địa giới" in line([Break(2025, 1, "địa giới", cuts=False)])


def test_bars_start_at_zero() -> None:
    root = ElementTree.fromstring(bars())
    rects = [one for one in root.iter(f"{SVG}rect") if one.attrib.get("class") == "bar-value"]
    assert len(rects) == 2
    plan, result = rects
    ends = float(result.attrib["x"]) + float(result.attrib["width"])
    assert float(plan.attrib["x"]) == pytest.approx(ends, abs=0.2)


@pytest.mark.parametrize(
    ("places", "coded"),
    [
        ([], []),
        ([0], []),
        ([0, 100], []),
        ([0, 300, 600], [2]),
        (range(0, 760, 84), [3, 6, 9]),
    ],
    ids=["nothing", "one", "near", "far", "ten years"],
)
def test_codes_stand_wherever_a_phone_may_look(places: list[int], coded: list[int]) -> None:
    """At 84 apart: 2 × 84 + 75 + 22 = 265 fit into 310, 3 × 84 + 97 = 349 do not; then 3 × 84 + 44 = 296 do.

    Red when `begins` is not moved on to the year that got codes.
    """
    x = dict(enumerate(map(float, places), start=1))
    assert sorted(coded_years(x, before=75, after=73)) == coded


def test_blocks_of_different_heights_do_not_cover_each_other() -> None:
    """Middles 10, 12, 40 with heights 20, 40, 20 between 0 and 100: 30 between the first two, 30 again to the third."""
    assert stacked([10, 12, 40], [20, 40, 20], 0, 100) == [10, 40, 70]
    assert stacked([90, 95], [20, 20], 0, 100) == [80, 100]
    assert stacked([], [], 0, 100) == []


def test_members_of_the_same_rank_make_room_for_their_codes() -> None:
    """Three of them need more than the narrowest step; nothing leaves the picture."""
    series = [BumpSeries(f"CODE{n}", f"Thành viên số {n}", n, {2023: 1, 2024: 1}) for n in range(3)]
    root = ElementTree.fromstring(bump_chart(series, [2023, 2024], title="t", description="d"))
    width = float(root.attrib["viewBox"].split()[2])
    names = [one for one in root.iter(f"{SVG}text") if "Thành" in (one.text or "")]
    for one in names:
        x, wide = float(one.attrib["x"]), len(one.text or "") * 15 * 0.58
        assert x - wide >= 0 if one.attrib["text-anchor"] == "end" else x + wide <= width


def test_a_small_line_chart_fits_a_phone_and_writes_codes() -> None:
    """296 units are what a card on 360 pixels has. Red when the small look writes names."""
    series = [
        LineSeries(code, "Một tên rất dài", place, {year: LinePoint(Decimal(year + place)) for year in YEARS})
        for place, code in enumerate(("HN", "HCM", "HUE"))
    ]
    svg = line_chart(
        series, YEARS, title="t", description="d", unit="%", number=lambda value: str(value), look=SMALL
    )
    root = ElementTree.fromstring(svg)
    assert float(root.attrib["viewBox"].split()[2]) <= 296
    assert "Một tên" not in svg
    assert ">HUE 2026<" in svg
    heads = [one.text for one in root.iter(f"{SVG}text") if one.text in {str(year) for year in YEARS}]
    assert "2024" in heads
    assert len(heads) < len(YEARS)
