"""The proposal for a new year."""

from datetime import date

import pytest

from emulation.rules.cycles import check_deadlines
from emulation.rules.openings import check_new_year, on_working_days, proposed, shifted
from emulation.rules.working_days import is_working_day
from emulation.vocabulary.calendar import Calendar
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


#: Tết 2026 and the two days of 30/04 and 01/05, by hand from config/holidays.csv.
OFF = Calendar(
    frozenset({*(date(2026, 2, day) for day in range(16, 21)), date(2026, 4, 30), date(2026, 5, 1)})
)


def test_last_days_on_days_off_move_to_the_next_working_day_and_the_next_phase_follows() -> None:
    """Civil Code, article 148. Red when the last day is not handed to `add_working_days`."""
    rows = [
        (Phase.PLANNING, date(2026, 1, 2), date(2026, 2, 15)),  # a Sunday before Tết
        (Phase.PLEDGING, date(2026, 2, 16), date(2026, 4, 30)),
        (Phase.FIRST_HALF, date(2026, 5, 10), date(2026, 6, 30)),
    ]
    assert on_working_days(rows, OFF) == [
        (Phase.PLANNING, date(2026, 1, 2), date(2026, 2, 23)),
        (Phase.PLEDGING, date(2026, 2, 24), date(2026, 5, 4)),
        (Phase.FIRST_HALF, date(2026, 5, 10), date(2026, 6, 30)),
    ]


@pytest.mark.parametrize("year", range(2024, 2040))
def test_every_proposed_deadline_is_a_working_day_and_no_phases_overlap(year: int) -> None:
    rows = on_working_days(proposed(year), OFF)
    check_deadlines(rows)
    assert all(is_working_day(due_on, OFF) for _phase, _starts_on, due_on in rows)
