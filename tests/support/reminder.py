"""A worker that reminds and gathers, for a process of its own, to be killed; its calendar is moved from outside."""

import time
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from typing import Any

from emulation.db import Database, unit_of_work
from emulation.services import digests, reminders
from emulation.vocabulary.errors import Unavailable


def work_for_ever(url: str, moment: Any, passed: Any, begun: Connection) -> None:
    """Say that it begins, then run both jobs at every new moment; `passed` says for which one the round was whole.

    Several workers see a new moment together: they run side by side.
    """
    database = Database(url)
    begun.send("begun")
    while True:
        if passed.value == moment.value:
            time.sleep(0.002)
            continue
        now = datetime.fromtimestamp(moment.value, UTC)
        try:
            for job in (reminders.remind, digests.write):
                with database.writing() as session, unit_of_work(session):
                    job(session, now)
        except (
            Unavailable
        ):  # the other one holds the database for longer than its patience: the next round comes
            continue
        passed.value = now.timestamp()
