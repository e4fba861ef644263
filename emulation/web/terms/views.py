"""Terms of a cluster, recording and correcting them, and the rotation board."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import members
from emulation.queries import terms as queries
from emulation.queries.cycles import get_cluster
from emulation.rules import access
from emulation.services import rotation as boards
from emulation.services import terms
from emulation.vocabulary.actions import Action
from emulation.vocabulary.errors import NotFound
from emulation.web.shell import here
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import writing
from emulation.web.terms.forms import TermForm, TermsForm
from emulation.web.terms.room import room


def _board(*, knows_all: bool = False) -> boards.Board:
    running = here.place().running
    return boards.board(
        here.session(),
        cluster=get_cluster(here.session(), here.place().id),
        running_year=running.year if running else here.today().year,
        today=here.today(),
        knows_all=knows_all,
    )


def _choices() -> list[tuple[str, str]]:
    stays = members.memberships_of(here.session(), here.place().id)
    return list({str(stay.member_id): stay.name_vi for stay in stays}.items())


@room.get("/clusters/<code>/rotation")
@gate(Action.PAGE_READ)
def rotation(code: str) -> ResponseReturnValue:
    """The board: member × year, years since the last turn, next in turn, ten years ahead."""
    return render_template("terms/rotation.html", board=_board())


@room.get("/clusters/<code>/terms")
@gate(Action.TERM_READ)
def index(code: str) -> ResponseReturnValue:
    """All terms, newest first."""
    access.require(here.actor(), Action.TERM_READ, here.subject())
    rows = queries.terms_of(here.session(), here.place().id)
    return render_template(
        "terms/index.html",
        rows=sorted(rows, key=lambda term: -term.year),
        today=here.today(),
        may_record=access.may(here.actor(), Action.TERM_RECORD, here.subject()),
    )


@room.get("/clusters/<code>/terms/new")
@gate(Action.TERM_RECORD)
def new(code: str) -> ResponseReturnValue:
    """The form for the posts of a year, with whose turn it is and why."""
    access.require(here.actor(), Action.TERM_RECORD, here.subject())
    return _new_page(_new_form(), 200)


def _new_form() -> TermsForm:
    turn = _board(knows_all=True).next
    data = {"version": here.place().version, "year": turn.year if turn else None}
    return TermsForm(formdata=None, data=data).with_members(_choices())


def _new_page(form: TermsForm, status: int) -> ResponseReturnValue:
    return render_template("terms/new.html", form=form, board=_board(knows_all=True)), status


@room.post("/clusters/<code>/terms/new")
@gate(Action.TERM_RECORD)
def record(code: str) -> ResponseReturnValue:
    """Write down who holds the posts of a year."""
    access.require(here.actor(), Action.TERM_RECORD, here.subject())
    form = TermsForm().with_members(_choices())
    if form.validate_on_submit():
        to, about = url_for("terms.index", code=code), ("cluster", here.place().id)
        with writing(form, to=to, newest=_new_form, about=about) as outcome:
            terms.record(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                cluster=get_cluster(here.session(), here.place().id),
                version=form.opened_version,
                draft=form.draft(),
            )
        if outcome:
            flash(gettext("Đã ghi nhiệm kỳ năm %(year)s.", year=form.year.data), "success")
            return redirect(outcome.location)
    return _new_page(form, 422)


def _term(term_id: int) -> queries.TermRow:
    access.require(here.actor(), Action.TERM_RECORD, here.subject())
    for row in queries.terms_of(here.session(), here.place().id):
        if row.id == term_id:
            return row
    raise NotFound()


def _form_of(row: queries.TermRow) -> TermForm:
    names = ("version", "starts_on", "ends_on", "decision", "exception_reason", "note")
    data = {name: getattr(row, name) for name in names} | {"member": str(row.member_id)}
    form = TermForm(formdata=None, data=data)
    form.member.choices = _choices()
    return form


@room.get("/clusters/<code>/terms/<int:term_id>")
@gate(Action.TERM_RECORD)
def edit(code: str, term_id: int) -> ResponseReturnValue:
    """One term as a form."""
    row = _term(term_id)
    return render_template("terms/edit.html", row=row, form=_form_of(row))


@room.post("/clusters/<code>/terms/<int:term_id>")
@gate(Action.TERM_RECORD)
def save(code: str, term_id: int) -> ResponseReturnValue:
    """Correct or end a term."""
    row, form = _term(term_id), TermForm()
    form.member.choices = _choices()
    if form.validate_on_submit():
        to, newest = url_for("terms.index", code=code), lambda: _form_of(_term(term_id))
        with writing(form, to=to, newest=newest, about=("term", term_id)) as outcome:
            terms.edit(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                cluster=get_cluster(here.session(), here.place().id),
                term=queries.get_term(here.session(), here.place().id, term_id),
                version=form.opened_version,
                draft=form.draft(),
            )
        if outcome:
            flash(gettext("Đã lưu nhiệm kỳ."), "success")
            return redirect(outcome.location)
    return render_template("terms/edit.html", row=row, form=form), 422
