"""Who moved: worked cases, said in plain Vietnamese."""

from decimal import Decimal

import pytest

from emulation.rules.story_facts import Part, Place, Year
from emulation.rules.story_moves import moves
from tests.rules.test_differences import Named
from tests.support.told import plain


def part(code: str, before: str, after: str) -> Part:
    return Part(code, Named(f"Tiêu chí {code}"), Decimal(before), Decimal(after))


PARTS = (
    part("A", "10.00", "14.00"),
    part("B", "20", "21.50"),
    part("C", "30", "32.25"),
    part("D", "40.00", "38.00"),
)


def told(*places: Place, before: int | None = 2023) -> list[str]:
    return [plain(one) for one in moves(Year(2024, 5, places, False, before), 2)]


@pytest.mark.parametrize(
    ("before", "after", "total", "parts", "sentence"),
    [
        (
            4,
            2,
            "905.75",
            PARTS,
            "từ hạng 4 lên hạng 2, nhờ Tiêu chí A tăng 4.00 điểm, Tiêu chí C tăng 2.25 điểm; tổng điểm tăng 5.75.",
        ),
        (2, 3, "898.00", PARTS, "từ hạng 2 xuống hạng 3, do Tiêu chí D giảm 2.00 điểm; tổng điểm giảm 2.00."),
        (4, 2, "900.00", PARTS[3:], "từ hạng 4 lên hạng 2; tổng điểm không đổi."),
        (2, 3, "902.00", PARTS[:1], "từ hạng 2 xuống hạng 3; tổng điểm tăng 2.00."),
        (4, 2, None, PARTS[:1], "từ hạng 4 lên hạng 2, nhờ Tiêu chí A tăng 4.00 điểm."),
        (2, 3, None, PARTS[3:], "từ hạng 2 xuống hạng 3, do Tiêu chí D giảm 2.00 điểm."),
        (4, 2, None, (), "từ hạng 4 lên hạng 2."),
        (2, 3, None, (), "từ hạng 2 xuống hạng 3."),
    ],
)
def test_a_rise_names_gains_and_a_fall_names_losses(
    before: int, after: int, total: str | None, parts: tuple[Part, ...], sentence: str
) -> None:
    """The largest first, two at most. Red when a fall names the gains (sign in `_causes`)."""
    points = (Decimal(total), Decimal("900.00")) if total else (None, None)
    place = Place(
        "DN",
        Named("Đà Nẵng"),
        after,
        total=points[0],
        rank_before=before,
        total_before=points[1],
        parts=parts,
    )
    word = "tăng 2" if after < before else "giảm 1"
    assert told(place) == [f"Đà Nẵng {word} bậc so với năm 2023, {sentence}"]


def test_the_farthest_move_is_told_first_and_those_who_stayed_last() -> None:
    places = (
        Place("A", Named("A"), 1, rank_before=2),
        Place("B", Named("B"), 2, rank_before=2),
        Place("C", Named("C"), 3, rank_before=1),
        Place("D", Named("D"), 4, rank_before=None),
        Place("E", Named("E"), 5, rank_before=5),
    )
    assert told(*places) == [
        "C giảm 2 bậc so với năm 2023, từ hạng 1 xuống hạng 3.",
        "A tăng 1 bậc so với năm 2023, từ hạng 2 lên hạng 1.",
        "Giữ nguyên hạng so với năm 2023: B, E.",
    ]


def test_without_an_earlier_year_nobody_moves() -> None:
    assert told(Place("A", Named("A"), 1), before=None) == []
