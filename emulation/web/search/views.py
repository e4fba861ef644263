"""The search page: the answer in groups, its filters and pages in the address."""

from itertools import groupby
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.rules import search as rules
from emulation.services import search
from emulation.services.search import Findings
from emulation.vocabulary.actions import Action
from emulation.vocabulary.findable import Findable
from emulation.vocabulary.numbers import find_whole
from emulation.vocabulary.vietnamese import nfc
from emulation.web.search.room import room
from emulation.web.shell import here
from emulation.web.shell.gate import gate
from emulation.web.shell.limits import limited

KINDS = {kind.value: kind for kind in Findable}


@room.get("/search")
@gate(Action.PAGE_READ)
@limited("search")
def show() -> ResponseReturnValue:
    """Everything in which all words of the question occur and that the reader may open."""
    question = nfc(request.args.get("q", ""))[: rules.LONGEST_QUESTION]
    kind, year = KINDS.get(request.args.get("kind", "")), find_whole(request.args.get("year", ""))
    findings = search.find(
        here.session(),
        actor=here.actor(),
        question=question,
        kind=kind,
        year=year,
        page=find_whole(request.args.get("page", "")) or 1,
    )
    words = rules.words_of_question(question)
    return render_template(
        "search/show.html",
        question=question,
        has_words=bool(words),
        groups=[(group, list(rows)) for group, rows in groupby(findings.rows, key=lambda row: row.kind)],
        findings=findings,
        kind=kind,
        year=year,
        kinds=_kinds(findings, kind),
        found_years=sorted({*findings.years, *([year] if year else [])}, reverse=True),
        marked=lambda text: rules.marked(text, words),
        paging=_paging(findings, question, kind, year),
        longest=rules.LONGEST_QUESTION,
    )


def _kinds(findings: Findings, chosen: Findable | None) -> list[tuple[str, str]]:
    """The kinds to choose from, with how many were found of each; what is chosen stays in the list."""
    kinds = [kind for kind in Findable if kind in findings.kinds or kind is chosen]
    return [(kind.value, f"{gettext(kind.label)} ({findings.kinds.get(kind, 0)})") for kind in kinds]


def _paging(findings: Findings, question: str, kind: Findable | None, year: int | None) -> dict[str, Any]:
    asked: dict[str, Any] = {"q": question, "kind": kind.value if kind else None, "year": year}
    before, after = (url_for("search.show", **asked, page=findings.page + step) for step in (-1, 1))
    return {
        "page": findings.page,
        "pages": findings.pages,
        "shown": len(findings.rows),
        "total": findings.total,
        "previous_href": before if findings.page > 1 else "",
        "next_href": after if findings.page < findings.pages else "",
    }
