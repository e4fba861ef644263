"""Ten, five and one working day before a deadline, and on the day."""

import pytest

from emulation.rules.reminders import step_of


@pytest.mark.parametrize(
    ("left", "step"),
    [(11, None), (10, 10), (9, 10), (6, 10), (5, 5), (4, 5), (2, 5), (1, 1), (0, 0), (40, None)],
)
def test_which_reminder_fits(left: int, step: int | None) -> None:
    assert step_of(left) == step
