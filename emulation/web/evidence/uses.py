"""Choosing which papers of the store support a record."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import evidence as queries
from emulation.queries.evidence_uses import Thing, UsedPaper, papers_for
from emulation.rules import access
from emulation.rules.evidence import is_usable
from emulation.services import evidence_uses
from emulation.vocabulary.actions import Action
from emulation.vocabulary.errors import NotFound
from emulation.web.evidence.desk import Desk, desk_of, href_of, may_see, words_of
from emulation.web.evidence.forms import UseForm
from emulation.web.evidence.room import room
from emulation.web.evidence.store import thing_of
from emulation.web.shell import here
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import writing


@room.get("/clusters/<code>/<int:year>/evidence/<member>/use/<object_type>/<int:object_id>")
@gate(Action.EVIDENCE_READ)
def use(code: str, year: int, member: str, object_type: str, object_id: int) -> ResponseReturnValue:
    """The papers behind a record; whoever may change it finds the whole store with check boxes."""
    desk = desk_of(year, member)
    thing = _seen(desk, object_type, object_id)
    used = _used(thing)
    papers = _offered(desk, used)
    return _page(desk, thing, _form_of(papers, used), papers, 200)


def _seen(desk: Desk, object_type: str, object_id: int) -> Thing:
    thing = thing_of(desk, object_type, object_id)
    if not may_see(desk, thing):
        raise NotFound()
    return thing


def _used(thing: Thing) -> dict[int, UsedPaper]:
    rows = papers_for(here.session(), thing.proof, [thing.id]).get(thing.id, [])
    return {row.evidence_id: row for row in rows}


def _offered(desk: Desk, used: dict[int, UsedPaper]) -> list[queries.EvidenceRow]:
    """What stands in the store, and old versions that are still used."""
    rows = queries.papers_of(here.session(), desk.year.id, desk.member.id)
    return [row for row in rows if row.is_standing or row.id in used]


def _form_of(papers: list[queries.EvidenceRow], used: dict[int, UsedPaper]) -> UseForm:
    rows = []
    for paper in papers:
        known = used.get(paper.id)
        page = known.page if known else ""
        row = {"evidence": str(paper.id), "was": "y" if known else "", "used": bool(known), "page": page}
        rows.append(row)
    return UseForm(formdata=None, data={"pieces": rows})


def _page(
    desk: Desk, thing: Thing, form: UseForm, papers: list[queries.EvidenceRow], status: int
) -> ResponseReturnValue:
    subject = here.subject(desk.year, desk.member.id)
    allowed = access.may(here.actor(), Action.EVIDENCE_EDIT, subject)
    return render_template(
        "evidence/use.html",
        desk=desk,
        thing=thing,
        form=form,
        papers={str(paper.id): paper for paper in papers},
        used=list(_used(thing).values()),
        can_choose=allowed and is_usable(thing.state, thing.period, thing.phase),
        back=href_of(desk, thing),
        kind=words_of(thing),
    ), status


@room.post("/clusters/<code>/<int:year>/evidence/<member>/use/<object_type>/<int:object_id>")
@gate(Action.EVIDENCE_EDIT)
def choose(code: str, year: int, member: str, object_type: str, object_id: int) -> ResponseReturnValue:
    """Save which papers support the record."""
    desk = desk_of(year, member, Action.EVIDENCE_EDIT)
    thing, form = _seen(desk, object_type, object_id), UseForm()
    papers = _offered(desk, _used(thing))
    known = {str(paper.id) for paper in papers}
    if any(row.form.evidence.data not in known for row in form.pieces):
        raise NotFound()
    if form.validate_on_submit():
        with writing(form, to=href_of(desk, thing)) as outcome:
            evidence_uses.choose(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                thing=thing,
                used=form.used(),
                released=form.released(),
            )
        if outcome:
            flash(gettext("Đã lưu minh chứng của dòng này."), "success")
            return redirect(outcome.location)
    return _page(desk, thing, form, papers, 422)
