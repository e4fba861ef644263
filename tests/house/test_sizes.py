"""Small files, small functions: what is larger says at its top why it is whole."""

import ast
from pathlib import Path
from statistics import median

import pytest

from tests.support.source import PACKAGE, functions, lines_of, name_of, python_files, templates

LARGEST_FILE = 300
LARGEST_FUNCTION = 40
LARGEST_TEMPLATE = 150
LARGEST_VIEW = 25
WHOLE_ON_PURPOSE = "Whole on purpose"


def _length(function: ast.FunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


@pytest.mark.parametrize("path", python_files(), ids=name_of)
def test_a_file_is_small(path: Path) -> None:
    if WHOLE_ON_PURPOSE in path.read_text("utf-8"):
        return
    assert lines_of(path) <= LARGEST_FILE, "split it by concept, or say at its top why it is whole on purpose"


def test_files_are_small_in_the_middle() -> None:
    assert median(lines_of(path) for path in python_files()) <= 100


@pytest.mark.parametrize("path", python_files(), ids=name_of)
def test_functions_are_small(path: Path) -> None:
    long = {f.name: _length(f) for f in functions(path) if _length(f) > LARGEST_FUNCTION}
    if WHOLE_ON_PURPOSE in path.read_text("utf-8"):
        return
    assert not long, f"longer than {LARGEST_FUNCTION} lines: {long}"


def test_functions_are_small_in_the_middle() -> None:
    assert median(_length(f) for path in python_files() for f in functions(path)) <= 10


@pytest.mark.parametrize("path", sorted((PACKAGE / "web").glob("*/*.py")), ids=name_of)
def test_views_are_small(path: Path) -> None:
    for function in functions(path):
        if any("gate" in ast.unparse(decorator) for decorator in function.decorator_list):
            assert _length(function) <= LARGEST_VIEW + 8, f"{function.name}: move its work into helpers"


@pytest.mark.parametrize("path", templates(), ids=name_of)
def test_a_template_is_small(path: Path) -> None:
    assert lines_of(path) <= LARGEST_TEMPLATE, "split it into parts that are included"
