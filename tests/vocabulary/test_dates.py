"""Dates as people type them."""

from datetime import date

import pytest

from emulation.vocabulary.dates import format_date, parse_date
from emulation.vocabulary.errors import DomainError


@pytest.mark.parametrize("typed", ["9/4/2021", "09/04/2021", "9-4-2021", "09.04.2021", " 9/4/2021 "])
def test_a_date_is_read(typed: str) -> None:
    assert parse_date(typed) == date(2021, 4, 9)


@pytest.mark.parametrize(
    "typed", ["31/02/2026", "29/02/2025", "2026-03-27", "27/3/26", "hôm nay", "0/1/2026", "1/13/2026"]
)
def test_no_real_date_is_refused(typed: str) -> None:
    """Message 9."""
    with pytest.raises(DomainError) as caught:
        parse_date(typed, label="Ngày ký")
    assert str(caught.value) == "Ngày ký phải là ngày có thật, ví dụ 27/03/2026."


def test_a_date_is_shown_with_zeros() -> None:
    assert format_date(date(2021, 4, 9)) == "09/04/2021"
