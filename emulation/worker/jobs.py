"""The periodic jobs: which there are, how often, and what they stand on. Every job may run twice."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from emulation.db import Database, unit_of_work
from emulation.gateways import mail
from emulation.services import housekeeping, outbox, reminders
from emulation.settings import Settings
from emulation.vocabulary.clock import SystemClock

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session


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


JOBS = (
    Job("letters", 1, send_letters),
    Job("reminders", 60, in_one(reminders.remind)),
    Job("housekeeping", 60, in_one(housekeeping.sweep)),
)
