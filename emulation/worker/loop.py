"""The periodic jobs: which there are and how often, and huey's consumer that runs them until it is told to stop.

What is still to be done stands in the database, so huey's queue lives in memory: a worker that dies takes nothing
with it, and several workers may run side by side, because every job may run twice.
"""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from huey import MemoryHuey
from huey.consumer import Consumer

from emulation.db import Database, unit_of_work
from emulation.gateways import mail
from emulation.services import audit_anchors, comments, digests, evidence, housekeeping, outbox, reminders
from emulation.settings import Settings
from emulation.vocabulary.clock import SystemClock
from emulation.vocabulary.errors import Unavailable

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Report = Callable[[str], None]


@dataclass(frozen=True)
class Bench:
    """What a job works with."""

    settings: Settings
    database: Database


@dataclass(frozen=True)
class Job:
    """A job: its name, after how many minutes it comes again, and what it does, as a sentence ("" for nothing)."""

    name: str
    minutes: int
    run: Callable[[Bench], str]


def in_one(work: "Callable[[Session, datetime], str]") -> Callable[[Bench], str]:
    """A job that is one transaction, at the installation's time."""

    def run(bench: Bench) -> str:
        with bench.database.writing() as session, unit_of_work(session):
            return work(session, bench.settings.clock().now())

    return run


def send_letters(bench: Bench) -> str:
    """Empty the outbox. Pauses and leases follow the real clock, also where the calendar stands still (the demo)."""
    known = bench.settings
    post = mail.post_of(known.smtp_url, known.mail_from, known.mail_path)
    return str(outbox.deliver(bench.database, post, clock=SystemClock().now, site=known.base_url))


def remove_orphans(bench: Bench) -> str:
    """Throw away files that no record names. Files grow old by the real clock, also where the calendar stands still."""
    folder = Path(bench.settings.data_dir)
    with bench.database.reading() as session:
        removed = evidence.remove_orphans(session, folder=folder, now=SystemClock().now())
    return f"{removed} file(s) without a record removed" if removed else ""


def forget_contacts(bench: Bench) -> str:
    """Erase the contact data of those who commented on nominees, once nobody needs it any more."""
    with bench.database.writing() as session, unit_of_work(session):
        now = bench.settings.clock().now()
        return comments.forget_contacts(session, now, bench.settings.comment_contact_days)


JOBS = (
    Job("reminders", 60, in_one(reminders.remind)),
    Job("digests", 5, in_one(digests.write)),
    Job("letters", 1, send_letters),
    Job("anchor", 60, in_one(audit_anchors.anchor_daily)),
    Job("housekeeping", 60, in_one(housekeeping.sweep)),
    Job("orphans", 60, remove_orphans),
    Job("contacts", 60, forget_contacts),
)


def run_once(bench: Bench) -> Iterator[tuple[str, str]]:
    """Run each job once; gives (name, what was done)."""
    for job in JOBS:
        yield job.name, job.run(bench)


def run(bench: Bench, stop: threading.Event, report: Report) -> None:
    """Run every job now and then as often as it says, one after the other, until `stop` is set."""
    queue: Any = MemoryHuey("emulation", results=False)
    for job in JOBS:
        task = queue.periodic_task(_every(job.minutes), name=job.name)(_guarded(job, bench, report))
        task()
    consumer = _Consumer(queue, workers=1, initial_delay=0.05, max_delay=1.0)
    consumer.start()
    while not stop.wait(consumer.check_after):
        consumer.check_worker_health()
    consumer.stop(graceful=True)


class _Consumer(Consumer):  # type: ignore[misc]
    """Huey's consumer without signal handlers: whoever starts it knows when to stop it."""

    check_after = 10.0

    def _set_signal_handlers(self) -> None:
        pass


def _every(minutes: int) -> Callable[[datetime], bool]:
    """Whether a job with this pause is due in this minute; huey asks every minute."""
    return lambda moment: (moment.hour * 60 + moment.minute) % minutes == 0


def _guarded(job: Job, bench: Bench, report: Report) -> Callable[[], None]:
    """The job with its report; a database that does not answer is tried again next time."""

    def run() -> None:
        try:
            done = job.run(bench)
        except Unavailable as error:
            done = f"later: {error}"
        if done:
            report(f"{job.name}: {done}")

    return run
