"""The same concept has the same name on every floor, and a concept with behaviour has its tests."""

import re
from dataclasses import dataclass

import pytest

from tests.support.source import PACKAGE, ROOT

#: Floors whose files must have a test file of the same name on the same floor.
TESTED = ("rules", "services")


@dataclass(frozen=True)
class Through:
    """The test file that covers a concept of another name: `via` uses the concept, the test says `says`."""

    test: str
    via: str
    says: str


#: Concepts without a test file of their own name, and what covers them.
THROUGH_OTHERS = {
    "services/versions": Through("tests/faults/test_races.py", "emulation/services/pledges.py", "Stale"),
    "services/changes": Through(
        "tests/services/test_members.py", "tests/services/test_members.py", "record_change"
    ),
    "services/computing": Through(
        "tests/services/test_sheets.py", "emulation/services/sheets.py", "computed"
    ),
    "services/import_goals": Through(
        "tests/services/test_importing.py", "emulation/services/importing.py", "Goal"
    ),
    "services/indicators": Through(
        "tests/services/test_figures.py", "tests/services/test_figures.py", "indicators."
    ),
    "services/once": Through("tests/services/test_letters.py", "emulation/services/letters.py", "race"),
    "services/progress": Through("tests/web/test_results.py", "emulation/web/results/views.py", "matrix"),
    "services/rotation": Through(
        "tests/services/test_terms.py", "tests/services/test_terms.py", "rotation.board"
    ),
    "services/why_lines": Through("tests/services/test_why.py", "emulation/services/why.py", "WhyLine"),
    "services/totals": Through(
        "tests/services/test_rankings.py", "emulation/services/rankings.py", "blockers"
    ),
}


def _concepts() -> list[str]:
    found = []
    for floor in TESTED:
        for path in sorted((PACKAGE / floor).glob("*.py")):
            name = f"{floor}/{path.stem}"
            if path.stem != "__init__" and name not in THROUGH_OTHERS:
                found.append(name)
    return found


@pytest.mark.parametrize("concept", _concepts())
def test_a_concept_with_behaviour_has_its_test_file(concept: str) -> None:
    floor, name = concept.split("/")
    wanted = ROOT / "tests" / floor / f"test_{name}.py"
    assert wanted.exists(), f"write {wanted.relative_to(ROOT)}"


@pytest.mark.parametrize("concept", sorted(THROUGH_OTHERS))
def test_what_is_covered_through_others_is_covered(concept: str) -> None:
    """The concept exists, has no test file of its own name, and the named test really reaches it."""
    floor, name = concept.split("/")
    through = THROUGH_OTHERS[concept]
    assert (PACKAGE / floor / f"{name}.py").exists(), "remove it from THROUGH_OTHERS"
    assert not (ROOT / "tests" / floor / f"test_{name}.py").exists(), "it has its own tests: remove it"
    imports = [line for line in (ROOT / through.via).read_text("utf-8").splitlines() if "import" in line]
    assert any(re.search(rf"\b{name}\b", line) for line in imports), f"{through.via} does not import it"
    assert through.says in (ROOT / through.test).read_text("utf-8")


def test_every_room_has_templates() -> None:
    rooms = {path.parent.name for path in (PACKAGE / "web").glob("*/room.py")}
    assert rooms <= {path.name for path in (ROOT / "templates").iterdir()}


def test_top_level_holds_nothing_else() -> None:
    known = {
        *("README.md", "Makefile", "pyproject.toml", "requirements.txt", "requirements-test.txt"),
        *("emulation", "migrations", "templates", "tests", "config"),
    }
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith(".") and path.name != "var"}
    assert found <= known, f"no other place at the top: {sorted(found - known)}"
