"""Rows of the rulebook: what is well-formed, and on which days it is in force."""

from datetime import date
from typing import Any

import pytest

from emulation.gateways import seeds
from emulation.rules import rulebook as rules
from emulation.vocabulary.errors import DomainError

GOOD: dict[str, Any] = {"code": "quorum.x", "title": "Số người", "value": "2/3", "status": "confirmed"}


def test_a_fraction_stays_text() -> None:
    row = rules.parse(GOOD | {"comparator": "≥"})
    assert (row.value, row.comparator, row.confirmed) == ("2/3", "≥", True)


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": ""},
        {"title": ""},
        {"status": "likely"},
        {"comparator": "=>"},
        {"value": 80},
        {"valid_from": "2024-01-01"},
        {"valid_from": date(2024, 1, 1), "valid_to": date(2024, 1, 1)},
        {"colour": "red"},
    ],
)
def test_a_faulty_row_is_refused_by_its_code(wrong: dict[str, Any]) -> None:
    with pytest.raises(DomainError, match="sai ở"):
        rules.parse(GOOD | wrong)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2023, 12, 31), False),
        (date(2024, 1, 1), True),
        (date(2025, 6, 30), True),
        (date(2025, 7, 1), False),
    ],
)
def test_validity_is_half_open(day: date, expected: bool) -> None:
    assert rules.is_in_force(date(2024, 1, 1), date(2025, 7, 1), day) is expected


def test_open_bounds_are_in_force() -> None:
    assert rules.is_in_force(None, None, date(1900, 1, 1))


def test_the_seed_is_whole_and_well_formed() -> None:
    """62 rows of handbook 5.2 (alternatives apart), 11 of 5.1, 39 of 10, 12 factors of 8, 11 about personal data."""
    rows = [rules.parse(raw) for raw in seeds.legal_rules()]
    rules.check_keys(rows)
    assert len(rows) == 135
    by_code = {row.code: row for row in rows}
    flag = by_code["ballot_flag.n98"]
    assert (flag.comparator, flag.value, flag.unit, flag.confirmed) == ("≥", "80", "%", False)
    assert (flag.valid_from, flag.valid_to) == (date(2024, 1, 1), date(2025, 7, 1))
    assert by_code["flag_slots.six"].value == ""
    assert by_code["factor_flag_gov.n98"].value == "12.0"


def test_a_code_starts_once_on_a_day() -> None:
    row = rules.parse(GOOD)
    with pytest.raises(DomainError):
        rules.check_keys([row, row])
