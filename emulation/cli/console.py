"""What all commands share: settings, a database, one transaction, and refusals as plain sentences."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from emulation import settings as settings_module
from emulation.db import Database, unit_of_work
from emulation.settings import Settings, SettingsError
from emulation.vocabulary.actor import Actor, Capacity
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import Role

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True)
class House:
    """What stands above or beside the commands and is handed to them: the front door and the worker's loop."""

    create_app: Callable[..., Any]
    bench: Callable[[Settings, Database], Any]
    run_once: Callable[[Any], Iterable[tuple[str, str]]]
    run: Callable[[Any, threading.Event, Callable[[str], None]], None]


@dataclass(frozen=True)
class Work:
    """One transaction of a command: its session, the moment, and the shell as the one who acts."""

    session: "Session"
    now: datetime
    actor: Actor


def settings() -> Settings:
    """The settings of this installation; stops with a sentence when they cannot be used."""
    try:
        return settings_module.load()
    except SettingsError as error:
        raise click.ClickException(str(error)) from error


@contextmanager
def opened(known: Settings | None = None) -> Iterator[Database]:
    """The database of this installation, given back at the end."""
    known = known or settings()
    database = Database.of(known)
    try:
        yield database
    finally:
        database.close()


@contextmanager
def working(known: Settings | None = None) -> Iterator[Work]:
    """One transaction, committed at the end; what a service refuses is printed and nothing is written."""
    known = known or settings()
    with opened(known) as database, database.writing() as session:
        now = known.clock().now()
        try:
            with unit_of_work(session):
                yield Work(session, now, shell_actor(now))
        except DomainError as error:
            raise click.ClickException(str(error)) from error


def shell_actor(now: datetime) -> Actor:
    """Who stands in the trail for a command: whoever may use the shell administers the installation."""
    return Actor(None, "Dòng lệnh", local_date(now), (Capacity(Role.ADMIN),))
