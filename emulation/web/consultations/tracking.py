"""What became of a comment: the page with its code after sending, and the question by code."""

from flask import Response, make_response, render_template
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.services import comments
from emulation.vocabulary.actions import Action
from emulation.web.consultations.forms import CodeForm
from emulation.web.consultations.room import room
from emulation.web.consultations.views import SENT_CODE
from emulation.web.shell import here
from emulation.web.shell.gate import gate
from emulation.web.shell.limits import limited


@room.get("/clusters/<code>/<int:year>/consultations/comments/sent")
@gate(Action.PAGE_READ)
def sent(code: str, year: int) -> ResponseReturnValue:
    """The code, once: reloading shows it no more."""
    known, shown = here.year(year), str(cookie.pop(SENT_CODE, ""))
    return _kept_by_nobody(render_template("consultations/sent.html", year=known, shown=shown), 200)


@room.get("/clusters/<code>/<int:year>/consultations/comments")
@gate(Action.PAGE_READ)
def track(code: str, year: int) -> ResponseReturnValue:
    """Ask for the code."""
    return _kept_by_nobody(
        render_template("consultations/track.html", year=here.year(year), form=CodeForm()), 200
    )


@room.post("/clusters/<code>/<int:year>/consultations/comments")
@gate(Action.COMMENT_SEND)
@limited("comment_codes")
def tracked(code: str, year: int) -> ResponseReturnValue:
    """State and answer of the comment behind the code; nothing is written, and nothing stands in the address."""
    known, form, found = here.year(year), CodeForm(), None
    if form.validate_on_submit():
        found = comments.find_own(here.session(), cycle_id=known.id, typed=form.code.data)
        if found is None:
            form.code.errors = [
                gettext("Không có ý kiến nào trong năm này với mã đó. Kiểm tra lại từng nhóm chữ.")
            ]
    page = render_template("consultations/track.html", year=known, form=form, found=found)
    return _kept_by_nobody(page, 200 if found else 422)


def _kept_by_nobody(page: str, status: int) -> Response:
    answer = make_response(page, status)
    answer.headers["Cache-Control"] = "no-store"
    return answer
