"""What a question asks for, and how the index keeps the words of a record."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from emulation.vocabulary.actions import Action
from emulation.vocabulary.findable import Entry, Findable
from emulation.vocabulary.kinds import Sight
from emulation.vocabulary.vietnamese import fold, sort_key

#: Which action opens the page of a record that not everybody may find: of the cluster's people, of the member's.
OPENS: Mapping[tuple[Findable, Sight], Action] = {
    (Findable.CONTENT, Sight.CLUSTER): Action.CYCLE_READ,
    (Findable.PLEDGE, Sight.MEMBER): Action.PLEDGE_READ,
    (Findable.TARGET, Sight.MEMBER): Action.PLEDGE_READ,
    (Findable.REPORT, Sight.CLUSTER): Action.RESULT_READ,
    (Findable.REPORT, Sight.MEMBER): Action.RESULT_READ,
    (Findable.CAMPAIGN, Sight.CLUSTER): Action.CAMPAIGN_READ,
    (Findable.PROPOSAL, Sight.MEMBER): Action.PROPOSAL_READ,
    (Findable.EVIDENCE, Sight.MEMBER): Action.EVIDENCE_READ,
}
#: Of these, what is for the member's own people alone, whatever the action allows beside (a report not handed in).
OWN_ALONE = frozenset({(Findable.REPORT, Sight.MEMBER)})

LONGEST_QUESTION = 200
MOST_WORDS = 10
LONGEST_TITLE = 200
LONGEST_DETAIL = 400
#: Between the words of the title and all others in the search text.
BORDER = "|"
_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """The words of a text as the search compares them: without marks, letters and digits only."""
    return _WORD.findall(fold(text))


def words_of_question(question: str) -> list[str]:
    """The words that must all occur; a question of no end is cut. No word holds a wildcard of the database."""
    return list(dict.fromkeys(words_of(question[:LONGEST_QUESTION])))[:MOST_WORDS]


def search_text(entry: Entry) -> str:
    """What a question is compared with: each word behind a space, the title's before the border."""
    title, rest = words_of(entry.title), words_of(f"{entry.detail} {entry.also}")
    return " ".join(["", *title, BORDER, *rest, ""])


def columns_of(entry: Entry) -> dict[str, Any]:
    """The entry as a row of the index."""
    return {
        "cluster_id": entry.cluster_id,
        "member_id": entry.member_id,
        "year": entry.year,
        "sight": entry.sight,
        "title": _cut(entry.title, LONGEST_TITLE),
        "detail": _cut(entry.detail, LONGEST_DETAIL),
        "href": entry.href,
        "search_text": search_text(entry),
        "sort_key": sort_key(entry.title),
    }


def _cut(text: str, longest: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def marked(text: str, words: Collection[str]) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is a word that the question has found."""
    found, last = [], 0
    for match in _WORD.finditer(text):
        if any(one.startswith(word) for one in words_of(match.group()) for word in words):
            found += [(text[last : match.start()], False), (match.group(), True)]
            last = match.end()
    return [piece for piece in (*found, (text[last:], False)) if piece[0]]
