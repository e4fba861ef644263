"""Small files, small functions: what is larger says at its top why it is whole."""

import ast
from statistics import median

from tests.support.source import (
    PACKAGE,
    decorators,
    functions,
    lines_of,
    name_of,
    python_files,
    templates,
    text_of,
)

LARGEST_FILE = 300
LARGEST_FUNCTION = 40
LARGEST_TEMPLATE = 150
LARGEST_VIEW = 25
WHOLE_ON_PURPOSE = "Whole on purpose"


def _length(function: ast.FunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def test_a_file_is_small() -> None:
    large = {
        name_of(path): lines_of(path)
        for path in python_files()
        if lines_of(path) > LARGEST_FILE and WHOLE_ON_PURPOSE not in text_of(path)
    }
    assert not large, "split it by concept, or say at its top why it is whole on purpose"


def test_files_are_small_in_the_middle() -> None:
    assert median(lines_of(path) for path in python_files()) <= 100


def test_functions_are_small() -> None:
    long = {
        f"{name_of(path)}: {f.name}": _length(f)
        for path in python_files()
        for f in functions(path)
        if _length(f) > LARGEST_FUNCTION and WHOLE_ON_PURPOSE not in text_of(path)
    }
    assert not long, f"longer than {LARGEST_FUNCTION} lines: {long}"


def test_functions_are_small_in_the_middle() -> None:
    assert median(_length(f) for path in python_files() for f in functions(path)) <= 10


def test_views_are_small() -> None:
    long = {
        f"{name_of(path)}: {f.name}": _length(f)
        for path in sorted((PACKAGE / "web").glob("*/*.py"))
        for f in functions(path)
        if "gate" in decorators(f) and _length(f) > LARGEST_VIEW + 8
    }
    assert not long, "move their work into helpers"


def test_a_template_is_small() -> None:
    large = {name_of(path): lines_of(path) for path in templates() if lines_of(path) > LARGEST_TEMPLATE}
    assert not large, "split it into parts that are included"
