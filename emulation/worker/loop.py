"""The periodic jobs: which there are, how often, and the loop that runs them until it is told to stop."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from emulation.db import Database, unit_of_work
from emulation.services import housekeeping
from emulation.vocabulary.clock import Clock
from emulation.vocabulary.errors import Unavailable

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True)
class Job:
    """A job: its name, what it does in one transaction, returning a sentence. Every job may run twice."""

    name: str
    run: "Callable[[Session, datetime], str]"


JOBS = (Job("housekeeping", housekeeping.sweep),)
EVERY_SECONDS = 3600.0


def run_once(database: Database, clock: Clock) -> Iterator[tuple[str, str]]:
    """Run each job once, each in its own transaction; gives (name, what was done)."""
    for job in JOBS:
        with database.writing() as session, unit_of_work(session):
            done = job.run(session, clock.now())
        yield job.name, done


def run(database: Database, clock: Clock, stop: threading.Event, report: Callable[[str], None]) -> None:
    """Run the jobs every hour until `stop` is set; a database that does not answer is tried again later."""
    while not stop.is_set():
        try:
            for name, done in run_once(database, clock):
                report(f"{name}: {done}")
        except Unavailable as error:
            report(f"later: {error}")
        stop.wait(EVERY_SECONDS)
