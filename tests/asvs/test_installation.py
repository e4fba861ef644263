"""What is installed: known components with their hashes, our package without tests, and nobody's account."""

import ast
import re
import sys
import tomllib
import zipfile
from importlib.metadata import packages_distributions, version
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder
from packaging.version import Version
from sqlalchemy import select

from emulation import settings as settings_module
from emulation.db import Database
from emulation.models.accounts import User
from emulation.settings import SettingsError
from tests.support.source import ROOT, name_of, nodes, python_files

PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)(?:\[[a-z,]+\])?==([^\s;]+)", re.MULTILINE)
SAFE = {
    "env": "production",
    "base_url": "https://thidua.example",
    "secret_key": "s" * 48,
    "audit_key": "a" * 48,
}


def plain(name: str) -> str:
    """The name of a package as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(file: str) -> dict[str, str]:
    """Package → version of a lock file."""
    return {plain(name): version for name, version in PIN.findall((ROOT / file).read_text("utf-8"))}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The names of the files in the wheel, built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    built = next(WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"]))
    with zipfile.ZipFile(Path(built)) as archive:
        return archive.namelist()


@pytest.mark.asvs("15.2.3", "13.4.1")
def test_the_wheel_holds_the_house_and_nothing_else(wheel: list[str]) -> None:
    """No tests, no source control, no data of this machine. Red when pyproject adds "tests" to the packages."""
    assert "emulation/app.py" in wheel
    tops = {name.split("/")[0] for name in wheel if ".dist-info/" not in name}
    assert tops == {"emulation"}
    folders = {part for name in wheel for part in name.split("/")[:-1]}
    assert not folders & {"tests", "test", ".git", ".ci", ".venv", "var", "__pycache__"}
    assert not [
        name for name in wheel if re.search(r"(conftest|test_\w+)\.py$|\.sqlite3|\.env$|\.pem$|\.key$", name)
    ]


@pytest.mark.asvs("15.1.2")
@pytest.mark.parametrize("file", ["requirements.txt", "requirements-test.txt"])
def test_every_component_is_pinned_with_hashes(file: str) -> None:
    """Red when a line loses its hash, or when a package is taken from an address."""
    blocks = re.split(r"\n(?=\S)", (ROOT / file).read_text("utf-8").strip())
    for block in blocks:
        assert PIN.match(block), block.splitlines()[0]
        assert "--hash=sha256:" in block, block.splitlines()[0]
        assert "://" not in block, block.splitlines()[0]


@pytest.mark.asvs("15.1.2")
def test_what_our_code_uses_is_written_down() -> None:
    """Whatever the application imports belongs to a package of the lock, at the version of the lock.

    Red when a module of a package that only happens to be installed is imported.
    """
    known, owners = locked("requirements.txt"), packages_distributions()
    for path in python_files():
        for node in nodes(path):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
            for top in {name.split(".")[0] for name in names} - set(sys.stdlib_module_names) - {"emulation"}:
                package = plain(owners[top][0])
                assert package in known, f"{name_of(path)}: {top} is of {package}, which is not in the lock"
                assert Version(version(package)) == Version(known[package]), package


@pytest.mark.asvs("15.1.2")
def test_the_lock_answers_what_the_project_asks_for() -> None:
    """Production gets its own lock, which holds no tool of the tests."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {plain(re.split(r"[<>=\[ ]", line)[0]) for line in project["dependencies"]}
    for_tests = {plain(re.split(r"[<>=\[ ]", line)[0]) for line in project["optional-dependencies"]["test"]}
    assert wanted <= set(locked("requirements.txt"))
    assert not (for_tests - wanted) & set(locked("requirements.txt"))


@pytest.mark.asvs("6.3.2")
def test_a_fresh_installation_has_no_accounts(database: Database) -> None:
    """Red when a migration inserts an administrator."""
    with database.reading() as session:
        assert session.scalars(select(User)).all() == []


@pytest.mark.asvs("13.3.1", "11.2.3")
@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"secret_key": ""}, "SECRET_KEY"),
        ({"secret_key": "k" * 31}, "SECRET_KEY"),
        ({"audit_key": "k" * 31}, "AUDIT_KEY"),
        ({"base_url": "http://thidua.example"}, "https://"),
        ({"demo": True}, "demo"),
        ({"fixed_now": "2025-10-15T10:00:00+07:00"}, "fixed clock"),
        ({"password": "x"}, "unknown setting"),
    ],
)
def test_production_refuses_what_is_not_safe(values: dict[str, object], said: str) -> None:
    """Red when _refuse_unsafe forgets the audit key, or lets a short one pass."""
    assert settings_module.load({}, **SAFE).is_production
    with pytest.raises(SettingsError, match=said):
        settings_module.load({}, **(SAFE | values))
