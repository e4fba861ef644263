"""The index from the shell."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import delete, func, select

from emulation.__main__ import HOUSE
from emulation.cli.commands import commands
from emulation.db import Database
from emulation.models.clusters import Cluster
from emulation.models.search import SearchEntry


def test_an_upgrade_builds_a_missing_index_and_rebuild_any(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Red when `db upgrade` does not call build_if_empty."""
    monkeypatch.setenv("EMULATION_DATA_DIR", str(tmp_path))

    def run(*words: str) -> str:
        return CliRunner().invoke(commands, list(words), obj=HOUSE).output

    run("db", "upgrade")
    database = Database(f"sqlite:///{tmp_path / 'emulation.sqlite3'}")
    with database.writing() as session:
        session.add(Cluster(code="x", name_vi="Cụm thử", search_text="cum thu"))
        session.commit()
        entries = session.scalar(select(func.count()).select_from(SearchEntry))
        session.execute(delete(SearchEntry))
        session.commit()
    assert entries == 31  # the cluster and 30 shared indicators
    assert "Search: 31 entries." in run("db", "upgrade")
    assert "Search:" not in run("db", "upgrade")
    assert run("search", "rebuild") == "Search: 31 entries.\n"
    database.close()
