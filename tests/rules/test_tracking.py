"""The way of a proposal in days."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation.rules import tracking as rules

TODAY = date(2025, 10, 15)
#: Work year 2024: sent on 28/03/2025, decided on 14/10/2025, about seven months after the conference (handbook 3).
DATES: dict[str, date | None] = {
    "achieved_on": date(2024, 12, 31),
    "drafted_on": date(2025, 3, 22),
    "sent_on": date(2025, 3, 28),
    "received_on": date(2025, 4, 2),
    "decided_on": date(2025, 10, 14),
    "conferred_on": date(2025, 12, 10),
}


def test_each_fact_tells_the_days_since_the_one_before() -> None:
    """31/12 → 22/3 = 81, → 28/3 = 6, → 2/4 = 5, → 14/10 = 195, → 10/12 = 57; worked with a calendar."""
    found = rules.milestones(DATES, TODAY, is_open=False)
    assert [one.days for one in found] == [None, 81, 6, 5, 195, 57]
    assert not any(one.waits for one in found)


def test_lead_times_of_a_conferred_award() -> None:
    """Red when SPANS loses a line."""
    assert [(one.words, one.days) for one in rules.spans(DATES)] == [
        ("Từ khi đạt thành tích đến quyết định", 287),
        ("Từ khi đạt thành tích đến trao tặng", 344),
        ("Từ khi trình đến tiếp nhận hồ sơ", 5),
        ("Từ khi trình đến quyết định", 200),
        ("Từ quyết định đến trao tặng", 57),
    ]


def test_waiting_is_the_last_line_of_what_was_sent_and_not_decided() -> None:
    """Red when milestones() forgets `is_open`."""
    waiting = DATES | {"decided_on": None, "conferred_on": None}
    last = rules.milestones(waiting, TODAY, is_open=True)[-1]
    assert (last.words, last.days, last.waits) == ("Chờ quyết định", 201, True)
    assert not rules.milestones(waiting, TODAY, is_open=False)[-1].waits
    assert not any(one.waits for one in rules.milestones(waiting | {"sent_on": None}, TODAY, is_open=True))


def test_a_record_written_down_later_does_not_tell_when_it_was_drafted() -> None:
    late = DATES | {"drafted_on": date(2026, 1, 5)}
    assert "Lập đề nghị" not in [one.words for one in rules.milestones(late, TODAY, is_open=False)]


def test_facts_out_of_order_give_no_negative_lead_time() -> None:
    wrong = {"sent_on": date(2025, 3, 28), "decided_on": date(2025, 3, 1)}
    assert rules.spans(wrong) == []


@pytest.mark.parametrize(
    ("days", "median"),
    [
        ([], None),
        ([200, 100], None),
        ([200, None, 100], None),
        ([200, 100, 187], Decimal(187)),
        ([1, 2, 3, 4], Decimal("2.5")),
    ],
)
def test_a_median_needs_three_lead_times(days: list[int | None], median: Decimal | None) -> None:
    assert rules.median_days(days) == median


@given(st.lists(st.integers(0, 3000), min_size=6, max_size=6))
def test_in_order_the_days_add_up(offsets: list[int]) -> None:
    names = ("achieved_on", "sent_on", "received_on", "decided_on", "conferred_on", "revoked_on")
    days = [date(2020, 1, 1) + timedelta(days=offset) for offset in sorted(offsets)]
    found = rules.milestones(dict(zip(names, days, strict=True)), TODAY, is_open=False)
    assert sum(one.days or 0 for one in found) == (days[-1] - days[0]).days
