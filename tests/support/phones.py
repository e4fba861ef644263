"""A phone that shows one-time codes, and a clock that tests move on."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pyotp
from flask import Flask

from emulation.db import Database
from emulation.gateways import totp
from emulation.gateways.secrets import Safe
from emulation.models.accounts import User
from emulation.services.codes import Checker
from tests.factories.world import World

KEY = "testing only: never used where real people work"  # the secret key of config/testing.toml


@dataclass
class Moving:
    """The port Clock for tests that go on in time."""

    moment: datetime

    def now(self) -> datetime:
        """The moment that the test has come to."""
        return self.moment

    def go_on(self, **by: float) -> None:
        """So many seconds, minutes, hours later."""
        self.moment += timedelta(**by)

    @classmethod
    def of(cls, app: Flask) -> "Moving":
        """A clock that starts at the app's moment and stands in its place."""
        clock = cls(app.extensions["emulation.clock"].now())
        app.extensions["emulation.clock"] = clock
        return clock


@dataclass(frozen=True)
class Phone:
    """Computed by another hand than ours: pyotp, from the key as people type it."""

    key: str

    def code(self, moment: datetime, steps: int = 0) -> str:
        """The six digits at a moment, or so many steps of 30 seconds before or after it."""
        return pyotp.TOTP(self.key).at(moment + timedelta(seconds=30 * steps))


def give_phone(database: Database, world: World, name: str) -> Phone:
    """A person of the cast with a code that is set up; no step is used yet."""
    seed = totp.new_seed()
    with database.writing() as session:
        user = session.get(User, world.users[name])
        assert user is not None
        user.totp_seed = Safe(KEY).put(seed, f"code of user {user.id}")
        user.totp_confirmed_at, user.totp_last_step = world.now, None
        session.commit()
    return Phone(totp.written(seed))


def checker(moment: datetime, key: str = KEY, previous: str = "") -> Checker:
    """What it takes to look at a code at this moment."""
    return Checker(Safe(key, previous), totp.step_of(moment))
