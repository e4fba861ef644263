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
    assert database.dialect == "sqlite"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """No ground is built on PostgreSQL for what walks on SQLite."""
    spared = [
        item
        for item in items
        if "on_sqlite" in getattr(item, "fixturenames", ()) and "postgresql" in item.name
    ]
    config.hook.pytest_deselected(items=spared)
    items[:] = [item for item in items if item not in spared]
