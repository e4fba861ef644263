"""The chair's secretariat: drawing a roster or making one by hand, handing sheets over, opening after the last day."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import cycles
from emulation.rules import access
from emulation.rules.rosters import MOST_CHECKS, YEARS_APART, Impossible
from emulation.services import cross_opening, rosters
from emulation.vocabulary.actions import Action
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.numbers import find_whole
from emulation.web.crosschecks.desk import Board, board_of
from emulation.web.crosschecks.forms import RosterForm, StepForm, TermsForm, years_words
from emulation.web.crosschecks.room import room
from emulation.web.shell import here
from emulation.web.shell.gate import gate
from emulation.web.shell.speech import said
from emulation.web.shell.writing import writing


def _board(year: int) -> Board:
    board = board_of(year)
    access.require(here.actor(), Action.CROSSCHECK_ASSIGN, here.subject(board.year))
    return board


def _asked(board: Board) -> dict[str, Any]:
    """The constraints of the address, else of the roster, else the usual ones."""
    roster = board.roster
    checks, years = find_whole(request.args.get("checks", "")), find_whole(request.args.get("years", ""))
    if checks is None or not 1 <= checks <= MOST_CHECKS:
        checks = roster.checks_each if roster else 1
    if years is None or not 0 <= years <= YEARS_APART:
        years = roster.years_apart if roster else YEARS_APART
    reason = roster.reason if roster else ""
    return {"version": board.version, "checks_each": str(checks), "years_apart": str(years), "reason": reason}


def _terms_form(board: Board) -> TermsForm:
    return TermsForm(formdata=None, data=_asked(board))


def _roster_form(board: Board) -> RosterForm:
    asked = _asked(board)
    form = RosterForm(formdata=None, data=asked | {"pairs": _rows(board, int(asked["checks_each"]))})
    form.offer(board.members)
    return form


def _rows(board: Board, checks: int) -> list[dict[str, str]]:
    """As many rows for each member as it checks, filled from the roster."""
    found = []
    for member in board.members:
        chosen = [str(row.member_id) for row in board.rows if row.checker_id == member.id]
        found += [{"checker": str(member.id), "member": one} for one in (chosen + [""] * checks)[:checks]]
    return found


def _page(
    board: Board, form: TermsForm | None, status: int, impossible: Impossible | None = None
) -> ResponseReturnValue:
    by_hand = form if isinstance(form, RosterForm) else _roster_form(board)
    drawing = form if form is not None and not isinstance(form, RosterForm) else _terms_form(board)
    ways = [(one, years_words(one.years_apart)) for one in impossible.relaxations] if impossible else []
    return render_template(
        "crosschecks/assign.html",
        year=board.year,
        board=board,
        form=form,
        drawing=drawing,
        by_hand=by_hand,
        members={str(member.id): member for member in board.members},
        impossible=impossible,
        reason=said(impossible.message, impossible.values) if impossible else "",
        ways=ways,
    ), status


@room.get("/clusters/<code>/<int:year>/cross-check/roster/assign")
@gate(Action.CROSSCHECK_ASSIGN)
def assigning(code: str, year: int) -> ResponseReturnValue:
    """The two ways to a roster: by lot, and by hand."""
    return _page(_board(year), None, 200)


@room.post("/clusters/<code>/<int:year>/cross-check/roster/draw")
@gate(Action.CROSSCHECK_ASSIGN)
def draw(code: str, year: int) -> ResponseReturnValue:
    """Draw a roster; where there is none, say why and what would help."""
    board, form = _board(year), TermsForm()
    if form.validate_on_submit():
        cycle = cycles.get_cycle(here.session(), board.year.id)
        found = rosters.drawn(here.session(), actor=here.actor(), cycle=cycle, terms=form.terms())
        if isinstance(found, Impossible):
            return _page(board, form, 422, found)
        done = _write(board, form, sorted(found))
        if done is not None:
            return done
    return _page(board, form, 422)


@room.post("/clusters/<code>/<int:year>/cross-check/roster/assign")
@gate(Action.CROSSCHECK_ASSIGN)
def assign(code: str, year: int) -> ResponseReturnValue:
    """Write a roster that was made by hand; a broken constraint stands beside its row."""
    board, form = _board(year), RosterForm()
    form.offer(board.members)
    if {str(member.id) for member in board.members} != {row.form.checker.data for row in form.pairs}:
        raise NotFound()
    if form.validate_on_submit():
        done = _write(board, form, form.chosen())
        if done is not None:
            return done
    return _page(board, form, 422)


def _write(board: Board, form: TermsForm, pairs: list[tuple[int, int]]) -> ResponseReturnValue | None:
    to = url_for("crosschecks.index", code=here.place().code, year=board.year.year)
    about = ("cross_roster", board.roster.id if board.roster else 0)
    with writing(form, to=to, about=about) as outcome:
        rosters.assign(
            here.session(),
            actor=here.actor(),
            now=here.now(),
            cycle=cycles.get_cycle(here.session(), board.year.id),
            version=form.opened_version,
            terms=form.terms(),
            pairs=pairs,
        )
    if not outcome:
        return None
    flash(gettext("Đã lập phân công kiểm tra chéo."), "success")
    return redirect(outcome.location)


@room.post("/clusters/<code>/<int:year>/cross-check/roster/start")
@gate(Action.CROSSCHECK_ASSIGN)
def start(code: str, year: int) -> ResponseReturnValue:
    """Hand the submitted score sheets over to their checkers."""
    board, form = _board(year), StepForm()
    to = url_for("crosschecks.index", code=code, year=year)
    with writing(to=to) as outcome:
        cycle = cycles.get_cycle(here.session(), board.year.id)
        version = form.opened_version
        rosters.start(here.session(), actor=here.actor(), now=here.now(), cycle=cycle, version=version)
    flash(gettext("Đã giao các phiếu đã nộp cho thành viên kiểm tra."), "success")
    return redirect(outcome.location)


@room.post("/clusters/<code>/<int:year>/cross-check/roster/open")
@gate(Action.CROSSCHECK_ASSIGN)
def open_late(code: str, year: int) -> ResponseReturnValue:
    """Open what is sealed, after the last day; what is not sealed is missed."""
    board, form = _board(year), StepForm()
    to = url_for("crosschecks.index", code=code, year=year)
    with writing(to=to) as outcome:
        cycle = cycles.get_cycle(here.session(), board.year.id)
        version = form.opened_version
        cross_opening.open_late(
            here.session(), actor=here.actor(), now=here.now(), cycle=cycle, version=version
        )
    flash(gettext("Đã mở niêm phong các phiếu kiểm tra chéo."), "success")
    return redirect(outcome.location)
