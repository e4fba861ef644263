"""A fresh installation made by its own commands, served on loopback, with one browser in front of it."""

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from emulation import settings as settings_module
from emulation.__main__ import HOUSE
from emulation.app import create_app
from emulation.cli.commands import commands
from emulation.db import Database
from emulation.vocabulary.clock import SystemClock
from tests.journeys.people import DOMAIN, PASSWORD, Company, MovingClock
from tests.support import kept
from tests.support.browser import chromium, served

#: A story of years is told in minutes: nobody signs in anew at each of its days.
PATIENT = {"session_idle_minutes": 5_000_000, "session_absolute_hours": 90_000, "step_up_minutes": 5_000_000}


def install(url: str) -> None:
    """What an operator types on a new machine: migrate, load the legal rules, add the first administrator."""
    shell = CliRunner(env={"EMULATION_DATABASE_URL": url})
    first = ("users", "add", f"admin@{DOMAIN}", "Trịnh Quản Trị", "--admin", "--ask-password")
    for words in (("db", "upgrade"), ("rules", "load"), first):
        done = shell.invoke(commands, list(words), obj=HOUSE, input=f"{PASSWORD}\n{PASSWORD}\n")
        assert done.exit_code == 0, done.output


@pytest.fixture
def company(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Company]:
    """Everybody of the story, in front of a fresh installation on SQLite.

    A test may ask for another kind of database, or, with "careful", for the proofs and limits that people live with.
    """
    wanted = getattr(request, "param", "sqlite")
    for name in [name for name in os.environ if name.startswith("EMULATION_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("EMULATION_DATA_DIR", str(tmp_path))
    url = f"sqlite:///{tmp_path / 'emulation.sqlite3'}"
    if wanted == "postgresql":
        standing = request.getfixturevalue("postgresql_database")
        kept.empty(standing)
        url = standing.primary.url.render_as_string(hide_password=False)
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    clock = MovingClock("05/01/2026")
    monkeypatch.setattr(SystemClock, "now", lambda _self: clock.now())
    install(url)
    database = Database(url)
    patience = {} if wanted == "careful" else PATIENT
    settings = settings_module.load(
        {}, env="testing", base_url="http://127.0.0.1", data_dir=str(tmp_path), database_url=url, **patience
    )
    app = create_app(settings, database, clock)
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = (
        3600  # style sheets are asked for once per browser, not per page
    )
    with served(app) as base, chromium() as browser:
        yield Company(browser, base, clock, database)
    database.close()


@pytest.fixture
def signed_paper(tmp_path: Path) -> Path:
    """A scan of a signed pledge."""
    path = tmp_path / "giao-uoc-gia-phu.pdf"
    path.write_bytes(b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
    return path
