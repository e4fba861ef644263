"""The papers of one kind: what stands there, a new one, taking one out."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.gateways.files import Upload
from emulation.gateways.inspection import KINDS
from emulation.queries import dossiers as queries
from emulation.queries.proposals import get_proposal
from emulation.rules import access
from emulation.rules import dossiers as rules
from emulation.services import dossier_kinds, dossiers
from emulation.services.dossier_checks import Task
from emulation.vocabulary.actions import Action
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.words import N_
from emulation.web.dossiers.desk import Desk, desk_of, task_of, told
from emulation.web.dossiers.forms import PaperForm, ReasonForm
from emulation.web.dossiers.room import room
from emulation.web.shell import here, uploads
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import writing


def opened(year: int, proposal_id: int, kind: str) -> tuple[Desk, Task]:
    """The dossier and the kind of paper, for those who may write to it."""
    desk = desk_of(year, proposal_id)
    access.require(here.actor(), Action.DOSSIER_EDIT, desk.subject)
    return desk, task_of(desk, kind)


def _bringing(year: int, proposal_id: int, kind: str) -> tuple[Desk, Task]:
    """The same, for those who bring this kind."""
    desk, task = opened(year, proposal_id, kind)
    ways = access.ways(here.actor(), Action.DOSSIER_EDIT, desk.subject)
    rules.check_provider(task.kind, ways)
    return desk, task


@room.get("/clusters/<code>/<int:year>/proposals/<int:proposal_id>/dossier/<kind>")
@gate(Action.DOSSIER_EDIT)
def paper(code: str, year: int, proposal_id: int, kind: str) -> ResponseReturnValue:
    """The papers of a kind, and the form for a new one."""
    desk, task = opened(year, proposal_id, kind)
    return page(desk, task, paper_form(desk, task), 200)


@room.post("/clusters/<code>/<int:year>/proposals/<int:proposal_id>/dossier/<kind>")
@gate(Action.DOSSIER_EDIT)
def add(code: str, year: int, proposal_id: int, kind: str) -> ResponseReturnValue:
    """Bring a paper; it takes the place of the one that stands there."""
    desk, task = _bringing(year, proposal_id, kind)
    form, twin = PaperForm().asked(task.kind, needs_reason=desk.needs_reason), None
    if form.validate_on_submit():
        newest = lambda: paper_form(*opened(year, proposal_id, kind))  # noqa: E731
        to = url_for("dossiers.show", **desk.where)
        with writing(form, to=to, newest=newest, about=("proposal", proposal_id)) as outcome:
            upload = _received(form, task)
            twin = queries.find_twin(here.session(), proposal_id, upload.sha256)
            _add(desk, kind, form, upload)
        if outcome:
            flash(gettext("Đã thêm tài liệu vào hồ sơ."), "success")
            return redirect(outcome.location)
    return page(desk, task, form, 422, twin=twin)


def _received(form: PaperForm, task: Task) -> Upload:
    upload = uploads.receive(form["file"], task.kind.files)
    if upload is None:
        raise DomainError(N_("Chọn tệp tài liệu."), field="file")
    return upload


def _add(desk: Desk, kind: str, form: PaperForm, upload: Upload) -> None:
    dossiers.add(
        here.session(),
        actor=here.actor(),
        now=here.now(),
        proposal=get_proposal(here.session(), desk.dossier.place.id),
        kind=kind,
        version=form.opened_version,
        upload=upload,
        details=form.details(),
        reason=form.reason_given(),
    )


@room.post("/clusters/<code>/<int:year>/proposals/<int:proposal_id>/dossier/<kind>/<int:paper_id>/remove")
@gate(Action.DOSSIER_EDIT)
def remove(code: str, year: int, proposal_id: int, kind: str, paper_id: int) -> ResponseReturnValue:
    """Take a paper out of the dossier, with a reason."""
    (desk, task), form = _bringing(year, proposal_id, kind), ReasonForm()
    queries.get_paper(here.session(), proposal_id, paper_id)
    if form.validate_on_submit():
        with writing(form, to=url_for("dossiers.show", **desk.where)) as outcome:
            dossiers.remove(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                proposal=get_proposal(here.session(), proposal_id),
                paper_id=paper_id,
                version=form.opened_version,
                reason=form.reason.data,
            )
        if outcome:
            flash(gettext("Đã bỏ tài liệu khỏi hồ sơ."), "success")
            return redirect(outcome.location)
    return page(desk, task, paper_form(desk, task), 422, faulty=form, part=f"remove-{paper_id}")


def paper_form(desk: Desk, task: Task) -> PaperForm:
    """The form for a paper that takes the place of the one that stands there, if only one may stand."""
    standing = task.papers[-1] if task.papers and not task.kind.many else None
    data = {"version": standing.version if standing else 0}
    form = PaperForm(formdata=None, data=data | {"work_year": desk.year.year})
    return form.asked(task.kind, needs_reason=desk.needs_reason)


def page(
    desk: Desk,
    task: Task,
    form: PaperForm,
    status: int,
    *,
    twin: queries.PaperRow | None = None,
    faulty: ReasonForm | None = None,
    part: str = "",
) -> ResponseReturnValue:
    """The page of a kind. `faulty` is a form of a reason that was not accepted, `part` the place where it stands."""
    versions = {f"remove-{row.id}": row.version for row in task.papers}
    versions["waive"] = task.waiver.version if task.waiver else 0
    reasons = {
        name: ReasonForm(formdata=None, data={"version": version}) for name, version in versions.items()
    }
    if faulty is not None:
        reasons[part] = faulty
    return render_template(
        "dossiers/paper.html",
        desk=desk,
        task=task,
        form=faulty or form,
        paper_form=form,
        reasons={name: one.placed(name) for name, one in reasons.items()},
        findings=told(task.findings),
        twin=twin,
        twin_kind=dossier_kinds.get_kind(twin.kind) if twin else None,
        brings=desk.brings(task.kind),
        kinds=", ".join(dict.fromkeys(KINDS[suffix].label for suffix in task.kind.files)),
        limit_mb=here.settings().upload_limit_mb,
    ), status
