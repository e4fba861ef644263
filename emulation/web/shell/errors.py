"""Error pages: always a way on, never a stack trace; the address of a record one may not know is a 404."""

import secrets
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from flask import Flask, current_app, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, TooManyRequests
from werkzeug.wrappers import Response

from emulation.queries import audit as trail
from emulation.rules import access
from emulation.vocabulary.errors import DomainError, NotAllowed, NotFound, Sealed, Unavailable
from emulation.web.shell import here
from emulation.web.shell.addresses import own_path, way_back
from emulation.web.shell.filters import moment
from emulation.web.shell.speech import said
from emulation.web.shell.writing import Conflict, SentBefore

Answer = tuple[str, int]
NOT_KEPT = ("csrf_token", "form_key", "version")


def init_app(app: Flask) -> None:
    """Register the pages."""
    for kind, handler in (
        (NotAllowed, _not_allowed),
        (NotFound, _not_found),
        (Unavailable, _unavailable),
        (DomainError, _refused),
        (Conflict, _conflict),
        (SentBefore, _sent_before),
        (CSRFError, _expired),
        (TooManyRequests, _too_many),
        (HTTPException, _http),
        (Exception, _broken),
    ):
        app.register_error_handler(kind, handler)  # type: ignore[arg-type]


def _not_allowed(error: NotAllowed) -> Any:
    if error.hidden:
        return _not_found(error)
    if here.actor().user_id is None:
        return redirect(url_for("accounts.sign_in", next=way_back()))
    action = g.get("refused_action")
    roles = ", ".join(gettext(role.label) for role in access.roles_for(action)) if action else ""
    message = said(error.message, error.values)
    has_role = bool(here.actor().capacities)
    return render_template("_errors/403.html", roles=roles, message=message, has_role=has_role), 403


def _not_found(_error: Exception) -> Answer:
    return render_template("_errors/404.html"), 404


def _unavailable(_error: Exception) -> Answer:
    return render_template("_errors/503.html"), 503


def _refused(error: DomainError) -> Answer:
    """A rule said no to a button without a form: say why, keep everything as it was."""
    message = said(error.message, error.values)
    title = gettext("Đã khóa") if isinstance(error, Sealed) else gettext("Chưa làm được việc này")
    return render_template("_errors/409_rule.html", message=message, title=title), 409


def _conflict(error: Conflict) -> Answer:
    last = trail.timeline(here.session(), *error.about)[:1] if error.about else []
    version = str(error.newest["version"].data) if error.newest is not None else ""
    kept = [(name, value) for name, value in request.form.items(multi=True) if name not in NOT_KEPT]
    return render_template(
        "_errors/409.html",
        fields=_differences(error),
        who=last[0].actor_name if last else gettext("Người khác"),
        at=moment(last[0].at if last else here.now()),
        latest_href=own_path(request.form.get("latest")) or request.path,
        action=request.path,
        hidden=[*kept, ("version", version)],
        may_keep=error.newest is not None,
    ), 409


def _differences(error: Conflict) -> list[dict[str, Any]]:
    if error.form is None or error.newest is None:
        return []
    theirs = dict(_leaves(error.newest))
    rows = []
    for label, field in _leaves(error.form):
        mine_text, their_text = _shown(field), _shown(theirs.get(label))
        row = {"label": label, "mine": mine_text, "theirs": their_text, "differs": mine_text != their_text}
        rows.append(row)
    return sorted(rows, key=lambda row: not row["differs"])


def _leaves(form: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Every field that a person fills in, rows of rows included, with words that say where it stands."""
    for field in form:
        if hasattr(field, "entries"):
            for number, entry in enumerate(field.entries, start=1):
                where = f"{gettext('Dòng %(number)s', number=number)} – "
                if hasattr(entry, "form"):
                    yield from _leaves(entry.form, where)
                else:
                    yield f"{where}{field.label.text}", entry
        elif field.short_name not in NOT_KEPT and field.type not in (
            "FileField",
            "SubmitField",
            "HiddenField",
        ):
            yield f"{prefix}{field.label.text}", field


def _shown(field: Any) -> str:
    if field is None or field.data in (None, ""):
        return ""
    if hasattr(field, "_value"):
        return str(field._value())
    words = dict(field.choices) if getattr(field, "choices", None) else {}
    return str(words.get(str(getattr(field.data, "value", field.data)), field.data))


def _sent_before(error: SentBefore) -> Response:
    time = moment(g.get("sent_at"))
    flash(
        gettext("Nội dung này đã được gửi lúc %(time)s. Hệ thống không ghi lần thứ hai.", time=time), "info"
    )
    return redirect(error.location)


def _expired(_error: CSRFError) -> Answer:
    return render_template("_errors/400.html"), 400


def _too_many(error: TooManyRequests) -> Any:
    seconds = str(error.retry_after)
    return render_template("_errors/429.html", seconds=seconds), 429, {"Retry-After": seconds}


def _http(error: HTTPException) -> Any:
    if error.code in (404, 405, 413, 400):
        return render_template(f"_errors/{error.code}.html"), error.code
    return error


def _broken(error: Exception) -> Answer:
    reference = secrets.token_hex(4)
    path = quote(request.path)  # a line end in an address begins no line of the log
    current_app.logger.exception("error %s on %s %s", reference, request.method, path, exc_info=error)
    contact = here.settings().contact
    return render_template("_errors/500.html", incident=reference, contact=contact), 500
