"""Ground that several files of this floor stand on."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy.orm import Session

from emulation.db import Database
from tests.support.demo import copied


@pytest.fixture(scope="session")
def stages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Session]]:
    """A reading session on the demo of a stage, each made once."""
    folder = tmp_path_factory.mktemp("demo")
    databases: dict[str, Database] = {}
    sessions: dict[str, Session] = {}

    def read(stage: str) -> Session:
        if stage not in sessions:
            databases[stage] = copied(folder, stage)
            sessions[stage] = databases[stage].reading()
        return sessions[stage]

    yield read
    for stage, database in databases.items():
        sessions[stage].close()
        database.close()


@pytest.fixture
def running(stages: Callable[[str], Session]) -> Session:
    """The demo as `make run` shows it."""
    return stages("running")
