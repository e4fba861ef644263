"""The project's own files, as the tests that inspect the house read them: each is read and parsed once."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "emulation"
TEMPLATES = ROOT / "templates"


@cache
def python_files(folder: Path = PACKAGE) -> tuple[Path, ...]:
    """All Python files below a folder."""
    return tuple(sorted(folder.rglob("*.py")))


@cache
def templates() -> tuple[Path, ...]:
    """All page and macro templates."""
    return tuple(sorted(TEMPLATES.rglob("*.html")))


def name_of(path: Path) -> str:
    """The path as a person would name it."""
    return str(path.relative_to(ROOT))


@cache
def text_of(path: Path) -> str:
    """What stands in the file."""
    return path.read_text("utf-8")


@cache
def parsed(path: Path) -> ast.Module:
    """The file's syntax tree."""
    return ast.parse(text_of(path))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Everything in the file's syntax tree."""
    return tuple(ast.walk(parsed(path)))


@cache
def functions(path: Path) -> tuple[ast.FunctionDef, ...]:
    """Every function and method of a file."""
    return tuple(node for node in nodes(path) if isinstance(node, ast.FunctionDef))


@cache
def decorators(function: ast.FunctionDef) -> str:
    """What stands above the function."""
    return " ".join(ast.unparse(decorator) for decorator in function.decorator_list)


def lines_of(path: Path) -> int:
    """How many lines a file has."""
    return len(text_of(path).splitlines())
