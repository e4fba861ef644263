"""Writing to a store: a new paper, other details, a new version, withdrawing."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.gateways.files import Upload
from emulation.queries import cycles, evidence_uses
from emulation.queries import evidence as queries
from emulation.queries.evidence_uses import Thing
from emulation.services import evidence_store
from emulation.services import evidence_uses as uses
from emulation.vocabulary.actions import Action
from emulation.vocabulary.errors import DomainError, NotFound
from emulation.vocabulary.evidence import Proof
from emulation.vocabulary.numbers import find_whole
from emulation.vocabulary.words import N_
from emulation.web.evidence.desk import Desk, desk_of
from emulation.web.evidence.forms import DetailsForm, PaperForm
from emulation.web.evidence.room import room
from emulation.web.shell import here, uploads
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import sent_version, writing

PROOFS = {proof.value: proof for proof in Proof}


def thing_of(desk: Desk, object_type: str, object_id: int) -> Thing:
    """The record of the address; raises NotFound unless it is this member's of this year."""
    if object_type not in PROOFS:
        raise NotFound()
    thing = evidence_uses.get_thing(here.session(), PROOFS[object_type], object_id)
    if (thing.cycle_id, thing.member_id) != (desk.year.id, desk.member.id):
        raise NotFound()
    return thing


def _wanted(desk: Desk) -> Thing | None:
    """The record for which a paper is uploaded, if the address names one: "?for=report_line-5"."""
    kind, dash, number = request.args.get("for", "").partition("-")
    return thing_of(desk, kind, find_whole(number) or 0) if dash else None


def _page(
    desk: Desk,
    form: DetailsForm,
    status: int,
    *,
    paper: queries.EvidenceRow | None = None,
    twin: int | None = None,
) -> ResponseReturnValue:
    """A form about a paper; `twin`: the one with the same bytes that is in the store already."""
    row = queries.get_paper(here.session(), desk.year.id, desk.member.id, twin) if twin else None
    limit = here.settings().upload_limit_mb
    return render_template(
        "evidence/form.html", desk=desk, form=form, paper=paper, twin=row, limit_mb=limit
    ), status


@room.get("/clusters/<code>/<int:year>/evidence/<member>/new")
@gate(Action.EVIDENCE_EDIT)
def new(code: str, year: int, member: str) -> ResponseReturnValue:
    """A paper as a form."""
    desk = desk_of(year, member, Action.EVIDENCE_EDIT)
    _wanted(desk)
    return _page(desk, PaperForm(), 200)


@room.post("/clusters/<code>/<int:year>/evidence/<member>/new")
@gate(Action.EVIDENCE_EDIT)
def add(code: str, year: int, member: str) -> ResponseReturnValue:
    """Put a paper into the store; with `?for=` it supports that record at once."""
    desk, form, twin = desk_of(year, member, Action.EVIDENCE_EDIT), PaperForm(), None
    wanted = _wanted(desk)
    to = url_for("evidence.store", **desk.where)
    if wanted is not None:
        to = url_for("evidence.use", object_type=wanted.proof.value, object_id=wanted.id, **desk.where)
    if form.validate_on_submit():
        with writing(form, to=to) as outcome:
            upload = _received(form)
            twin = _twin(desk, upload)
            _add(desk, form, upload, wanted)
        if outcome:
            flash(gettext("Đã thêm minh chứng vào kho."), "success")
            return redirect(outcome.location)
    return _page(desk, form, 422, twin=twin)


def _received(form: DetailsForm) -> Upload:
    upload = uploads.receive(form["file"])
    if upload is None:
        raise DomainError(N_("Chọn tệp minh chứng."), field="file")
    return upload


def _twin(desk: Desk, upload: Upload) -> int | None:
    return queries.find_twin(here.session(), desk.year.id, desk.member.id, upload.sha256)


def _add(desk: Desk, form: DetailsForm, upload: Upload, wanted: Thing | None) -> None:
    session, actor, now = here.session(), here.actor(), here.now()
    row = evidence_store.add(
        session,
        actor=actor,
        now=now,
        cycle=cycles.get_cycle(session, desk.year.id),
        member_id=desk.member.id,
        upload=upload,
        details=form.details(),
    )
    if wanted is not None:
        uses.choose(session, actor=actor, now=now, thing=wanted, used={row.id: ""})


def _details_of(kind: type[DetailsForm], paper: queries.EvidenceRow) -> DetailsForm:
    names = ("title", "issuer", "number", "issued_on", "version")
    return kind(formdata=None, data={name: getattr(paper, name) for name in names})


def _opened(year: int, member: str, evidence_id: int) -> tuple[Desk, queries.EvidenceRow]:
    desk = desk_of(year, member, Action.EVIDENCE_EDIT)
    return desk, queries.get_paper(here.session(), desk.year.id, desk.member.id, evidence_id)


@room.get("/clusters/<code>/<int:year>/evidence/<member>/<int:evidence_id>/edit")
@gate(Action.EVIDENCE_EDIT)
def edit(code: str, year: int, member: str, evidence_id: int) -> ResponseReturnValue:
    """What is said of a paper, as a form."""
    desk, paper = _opened(year, member, evidence_id)
    return _page(desk, _details_of(DetailsForm, paper), 200, paper=paper)


@room.post("/clusters/<code>/<int:year>/evidence/<member>/<int:evidence_id>/edit")
@gate(Action.EVIDENCE_EDIT)
def save(code: str, year: int, member: str, evidence_id: int) -> ResponseReturnValue:
    """Save what is said of a paper."""
    (desk, paper), form = _opened(year, member, evidence_id), DetailsForm()
    if form.validate_on_submit():
        to = url_for("evidence.show", evidence_id=paper.id, **desk.where)
        about = ("evidence", paper.id)
        with writing(form, to=to, newest=lambda: _newest(year, member, evidence_id), about=about) as outcome:
            evidence_store.edit(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                paper=queries.get_evidence(here.session(), paper.id),
                version=form.opened_version,
                details=form.details(),
            )
        if outcome:
            flash(gettext("Đã lưu thông tin minh chứng."), "success")
            return redirect(outcome.location)
    return _page(desk, form, 422, paper=paper)


def _newest(year: int, member: str, evidence_id: int) -> DetailsForm:
    return _details_of(DetailsForm, _opened(year, member, evidence_id)[1])


@room.get("/clusters/<code>/<int:year>/evidence/<member>/<int:evidence_id>/replace")
@gate(Action.EVIDENCE_EDIT)
def replacing(code: str, year: int, member: str, evidence_id: int) -> ResponseReturnValue:
    """A new version as a form, with what is said of the old one."""
    desk, paper = _opened(year, member, evidence_id)
    return _page(desk, _details_of(PaperForm, paper), 200, paper=paper)


@room.post("/clusters/<code>/<int:year>/evidence/<member>/<int:evidence_id>/replace")
@gate(Action.EVIDENCE_EDIT)
def replace(code: str, year: int, member: str, evidence_id: int) -> ResponseReturnValue:
    """Put a new version in the place of a paper."""
    (desk, paper), form, twin = _opened(year, member, evidence_id), PaperForm(), None
    if form.validate_on_submit():
        with writing(form, to=url_for("evidence.store", **desk.where)) as outcome:
            upload = _received(form)
            twin = _twin(desk, upload)
            evidence_store.replace(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                paper=queries.get_evidence(here.session(), paper.id),
                version=form.opened_version,
                upload=upload,
                details=form.details(),
            )
        if outcome:
            flash(gettext("Đã thay bằng bản mới. Bản cũ vẫn xem được."), "success")
            return redirect(outcome.location)
    return _page(desk, form, 422, paper=paper, twin=twin)


@room.post("/clusters/<code>/<int:year>/evidence/<member>/<int:evidence_id>/withdraw")
@gate(Action.EVIDENCE_EDIT)
def withdraw(code: str, year: int, member: str, evidence_id: int) -> ResponseReturnValue:
    """Take a paper out of the store while nothing leans on it."""
    desk, paper = _opened(year, member, evidence_id)
    with writing(to=url_for("evidence.store", **desk.where)) as outcome:
        evidence_store.withdraw(
            here.session(),
            actor=here.actor(),
            now=here.now(),
            paper=queries.get_evidence(here.session(), paper.id),
            version=sent_version(),
        )
    flash(gettext("Đã rút minh chứng khỏi kho."), "success")
    return redirect(outcome.location)
