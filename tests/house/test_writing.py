"""One place commits; reading pages cannot write; nobody changes rows in bulk past their versions."""

import ast
import re
from pathlib import Path

import pytest

from tests.support.source import PACKAGE, functions, name_of, parsed, python_files

COMMITS = PACKAGE / "db.py"


def _calls(path: Path) -> list[ast.Call]:
    return [node for node in ast.walk(parsed(path)) if isinstance(node, ast.Call)]


@pytest.mark.parametrize("path", python_files(), ids=name_of)
def test_only_the_unit_of_work_commits(path: Path) -> None:
    names = [call.func.attr for call in _calls(path) if isinstance(call.func, ast.Attribute)]
    assert path == COMMITS or "commit" not in names, "use db.unit_of_work: it asks for the audit event"


@pytest.mark.parametrize("path", python_files(), ids=name_of)
def test_a_database_carries_the_keys_of_its_installation(path: Path) -> None:
    """`emulation db check` makes a database that it throws away."""
    names = [call.func.id for call in _calls(path) if isinstance(call.func, ast.Name)]
    throws_away = path == PACKAGE / "cli" / "database.py"
    assert throws_away or "Database" not in names, "use Database.of(settings): it knows the audit keys"


@pytest.mark.parametrize("path", sorted((PACKAGE / "web").rglob("*.py")), ids=name_of)
def test_a_get_view_does_not_write(path: Path) -> None:
    for function in functions(path):
        decorators = " ".join(ast.unparse(decorator) for decorator in function.decorator_list)
        if ".get(" in decorators:
            assert "writing(" not in ast.unparse(function), f"{function.name}: a GET changes nothing"


@pytest.mark.parametrize("path", sorted((PACKAGE / "web").rglob("*.py")), ids=name_of)
def test_every_route_is_hung_with_get_or_post(path: Path) -> None:
    for function in functions(path):
        for decorator in function.decorator_list:
            assert ".route(" not in ast.unparse(decorator), f"{function.name}: use .get or .post"


@pytest.mark.parametrize("path", sorted((PACKAGE / "queries").rglob("*.py")), ids=name_of)
def test_queries_only_read(path: Path) -> None:
    changing = {"add", "add_all", "delete", "flush", "merge"}
    for call in _calls(path):
        if isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name):
            assert not (call.func.value.id == "session" and call.func.attr in changing), "services write"


def test_what_passes_the_guard_is_marks_of_clocks_and_steps_only() -> None:
    """Statements past the trail stand in three files, for five columns. Red when another service uses `unaudited`."""
    found = {
        (name_of(path), column)
        for path in python_files(PACKAGE)
        for column in re.findall(
            r"unaudited\(\s*update\(.*?\.values\((\w+)=", path.read_text("utf-8"), re.DOTALL
        )
    }
    assert found == {
        ("emulation/services/sign_ins.py", "last_sign_in_at"),
        ("emulation/services/sign_ins.py", "password_hash"),
        ("emulation/services/codes.py", "totp_last_step"),
        ("emulation/services/codes.py", "totp_seed"),
        ("emulation/services/digests.py", "digest_at"),
    }
    users = [path for path in python_files(PACKAGE) if "unaudited(" in path.read_text("utf-8")]
    assert {name_of(path) for path in users} == {name for name, _column in found} | {"emulation/db.py"}
