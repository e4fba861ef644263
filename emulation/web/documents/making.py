"""Putting a paper into the dossier of a proposal."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import official
from emulation.queries.documents import standing_papers
from emulation.queries.official import NomineeRow
from emulation.queries.places import YearPlace
from emulation.queries.proposals import get_proposal
from emulation.rules import access
from emulation.services import documents
from emulation.vocabulary.actions import Action
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.documents import DocumentKind
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.official import OfficialPaper
from emulation.web.documents.desk import Desk, kind_of
from emulation.web.documents.forms import MakeForm
from emulation.web.documents.room import room
from emulation.web.shell import here
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import writing


@dataclass(frozen=True)
class Order:
    """A kind of paper for the dossier of a proposal."""

    kind: DocumentKind
    year: YearPlace
    nominee: NomineeRow


def _order(year: int, proposal_id: int, kind: str) -> Order:
    """What is asked for; somebody else's proposal is not there."""
    known, found = here.year(year), kind_of(kind)
    nominee = official.find_nominee(here.session(), known.id, proposal_id)
    if nominee is None:
        raise NotFound()
    subject = here.subject(known, nominee.member_id)
    if not access.may(here.actor(), Action.PROPOSAL_READ, subject):
        raise NotFound()
    access.require(here.actor(), Action.DOSSIER_EDIT, subject)
    return Order(found, known, nominee)


@room.get("/clusters/<code>/<int:year>/proposals/<int:proposal_id>/dossier/<kind>/make")
@gate(Action.DOSSIER_EDIT)
def making(code: str, year: int, proposal_id: int, kind: str) -> ResponseReturnValue:
    """What will be put into the dossier, and what is missing in it."""
    order = _order(year, proposal_id, kind)
    return _page(order, _form(order), 200)


@room.post("/clusters/<code>/<int:year>/proposals/<int:proposal_id>/dossier/<kind>/make")
@gate(Action.DOSSIER_EDIT)
def make(code: str, year: int, proposal_id: int, kind: str) -> ResponseReturnValue:
    """Put it in."""
    order = _order(year, proposal_id, kind)
    form = MakeForm().asked(needs_reason=order.nominee.sent_on is not None)
    to = url_for("dossiers.show", code=code, year=year, proposal_id=proposal_id)
    if form.validate_on_submit():
        with writing(form, to=to, newest=lambda: _form(order)) as outcome:
            _make(order, form)
        if outcome:
            flash(gettext("Đã đưa văn bản vào hồ sơ."), "success")
            return redirect(outcome.location)
    return _page(order, form, 422)


def _form(order: Order) -> MakeForm:
    """The form as it opens: it knows which paper stands in the dossier."""
    standing = standing_papers(here.session(), order.nominee.id, order.kind)
    form = MakeForm(formdata=None, data={"version": standing[0].version if standing else 0})
    return form.asked(needs_reason=order.nominee.sent_on is not None)


def _make(order: Order, form: MakeForm) -> None:
    settings = here.settings()
    documents.make(
        here.session(),
        actor=here.actor(),
        now=here.now(),
        proposal=get_proposal(here.session(), order.nominee.id),
        kind=order.kind,
        known=order.year,
        version=form.opened_version,
        store=documents.Store(settings.data_path, settings.upload_limit_mb),
        reason=form.reason.data if "reason" in form else "",
    )


def _page(order: Order, form: MakeForm, status: int) -> ResponseReturnValue:
    paper, desk = _paper(order)
    return render_template(
        "documents/making.html",
        order=order,
        form=form,
        paper=paper,
        preview=desk.href("documents.preview"),
        standing=standing_papers(here.session(), order.nominee.id, order.kind),
    ), status


def _paper(order: Order) -> tuple[OfficialPaper, Desk]:
    session = here.session()
    about = documents.about_for(
        session, kind=order.kind, nominee=order.nominee, cluster_id=here.place().id, known=order.year
    )
    paper = documents.read(
        session,
        actor=here.actor(),
        subject=here.subject(order.year),
        kind=order.kind,
        about=about,
        today=local_date(here.now()),
    )
    return paper, Desk(order.kind, order.year, about)
