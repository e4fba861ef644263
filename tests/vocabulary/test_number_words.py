"""Numbers in words: the irregular ones as literals, and that no two numbers sound alike."""

import pytest

from emulation.vocabulary.number_words import LARGEST, in_words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (1, "một"),
        (4, "bốn"),
        (5, "năm"),
        (9, "chín"),
        (10, "mười"),
        (11, "mười một"),
        (15, "mười lăm"),
        (19, "mười chín"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi bốn"),
        (25, "hai mươi lăm"),
        (55, "năm mươi lăm"),
        (91, "chín mươi mốt"),
        (100, "một trăm"),
        (101, "một trăm linh một"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (111, "một trăm mười một"),
        (115, "một trăm mười lăm"),
        (121, "một trăm hai mươi mốt"),
        (505, "năm trăm linh năm"),
        (1000, "một nghìn"),
        (1001, "một nghìn không trăm linh một"),
        (1010, "một nghìn không trăm mười"),
        (1021, "một nghìn không trăm hai mươi mốt"),
        (1100, "một nghìn một trăm"),
        (2025, "hai nghìn không trăm hai mươi lăm"),
        (9999, "chín nghìn chín trăm chín mươi chín"),
    ],
)
def test_numbers_are_said_as_vietnamese_people_say_them(number: int, words: str) -> None:
    """Red when the line of "mốt" or the "lăm" of `_tens`, or the "linh" of `_hundreds`, is taken out."""
    assert in_words(number) == words


def test_every_number_has_words_of_its_own() -> None:
    assert len({in_words(number) for number in range(LARGEST + 1)}) == LARGEST + 1


@pytest.mark.parametrize("number", [-1, 10_000])
def test_what_no_minutes_count_has_no_words(number: int) -> None:
    with pytest.raises(ValueError, match="no words"):
        in_words(number)
