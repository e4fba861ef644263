"""Migrations: numbered, one head, the models exactly, up and down and up again, triggers as listed."""

import re
from pathlib import Path

import pytest
from sqlalchemy import text

from emulation.db import Database
from emulation.gateways import migrations
from emulation.models import Base
from emulation.models.triggers import triggers
from tests.factories.world import World
from tests.support.source import ROOT

VERSIONS = sorted((ROOT / "migrations" / "versions").glob("*.py"))
EVERY_TRIGGER = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}


def standing_triggers(database: Database) -> set[str]:
    """The names of all triggers in the database."""
    with database.primary.connect() as connection:
        return set(connection.execute(text(EVERY_TRIGGER[database.dialect])).scalars())


def tables(database: Database) -> set[str]:
    """The names of all tables in the database."""
    with database.primary.connect() as connection:
        return set(connection.dialect.get_table_names(connection))


@pytest.mark.parametrize("path", VERSIONS, ids=lambda path: path.stem)
def test_a_migration_is_named_by_its_revision(path: Path) -> None:
    assert re.fullmatch(r"\d{4}_[a-z0-9_]+", path.stem)
    assert f'revision = "{path.stem}"' in path.read_text("utf-8")


def test_numbers_follow_each_other() -> None:
    assert [int(path.stem[:4]) for path in VERSIONS] == list(range(1, len(VERSIONS) + 1))


def test_the_head_file_names_the_newest_revision() -> None:
    assert migrations.head() == VERSIONS[-1].stem == (ROOT / "migrations" / "HEAD").read_text().strip()


def test_migrated_tables_are_the_models(database: Database) -> None:
    assert migrations.differences(database, Base.metadata) == []


def test_triggers_equal_the_list(database: Database) -> None:
    assert standing_triggers(database) == {trigger.name for trigger in triggers()}


def test_down_and_up_again_with_rows(tmp_path: Path, world: World) -> None:
    """From a seeded database all the way down and up: the same tables and triggers stand again."""
    database = world.database
    before = tables(database), standing_triggers(database)
    migrations.downgrade(database, "base")
    assert tables(database) <= {"alembic_version"}
    assert standing_triggers(database) == set()
    migrations.upgrade(database)
    assert (tables(database), standing_triggers(database)) == before
    assert migrations.is_current(database)
