"""The table that people read: row, level, what proves it, and how its tests ended in the last run."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from xml.etree import ElementTree

from tests.asvs.proofs import Proofs
from tests.asvs.rows import Row, rows, to_test
from tests.asvs.standing import MISSING

#: From best to worst: a test with several variants ended as its worst one did.
ORDER = ("passed", "skipped", "failed")
Results = dict[str, str]
#: What meets the rows that are not for tests; a test may still stand behind a document.
WORDS = {"none": "does not apply", "person": "by a person", "document": "by a document"}


def results(files: Iterable[Path]) -> Results:
    """How each test ended, from JUnit files that we wrote ourselves."""
    found: Results = {}
    for file in files:
        for case in ElementTree.parse(file).iter("testcase"):
            name = f"{case.get('classname', '').replace('.', '/')}.py::{case.get('name', '').split('[')[0]}"
            kinds = {child.tag for child in case}
            ended = (
                "failed" if kinds & {"failure", "error"} else "skipped" if "skipped" in kinds else "passed"
            )
            found[name] = max(found.get(name, ended), ended, key=ORDER.index)
    return found


def proven(proofs: Mapping[str, list[str]], level: int) -> list[str]:
    """Rows of a level that at least one test proves."""
    return [row for row in to_test(level) if proofs.get(row)]


def _standing(row: Row, proofs: Proofs, ended: Results) -> str:
    tests = "<br>".join(
        f"`{test}`{' – ' + ended[test] if test in ended else ''}" for test in proofs.get(row.id, [])
    )
    if row.proof == "test":
        return tests or f"not yet: {MISSING.get(row.id, '')}"
    words = WORDS.get(row.proof, "in a deployment")
    return f"{words}; a part by {tests}" if tests else words


def table(proofs: Proofs, ended: Results) -> str:
    """The report in Markdown."""
    first, second = (f"{len(proven(proofs, n))} of {len(to_test(n))}" for n in (1, 2))
    lines = [
        "# OWASP ASVS 5.0.0, levels 1 and 2",
        "",
        f"Proven by tests: level 1 {first}, level 2 {second}. No certificate: nobody gives one.",
        "",
        "| row | level | about | proof |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| v5.0.0-{row.id} | {row.level} | {row.about} | {_standing(row, proofs, ended)} |"
        for row in rows().values()
    ]
    return "\n".join(lines) + "\n"
