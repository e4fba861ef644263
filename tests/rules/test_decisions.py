"""Decisions: numbers, and the word that cancels."""

from datetime import date

import pytest

from emulation.rules import decisions as rules
from emulation.vocabulary.errors import DomainError

KNOWN = [("1234/QĐ-TTg", date(2025, 10, 14))]


@pytest.mark.parametrize("number", ["1234/QĐ-TTg", "1234/qđ-ttg", " 1234/QĐ-TTg "])
def test_a_number_is_used_once_in_a_year(number: str) -> None:
    with pytest.raises(DomainError, match="đã có trong sổ") as caught:
        rules.check_number(number, date(2025, 11, 1), KNOWN)
    assert caught.value.field == "number"


def test_the_same_number_in_another_year_is_another_decision() -> None:
    rules.check_number("1234/QĐ-TTg", date(2024, 10, 14), KNOWN)


@pytest.mark.parametrize("word", ["THU HỒI", " thu hồi ", "thu  hồi", "THU HO\u0302\u0300I"])
def test_the_typed_word_is_compared_after_nfc_trimming_and_upper_casing(word: str) -> None:
    rules.check_typed(word)


@pytest.mark.parametrize("word", ["", "THU HOI", "CÔNG BỐ"])
def test_another_word_does_not_revoke(word: str) -> None:
    with pytest.raises(DomainError, match="gõ THU HỒI"):
        rules.check_typed(word)
