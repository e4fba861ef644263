"""The doctor finds each fault, and what must not start does not."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from emulation import settings as settings_module
from emulation.db import Database
from emulation.gateways import migrations
from emulation.models.triggers import triggers
from emulation.services import installation
from emulation.settings import Settings, SettingsError
from tests.factories.world import World

SECRET = "a secret that is long enough for production"


@pytest.fixture
def production(tmp_path: Path) -> Settings:
    """Settings that a production accepts."""
    return settings_module.load(
        {},
        env="production",
        data_dir=str(tmp_path),
        secret_key=SECRET,
        audit_key=SECRET[::-1],
        base_url="https://thidua.example",
        smtp_url="smtps://mail.example:465",
    )


def _bad(settings: Settings, database: Database) -> dict[str, str]:
    return {one.topic: one.words for one in installation.examine(settings, database) if not one.is_fine}


def _execute(database: Database, statement: str) -> None:
    with database.primary.begin() as connection:
        connection.execute(text(statement))


def _make_demo_person(database: Database) -> None:
    _execute(database, 'UPDATE "user" SET is_demo = true WHERE id = (SELECT min(id) FROM "user")')


@pytest.mark.both
def test_a_sound_installation_has_no_faults(production: Settings, world: World) -> None:
    if world.database.dialect == "postgresql":
        production = replace(production, env="development")  # the test's server gives up durability for speed
    assert _bad(production, world.database) == {}
    installation.require_startable(production, world.database)


@pytest.mark.asvs("6.3.2")
def test_demo_people_are_refused_in_production_only(production: Settings, world: World) -> None:
    _make_demo_person(world.database)
    assert "demo's people" in _bad(production, world.database)["people"]
    with pytest.raises(SettingsError, match="demo's people"):
        installation.require_startable(production, world.database)
    installation.require_startable(replace(production, env="development"), world.database)


def test_a_missing_trigger_is_found(production: Settings, tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'one.sqlite3'}")
    migrations.upgrade(database)
    _execute(database, "DROP TRIGGER seal_closed_pledge_update")
    assert "seal_closed_pledge_update" in _bad(production, database)["triggers"]
    assert "seal_closed_pledge_update" in installation.schema_faults(database)[0]
    with pytest.raises(SettingsError, match="seal_closed_pledge_update"):
        installation.require_startable(production, database)
    database.close()


def test_a_weakened_trigger_is_found(production: Settings, tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'one.sqlite3'}")
    migrations.upgrade(database)
    _execute(database, "DROP TRIGGER seal_closed_pledge_update")
    weak = "CREATE TRIGGER seal_closed_pledge_update BEFORE UPDATE ON pledge WHEN 1 = 0 BEGIN SELECT 1; END"
    _execute(database, weak)
    assert "seal_closed_pledge_update" in _bad(production, database)["triggers"]
    database.close()


def test_all_triggers_stand_on_both_databases(production: Settings, database: Database) -> None:
    found = {one.topic: one for one in installation.examine(production, database)}
    assert found["triggers"].is_fine, found["triggers"].words
    assert found["triggers"].words.startswith(f"{len(triggers())} guard")


def test_an_empty_database_is_not_migrated(production: Settings, tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    words = _bad(production, database)["migrations"]
    assert (
        words
        == "the database is at nothing, the code needs 0005_awards_under_law: run `emulation db upgrade`"
    )
    with pytest.raises(SettingsError, match="db upgrade"):
        installation.require_startable(production, database)
    database.close()


def test_a_database_that_does_not_answer(production: Settings) -> None:
    database = Database("postgresql+psycopg://nobody@127.0.0.1:1/nothing")
    assert _bad(production, database) == {
        "database": "does not answer: check EMULATION_DATABASE_URL and that it runs"
    }
    with pytest.raises(SettingsError, match="does not answer"):
        installation.require_startable(production, database)
    database.close()


def test_a_data_folder_that_cannot_be_written(production: Settings, world: World, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    blocked = replace(production, data_dir=str(tmp_path / "file" / "below"))
    assert "cannot be written" in _bad(blocked, world.database)["data folder"]


def test_a_fixed_clock_is_a_fault_in_production(production: Settings, world: World) -> None:
    fixed = replace(production, fixed_now="2025-10-15T10:00:00+07:00")
    assert _bad(fixed, world.database)["clock"] == "stands still at 2025-10-15T10:00:00+07:00"


def test_a_clock_of_the_past_is_found(
    production: Settings, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Past:
        def now(self) -> datetime:
            return datetime(1970, 1, 2, tzinfo=UTC)

    monkeypatch.setattr(Settings, "clock", lambda _self: Past())
    assert _bad(production, world.database)["clock"] == "the machine believes it is 02/01/1970: set its clock"


@pytest.mark.asvs("13.3.1")
def test_development_secrets_are_a_fault_in_production(production: Settings, world: World) -> None:
    weak = replace(production, secret_key="development only: never used where real people work")
    assert "secrets" in _bad(weak, world.database)


def test_a_missing_package_is_found(
    production: Settings, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installation, "PACKAGES", {"no_such_package": "files"})
    words = _bad(production, world.database)["package no_such_package"]
    assert words == "no_such_package is missing: install requirements.txt again"
