"""Search without marks, and the order of a Vietnamese dictionary."""

import unicodedata

import pytest

from emulation.vocabulary.vietnamese import fold, given_name_key, nfc, sort_key


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("typed", ["Đà Nẵng", "đà nẵng", "DA NANG", "  Đà   Nẵng "])
def test_folding_finds_da_nang(typed: str, form: str) -> None:
    assert fold(unicodedata.normalize(form, typed)) == "da nang"  # type: ignore[arg-type]


@pytest.mark.asvs("1.1.1")
def test_text_is_composed_and_trimmed() -> None:
    assert nfc(unicodedata.normalize("NFD", " Cần\tThơ\u200b ")) == "Cần Thơ"


def test_the_alphabet_puts_d_with_stroke_after_d() -> None:
    words = ["Đà Nẵng", "Huế", "Cần Thơ", "Dĩ An", "Hà Nội", "Ân Thi", "An Giang", "Hải Phòng", "Ăn"]
    assert sorted(words, key=sort_key) == [
        "An Giang",
        "Ăn",
        "Ân Thi",
        "Cần Thơ",
        "Dĩ An",
        "Đà Nẵng",
        "Hà Nội",
        "Hải Phòng",
        "Huế",
    ]


def test_tones_decide_between_equal_letters() -> None:
    assert sorted(["mạ", "má", "mã", "mả", "mà", "ma"], key=sort_key) == ["ma", "mà", "mả", "mã", "má", "mạ"]


def test_people_are_sorted_by_given_name() -> None:
    people = ["Trần Văn Bình", "Nguyễn Thị An", "Lê Văn Đức", "Lê Văn Dũng"]
    assert sorted(people, key=given_name_key) == [
        "Nguyễn Thị An",
        "Trần Văn Bình",
        "Lê Văn Dũng",
        "Lê Văn Đức",
    ]
