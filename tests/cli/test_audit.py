"""`emulation audit …` and what the doctor says about the trail, run for real on files."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import text

from emulation.db import Database
from tests.cli.test_commands import run as run  # the fixture
from tests.support.tampering import unguard

Run = Callable[..., Result]


@pytest.fixture
def folder(run: Run, tmp_path: Path) -> Path:
    """An installation with its catalogues, 47 events."""
    assert run("db", "upgrade").exit_code == 0
    return tmp_path


def tamper(folder: Path, statement: str) -> None:
    database = Database(f"sqlite:///{folder / 'emulation.sqlite3'}")
    with database.primary.begin() as connection:
        unguard(connection)
        connection.execute(text(statement))
    database.close()


def test_a_whole_trail_is_said_to_be_whole(run: Run, folder: Path) -> None:
    said = run("audit", "verify")
    assert (said.exit_code, "The trail is whole: " in said.output) == (0, True)
    assert "No anchor yet" in said.output
    assert "anchored." in run("audit", "anchor").output
    assert run("audit", "anchor").output == "The trail: anchored already.\n"
    assert "Anchored on " in run("audit", "verify").output
    assert "entries are whole" in run("doctor").output


def test_the_first_broken_place_is_said(run: Run, folder: Path) -> None:
    """Red when `verify` ends with 0 whatever it found."""
    tamper(folder, "UPDATE audit_event SET actor_name = 'Người khác' WHERE id IN (3, 5)")
    said = run("audit", "verify")
    assert said.exit_code == 1
    assert "position 3: the event was edited or replaced" in said.output
    assert "BAD  trail: position 3: the event was edited or replaced" in run("doctor").output
    refused = run("audit", "anchor")
    assert (refused.exit_code, refused.output) == (
        1,
        "The trail: NOT anchored, position 3: the event was edited or replaced.\n",
    )


def test_an_anchor_from_a_letter_sees_a_cut_tail(run: Run, folder: Path) -> None:
    """The file beside the database was thrown away; the letter was not."""
    run("audit", "anchor")
    file = folder / "audit/anchors.txt"
    line = file.read_text("utf-8").strip()
    file.unlink()
    tamper(folder, "DELETE FROM audit_seal WHERE position > 40")
    tamper(folder, "DELETE FROM audit_event WHERE id NOT IN (SELECT event_id FROM audit_seal)")
    assert run("audit", "verify").exit_code == 0
    said = run("audit", "verify", "--anchor", line)
    assert (said.exit_code, "position 41: the tail was cut off" in said.output) == (1, True)
    assert run("audit", "verify", "--anchor", "something else").exit_code == 2


@pytest.mark.asvs("11.2.2")
def test_a_new_key_is_told_by_the_next_anchor(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = "development only: never used where real people work"
    monkeypatch.setenv("EMULATION_AUDIT_KEY", "a new key")
    monkeypatch.setenv("EMULATION_AUDIT_KEY_PREVIOUS", old)
    assert "sealed with an old key" in run("audit", "verify").output
    assert run("audit", "anchor").exit_code == 0
    assert run("audit", "verify").exit_code == 0
    monkeypatch.setenv("EMULATION_AUDIT_KEY_PREVIOUS", "")
    assert "position 1: " in run("audit", "verify").output
