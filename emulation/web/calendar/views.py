"""The public page of a year's calendar, for everybody; whoever is signed in finds their own tasks among the dates."""

from dataclasses import dataclass
from itertools import groupby

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import cycles
from emulation.queries.extensions import ExtensionRow, extensions_of
from emulation.queries.places import YearPlace
from emulation.rules import access
from emulation.rules.calendar import Nearness
from emulation.services import agenda, feeds
from emulation.services.agenda import Line
from emulation.services.calendar import proposal_for
from emulation.vocabulary.actions import Action
from emulation.web.calendar import words
from emulation.web.calendar.room import room
from emulation.web.shell import here
from emulation.web.shell.gate import gate


@dataclass(frozen=True)
class Row:
    """A line of the agenda in words. `href` leads to where a task is done."""

    line: Line
    title: str
    day: str
    far: str
    tone: str
    tag: str


@room.get("/clusters/<code>/calendar")
@gate(Action.PAGE_READ)
def index(code: str) -> ResponseReturnValue:
    """The calendar of the running year."""
    running = here.place().running
    return _page(running) if running else render_template("calendar/index.html", year=None)


@room.get("/clusters/<code>/<int:year>/calendar")
@gate(Action.PAGE_READ)
def of_year(code: str, year: int) -> ResponseReturnValue:
    """The calendar of a year."""
    return _page(here.year(year))


def _page(known: YearPlace) -> ResponseReturnValue:
    session, actor = here.session(), here.actor()
    cycle = cycles.get_cycle(session, known.id)
    found = agenda.agenda_of(
        session, actor=actor, now=here.now(), code=here.place().code, cycle=cycle, subject=here.subject(known)
    )
    return render_template(
        "calendar/index.html",
        year=known,
        months=_months([line for line in found.lines if not _is_past(line)]),
        past=_months([line for line in found.lines if _is_past(line)]),
        unannounced=found.unannounced,
        received_on=cycle.received_on,
        is_proposed=cycle.received_on == proposal_for(session, known.year).received_on,
        today=here.today(),
        duty_words=words.duties_of,
        extensions=_extensions(known),
        feed_made_at=feeds.made_at(session, actor),
        can_manage=access.may(actor, Action.CALENDAR_EDIT, here.subject(known)),
    )


def _is_past(line: Line) -> bool:
    """Whether nobody is asked for it any more."""
    return line.distance.nearness is Nearness.PASSED


def _months(lines: list[Line]) -> list[tuple[str, list[Row]]]:
    """Rows by month; a span stands in the month of its last day."""
    months = groupby(lines, key=lambda line: (line.entry.last_on.year, line.entry.last_on.month))
    return [
        (gettext("Tháng %(month)s/%(year)s", month=f"{month:02d}", year=year), [_row(line) for line in rows])
        for (year, month), rows in months
    ]


def _row(line: Line) -> Row:
    entry, far = line.entry, line.distance
    nearness = far.nearness
    is_late = words.is_overdue(entry, far)
    shown = nearness.label if is_late or nearness.tone == "attention" or nearness.value == "passed" else ""
    tone = "problem" if is_late else nearness.tone if nearness.tone != "problem" else "neutral"
    return Row(
        line=line,
        title=words.summary_of(entry),
        day=words.day_words(entry),
        far=words.distance_of(entry, far, here.today()),
        tone=tone,
        tag=gettext(shown) if shown else "",
    )


def _extensions(known: YearPlace) -> list[ExtensionRow]:
    """Permissions to be late: one's own members', and all for whoever gives them."""
    actor = here.actor()
    sight = access.scope_of(actor, Action.EXTENSION_GRANT).of_cluster(here.place().id)
    if actor.user_id is None:
        return []
    rows = extensions_of(here.session(), known.id)
    return [row for row in rows if row.member_id in actor.member_ids or sight.shows(row.member_id)]
