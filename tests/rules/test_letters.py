"""Pauses grow, and after the eighth refusal a letter is given up."""

from datetime import timedelta

import pytest

from emulation.rules.letters import LEASE, MOST_TRIES, next_pause


@pytest.mark.parametrize(
    ("tries", "minutes"),
    [(1, 1), (2, 5), (3, 30), (4, 120), (5, 360), (6, 720), (7, 1440), (8, None), (9, None)],
)
def test_pauses_grow_until_the_letter_is_given_up(tries: int, minutes: int | None) -> None:
    pause = next_pause(tries)
    assert pause == (None if minutes is None else timedelta(minutes=minutes))


def test_the_bounds() -> None:
    assert (MOST_TRIES, next_pause(0)) == (8, None)
    assert timedelta(minutes=3) < LEASE, "longer than a server that answers every command just in time"
