"""A copy of the house in which something wrong is planted, to see the check that guards it turn red."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.support.source import ROOT

COPIED = ("emulation", "templates", "tests", "migrations", "config")
FILES = ("pyproject.toml", "Makefile", "README.md", "requirements.txt", "requirements-test.txt")


def copy_house(folder: Path) -> Path:
    """The whole source in another folder; returns its root."""
    for name in COPIED:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copy(ROOT / name, folder / name)
    return folder


def plant(root: Path, name: str, text: str, *, at_top: bool = False, instead: bool = False) -> str | None:
    """Write `text` below, above or instead of what stands in a file. Returns what stood there, None for nothing."""
    path = root / name
    before = path.read_text("utf-8") if path.exists() else None
    kept = "" if instead else before or ""
    path.write_text(text + kept if at_top else kept + text, "utf-8")
    return before


def mend(root: Path, name: str, before: str | None) -> None:
    """Put back what stood in the file."""
    if before is None:
        (root / name).unlink()
    else:
        (root / name).write_text(before, "utf-8")


def run(root: Path, *command: str, without: str = "postgresql") -> subprocess.CompletedProcess[str]:
    """A command of the environment, run on the copy; tests leave out what `without` names."""
    surroundings = {
        **os.environ,
        "PYTHONPATH": str(root),
        "PYTHONDONTWRITEBYTECODE": "1",
        "WITHOUT": without,
    }
    return subprocess.run(
        [str(Path(sys.executable).with_name(command[0])), *command[1:]],
        cwd=root,
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
    )
