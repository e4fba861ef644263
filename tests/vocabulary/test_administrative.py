"""How official papers write numbers, days, points and names (Decree 30/2020/NĐ-CP; handbook 11)."""

from datetime import date

import pytest

from emulation.vocabulary.administrative import (
    bare_place,
    counted,
    day_words,
    gaps_in,
    lettered,
    listed,
    numbered,
    place_and_day,
    signer_name,
)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2021, 4, 9), "ngày 09 tháng 4 năm 2021"),
        (date(2025, 1, 31), "ngày 31 tháng 01 năm 2025"),
        (date(2025, 2, 5), "ngày 05 tháng 02 năm 2025"),
        (date(2025, 3, 10), "ngày 10 tháng 3 năm 2025"),
        (date(2025, 12, 1), "ngày 01 tháng 12 năm 2025"),
    ],
)
def test_zeros_of_days_and_months(day: date, words: str) -> None:
    """A zero before days below ten and the months one and two only. Red when `day_words` writes {month:02d} always."""
    assert day_words(day) == words


def test_place_and_day() -> None:
    assert place_and_day("Hà Nội", date(2021, 4, 9)) == "Hà Nội, ngày 09 tháng 4 năm 2021"
    assert place_and_day("", None) == "[chưa có: địa danh], [chưa có: ngày văn bản]"


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("5", "05/TTr-UBND"),
        ("45/TTr-UBND", "45/TTr-UBND"),
        ("8/BB-CTĐ", "08/BB-CTĐ"),
        ("0008", "08/TTr-UBND"),
        ("100", "100/TTr-UBND"),
        ("", "[chưa có: số tờ trình]/TTr-UBND"),
        ("Minh họa 01", "Minh họa 01"),
    ],
)
def test_numbers_below_ten_take_a_zero(number: str, shown: str) -> None:
    """Red without rjust in `numbered`."""
    assert numbered(number, "TTr-UBND", "số tờ trình") == shown


def test_points_follow_the_vietnamese_alphabet() -> None:
    """a, b, c, d, đ, e: red when LETTERS lacks “đ”."""
    assert lettered(["một", "hai.", "ba;", "bốn", "năm", "sáu"]) == (
        "a) một;",
        "b) hai;",
        "c) ba;",
        "d) bốn;",
        "đ) năm;",
        "e) sáu.",
    )
    assert len(set(lettered(str(number) for number in range(60)))) == 60


def test_bases_end_as_the_decree_says() -> None:
    assert listed(["Căn cứ Luật", "Căn cứ Nghị định."]) == ("Căn cứ Luật;", "Căn cứ Nghị định.")


@pytest.mark.parametrize(
    ("full", "bare"),
    [
        ("PGS.TS. Nguyễn Văn Ánh", "Nguyễn Văn Ánh"),
        ("GS.TSKH Trần Bình", "Trần Bình"),
        ("ThS Lê Thị Chi", "Lê Thị Chi"),
        ("Tiến sĩ Phạm Dũng", "Phạm Dũng"),
        ("Nguyễn Tsơn", "Nguyễn Tsơn"),
        ("Tsằn Văn Lý", "Tsằn Văn Lý"),
        ("CN. Đỗ Em", "Đỗ Em"),
    ],
)
def test_no_academic_title_stands_before_a_name(full: str, bare: str) -> None:
    """Red when `signer_name` gives the name as it stands."""
    assert signer_name(full) == bare


def test_counts_are_said_in_words_and_gaps_are_found() -> None:
    assert counted(9, "số phiếu") == "9 (chín)"
    assert counted(0, "số phiếu") == "0 (không)"
    assert counted(None, "số phiếu") == "[chưa có: số phiếu]"
    assert gaps_in(["x [chưa có: a] [chưa có: b]", "[chưa có: a]", "[khác]"]) == ("a", "b")
    assert [bare_place(name) for name in ("TP. Hồ Chí Minh", "Thành phố Huế", "Tỉnh An", "Hà Nội")] == [
        "Hồ Chí Minh",
        "Huế",
        "An",
        "Hà Nội",
    ]
