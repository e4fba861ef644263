"""Numbers as Vietnamese offices write them: literal cases, and what is read back is what was shown."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.numbers import find_whole, format_number, half_up, parse_number


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("6,27", "6.27"),
        ("6.27", "6.27"),
        ("14 800", "14800"),
        ("14.800,5", "14800.5"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("-9,77", "-9.77"),
        ("−9,77", "-9.77"),
        (" 7,5 ", "7.5"),
        ("0", "0"),
        ("0.125", "0.125"),
        ("1234.567", "1234.567"),
        ("14\u00a0800", "14800"),
    ],
)
def test_a_number_is_read(typed: str, value: str) -> None:
    assert parse_number(typed) == Decimal(value)


def test_one_dot_and_three_digits_are_ambiguous() -> None:
    """Message 7, word for word."""
    with pytest.raises(DomainError) as caught:
        parse_number("1.234")
    assert str(caught.value) == "“1.234” có thể là 1234 hoặc 1,234. Nhập lại là 1234 hoặc 1,234."


@pytest.mark.asvs("1.4.2", "15.3.5")
@pytest.mark.parametrize(
    "typed", ["", "abc", "1,2,3", "1.23.4", "1e5", "NaN", "∞", "1_000", "１２", "٣", "1" * 16, "--5"]
)
def test_no_number_is_refused(typed: str) -> None:
    with pytest.raises(DomainError, match="phải là số, ví dụ 7,5"):
        parse_number(typed, label="Mức cam kết")


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [("21.625", 2, "21.63"), ("-2.345", 2, "-2.35"), ("66.9117", 2, "66.91"), ("0.005", 2, "0.01")],
)
def test_halves_are_rounded_up(value: str, places: int, shown: str) -> None:
    assert half_up(Decimal(value), places) == Decimal(shown)


@pytest.mark.parametrize(
    ("value", "decimals", "language", "shown"),
    [
        ("14800.5", None, "vi", "14.800,5"),
        ("14800.5", None, "en", "14,800.5"),
        ("-9.77", 2, "vi", "−9,77"),
        ("70", 2, "vi", "70,00"),
        ("100", None, "vi", "100"),
    ],
)
def test_a_number_is_shown(value: str, decimals: int | None, language: str, shown: str) -> None:
    assert format_number(Decimal(value), decimals, language) == shown


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_what_is_shown_with_two_places_is_read_back(value: Decimal) -> None:
    assert parse_number(format_number(value, 2)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(("0", 0), ("007", 7), ("999999999", 999_999_999), ("1000000000", None), ("", None), ("-1", None)),
        *(("²", None), ("١", None), ("７", None), ("1_0", None), (" 1", None), ("1.0", None)),
    ],
)
def test_only_plain_digits_are_a_whole_number(text: str, value: int | None) -> None:
    assert find_whole(text) == value


@pytest.mark.asvs("1.4.2")
def test_more_than_fourteen_whole_digits_are_no_figure() -> None:
    """Four places more would not fit into 64 bits. Red when LARGEST is left out."""
    assert parse_number("99999999999999") == Decimal(99_999_999_999_999)
    for text in ("100000000000000", "-999999999999999"):
        with pytest.raises(DomainError, match="phải là số"):
            parse_number(text)
