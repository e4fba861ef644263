"""Counters shared by all processes: exact under a race, hidden, and open again when their window ends."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.db import Database
from emulation.models.throttles import Throttle
from emulation.rules.throttles import Counter
from emulation.services import throttles
from tests.conftest import NOW
from tests.support.races import committed, race

KEY = "a key of the tests"
ACCOUNT, OTHER = Counter("sign_in_account", "a@example.org"), Counter("sign_in_account", "b@example.org")
PAIR = Counter("sign_in_account_network", "a@example.org 203.0.113.7")


def take(session: Session, *counters: Counter, minutes: float = 0) -> int:
    return throttles.take(session, counters=counters, key=KEY, now=NOW + timedelta(minutes=minutes))


def test_the_twenty_first_try_of_an_hour_waits(session: Session) -> None:
    assert [take(session, ACCOUNT) for _ in range(21)] == [0] * 20 + [3600]
    assert take(session, OTHER) == 0, "others are not slowed down"
    assert take(session, ACCOUNT, minutes=59) == 60
    assert take(session, ACCOUNT, minutes=60) == 0, "a new window begins"


def test_a_full_counter_keeps_the_next_ones_from_filling(session: Session) -> None:
    """One network alone cannot use up what an account has for all strangers. Red when `take` goes on counting."""
    for _ in range(50):
        take(session, PAIR, ACCOUNT)
    rows = {row.kind: row.tries for row in session.scalars(select(Throttle))}
    assert rows == {"sign_in_account_network": 50, "sign_in_account": 10}


def test_looking_counts_nothing_and_a_right_try_is_given_back(session: Session) -> None:
    for _ in range(20):
        take(session, ACCOUNT)
    assert throttles.wait_for(session, counter=ACCOUNT, key=KEY, now=NOW) == 3600
    throttles.give_back(session, counters=[ACCOUNT], key=KEY)
    assert throttles.wait_for(session, counter=ACCOUNT, key=KEY, now=NOW) == 0
    assert (take(session, ACCOUNT), take(session, ACCOUNT)) == (0, 3600)
    throttles.clear(session, counter=ACCOUNT, key=KEY)
    assert take(session, ACCOUNT) == 0


def test_a_counter_tells_nobody_whom_it_counts(session: Session) -> None:
    take(session, ACCOUNT)
    (row,) = session.scalars(select(Throttle)).all()
    assert len(row.who) == 64
    assert "a@example.org" not in row.who


@pytest.mark.both
@pytest.mark.asvs("2.4.1", "6.3.1")
def test_forty_at_once_are_counted_one_by_one(database: Database) -> None:
    """Red when the row is read first and written after: several tries then count as one."""
    waits = race([committed(database, lambda session: take(session, ACCOUNT)) for _ in range(40)])
    assert sorted(waits) == [0] * 20 + [3600] * 20  # type: ignore[type-var]
