"""Real databases, real pages: a migrated template per database kind, a clean copy per test."""

import gc
import hashlib
import os
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from jinja2 import FileSystemBytecodeCache
from sqlalchemy.orm import Session

from emulation import settings as settings_module
from emulation.app import create_app
from emulation.db import Database, unit_of_work
from emulation.gateways import migrations
from emulation.queries.accounts import find_user_by_email
from emulation.services import sign_ins
from emulation.settings import Settings
from emulation.vocabulary.kinds import SignInLevel
from tests.factories.world import World
from tests.support import kept, postgresql
from tests.support.source import PACKAGE

hypothesis_settings.register_profile(
    "house", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
hypothesis_settings.load_profile("house")

#: All rows of all tables but those that only looking about writes to.
EVERYTHING = {
    name: f'SELECT {columns} FROM "{name}" ORDER BY id'
    for name, columns in kept.TABLES.items()
    if name not in {"sign_in", "form_key", "throttle", "known_device"}
}
NOW = datetime(2025, 10, 15, 3, 0, tzinfo=UTC)
WITHOUT = set(filter(None, os.environ.get("WITHOUT", "").split(",")))
PAGES = {Path(__file__).parent / "web", Path(__file__).parent / "journeys"}
SERVICES = Path(__file__).parent / "services"
KINDS = ["sqlite"] + ([] if "postgresql" in WITHOUT else ["postgresql"])
#: Of the tests of a service every fifth function runs on PostgreSQL in `make test`, beginning with the first.
EVERY = 5


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the browser only when WITHOUT says so; much of PostgreSQL is a slow proof.

    What differs between databases is SQL, types, locks and triggers. Models, migrations and faults run on both. So
    do the services' tests marked `both` (they race, or ask what one database alone does) and every fifth function of
    each of their files, the main path first: that a service works at all on PostgreSQL shows there. Pages lie
    above; every page is asked on PostgreSQL once, by the sample of the matrix. `make prove` runs all of both floors.
    """
    known: dict[Path, dict[str, int]] = defaultdict(dict)
    for item in items:
        places = known[item.path]
        place = places.setdefault(getattr(item, "originalname", item.name), len(places))
        if "postgresql" not in item.name:
            continue
        thinned = SERVICES in item.path.parents and place % EVERY and not item.get_closest_marker("both")
        if PAGES.intersection(item.path.parents) or thinned:
            item.add_marker(pytest.mark.prove)
    if "browser" in WITHOUT:
        left = [item for item in items if "browser" not in item.keywords]
        config.hook.pytest_deselected(items=[item for item in items if item not in left])
        items[:] = left


def pytest_collection_finish() -> None:
    """What is loaded by now stays until the end: looking through it again and again for garbage is wasted work."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.fixture(scope="session", autouse=True)
def compiled_templates(pytestconfig: pytest.Config) -> None:
    """Pages are compiled once for all shares and runs; anew when they, or what sets Jinja up, change."""
    if pytestconfig.pluginmanager.hasplugin("cacheprovider"):
        assert pytestconfig.cache is not None
        setting_up = hashlib.sha256((PACKAGE / "app.py").read_bytes()).hexdigest()[:12]
        folder = pytestconfig.cache.mkdir(f"templates-{setting_up}")
        Flask.jinja_options = {"bytecode_cache": FileSystemBytecodeCache(str(folder))}


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite database to copy."""
    path = tmp_path_factory.mktemp("template") / "template.sqlite3"
    database = Database(f"sqlite:///{path}")
    migrations.upgrade(database)
    settle(database)
    return path


@pytest.fixture(scope="session")
def sqlite_database(tmp_path_factory: pytest.TempPathFactory) -> Database:
    """One SQLite database, whose file is replaced before each test: statements are compiled once, not once per test."""
    return Database(f"sqlite:///{tmp_path_factory.mktemp('database') / 'test.sqlite3'}")


@pytest.fixture(scope="session")
def sqlite_world(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> tuple[Path, World]:
    """A SQLite database with the world in it, to copy."""
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('world') / 'world.sqlite3'}")
    fill(database, sqlite_template)
    built = World.build(database, NOW)
    settle(database)
    return Path(str(database.primary.url.database)), built


@pytest.fixture(scope="session")
def postgresql_database() -> Iterator[Database]:
    """One migrated PostgreSQL database, emptied before each test that uses it."""
    with postgresql.server() as url:
        database = Database(url)
        migrations.upgrade(database)
        yield database
        database.close()


@pytest.fixture(scope="session")
def postgresql_world(postgresql_database: Database) -> World:
    """The world, kept in a schema of its own of the PostgreSQL database, to copy from."""
    kept.empty(postgresql_database)
    built = World.build(postgresql_database, NOW)
    kept.keep(postgresql_database, "world")
    return built


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """An empty, migrated database of each kind."""
    if request.param == "sqlite":
        database = request.getfixturevalue("sqlite_database")
        fill(database, request.getfixturevalue("sqlite_template"))
        yield database
        database.close()
        return
    database = request.getfixturevalue("postgresql_database")
    kept.empty(database)
    yield database


def settle(database: Database) -> None:
    """Bring everything into the one file of a SQLite database, and let go of it."""
    with database.primary.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    database.close()


def fill(database: Database, template: Path) -> None:
    """Put a copy of the template in the place of a SQLite database that nobody has open."""
    path = Path(str(database.primary.url.database))
    for rest in ("-wal", "-shm"):
        path.with_name(path.name + rest).unlink(missing_ok=True)
    shutil.copy(template, path)


@pytest.fixture
def now() -> datetime:
    """The moment at which tests live: 15/10/2025, 10:00 in Asia/Ho_Chi_Minh."""
    return NOW


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A session that can write; nothing is committed unless the test does it."""
    with database.writing() as session:
        yield session


@pytest.fixture
def settings(tmp_path: Path, now: datetime) -> Settings:
    """Settings of the tests: fixed clock, own data folder."""
    return settings_module.load(
        {}, env="testing", data_dir=str(tmp_path / "var"), fixed_now=now.isoformat(), database_url="sqlite://"
    )


@pytest.fixture
def world(request: pytest.FixtureRequest, database: Database, now: datetime) -> World:
    """A cluster of five cities with its cast and an open year, committed. It is built once and copied."""
    if now != NOW:
        return World.build(database, now)
    if database.dialect == "postgresql":
        known_there: World = request.getfixturevalue("postgresql_world")
        kept.put_back(database, "world")
        return known_there.at(database)
    known: tuple[Path, World] = request.getfixturevalue("sqlite_world")
    template, built = known
    database.close()
    fill(database, template)
    return built.at(database)


@pytest.fixture(scope="session")
def house() -> Flask:
    """The application, built once: its pages are compiled once, not once per test."""
    return create_app(settings_module.load({}, env="testing", database_url="sqlite://"))


@pytest.fixture
def app(house: Flask, settings: Settings, database: Database) -> Flask:
    """The application on the test's settings, database and clock."""
    house.extensions["emulation.settings"] = settings
    house.extensions["emulation.database"] = database
    house.extensions["emulation.clock"] = settings.clock()
    return house


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A visitor."""
    return app.test_client()


@pytest.fixture
def client_as(app: Flask) -> Callable[[str], FlaskClient]:
    """A test client that is signed in, with a code, as a person of the cast: the part of the address before @."""

    return lambda name: signed_in(app, name)


@pytest.fixture
def app_client_with(app: Flask) -> Callable[[str], FlaskClient]:
    """A visitor who carries a cookie copied from somebody else."""

    def carry(value: str) -> FlaskClient:
        client = app.test_client()
        client.set_cookie("__Host-emulation", value, domain="localhost", secure=True)
        return client

    return carry


def signed_in(app: Flask, name: str) -> FlaskClient:
    """A client of this application, signed in with a code as this person of the cast."""
    client, moment = app.test_client(), app.extensions["emulation.clock"].now()
    with app.extensions["emulation.database"].writing() as session, unit_of_work(session):
        user = find_user_by_email(session, f"{name}@example.org")
        assert user is not None, name
        entered = sign_ins.start(session, user=user, level=SignInLevel.CODE, device="", now=moment)
    with client.session_transaction(base_url="https://localhost") as cookie:
        cookie.update(_user_id=entered.token, _fresh=True)
    return client


def token_of(client: FlaskClient, path: str) -> str:
    """The CSRF token of the page at `path`."""
    page = client.get(path, base_url="https://localhost").get_data(as_text=True)
    marker = 'name="csrf_token"'
    start = page.index(marker)
    return page[page.index('value="', start) + 7 :].split('"', 1)[0]


def fingerprint(database: Database) -> str:
    """A hash over all rows of all tables: equal before and after means that nothing was written."""
    digest = hashlib.sha256()
    with database.reading() as session:
        connection = session.connection()
        for name, rows in EVERYTHING.items():
            for row in connection.exec_driver_sql(rows):
                digest.update(repr((name, tuple(row))).encode())
    return digest.hexdigest()


@contextmanager
def unchanged(database: Database) -> Iterator[None]:
    """Assert that the block leaves every row of the database as it was."""
    before = fingerprint(database)
    yield
    assert fingerprint(database) == before, "the database changed"
