"""Which tests say that they prove a row: gathered by pytest itself, without running anything."""

import json
import subprocess
import sys
from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.support.source import ROOT, name_of, text_of

#: Where the gathering process writes what it found.
OPTION = "--asvs-to"
Proofs = dict[str, list[str]]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Hang in the option that names the file to write."""
    parser.addoption(OPTION, default="")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Write row → tests before any test is left out."""
    if target := config.getoption(OPTION):
        Path(target).write_text(json.dumps(_by_row(items)), "utf-8")


def _by_row(items: list[pytest.Item]) -> Proofs:
    found: dict[str, set[str]] = defaultdict(set)
    for item in items:
        for mark in item.iter_markers("asvs"):
            for row in mark.args:
                found[str(row)].add(item.nodeid.split("[")[0])
    return {row: sorted(tests) for row, tests in found.items()}


@lru_cache
def proofs() -> Proofs:
    """Row → names of the tests that carry it as a mark, over all files of the suite that name the mark."""
    marked = [
        name_of(path) for path in sorted((ROOT / "tests").rglob("test_*.py")) if "mark.asvs" in text_of(path)
    ]
    with TemporaryDirectory() as folder:
        target = Path(folder) / "proofs.json"
        command = [sys.executable, "-m", "pytest", "-q", "--collect-only", "-p", "tests.asvs.proofs"]
        more = [OPTION, str(target), "-p", "no:cacheprovider", "-m", "", *marked]
        done = subprocess.run([*command, *more], cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(done.stdout[-2000:] + done.stderr[-2000:])
        found: Proofs = json.loads(target.read_text("utf-8"))
        return found
