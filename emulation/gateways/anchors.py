"""The file outside the database in which the head of the trail is noted: one line a day, only ever appended.

A line reads `2026-11-30 12345 <seal>`. Whoever keeps a copy elsewhere (print, letter, read-only medium) can prove
later that nothing before that line was cut off or made anew.
"""

import os
import re
from pathlib import Path

from emulation.vocabulary.trail import Anchor

_LINE = re.compile(r"(\d{4}-\d{2}-\d{2}) (\d+) ([0-9a-f]{64})")


def read(path: Path | None) -> list[Anchor]:
    """The anchors in the order of their days; lines that are none raise ValueError: somebody wrote there by hand."""
    if path is None or not path.exists():
        return []
    return [parse(line) for line in path.read_text("utf-8").splitlines()]


def parse(line: str) -> Anchor:
    """The anchor of a line."""
    found = _LINE.fullmatch(line.strip())
    if found is None:
        raise ValueError(f"no anchor: {line[:80]!r}")
    return Anchor(found[1], int(found[2]), found[3])


def line_of(anchor: Anchor) -> str:
    """The anchor as a line."""
    return f"{anchor.day} {anchor.position} {anchor.seal}"


def append(path: Path, anchor: Anchor) -> None:
    """Write one more line and wait until it lies on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{line_of(anchor)}\n")
        file.flush()
        os.fsync(file.fileno())
