"""The slow proofs, part by part, with a report: `python -m tests.prove [part …]`; FULL=1 for the big numbers.

A part is a test file that holds tests marked `prove`; pages and services on PostgreSQL are two more. With FULL=1
every file of which `make test` asks a sample (tests/support/sizes.py) is a part too, asked whole. The report says
commit, seed, database and seconds; lines that a proof prints with "PROOF" in front (what was tried, how often) stand
below its part.
"""

import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass, field

from tests.support.sizes import FULL
from tests.support.source import ROOT, name_of

SEED = os.environ.setdefault("HOSTILE", "20251015")
RED = 1
NOTHING_RAN = 5
#: What a test that asks a sample imports; the matrix does so through its walk.
SAMPLED, MATRIX = "from tests.support.sizes import", ROOT / "tests" / "matrix"


@dataclass
class Outcome:
    """What one part came to."""

    part: str
    code: int
    seconds: float
    last: str
    proofs: list[str] = field(default_factory=list)


def parts() -> dict[str, tuple[str, str]]:
    """Name → tests and marks of every part: a file with slow proofs, a floor on PostgreSQL, a sample as a whole."""
    texts = {path: path.read_text("utf-8") for path in sorted((ROOT / "tests").rglob("test_*.py"))}
    proofs = {
        path.stem.removeprefix("test_"): (name_of(path), "prove")
        for path, text in texts.items()
        if "pytest.mark.prove" in text
    }
    floors = {"pages": ("tests/web", "prove"), "services": ("tests/services", "prove")}
    wholes = {
        f"whole {path.stem.removeprefix('test_')}": (name_of(path), "not prove")
        for path, text in texts.items()
        if FULL and (SAMPLED in text or path.parent == MATRIX)
    }
    return proofs | floors | wholes


def run(part: str, name: str, marks: str) -> Outcome:
    """Run one part; its proofs are gathered from what the tests print."""
    started = time.monotonic()
    command = [sys.executable, "-m", "pytest", "-q", "-m", marks, "-rP", "-p", "no:cacheprovider", name]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    lines = done.stdout.splitlines()
    proofs = [line.removeprefix("PROOF ") for line in lines if line.startswith("PROOF ")]
    if done.returncode not in (0, NOTHING_RAN):
        failures = done.stdout.split(" PASSES ")[0]  # what passed says a lot behind them
        print(failures[-6000:], done.stderr[-2000:], file=sys.stderr)
    last = next(
        (line for line in reversed(lines) if re.search(r"\d+ (passed|failed|error)", line)), "nothing ran"
    )
    return Outcome(part, done.returncode, time.monotonic() - started, last, proofs)


def heading() -> str:
    """Commit, seed, sizes and databases of this run."""
    git = ["git", "-C", str(ROOT), "describe", "--always", "--dirty", "--abbrev=12"]
    commit = subprocess.run(git, capture_output=True, text=True, check=False).stdout.strip() or "unknown"
    databases = "SQLite" if "postgresql" in os.environ.get("WITHOUT", "") else "SQLite and PostgreSQL"
    size = "big numbers (FULL=1)" if FULL else "usual numbers"
    return f"make prove · commit {commit} · seed {SEED} · {databases} · {size}"


def main(wanted: list[str]) -> int:
    """Run the named parts, or all; 1 when one is red or nothing was proved."""
    known = parts()
    if unknown := set(wanted) - set(known):
        print(f"no part {', '.join(sorted(unknown))}; there are: {', '.join(known)}", file=sys.stderr)
        return RED
    print(heading(), flush=True)
    outcomes = []
    for part in wanted or list(known):
        outcome = run(part, *known[part])
        outcomes.append(outcome)
        print(f"{'ok ' if outcome.code == 0 else 'RED'} {part:<20} {outcome.seconds:7.1f} s  {outcome.last}")
        for proof in outcome.proofs:
            print(f"      {proof}", flush=True)
    return RED if any(outcome.code for outcome in outcomes) or not outcomes else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
