"""Acceptance 5: reminders and digests come once, however many workers there are and however often they are killed."""

import multiprocessing
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from datetime import time as clock
from typing import Any

import pytest
from sqlalchemy import select, update

from emulation.db import Database
from emulation.models.accounts import User
from emulation.models.notices import Letter, Notice
from emulation.vocabulary.clock import LOCAL_ZONE
from emulation.vocabulary.kinds import MailPace
from tests.factories.world import CITIES, World
from tests.support.reminder import work_for_ever

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["pytest", "tests.support.reminder"])
SEED = os.environ.get("HOSTILE", "20251015")
PATIENCE = 60
#: Pledges are due on Monday 31/03/2025. Working days left on 20/03: 7, so the step of ten is said late, but said.
FIRST, DAYS = date(2025, 3, 20), 12
#: Step → the day on which it is said.
STEPS = {10: date(2025, 3, 20), 5: date(2025, 3, 24), 1: date(2025, 3, 28), 0: date(2025, 3, 31)}
#: Who gathers day by day gets each step on the morning after; the last one lies beyond the twelve days.
DIGESTS = ("2025-03-21", "2025-03-25", "2025-03-29")
DAILY = "officer.hp"


def at(day: date) -> float:
    """Eight in the morning of a day in Asia/Ho_Chi_Minh."""
    return datetime.combine(day, clock(8), LOCAL_ZONE).timestamp()


@dataclass
class Workers:
    """Two workers on one database, and their common calendar: values without a lock, which a killed one would keep."""

    url: str
    moment: Any = field(default_factory=lambda: PROCESSES.RawValue("d", at(FIRST)))
    running: list[tuple[Any, Any]] = field(default_factory=list)

    def start(self) -> None:
        """One more worker, once it has begun."""
        ready, begun = PROCESSES.Pipe(duplex=False)
        passed = PROCESSES.RawValue("d", 0.0)
        process = PROCESSES.Process(target=work_for_ever, args=(self.url, self.moment, passed, begun))
        process.start()
        begun.close()
        assert ready.poll(PATIENCE) and ready.recv() == "begun"
        self.running.append((process, passed))

    def kill(self) -> None:
        """End the older one wherever it stands."""
        process, _passed = self.running.pop(0)
        process.kill()
        process.join()
        assert process.exitcode == -signal.SIGKILL

    def wait(self) -> None:
        """Until both have gone a whole round at the present moment."""
        until = time.monotonic() + PATIENCE
        while any(passed.value != self.moment.value for _process, passed in self.running):
            assert time.monotonic() < until, "a worker does not come round"
            time.sleep(0.005)


@contextmanager
def two_workers(database: Database) -> Iterator[Workers]:
    """Both at work; killed at the end."""
    workers = Workers(database.primary.url.render_as_string(hide_password=False))
    workers.start()
    workers.start()
    try:
        yield workers
    finally:
        while workers.running:
            workers.kill()


def live_through(world: World, *, kills: int) -> str:
    """Twelve days with so many kills each, at any moment of a round; then what was said is judged."""
    chance = random.Random(SEED)
    with world.database.writing() as session:
        session.execute(update(User).where(User.id == world.users[DAILY]).values(mail_pace=MailPace.DAILY))
        session.commit()
    with two_workers(world.database) as workers:
        for number in range(DAYS):
            workers.moment.value = at(FIRST + timedelta(days=number))
            for _kill in range(kills):
                time.sleep(chance.uniform(0, 0.15))
                workers.kill()
                workers.start()
            workers.wait()
    return judged(world, kills * DAYS)


def judged(world: World, kills: int) -> str:
    """Every step once per person and task, on its day; every digest once; nothing else."""
    officers = {world.users[f"officer.{city.lower()}"] for city, _name in CITIES}
    with world.database.reading() as session:
        said = list(session.execute(select(Notice.user_id, Notice.key, Notice.at)))
        letters = list(session.scalars(select(Letter.key)))
    keys = {
        (person, f"reminder/pledge_edit/tptw/2025/{city}/-/-/2025-03-31/{step}"): day
        for city, person in ((city, world.users[f"officer.{city.lower()}"]) for city, _name in CITIES)
        for step, day in STEPS.items()
    }
    found = Counter((person, key) for person, key, _at in said)
    assert set(found) == set(keys), f"lost {set(keys) - set(found)}, invented {set(found) - set(keys)}"
    assert set(found.values()) == {1}, f"said twice: {[key for key, n in found.items() if n > 1]}"
    assert {(person, key): at.astimezone(LOCAL_ZONE).date() for person, key, at in said} == keys
    daily = world.users[DAILY]
    wanted = {f"{key}/{person}" for person, key in keys if person != daily}
    wanted |= {f"digest/{daily}/{day}" for day in DIGESTS}
    assert sorted(letters) == sorted(wanted)
    return f"{kills} kills, {len(said)} reminders of {len(officers)} people, {len(DIGESTS)} digests: 0 twice, 0 lost"


def test_two_workers_killed_every_day_remind_once(world: World) -> None:
    """Acceptance 5. Red when `UniqueConstraint("user_id", "key")` of the table notice is taken away (said up to eight
    times), and when rules.reminders.step_of asks for `left == step` (the step of ten is lost). What guards digests is
    shown by tests/services/test_digests.py::test_two_workers_write_one."""
    live_through(world, kills=1)


@pytest.mark.prove
def test_many_kills(world: World) -> None:
    found = live_through(world, kills=8)
    print(f"PROOF {world.database.dialect}: {found}")
