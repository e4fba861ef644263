"""How long a counter stays shut, where a visitor comes from, and what a try is counted under."""

from datetime import UTC, datetime, timedelta

import pytest

from emulation.rules.throttles import (
    Counter,
    Limit,
    begins_anew,
    counters_of_code,
    counters_of_sign_in,
    network_of,
    seconds_to_wait,
)

NOON = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
THREE_A_MINUTE = Limit(3, timedelta(minutes=1))


@pytest.mark.parametrize(
    ("tries", "seconds_ago", "wait"),
    [(1, 0, 0), (3, 0, 0), (4, 0, 60), (4, 59, 1), (4, 60, 0), (1000, 20, 40), (3, 59, 0)],
)
def test_a_full_counter_opens_when_its_window_ends(tries: int, seconds_ago: int, wait: int) -> None:
    since = NOON - timedelta(seconds=seconds_ago)
    assert seconds_to_wait(tries, since, THREE_A_MINUTE, NOON) == wait


def test_a_clock_that_jumps_back_does_not_open_a_counter() -> None:
    assert not begins_anew(NOON + timedelta(minutes=5), THREE_A_MINUTE, NOON)
    assert seconds_to_wait(4, NOON + timedelta(minutes=5), THREE_A_MINUTE, NOON) == 360


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::9", "2001:db8:1:3::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("", ""),
        ("không phải địa chỉ", ""),
    ],
)
def test_an_ipv6_customer_is_one_visitor(address: str, network: str) -> None:
    assert network_of(address) == network


@pytest.mark.asvs("6.3.1")
def test_a_known_browser_is_counted_apart_from_strangers() -> None:
    """Whoever shuts the strangers' counters leaves the owner's open."""
    strange = set(counters_of_sign_in("a@example.org", "203.0.113.7", ""))
    known = set(counters_of_sign_in("a@example.org", "203.0.113.7", "browser"))
    assert strange == {
        Counter("sign_in_network", "203.0.113.7"),
        Counter("sign_in_account_network", "a@example.org 203.0.113.7"),
        Counter("sign_in_account", "a@example.org"),
    }
    assert known == {Counter("sign_in_known_device", "a@example.org browser")}
    assert counters_of_code("a", "") == (Counter("code_account", "a"),)
    assert counters_of_code("a", "browser") == (Counter("code_known_device", "a browser"),)
