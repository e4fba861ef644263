"""The demo: made once per stage and process, copied for whoever wants one of their own."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from emulation import settings as settings_module
from emulation.db import Database, unit_of_work
from emulation.gateways import migrations
from emulation.gateways.secrets import Safe
from emulation.services import demo

PASSWORD = "mua xuan ben song"
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
    """A folder with the demo of a stage, gone when the process ends."""
    folder = Path(tempfile.mkdtemp(prefix="emulation-demo-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    filled(folder, stage).close()
    return folder
