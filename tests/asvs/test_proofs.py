"""Every test that proves a row, run once; the report var/asvs.md says how each ended."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.asvs.__main__ import write
from tests.asvs.proofs import proofs
from tests.asvs.report import results
from tests.support.source import ROOT

pytestmark = pytest.mark.prove


def test_every_test_that_proves_a_row_is_green(tmp_path: Path) -> None:
    """The tests behind the table are run as they stand, those with a browser and the slow ones too."""
    names = sorted({name for tests in proofs().values() for name in tests})
    junit = tmp_path / "junit.xml"
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-m",
        "",
        "-p",
        "no:cacheprovider",
        f"--junit-xml={junit}",
    ]
    done = subprocess.run([*command, *names], cwd=ROOT, capture_output=True, text=True, check=False)
    print(f"PROOF {write([junit])}")
    ended = results([junit])
    print(f"PROOF {len(ended)} tests run for them, {sum(how == 'passed' for how in ended.values())} passed")
    assert done.returncode == 0, done.stdout[-4000:]
    assert {name for name in names if ended.get(name) != "passed"} == set()
