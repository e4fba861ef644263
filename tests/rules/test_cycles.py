"""Phases: their order, which work each opens, deadlines, lateness."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from emulation.rules import cycles
from emulation.rules.cycles import Work
from emulation.vocabulary.errors import DomainError, Sealed
from emulation.vocabulary.states import Phase

ALL = [
    "planning",
    "pledging",
    "first_half",
    "mid_year",
    "second_half",
    "self_scoring",
    "cross_checking",
    "explaining",
    "totals",
    "conference",
    "awarding",
    "closed",
]
#: work → first and last phase in which it is open (handbook 3; screens 3.16).
EXPECTED = {
    "edit_pledge": ("planning", "first_half"),
    "report_q1": ("first_half", "second_half"),
    "report_mid_year": ("mid_year", "second_half"),
    "report_q3": ("second_half", "self_scoring"),
    "report_year": ("self_scoring", "totals"),
    "edit_scorecard": ("planning", "second_half"),
    "self_score": ("self_scoring", "totals"),
    "appraise": ("self_scoring", "totals"),
    "assign_checks": ("self_scoring", "cross_checking"),
    "cross_check": ("cross_checking", "cross_checking"),
    "explain": ("cross_checking", "totals"),
    "freeze": ("totals", "totals"),
    "finalise": ("totals", "conference"),
    "publish": ("conference", "awarding"),
    "propose": ("totals", "awarding"),
    "propose_at_once": ("first_half", "awarding"),
    "decide": ("awarding", "closed"),
}


@pytest.mark.parametrize("phase", list(Phase))
@pytest.mark.parametrize("work", list(Work))
def test_every_work_is_open_in_exactly_its_phases(work: Work, phase: Phase) -> None:
    first, last = EXPECTED[work.value]
    if ALL.index(first) <= ALL.index(phase.value) <= ALL.index(last):
        cycles.check_phase(work, phase)
    else:
        with pytest.raises(Sealed if phase is Phase.CLOSED else DomainError):
            cycles.check_phase(work, phase)


@pytest.mark.parametrize(
    ("phase", "cross", "explain", "following", "previous"),
    [
        ("planning", True, True, "pledging", None),
        ("pledging", True, True, "first_half", "planning"),
        ("first_half", True, True, "mid_year", "pledging"),
        ("mid_year", True, True, "second_half", "first_half"),
        ("second_half", True, True, "self_scoring", "mid_year"),
        ("self_scoring", True, True, "cross_checking", "second_half"),
        ("self_scoring", False, True, "explaining", "second_half"),
        ("self_scoring", True, False, "cross_checking", "second_half"),
        ("self_scoring", False, False, "totals", "second_half"),
        ("cross_checking", True, True, "explaining", "self_scoring"),
        ("cross_checking", True, False, "totals", "self_scoring"),
        ("explaining", True, True, "totals", "cross_checking"),
        ("explaining", False, True, "totals", "self_scoring"),
        ("totals", True, True, "conference", "explaining"),
        ("totals", True, False, "conference", "cross_checking"),
        ("totals", False, True, "conference", "explaining"),
        ("totals", False, False, "conference", "self_scoring"),
        ("conference", True, True, "awarding", "totals"),
        ("awarding", True, True, "closed", None),
        ("closed", True, True, None, None),
    ],
)
def test_every_phase_and_both_ways(
    phase: str, cross: bool, explain: bool, following: str | None, previous: str | None
) -> None:
    switches = {"uses_cross_checking": cross, "uses_explaining": explain}
    for step, expected in ((cycles.next_phase, following), (cycles.previous_phase, previous)):
        if expected is None:
            with pytest.raises(DomainError):
                step(Phase(phase), **switches)
        else:
            assert step(Phase(phase), **switches).value == expected


def test_the_first_phase_says_so() -> None:
    with pytest.raises(DomainError, match="giai đoạn đầu tiên"):
        cycles.previous_phase(Phase.PLANNING, uses_cross_checking=True, uses_explaining=True)


@pytest.mark.parametrize(
    ("today", "grace", "late"),
    [
        (date(2025, 3, 31), 0, 0),
        (date(2025, 4, 1), 0, 1),
        (date(2025, 4, 5), 5, 0),
        (date(2025, 4, 6), 5, 6),
        (date(2025, 1, 1), 5, 0),
    ],
)
def test_lateness_counts_from_the_deadline_once_grace_is_over(today: date, grace: int, late: int) -> None:
    assert cycles.days_late(date(2025, 3, 31), today, grace) == late


def test_an_overlap_names_both_phases_and_marks_the_second() -> None:
    rows = [
        (Phase.FIRST_HALF, date(2025, 4, 1), date(2025, 7, 2)),
        (Phase.MID_YEAR, date(2025, 7, 1), date(2025, 7, 31)),
    ]
    for order in (rows, rows[::-1]):
        with pytest.raises(DomainError) as caught:
            cycles.check_deadlines(order)
        assert caught.value.field == "mid_year_start"
        assert "“Thực hiện 6 tháng đầu năm” đến 02/07/2025" in str(caught.value)
        assert "“Sơ kết 6 tháng” từ 01/07/2025" in str(caught.value)


def test_a_phase_does_not_end_before_it_starts() -> None:
    with pytest.raises(DomainError, match="phải sau ngày bắt đầu") as caught:
        cycles.check_deadlines([(Phase.TOTALS, date(2026, 3, 1), date(2026, 2, 28))])
    assert caught.value.field == "totals_due"


@given(some.lists(some.integers(0, 90), min_size=22, max_size=22), some.integers(0, 10))
def test_deadlines_pass_exactly_when_every_day_is_in_order(gaps: list[int], broken: int) -> None:
    """Phases one after the other pass; moving one start onto the end before it is refused."""
    day, rows = date(2025, 1, 1), []
    for position, phase in enumerate(list(Phase)[:-1]):
        start = day + timedelta(days=1 + gaps[2 * position])
        day = start + timedelta(days=gaps[2 * position + 1])
        rows.append((phase, start, day))
    cycles.check_deadlines(rows)
    if broken:
        phase, _start, due = rows[broken]
        rows[broken] = (phase, rows[broken - 1][2], due)
        with pytest.raises(DomainError):
            cycles.check_deadlines(rows)
