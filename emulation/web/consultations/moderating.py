"""The queue of comments, and one of them: show, hide with a reason, answer."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import comments as queries
from emulation.rules import disclosures as rules
from emulation.services import comments
from emulation.vocabulary.actions import Action
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.moves import CommentMove
from emulation.web.consultations.desk import Desk, managed
from emulation.web.consultations.forms import ModerationForm
from emulation.web.consultations.room import room
from emulation.web.shell import here
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import writing


@room.get("/clusters/<code>/<int:year>/consultations/<int:disclosure_id>/moderation")
@gate(Action.DISCLOSURE_MANAGE)
def moderation(code: str, year: int, disclosure_id: int) -> ResponseReturnValue:
    """All comments of the consultation, those that wait first."""
    desk = managed(year, disclosure_id)
    rows = queries.moderated_comments(here.session(), desk.row.id)
    return render_template("consultations/moderation.html", desk=desk, row=desk.row, rows=rows)


@room.get("/clusters/<code>/<int:year>/consultations/<int:disclosure_id>/moderation/<int:comment_id>")
@gate(Action.DISCLOSURE_MANAGE)
def comment(code: str, year: int, disclosure_id: int, comment_id: int) -> ResponseReturnValue:
    """One comment with all that its moderator needs."""
    return _page(managed(year, disclosure_id), comment_id, None, 200)


@room.post("/clusters/<code>/<int:year>/consultations/<int:disclosure_id>/moderation/<int:comment_id>/<step>")
@gate(Action.DISCLOSURE_MANAGE)
def moderate(code: str, year: int, disclosure_id: int, comment_id: int, step: str) -> ResponseReturnValue:
    """Show, hide or answer one comment; back to the queue."""
    desk, form = managed(year, disclosure_id), ModerationForm()
    if step not in {one.value for one in CommentMove}:
        raise NotFound()
    if form.validate_on_submit():
        to = url_for("consultations.moderation", **desk.where)
        with writing(form, to=to, about=("disclosure_comment", comment_id)) as outcome:
            _moderate(desk, form, comment_id, CommentMove(step))
        if outcome:
            flash(gettext("%(step)s: đã ghi.", step=gettext(CommentMove(step).label)), "success")
            return redirect(outcome.location)
    return _page(desk, comment_id, form, 422)


def _moderate(desk: Desk, form: ModerationForm, comment_id: int, step: CommentMove) -> None:
    comments.moderate(
        here.session(),
        actor=here.actor(),
        now=here.now(),
        comment=queries.get_comment(here.session(), desk.row.id, comment_id),
        version=form.opened_version,
        step=step,
        reason=form.reason.data,
        answer=form.answer.data,
    )


def _page(desk: Desk, comment_id: int, form: ModerationForm | None, status: int) -> ResponseReturnValue:
    rows = {row.id: row for row in queries.moderated_comments(here.session(), desk.row.id)}
    if comment_id not in rows:
        raise NotFound()
    one = rows[comment_id]
    return render_template(
        "consultations/comment.html",
        desk=desk,
        row=desk.row,
        one=one,
        form=form or ModerationForm(formdata=None, data={"version": one.version}),
        moves=[move.value for move in rules.comment_moves(one.state)],
    ), status
