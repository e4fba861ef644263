"""The public page of an emulation year."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import cycles as queries
from emulation.queries.conferences import conferences_of_cycle
from emulation.queries.places import YearPlace
from emulation.queries.terms import terms_of
from emulation.rules import access, phases
from emulation.vocabulary.actions import Action
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.kinds import ConferenceKind, Post, Provenance
from emulation.vocabulary.states import Phase
from emulation.vocabulary.words import N_
from emulation.web.cycles.room import room
from emulation.web.shell import here
from emulation.web.shell.addresses import find_address
from emulation.web.shell.gate import gate

FIRST_YEAR, LAST_YEAR = 1948, 2200
#: Pages of a year: endpoint, words, action that a reader needs.
PAGES = (
    ("calendar.of_year", N_("Lịch hoạt động"), Action.PAGE_READ),
    ("board.show", N_("Bảng theo dõi"), Action.CYCLE_READ),
    ("pledges.agreement", N_("Giao ước của cụm"), Action.PAGE_READ),
    ("pledges.index", N_("Giao ước và tiến độ"), Action.PAGE_READ),
    ("pledges.promises_of_year", N_("Theo dõi cam kết"), Action.PAGE_READ),
    ("results.index", N_("Tiến độ và kết quả"), Action.RESULT_READ),
    ("scorecards.show", N_("Bảng tiêu chí chấm điểm"), Action.SCORECARD_READ),
    ("scores.totals", N_("Tổng hợp điểm"), Action.TOTALS_READ),
    ("rankings.year", N_("Bảng xếp hạng"), Action.PAGE_READ),
    ("awards.index", N_("Khen thưởng"), Action.PAGE_READ),
)


@room.get("/clusters/<code>/<int:year>")
@gate(Action.PAGE_READ)
def show(code: str, year: int) -> ResponseReturnValue:
    """The year: where it stands, its dates, its chair, its conferences, and what can be read about it."""
    known = here.place().find_year(year)
    if known is None:
        return _unopened(year)
    session = here.session()
    page = queries.get_cycle_page(session, known.id)
    deadlines = queries.deadlines_of(session, known.id)
    posts = terms_of(session, here.place().id, year=year)
    conferences = conferences_of_cycle(session, known.id)
    return render_template(
        "cycles/show.html",
        page=page,
        steps=_steps(page, deadlines),
        deadlines=deadlines,
        posts=[(post, [row for row in posts if row.post is post]) for post in Post],
        conferences=conferences,
        concluded=next((row for row in conferences if row.kind is ConferenceKind.YEAR_END), None),
        pages=_pages(known),
        calendar=find_address("calendar.of_year", code=code, year=year),
        can_manage=access.may(here.actor(), Action.CYCLE_MANAGE, here.subject(known)),
        can_close=access.may(here.actor(), Action.CYCLE_CLOSE, here.subject(known)),
    )


def _unopened(year: int) -> ResponseReturnValue:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotFound()
    can_open = access.may(here.actor(), Action.CYCLE_OPEN, here.subject())
    return render_template("cycles/unopened.html", number=year, can_open=can_open), 404


def _steps(page: queries.CyclePage, deadlines: list[queries.DeadlineRow]) -> list[tuple[str, str, str]]:
    """The stepper; a year of which only its publication is known has none."""
    if page.provenance is Provenance.PUBLISHED and page.phase is Phase.CLOSED:
        return []
    dates = {row.phase: f"{row.starts_on:%d/%m/%Y} – {row.due_on:%d/%m/%Y}" for row in deadlines}
    passed = phases.passed_through(
        uses_cross_checking=page.uses_cross_checking, uses_explaining=page.uses_explaining
    )
    steps, state = [], "done"
    for phase in passed:
        state = "current" if phase is page.phase else ("todo" if state in ("current", "todo") else "done")
        steps.append((gettext(phase.label), state, dates.get(phase, "")))
    return steps


def _pages(known: YearPlace) -> list[tuple[str, str]]:
    subject = here.subject(known)
    found = []
    for endpoint, words, action in PAGES:
        address = find_address(endpoint, code=here.place().code, year=known.year)
        if address and (action is Action.PAGE_READ or access.may(here.actor(), action, subject)):
            found.append((gettext(words), address))
    return found
