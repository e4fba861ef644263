"""The same concept has the same name on every floor, and a concept with behaviour has its tests."""

import pytest

from tests.support.source import PACKAGE, ROOT

#: Floors whose files must have a test file of the same name on the same floor.
TESTED = ("rules", "services")
#: Files without rules of their own, covered by the tests of those who use them.
THROUGH_OTHERS = {"services/versions", "services/audit", "services/evidence"}


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
