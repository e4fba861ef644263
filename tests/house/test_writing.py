"""One place commits; reading pages cannot write; nobody changes rows in bulk past their versions."""

import ast
import re
from pathlib import Path

from tests.support.source import PACKAGE, decorators, functions, name_of, nodes, python_files, text_of

COMMITS = PACKAGE / "db.py"
VIEWS = [(path, function) for path in python_files(PACKAGE / "web") for function in functions(path)]


def _calls(path: Path) -> list[ast.Call]:
    return [node for node in nodes(path) if isinstance(node, ast.Call)]


def test_only_the_unit_of_work_commits() -> None:
    found = [
        f"{name_of(path)}:{call.lineno}"
        for path in python_files()
        for call in _calls(path)
        if path != COMMITS and isinstance(call.func, ast.Attribute) and call.func.attr == "commit"
    ]
    assert not found, "use db.unit_of_work: it asks for the audit event"


def test_a_database_carries_the_keys_of_its_installation() -> None:
    """`emulation db check` makes a database that it throws away."""
    throws_away = PACKAGE / "cli" / "database.py"
    found = [
        f"{name_of(path)}:{call.lineno}"
        for path in python_files()
        for call in _calls(path)
        if path != throws_away and isinstance(call.func, ast.Name) and call.func.id == "Database"
    ]
    assert not found, "use Database.of(settings): it knows the audit keys"


def test_a_get_view_does_not_write() -> None:
    found = [
        f"{name_of(path)}: {function.name}"
        for path, function in VIEWS
        if ".get(" in decorators(function) and "writing(" in ast.unparse(function)
    ]
    assert not found, "a GET changes nothing"


def test_every_route_is_hung_with_get_or_post() -> None:
    found = [f"{name_of(path)}: {view.name}" for path, view in VIEWS if ".route(" in decorators(view)]
    assert not found, "use .get or .post"


def test_queries_only_read() -> None:
    changing = {"add", "add_all", "delete", "flush", "merge"}
    found = [
        f"{name_of(path)}:{call.lineno}"
        for path in python_files(PACKAGE / "queries")
        for call in _calls(path)
        if isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name)
        if call.func.value.id == "session" and call.func.attr in changing
    ]
    assert not found, "services write"


def test_what_passes_the_guard_is_marks_of_clocks_and_steps_only() -> None:
    """Statements past the trail stand in three files, for five columns. Red when another service uses `unaudited`."""
    found = {
        (name_of(path), column)
        for path in python_files(PACKAGE)
        for column in re.findall(r"unaudited\(\s*update\(.*?\.values\((\w+)=", text_of(path), re.DOTALL)
    }
    assert found == {
        ("emulation/services/sign_ins.py", "last_sign_in_at"),
        ("emulation/services/sign_ins.py", "password_hash"),
        ("emulation/services/codes.py", "totp_last_step"),
        ("emulation/services/codes.py", "totp_seed"),
        ("emulation/services/digests.py", "digest_at"),
    }
    users = [path for path in python_files(PACKAGE) if "unaudited(" in text_of(path)]
    assert {name_of(path) for path in users} == {name for name, _column in found} | {"emulation/db.py"}
