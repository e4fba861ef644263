"""`python -m tests.asvs [junit.xml …]` writes var/asvs.md: rows, the tests that prove them, how these ended."""

import sys
from pathlib import Path

from tests.asvs.proofs import proofs
from tests.asvs.report import proven, results, table
from tests.asvs.rows import to_test
from tests.asvs.standing import MISSING
from tests.support.source import ROOT

TARGET = ROOT / "var" / "asvs.md"


def write(files: list[Path]) -> str:
    """Write the report; returns the line that sums it up."""
    found = proofs()
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(table(found, results(files)), "utf-8")
    levels = ", ".join(f"level {n}: {len(proven(found, n))} of {len(to_test(n))}" for n in (1, 2))
    return f"ASVS rows proven by tests: {levels}; {TARGET.relative_to(ROOT)}"


if __name__ == "__main__":
    print(write([Path(name) for name in sys.argv[1:]]))
    if late := sorted(row for row in MISSING if proofs().get(row)):
        print(f"proven meanwhile, take out of MISSING: {', '.join(late)}")
