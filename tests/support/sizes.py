"""How much is asked: a sample in `make test`, all of it with FULL=1 (`FULL=1 make prove` runs these tests too)."""

import os
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")
FULL = bool(os.environ.get("FULL"))


def some(of: Sequence[T], *, every: int, turn: int = 0) -> Sequence[T]:
    """Every so many-th of them, beginning in turn so that neighbours meet others; all with FULL=1."""
    return of if FULL else of[turn % every :: every]
