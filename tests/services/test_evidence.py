"""Files and their rows: both or neither."""

import io
import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from emulation.db import Database, unit_of_work
from emulation.gateways import files
from emulation.models.evidence import StoredFile
from emulation.services import evidence
from emulation.settings import Settings
from emulation.worker.loop import JOBS, Bench
from tests.factories.world import World
from tests.support import samples


def record(session: Session, world: World, folder: Path) -> files.Upload:
    source = io.BytesIO(samples.pdf())
    upload = files.receive(folder, name="a.pdf", source=source, limit_mb=1, field="file")
    evidence.record_file(
        session,
        actor=world.actor(session, "secretary.hn"),
        now=world.now,
        cluster_id=world.cluster_id,
        member_id=None,
        upload=upload,
        is_public=True,
    )
    return upload


def on_disk(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the bytes lie."""
    return tmp_path / "data"


def test_a_committed_file_is_in_its_place(database: Database, world: World, folder: Path) -> None:
    """Red when nothing settles before the commit."""
    with database.writing() as session, unit_of_work(session):
        upload = record(session, world, folder)
        assert not upload.place.exists()
    assert on_disk(folder) == [upload.place]


@pytest.mark.asvs("2.3.3")
def test_a_rolled_back_file_leaves_nothing(database: Database, world: World, folder: Path) -> None:
    """Neither row nor bytes. Red when the listener of `after_rollback` is not hung in."""
    with pytest.raises(RuntimeError), database.writing() as session, unit_of_work(session):
        record(session, world, folder)
        raise RuntimeError("the rest failed")
    assert on_disk(folder) == []
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(StoredFile)) == 0


def test_orphans_are_those_without_a_row(database: Database, world: World, folder: Path) -> None:
    with database.writing() as session, unit_of_work(session):
        kept = record(session, world, folder)
    source = io.BytesIO(samples.pdf(b"2 0 obj<<>>endobj"))
    lost = files.receive(folder, name="b.pdf", source=source, limit_mb=1, field="file")
    files.settle(lost)
    with database.writing() as session:
        now = datetime.now(UTC)
        assert evidence.remove_orphans(session, folder=folder, now=now + timedelta(hours=23)) == 0
        assert evidence.remove_orphans(session, folder=folder, now=now + timedelta(hours=25)) == 1
    assert on_disk(folder) == [kept.place]


def test_the_worker_removes_orphans_of_yesterday(
    database: Database, world: World, settings: Settings
) -> None:
    """Neither young ones nor files with a row. Red when "orphans" is left out of JOBS in worker/loop.py."""
    folder = Path(settings.data_dir)
    with database.writing() as session, unit_of_work(session):
        kept = record(session, world, folder)
    lost = []
    for number in (b"2", b"3"):
        source = io.BytesIO(samples.pdf(number + b" 0 obj<<>>endobj"))
        lost.append(files.receive(folder, name="b.pdf", source=source, limit_mb=1, field="file"))
        files.settle(lost[-1])
    yesterday = time.time() - 25 * 3600
    for old in (kept, lost[0]):
        os.utime(old.place, (yesterday, yesterday))
    (job,) = [job for job in JOBS if job.name == "orphans"]
    assert job.run(Bench(settings, database)) == "1 file(s) without a record removed"
    assert sorted(on_disk(folder)) == sorted([kept.place, lost[1].place])
    assert job.run(Bench(settings, database)) == ""
