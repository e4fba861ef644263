"""The ground of the matrix, ready to be walked over."""

from pathlib import Path

import pytest
from flask import Flask

from emulation.db import Database
from emulation.settings import Settings
from tests.factories.world import World
from tests.matrix import ground
from tests.matrix.walk import Walk


@pytest.fixture
def ready(app: Flask, world: World, settings: Settings, database: Database) -> Walk:
    """Everybody signed in on two clusters full of marked texts."""
    return Walk.begin(app, database, ground.build(world, Path(settings.data_path)))


@pytest.fixture
def on_sqlite(database: Database) -> None:
    """What walks over every route does so on SQLite; PostgreSQL has samples."""
    if database.dialect != "sqlite":
        pytest.skip("the whole runs on SQLite")
