"""A member's year on one page, for its leaders and everybody, and the same on one sheet of paper (features R6)."""

from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.services import briefs
from emulation.services.briefs import Brief
from emulation.vocabulary.actions import Action
from emulation.web.briefs import parts
from emulation.web.briefs.room import room
from emulation.web.shell import here, papers
from emulation.web.shell.addresses import only_published
from emulation.web.shell.filters import name
from emulation.web.shell.gate import gate
from emulation.web.shell.limits import limited


def _brief(year: int, member: str) -> Brief:
    return briefs.brief(
        here.session(),
        cluster_id=here.place().id,
        known=here.year(year),
        member=member,
        only_published=only_published(),
    )


def _title(found: Brief) -> str:
    return str(gettext("Tóm tắt năm %(year)s: %(member)s", year=found.ranking.year, member=name(found.row)))


def _href(endpoint: str, found: Brief) -> str:
    """A page or file of this summary that keeps the choice “Chỉ số liệu công bố”."""
    where: dict[str, Any] = {"code": here.place().code, "year": found.ranking.year, "member": found.row.code}
    return url_for(endpoint, **where, **_choice())


def _choice() -> dict[str, Any]:
    return {"only": "published"} if only_published() else {}


@room.get("/clusters/<code>/<int:year>/ranking/<member>/summary")
@gate(Action.PAGE_READ)
def summary(code: str, year: int, member: str) -> ResponseReturnValue:
    """The summary; not found before the ranking of the year is published."""
    found = _brief(year, member)
    return render_template(
        "briefs/summary.html",
        title=_title(found),
        found=found,
        notes=parts.notes_of(found),
        parts=[(type(part).__name__.lower(), part) for part in parts.parts_of(found)],
        pdf=_href("briefs.summary_paper", found),
        back=url_for("rankings.year", code=code, year=year, **_choice()),
    )


@room.get("/clusters/<code>/<int:year>/ranking/<member>/summary.pdf")
@gate(Action.PAGE_READ)
@limited("exports")
def summary_paper(code: str, year: int, member: str) -> ResponseReturnValue:
    """The same on one sheet."""
    found = _brief(year, member)
    return papers.paper(
        f"{here.place().code}-{found.ranking.year}-{found.row.code.lower()}-summary",
        _title(found),
        _href("briefs.summary", found),
        parts.notes_of(found),
        parts.parts_of(found),
        papers.illustrative(found.ranking.is_illustrative, found.ranking.is_illustrative),
        one_page=True,
    )
