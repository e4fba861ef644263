"""Files on disk: taken in, put in place, thrown away, and what is left over after a day."""

import io
import os
from pathlib import Path

import pytest

from emulation.gateways import files
from tests.support import samples

LONG_AGO, DAY_AGO = 1_000.0, 2_000.0


def taken_in(folder: Path, content: bytes = samples.pdf()) -> files.Upload:
    return files.receive(folder, name="a.pdf", source=io.BytesIO(content), limit_mb=1, field="file")


def settled(folder: Path, content: bytes, age: float) -> Path:
    upload = taken_in(folder, content)
    files.settle(upload)
    os.utime(upload.place, (age, age))
    return upload.place


def test_a_file_arrives_before_it_has_its_place(tmp_path: Path) -> None:
    upload = taken_in(tmp_path)
    assert (upload.arrived.read_bytes(), upload.place.exists()) == (samples.pdf(), False)
    files.settle(upload)
    assert (upload.place.read_bytes(), upload.arrived.exists()) == (samples.pdf(), False)
    assert (upload.name, upload.size, upload.media_type) == ("a.pdf", len(samples.pdf()), "application/pdf")


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    first, second = taken_in(tmp_path), taken_in(tmp_path)
    for upload in (first, second):
        files.settle(upload)
    assert first.place == second.place
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [first.place]


def test_dropping_takes_away_only_what_arrived(tmp_path: Path) -> None:
    """Somebody else's file of the same bytes stays. Red when drop unlinks the place."""
    first, second = taken_in(tmp_path), taken_in(tmp_path)
    files.settle(first)
    files.drop(second)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [first.place]


@pytest.mark.asvs("1.4.3")
def test_orphans_go_after_their_time(tmp_path: Path) -> None:
    """Old and named by no row: gone. Red when the age or the rows are not asked for."""
    orphan = settled(tmp_path, samples.pdf(b"1"), LONG_AGO)
    named = settled(tmp_path, samples.pdf(b"2"), LONG_AGO)
    young = settled(tmp_path, samples.pdf(b"3"), DAY_AGO + 1)
    left = taken_in(tmp_path, samples.pdf(b"4"))
    os.utime(left.arrived, (LONG_AGO, LONG_AGO))
    assert files.remove_orphans(tmp_path, DAY_AGO, lambda names: {named.name} & set(names)) == 2
    assert (orphan.exists(), named.exists(), young.exists(), left.arrived.exists()) == (
        False,
        True,
        True,
        False,
    )
    assert files.remove_orphans(tmp_path, DAY_AGO, lambda names: {named.name} & set(names)) == 0


def test_bytes_that_come_again_meanwhile_stay(tmp_path: Path) -> None:
    """The row is written while the sweep runs. Red when an orphan is unlinked without looking at it again."""
    orphan = settled(tmp_path, samples.pdf(), LONG_AGO)

    def named_later(_names: list[str]) -> set[str]:
        files.settle(taken_in(tmp_path))
        return set()

    assert files.remove_orphans(tmp_path, DAY_AGO, named_later) == 0
    assert orphan.read_bytes() == samples.pdf()
