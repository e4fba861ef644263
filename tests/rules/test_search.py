"""What a question asks for, and what the index keeps of a record."""

from emulation.rules.search import columns_of, marked, search_text, words_of, words_of_question
from emulation.vocabulary.findable import Entry
from emulation.vocabulary.kinds import Sight


def entry(title: str, detail: str = "", also: str = "") -> Entry:
    return Entry(Sight.PUBLIC, title, "/", detail, also)


def test_words_have_neither_marks_nor_signs() -> None:
    assert words_of("Đà Nẵng – “GRDP”, 7,5 %") == ["da", "nang", "grdp", "7", "5"]
    assert words_of("Quyết định số 1234/QĐ-TTg") == ["quyet", "dinh", "so", "1234", "qd", "ttg"]


def test_a_question_holds_no_wildcard_of_the_database() -> None:
    """Red when `_WORD` takes the underscore, which LIKE reads as any letter."""
    assert words_of_question("100%_\\ a_b") == ["100", "a", "b"]
    assert words_of_question("%") == words_of_question("' OR 1=1 --"[:1]) == words_of_question("😀 …") == []


def test_a_question_of_no_end_is_cut() -> None:
    assert words_of_question("x" * 10_000) == ["x" * 200]
    assert words_of_question(" ".join(f"w{n}" for n in range(50))) == [f"w{n}" for n in range(10)]
    assert words_of_question("ha HÀ hạ noi") == ["ha", "noi"]


def test_the_words_of_the_title_stand_before_the_border() -> None:
    assert search_text(entry("Đà Nẵng", "Cụm | số 1", "DN")) == " da nang | cum so 1 dn "


def test_long_texts_are_cut_where_they_are_shown_but_found_as_a_whole() -> None:
    columns = columns_of(entry("Nội dung " + "rất dài " * 60, "chi tiết " * 60 + "cuối"))
    assert len(columns["title"]) == 200
    assert len(columns["detail"]) == 400
    assert columns["title"].endswith("…")
    assert columns["search_text"].endswith(" chi tiet cuoi ")


def test_what_was_found_is_marked_as_a_whole_word() -> None:
    assert marked("Đà Nẵng: GRDP", ["da", "nan"]) == [
        ("Đà", True),
        (" ", False),
        ("Nẵng", True),
        (": GRDP", False),
    ]
    assert marked("<b>", ["x"]) == [("<b>", False)]
    assert marked("", ["x"]) == []
