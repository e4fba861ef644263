"""Several threads at one gate."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy.orm import Session

from emulation.db import Database, unit_of_work
from emulation.vocabulary.errors import DomainError

T = TypeVar("T")


def race(works: list[Callable[[], T]]) -> list[T | DomainError]:
    """Start all works at the same moment, each in its own thread; what each gave, or its refusal."""
    gate = threading.Barrier(len(works), timeout=30)

    def run(work: Callable[[], T]) -> T | DomainError:
        gate.wait()
        try:
            return work()
        except DomainError as error:
            return error

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def committed(database: Database, work: Callable[[Session], T]) -> Callable[[], T]:
    """The work in a session and a transaction of its own, committed."""

    def run() -> T:
        with database.writing() as session, unit_of_work(session):
            return work(session)

    return run
