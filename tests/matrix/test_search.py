"""Nobody finds what they may not open: every person, every kind, every page of the answer (G2; lesson 13)."""

import re

import pytest

from emulation.vocabulary.findable import Findable
from tests.matrix.cast import CAST
from tests.matrix.ground import MARKER, mark
from tests.matrix.oracle import foreign
from tests.matrix.walk import Walk

#: Every marker begins so; each kind of private text of a member and of a cluster is looked for by name too.
WORDS = ("zq", "zqpledge0", "zqproposal0", "zqevidence0", "zqagreement0", "zqcard0", "zqfile0", "nam 2025")
MOST_PAGES = 12


def answers(ready: Walk, person: str, query: str) -> str:
    """All pages of an answer."""
    found = []
    for page in range(1, MOST_PAGES + 1):
        answer = ready.asker.ask(person, "GET", f"/search?q={query.replace(' ', '+')}&page={page}")
        assert answer.status_code == 200
        found.append(answer.get_data(as_text=True).split("<main")[1])
        if 'rel="next"' not in found[-1]:
            return "".join(found)
    raise AssertionError("an answer of more pages than this ground has records")


@pytest.mark.asvs("8.4.1", "8.2.2")
def test_no_answer_holds_the_texts_of_others(ready: Walk, on_sqlite: None) -> None:
    """Red when `_may_find` in queries/search.py gives true, and when a line of OPENS names page:read."""
    faults = []
    for who in CAST:
        for words in WORDS:
            seen = foreign(who, answers(ready, who.person, words))
            faults += [f"{words} as {who.name}: {text}" for text in sorted(seen)]
        for kind in Findable:
            body = ready.asker.ask(who.person, "GET", f"/search?q=zq&kind={kind.value}").get_data(
                as_text=True
            )
            faults += [f"{kind} as {who.name}: {text}" for text in sorted(foreign(who, body))]
    assert not faults, "\n".join(faults)


def test_everybody_finds_what_is_theirs(ready: Walk, on_sqlite: None) -> None:
    """Without this the test above would pass for a search that finds nothing."""
    seen = {who.name: set(MARKER.findall(answers(ready, who.person, "zq"))) for who in CAST}
    texts = {name: {text for text, _kind, _owner in found} for name, found in seen.items()}
    own = {mark(kind, "HP") for kind in ("pledge", "proposal", "evidence", "agreement")}
    assert texts["officer"] >= {text for text in own if "agreement" not in text} | {mark("agreement", "A")}
    for name in ("chair", "vice", "chairlead", "vicelead", "auditor"):
        assert texts[name] >= {
            mark(kind, city) for kind in ("pledge", "evidence") for city in ("HP", "DN")
        }, name
    assert texts["public"] == set()
    assert texts["outsider"] == texts["outsider"] - {mark("pledge", "HP")} != set()


def test_a_draft_report_is_not_even_counted_for_others(ready: Walk, on_sqlite: None) -> None:
    """Red when OWN_ALONE in rules/search.py is empty."""
    for who in CAST:
        found = set(re.findall(r"/results/([A-Z]+)/", answers(ready, who.person, "ket qua 6 thang")))
        is_own = who.kind not in ("public", "teller", "auditor", "admin")
        assert found == ({who.member} if is_own else set()), who.name
