"""Red once late, amber when near, and nothing before."""

from datetime import date

import pytest

from emulation.rules.urgency import urgency_of
from emulation.vocabulary.calendar import Calendar
from emulation.vocabulary.desk import Destination, Task, Urgency

#: Wednesday.
TODAY = date(2025, 10, 15)


@pytest.mark.parametrize(
    ("due_on", "grace", "urgency"),
    [
        (None, 0, Urgency.CALM),
        (date(2025, 10, 23), 0, Urgency.CALM),  # six working days
        (date(2025, 10, 22), 0, Urgency.NEAR),
        (date(2025, 10, 15), 0, Urgency.NEAR),
        (date(2025, 10, 14), 0, Urgency.LATE),
        (date(2025, 10, 14), 1, Urgency.NEAR),
        (date(2025, 10, 13), 1, Urgency.LATE),
    ],
)
def test_how_near_a_last_day_is(due_on: date | None, grace: int, urgency: Urgency) -> None:
    task = Task("Việc", {}, Destination.PLEDGE, "tptw", 2025, due_on, grace_days=grace)
    assert urgency_of(task, TODAY, Calendar()) is urgency


def test_holidays_bring_a_day_nearer() -> None:
    task = Task("Việc", {}, Destination.PLEDGE, "tptw", 2025, date(2025, 10, 23))
    assert urgency_of(task, TODAY, Calendar(holidays=frozenset({date(2025, 10, 20)}))) is Urgency.NEAR
