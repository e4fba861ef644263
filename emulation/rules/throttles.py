"""How often something may be tried: one table, read by whoever counts.

Nobody can lock somebody else out: tries of strangers are counted apart from tries of a browser from which the
person once signed in, and one network is slowed down long before an account is (reliability, row 44).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network


@dataclass(frozen=True)
class Limit:
    """So many tries in a window that begins with the first of them."""

    tries: int
    window: timedelta


@dataclass(frozen=True)
class Counter:
    """What is counted, for whom."""

    kind: str
    who: str


def _per_minutes(tries: int, minutes: int) -> Limit:
    return Limit(tries, timedelta(minutes=minutes))


LIMITS: Mapping[str, Limit] = {
    # passwords: a network, an account from one network, an account from all strange browsers, a known browser
    "sign_in_network": _per_minutes(100, 15),
    "sign_in_account_network": _per_minutes(10, 15),
    "sign_in_account": _per_minutes(20, 60),
    "sign_in_known_device": _per_minutes(10, 15),
    # one-time and recovery codes: whoever gets here knows the password already
    "code_account": _per_minutes(10, 6 * 60),
    "code_known_device": _per_minutes(10, 15),
    # proofs asked for again inside a sign-in, and the current password when it is changed
    "proof": _per_minutes(10, 15),
    # letters to somebody, and links that come back
    "resets": _per_minutes(10, 60),
    "reset_letters": _per_minutes(3, 60),
    "links": _per_minutes(30, 15),
    "invitations": _per_minutes(100, 60),
    "data_requests": _per_minutes(10, 24 * 60),
    # the public: whole offices share one network
    "comments": _per_minutes(20, 60),
    "comment_codes": _per_minutes(60, 15),
    # costly pages
    "exports": _per_minutes(60, 10),
    "search": _per_minutes(300, 10),
}


def begins_anew(since: datetime, limit: Limit, now: datetime) -> bool:
    """Whether a window that began at `since` is over."""
    return now >= since + limit.window


def seconds_to_wait(tries: int, since: datetime, limit: Limit, now: datetime) -> int:
    """0 while the tries, this one included, are within the limit; else the seconds until the window ends."""
    if tries <= limit.tries or begins_anew(since, limit, now):
        return 0
    return max(1, int((since + limit.window - now).total_seconds()))


def network_of(address: str) -> str:
    """Where a visitor comes from: an IPv4 address, or the /64 that one IPv6 customer owns as a whole."""
    try:
        known = ip_address(address)
    except ValueError:
        return ""
    mapped = getattr(known, "ipv4_mapped", None)
    if known.version == 4 or mapped:
        return str(mapped or known)
    return str(ip_network((known, 64), strict=False))


def counters_of_sign_in(account: str, network: str, device: str) -> tuple[Counter, ...]:
    """What a password for an account is counted under; `device` is empty unless it knows the account."""
    if device:
        return (Counter("sign_in_known_device", f"{account} {device}"),)
    return (
        Counter("sign_in_network", network),
        Counter("sign_in_account_network", f"{account} {network}"),
        Counter("sign_in_account", account),
    )


def counters_of_code(account: str, device: str) -> tuple[Counter, ...]:
    """What a one-time code is counted under."""
    if device:
        return (Counter("code_known_device", f"{account} {device}"),)
    return (Counter("code_account", account),)
