"""Every control is broken once in a copy of the house, and the suite turns red each time (`make prove`).

`make test` only looks whether each control still stands where the table says.
"""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.flaws import FLAWS, Flaw
from tests.support.plants import copy_house, mend, plant, run
from tests.support.source import ROOT

FEWEST = 20
RED, GREEN = 1, 0
#: A lock is missed only on PostgreSQL.
SEEN_HERE = [flaw for flaw in FLAWS if not flaw.is_lock or "postgresql" not in os.environ.get("WITHOUT", "")]


def test_every_control_stands_where_the_table_says() -> None:
    """Red when a control moves or changes its words: bring its line in flaws.py up to date."""
    lost = [flaw.name for flaw in FLAWS if (ROOT / flaw.file).read_text("utf-8").count(flaw.text) != 1]
    assert not lost, f"the text of these must stand exactly once: {lost}"


def test_every_flaw_is_another_and_names_tests_that_exist() -> None:
    assert len({flaw.name for flaw in FLAWS}) == len({(flaw.file, flaw.text) for flaw in FLAWS}) == len(FLAWS)
    assert len(FLAWS) >= FEWEST
    for flaw in FLAWS:
        assert flaw.tests, flaw.name
        for test in flaw.tests:
            file, _, function = test.partition("::")
            assert f"def {function}" in (ROOT / file).read_text("utf-8"), test


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the house."""
    return copy_house(tmp_path_factory.mktemp("flawed"))


@pytest.fixture(scope="module")
def tally() -> Iterator[list[tuple[str, float]]]:
    """Which flaws were seen, and after how many seconds; told at the end."""
    seen: list[tuple[str, float]] = []
    yield seen
    spent = sum(seconds for _name, seconds in seen)
    print(f"PROOF {len(seen)}/{len(SEEN_HERE)} flaws turned the suite red, {spent:.0f} s")


def _run(house: Path, *tests: str, without: str = "postgresql") -> tuple[int, str]:
    pytest_ = ("pytest", "-q", "-x", "-p", "no:cacheprovider", "-m", "not browser")
    done = run(house, *pytest_, *tests, without=without)
    return done.returncode, done.stdout[-1500:] + done.stderr[-500:]


@pytest.mark.prove
def test_the_guards_are_green_without_a_flaw(house: Path) -> None:
    code, said = _run(house, *sorted({test for flaw in FLAWS for test in flaw.tests}))
    assert code == GREEN, said


@pytest.mark.prove
@pytest.mark.parametrize("flaw", SEEN_HERE, ids=lambda flaw: flaw.name.replace(" ", "-"))
def test_a_flaw_turns_its_guard_red(house: Path, flaw: Flaw, tally: list[tuple[str, float]]) -> None:
    started = time.monotonic()
    source = (house / flaw.file).read_text("utf-8")
    before = plant(house, flaw.file, source.replace(flaw.text, flaw.instead), instead=True)
    try:
        code, said = _run(house, *flaw.tests, without="" if flaw.is_lock else "postgresql")
    finally:
        mend(house, flaw.file, before)
    assert code == RED, f"the suite did not notice: {flaw.name}\n{said}"
    assert " failed" in said or " error" in said, said
    seconds = time.monotonic() - started
    tally.append((flaw.name, seconds))
    print(f"PROOF red after {seconds:.1f} s: {flaw.name}")
