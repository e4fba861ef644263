"""What the reader was told, and marking it as read."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from emulation.queries import notices as queries
from emulation.services import notices
from emulation.vocabulary.actions import Action
from emulation.vocabulary.numbers import find_whole
from emulation.web.notices.room import room
from emulation.web.shell import here
from emulation.web.shell.addresses import own_path
from emulation.web.shell.gate import gate
from emulation.web.shell.speech import said
from emulation.web.shell.writing import writing

PER_PAGE = 25


@room.get("/notices")
@gate(Action.WORK_READ)
def index() -> ResponseReturnValue:
    """The reader's notices, the newest first."""
    session, user_id = here.session(), _reader()
    total = queries.number_of(session, user_id)
    pages = max(1, -(-total // PER_PAGE))
    page = min(max(1, find_whole(request.args.get("page", "1")) or 1), pages)
    rows = queries.notices_of(session, user_id, first=(page - 1) * PER_PAGE, most=PER_PAGE)
    lines = [(row, said(row.sentence, row.values), own_path(row.href)) for row in rows]
    choice = queries.mail_choice(session, user_id)
    return render_template(
        "notices/index.html", lines=lines, page=page, pages=pages, total=total, choice=choice
    )


def _reader() -> int:
    user_id = here.actor().user_id
    assert user_id is not None, "the gate lets signed-in people pass only"
    return user_id


@room.post("/notices/read")
@gate(Action.ACCOUNT_EDIT)
def read_all() -> ResponseReturnValue:
    """Mark all as read."""
    with writing(to=url_for("notices.index")) as outcome:
        notices.mark_read(here.session(), user_id=_reader(), now=here.now())
    return redirect(outcome.location)


@room.post("/notices/<int:notice_id>/read")
@gate(Action.ACCOUNT_EDIT)
def read(notice_id: int) -> ResponseReturnValue:
    """Mark one as read; another person's notice stays as it is."""
    with writing(to=url_for("notices.index")) as outcome:
        notices.mark_read(here.session(), user_id=_reader(), now=here.now(), notice_id=notice_id)
    return redirect(outcome.location)
