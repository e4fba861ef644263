"""The proposal for a new year."""

from datetime import date

import pytest

from emulation.rules.cycles import check_deadlines
from emulation.rules.openings import check_new_year, proposed, shifted
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.states import Phase


@pytest.mark.parametrize("year", [1948, 2023, 2024, 2025, 2100])
def test_the_proposal_has_all_phases_in_order(year: int) -> None:
    rows = proposed(year)
    check_deadlines(rows)
    assert [phase for phase, _start, _due in rows] == list(Phase)[:-1]


def test_the_conference_of_a_year_is_proposed_for_the_next_spring() -> None:
    starts = {phase: start for phase, start, _due in proposed(2026)}
    assert starts[Phase.CONFERENCE] == date(2027, 3, 11)


def test_last_years_days_move_on_and_a_leap_day_becomes_the_28th() -> None:
    rows = [(Phase.PLEDGING, date(2024, 1, 15), date(2024, 2, 29))]
    assert shifted(rows, 1) == [(Phase.PLEDGING, date(2025, 1, 15), date(2025, 2, 28))]


@pytest.mark.parametrize(
    ("year", "known", "members", "message"),
    [
        (2025, [2025, 2024], 5, "đã được mở"),
        (2027, [2025, 2024], 5, "Năm kế tiếp được mở là 2026"),
        (2026, [2025], 0, "Chưa có thành viên nào"),
    ],
)
def test_a_year_is_opened_once_in_order_and_with_members(
    year: int, known: list[int], members: int, message: str
) -> None:
    with pytest.raises(DomainError, match=message):
        check_new_year(year, known, members)


@pytest.mark.parametrize(("year", "known"), [(2026, [2025]), (2019, [2025]), (2030, [])])
def test_the_next_an_earlier_and_the_first_year_may_be_opened(year: int, known: list[int]) -> None:
    check_new_year(year, known, 5)
