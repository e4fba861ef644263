"""The register of requests about personal data, with their last days, and the answers."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import privacy as queries
from emulation.queries.accounts import get_user
from emulation.rules import privacy as rules
from emulation.services import privacy
from emulation.vocabulary.actions import Action
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.kinds import DataRequestKind
from emulation.vocabulary.moves import DataRequestMove
from emulation.web.privacy.forms import AnswerForm, RectifyForm
from emulation.web.privacy.room import room
from emulation.web.shell import here
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import writing


@room.get("/admin/data-requests")
@gate(Action.DATA_REQUEST_HANDLE)
def register() -> ResponseReturnValue:
    """All requests, open ones first, and the register of consents."""
    rows = queries.requests(here.session())
    late = {row.id for row in rows if rules.is_overdue(row.state, _limits(row), here.today())}
    return render_template(
        "privacy/register.html", rows=rows, late=late, consents=queries.consents(here.session())
    )


def _limits(row: queries.RequestRow) -> rules.Due:
    return rules.Due(row.answer_by, row.complete_by)


def _row(request_id: int) -> queries.RequestRow:
    for row in queries.requests(here.session()):
        if row.id == request_id:
            return row
    raise NotFound()


def _form_of(request_id: int) -> AnswerForm:
    request = queries.get_request(here.session(), request_id)
    if request.kind is not DataRequestKind.RECTIFY:
        return AnswerForm(formdata=None, data={"version": request.version})
    user = get_user(here.session(), request.user_id)
    known = {name: getattr(user, name) for name in ("full_name", "title", "email")}
    return RectifyForm(formdata=None, data=known | {"version": request.version})


@room.get("/admin/data-requests/<int:request_id>")
@gate(Action.DATA_REQUEST_HANDLE)
def show(request_id: int) -> ResponseReturnValue:
    """One request, with the form for the answer."""
    return _page(request_id, _form_of(request_id), 200)


def _page(request_id: int, form: AnswerForm, status: int) -> ResponseReturnValue:
    row = _row(request_id)
    return render_template(
        "privacy/request.html",
        row=row,
        form=form,
        moves=rules.moves_from(row.kind, row.state),
        is_late=rules.is_overdue(row.state, _limits(row), here.today()),
        is_own=row.user_id == here.actor().user_id,
        retained=rules.RETAINED,
    ), status


def _move_of(name: str) -> DataRequestMove:
    if name not in {move.value for move in DataRequestMove}:
        raise NotFound()
    return DataRequestMove(name)


@room.post("/admin/data-requests/<int:request_id>/<step>")
@gate(Action.DATA_REQUEST_HANDLE)
def handle(request_id: int, step: str) -> ResponseReturnValue:
    """Answer, complete or refuse."""
    move = _move_of(step)
    form = RectifyForm() if _row(request_id).kind is DataRequestKind.RECTIFY else AnswerForm()
    if form.validate_on_submit():
        to, newest = url_for("privacy.show", request_id=request_id), lambda: _form_of(request_id)
        with writing(form, to=to, newest=newest, about=("data_request", request_id)) as outcome:
            privacy.handle(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                request=queries.get_request(here.session(), request_id),
                version=form.opened_version,
                move=move,
                answer=form.answer.data,
                rectified=form.rectified() if isinstance(form, RectifyForm) else None,
            )
        if outcome:
            flash(gettext("Đã ghi: %(step)s.", step=gettext(move.label)), "success")
            return redirect(outcome.location)
    return _page(request_id, form, 422)
