"""Slowing visitors down. Tries are counted in a transaction of their own: a refusal leaves its trace."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import g, request
from werkzeug.exceptions import TooManyRequests

from emulation.db import unit_of_work
from emulation.rules.throttles import Counter, network_of
from emulation.services import throttles
from emulation.web.shell import here

P = ParamSpec("P")
R = TypeVar("R")


def limited(kind: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let a person, or the network of a visitor, do this only as often as rules/throttles.py says; then 429."""

    def declare(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def slowed(*args: P.args, **kwargs: P.kwargs) -> R:
            user_id = here.actor().user_id
            take(Counter(kind, f"user {user_id}" if user_id else network()))
            return view(*args, **kwargs)

        return slowed

    return declare


def take(*counters: Counter) -> None:
    """Count one try; raises TooManyRequests when a counter is full."""
    release()
    with here.database().writing() as session, unit_of_work(session):
        wait = throttles.take(session, counters=counters, key=_key(), now=here.machine_time())
    if wait:
        raise TooManyRequests(retry_after=wait)


def give_back(counters: Sequence[Counter]) -> None:
    """Take one try back: it was a right one."""
    release()
    with here.database().writing() as session, unit_of_work(session):
        throttles.give_back(session, counters=counters, key=_key())


def network() -> str:
    """Where the visitor comes from. Forwarded addresses count only behind `trusted_proxies`."""
    return network_of(request.remote_addr or "")


def release() -> None:
    """Let go of what the request holds in the database: SQLite has one writer, and that is the counter now."""
    if "session" in g:
        g.session.rollback()


def _key() -> str:
    return here.settings().secret_key
