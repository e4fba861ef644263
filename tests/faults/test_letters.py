"""Acceptance 9: a sender that is killed again and again loses no letter and invents none."""

import multiprocessing
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from emulation.db import Database, unit_of_work
from emulation.gateways.mail import message_id
from emulation.models.notices import Letter
from emulation.services.letters import write_letter
from tests.support.sender import SENDER, send_for_ever
from tests.support.smtp import Inbox, smtp_server

#: Processes are forked from one that has read the code already: hundreds of them start in no time.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["pytest", "tests.support.sender"])
LEASE_SECONDS = 0.4
#: About as long as one letter takes: the sender dies at any point of its way.
ONE_LETTER_SECONDS = 0.05
PATIENCE = 120
SEED = os.environ.get("HOSTILE", "20251015")


@contextmanager
def sender(database: Database, inbox: Inbox) -> Iterator[None]:
    """A sender in a process of its own, once it has begun; killed at the end."""
    ready, begun = PROCESSES.Pipe(duplex=False)
    words = (database.url, f"smtp://127.0.0.1:{inbox.port}", LEASE_SECONDS, begun)
    process = PROCESSES.Process(target=send_for_ever, args=words)
    process.start()
    begun.close()
    try:
        ready.recv()
        yield
    finally:
        process.kill()
        process.join()
        assert process.exitcode == -signal.SIGKILL


def act(database: Database, key: str, *, fails: bool = False) -> None:
    """A business act that writes a letter; a failing one is rolled back with it."""
    try:
        with database.writing() as session, unit_of_work(session):
            now = datetime.now(UTC)
            write_letter(session, key=key, to_address="lan@example.org", subject=key, body="Thư", now=now)
            if fails:
                raise RuntimeError(key)
    except RuntimeError:
        pass


def unsent(database: Database) -> int:
    """How many letters wait or still have their text."""
    with database.reading() as session:
        waiting = select(func.count()).where(Letter.sent_at.is_(None) | (Letter.body != ""))
        return session.scalar(waiting.select_from(Letter)) or 0


def hurry(database: Database) -> None:
    """Let the pause after a closed post be over: what is put off for longer than a lease is due now."""
    now = datetime.now(UTC)
    late = Letter.due_at > now + timedelta(seconds=2 * LEASE_SECONDS)
    with database.primary.begin() as connection:
        connection.execute(update(Letter).where(late).values(due_at=now))


def kill_often(database: Database, *, kills: int, letters: int) -> str:
    """Kill the sender `kills` times while acts are committed and rolled back; the server is away now and then."""
    chance, keys, inbox = random.Random(SEED), [], Inbox(delay=0.006)
    for number in range(kills):
        batch = [f"letter/{number}/{one}" for one in range(letters // kills)]
        for key in batch:
            act(database, key)
            act(database, f"rolled back/{key}", fails=True)
        keys += batch
        if number % 5 == 4:  # nobody answers at the server's address
            with smtp_server() as elsewhere:
                pass
            with sender(database, elsewhere):
                time.sleep(ONE_LETTER_SECONDS)
            hurry(database)
        with smtp_server(inbox), sender(database, inbox):
            inbox.wait_for(len(inbox.received) + chance.randint(1, 9))
            time.sleep(chance.uniform(0, ONE_LETTER_SECONDS))
    with smtp_server(inbox), sender(database, inbox):
        until = time.monotonic() + PATIENCE
        while unsent(database) and time.monotonic() < until:
            time.sleep(ONE_LETTER_SECONDS)
    return judged(inbox, keys, kills)


def judged(inbox: Inbox, keys: list[str], kills: int) -> str:
    """Every letter arrived, a second copy has the same Message-ID, nothing else arrived; gives the counts."""
    arrived = Counter(
        (str(message["Message-ID"]), str(message["Subject"])) for _to, message in inbox.received
    )
    wanted = {(message_id(key, SENDER), key) for key in keys}
    assert set(arrived) == wanted, f"lost {len(wanted - set(arrived))}, invented {set(arrived) - wanted}"
    copies = sum(arrived.values()) - len(arrived)
    assert copies <= kills
    return f"{kills} kills, {len(keys)} letters: 0 lost, 0 invented, {copies} copies with the same Message-ID"


def test_a_killed_sender_loses_nothing(database: Database) -> None:
    """Acceptance 9. Red when outbox._take notes sent_at itself (a letter is lost with each kill), and when the
    letter is written outside of the act's transaction (rolled-back ones arrive)."""
    kill_often(database, kills=10, letters=80)
    assert unsent(database) == 0


@pytest.mark.prove
def test_two_hundred_kills(database: Database) -> None:
    found = kill_often(database, kills=200, letters=1000)
    print(f"PROOF {database.dialect}: {found}")
    assert unsent(database) == 0
