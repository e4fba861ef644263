"""The demo, loaded once per stage."""

from pathlib import Path

from emulation.db import Database, unit_of_work
from emulation.gateways import migrations
from emulation.gateways.secrets import Safe
from emulation.services import demo

PASSWORD = "mua xuan ben song"


def filled(folder: Path, stage: str) -> Database:
    database = Database(f"sqlite:///{folder / stage}.sqlite3")
    migrations.upgrade(database)
    with database.writing() as session, unit_of_work(session):
        demo.load(session, stage=stage, password=PASSWORD, folder=folder, safe=Safe("key of the tests"))
    return database
