"""The project's own files, as the tests that inspect the house read them."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "emulation"
TEMPLATES = ROOT / "templates"


def python_files(folder: Path = PACKAGE) -> list[Path]:
    """All Python files below a folder."""
    return sorted(folder.rglob("*.py"))


def templates() -> list[Path]:
    """All page and macro templates."""
    return sorted(TEMPLATES.rglob("*.html"))


def name_of(path: Path) -> str:
    """The path as a person would name it."""
    return str(path.relative_to(ROOT))


def parsed(path: Path) -> ast.Module:
    """The file's syntax tree."""
    return ast.parse(path.read_text("utf-8"))


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    """Every function and method of a file."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef):
            yield node


def lines_of(path: Path) -> int:
    """How many lines a file has."""
    return len(path.read_text("utf-8").splitlines())
