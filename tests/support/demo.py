"""The demo: made once per stage and state of the house, copied for whoever wants one of their own."""

import fcntl
import hashlib
import shutil
from functools import cache
from pathlib import Path

from emulation import settings as settings_module
from emulation.db import Database, unit_of_work
from emulation.gateways import migrations
from emulation.gateways.secrets import Safe
from emulation.services import demo
from tests.support.source import ROOT

PASSWORD = "mua xuan ben song"
KEPT = ROOT / "var" / "demos"
#: What a demo is made of.
SOURCES = ("emulation", "migrations", "config", "tests/support/demo.py")
#: The key of every application of the tests.
SAFE = Safe(settings_module.load({}, env="testing", database_url="sqlite://").secret_key)


def filled(folder: Path, stage: str) -> Database:
    """The demo of a stage, made anew below `folder`."""
    database = Database(f"sqlite:///{folder / stage}.sqlite3")
    migrations.upgrade(database)
    with database.writing() as session, unit_of_work(session):
        demo.load(session, stage=stage, password=PASSWORD, folder=folder, safe=SAFE)
    return database


def copied(folder: Path, stage: str) -> Database:
    """The demo of a stage with its files, copied into `folder`."""
    shutil.copytree(_kept(stage), folder, dirs_exist_ok=True)
    return Database(f"sqlite:///{folder / stage}.sqlite3")


@cache
def _kept(stage: str) -> Path:
    """The folder with the demo of a stage, whichever process makes it; what another state of the house made is gone."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        folder = KEPT / _state()
        for other in KEPT.iterdir():
            if other.is_dir() and other != folder:
                shutil.rmtree(other)
        if not (folder / stage).exists():
            begun = folder / "begun"
            shutil.rmtree(begun, ignore_errors=True)
            begun.mkdir(parents=True)
            filled(begun, stage).close()
            begun.rename(folder / stage)
    return folder / stage


def _state() -> str:
    """What all files that make the demo hold, as one word."""
    found = hashlib.sha256()
    for source in SOURCES:
        place = ROOT / source
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.is_file() and path.suffix not in (".pyc", ".mo"):
                found.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return found.hexdigest()[:16]
