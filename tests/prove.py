"""The slow proofs, part by part, with a report: `python -m tests.prove [part …]`; FULL=1 for the big numbers.

A part is a test file that holds tests marked `prove`. The report says commit, seed, database and seconds; lines
that a proof prints with "PROOF" in front (what was tried, how often) stand below its part.
"""

import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass, field

from tests.support.source import ROOT, name_of, python_files

SEED = os.environ.setdefault("HOSTILE", "20251015")
RED = 1
NOTHING_RAN = 5


@dataclass
class Outcome:
    """What one part came to."""

    part: str
    code: int
    seconds: float
    last: str
    proofs: list[str] = field(default_factory=list)


def parts() -> dict[str, str]:
    """Name → tests of every part: a file with slow proofs, or the pages on PostgreSQL."""
    found = [path for path in python_files(ROOT / "tests") if "pytest.mark.prove" in path.read_text("utf-8")]
    files = {
        path.stem.removeprefix("test_"): name_of(path) for path in found if path.name.startswith("test_")
    }
    return files | {"pages": "tests/web"}


def run(part: str, name: str) -> Outcome:
    """Run one part; its proofs are gathered from what the tests print."""
    started = time.monotonic()
    command = [sys.executable, "-m", "pytest", "-q", "-m", "prove", "-rP", "-p", "no:cacheprovider", name]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    lines = done.stdout.splitlines()
    proofs = [line.removeprefix("PROOF ") for line in lines if line.startswith("PROOF ")]
    if done.returncode not in (0, NOTHING_RAN):
        print(done.stdout[-6000:], done.stderr[-2000:], file=sys.stderr)
    last = next(
        (line for line in reversed(lines) if re.search(r"\d+ (passed|failed|error)", line)), "nothing ran"
    )
    return Outcome(part, done.returncode, time.monotonic() - started, last, proofs)


def heading() -> str:
    """Commit, seed, sizes and databases of this run."""
    git = ["git", "-C", str(ROOT), "describe", "--always", "--dirty", "--abbrev=12"]
    commit = subprocess.run(git, capture_output=True, text=True, check=False).stdout.strip() or "unknown"
    databases = "SQLite" if "postgresql" in os.environ.get("WITHOUT", "") else "SQLite and PostgreSQL"
    size = "big numbers (FULL=1)" if os.environ.get("FULL") else "usual numbers"
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
        outcome = run(part, known[part])
        outcomes.append(outcome)
        print(f"{'ok ' if outcome.code == 0 else 'RED'} {part:<20} {outcome.seconds:7.1f} s  {outcome.last}")
        for proof in outcome.proofs:
            print(f"      {proof}", flush=True)
    return RED if any(outcome.code for outcome in outcomes) or not outcomes else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
