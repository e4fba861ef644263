"""The table of ASVS is exact: what is proven has a test, what is not says which feature will bring the proof."""

import re
from xml.etree import ElementTree

import pytest

from tests.asvs import report
from tests.asvs.proofs import proofs
from tests.asvs.rows import LEVEL_3, rows, to_test
from tests.asvs.standing import LEVEL_1_OPEN, LEVEL_2_FLOOR, MISSING

FEATURE = re.compile(r"[A-Z]\d{1,2}: \S")


def unproven(level: int) -> set[str]:
    return set(to_test(level)) - set(proofs())


def test_the_rows_are_those_of_level_two() -> None:
    """70 + 183 rows stand in the standard; 51 and 95 of them are for tests of an application."""
    assert [sum(row.level == level for row in rows().values()) for level in (1, 2)] == [70, 183]
    assert (len(to_test(1)), len(to_test(2))) == (51, 95)


def test_every_mark_names_a_row_that_applies() -> None:
    """Red when a mark names 9.1.1, which does not apply, or 99.1.1, which nobody knows."""
    known = {row.id for row in rows().values() if row.proof != "none"} | LEVEL_3
    assert set(proofs()) <= known, f"no such row: {sorted(set(proofs()) - known)}"


def test_every_level_1_row_is_proven() -> None:
    """Red when the mark of a row's only test is taken away."""
    open_rows = unproven(1)
    assert len(open_rows) == LEVEL_1_OPEN, f"prove: {sorted(open_rows)}"


def test_at_least_60_level_2_rows_are_proven() -> None:
    """Red when marks are taken away until fewer than the floor are left."""
    assert len(to_test(2)) - len(unproven(2)) >= LEVEL_2_FLOOR


def test_the_missing_rows_are_exactly_those_without_a_test() -> None:
    """Red when a row of MISSING is proven, and when an unproven row does not stand there."""
    without = unproven(1) | unproven(2)
    assert sorted(set(MISSING) - without) == [], "proven: take them out of MISSING"
    assert sorted(without - set(MISSING)) == [], "say in MISSING which feature will prove them"


def test_each_remaining_row_names_what_will_prove_it() -> None:
    """Red when a row of MISSING says "later"."""
    nameless = [row for row, words in MISSING.items() if not FEATURE.match(words)]
    assert not nameless, "name the feature by its id, then what it brings"


def test_a_test_ended_as_its_worst_variant_did(tmp_path_factory: pytest.TempPathFactory) -> None:
    suite = ElementTree.Element("testsuite")
    for variant, fails in (("[sqlite]", False), ("[postgresql]", True), ("[other]", False)):
        case = ElementTree.SubElement(
            suite, "testcase", classname="tests.web.test_x", name=f"test_a{variant}"
        )
        if fails:
            ElementTree.SubElement(case, "failure")
    file = tmp_path_factory.mktemp("junit") / "junit.xml"
    ElementTree.ElementTree(suite).write(file)
    assert report.results([file]) == {"tests/web/test_x.py::test_a": "failed"}


def test_the_report_says_what_each_row_rests_on() -> None:
    proofs_of = {"6.2.1": ["tests/a.py::test_b"], "8.1.1": ["tests/a.py::test_c"]}
    text = report.table(proofs_of, {"tests/a.py::test_b": "passed"})
    assert (
        "| rights to acts and records are written down | by a document; a part by `tests/a.py::test_c` |"
        in text
    )
    assert "| v5.0.0-6.2.1 | 1 | passwords of 8 letters and more | `tests/a.py::test_b` – passed |" in text
    assert "| v5.0.0-17.1.1 | 2 | no WebRTC | does not apply |" in text
    assert "level 1 1 of 51" in text
