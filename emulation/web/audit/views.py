"""Pages of the trail: the log with its filters, the same as a file, and the history of one record."""

from math import ceil
from typing import Any

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.gateways.csv_files import csv_bytes
from emulation.gateways.sheets import MEDIA_TYPE, xlsx_bytes
from emulation.queries import audit as queries
from emulation.queries import audit_values
from emulation.queries.audit import TrailFilter
from emulation.queries.clusters import cluster_choices
from emulation.queries.results import find_state
from emulation.rules import access
from emulation.rules import audit as rules
from emulation.services import audit_anchors
from emulation.vocabulary.actions import Action
from emulation.vocabulary.errors import DomainError, NotFound
from emulation.vocabulary.fields import THINGS
from emulation.vocabulary.words import N_
from emulation.web.audit import words
from emulation.web.audit.filters import read_filter
from emulation.web.audit.room import room
from emulation.web.shell import here
from emulation.web.shell.filters import moment
from emulation.web.shell.gate import gate
from emulation.web.shell.limits import limited
from emulation.web.shell.speech import said

CSV = "text/csv; charset=utf-8"
PER_PAGE = 50
#: The most lines of one file; a shorter span of days gives the rest.
MOST_LINES = 20_000
HEAD = (N_("Lúc"), N_("Người làm"), N_("Vai trò"), N_("Việc"), N_("Về"), N_("Thay đổi"), N_("Lý do"))


@room.get("/audit")
@gate(Action.AUDIT_READ)
def index() -> ResponseReturnValue:
    """The log, newest first, narrowed by what the reader may see and looks for."""
    error, wanted = "", TrailFilter()
    try:
        wanted = read_filter(request.args)
    except DomainError as refusal:
        error = said(refusal.message, refusal.values)
    scope, scores = (access.scope_of(here.actor(), one) for one in (Action.AUDIT_READ, Action.SCORE_READ))
    total = queries.count(here.session(), wanted, scope, scores=scores)
    page = min(max(request.args.get("page", 1, type=int), 1), max(ceil(total / PER_PAGE), 1))
    span: dict[str, int] = {"limit": PER_PAGE, "offset": (page - 1) * PER_PAGE}
    rows = queries.events(here.session(), wanted, scope, scores=scores, **span)
    return render_template(
        "audit/index.html",
        events=_told(rows),
        error=error,
        paging=_paging(page, total, len(rows)),
        file_hrefs=[url_for("audit.download", kind=kind, **_asked()) for kind in ("csv", "xlsx")],
        things=sorted((gettext(name), code) for code, name in THINGS.items()),
        clusters=cluster_choices(here.session()),
        chain=audit_anchors.check_newest(here.session()),
    ), (422 if error else 200)


@room.get("/audit.<any(csv, xlsx):kind>")
@gate(Action.AUDIT_READ)
@limited("exports")
def download(kind: str) -> Response:
    """The events that are looked for, as a file."""
    scope, scores = (access.scope_of(here.actor(), one) for one in (Action.AUDIT_READ, Action.SCORE_READ))
    wanted = read_filter(request.args)
    rows = queries.events(here.session(), wanted, scope, scores=scores, limit=MOST_LINES)
    head, lines = [gettext(word) for word in HEAD], [_line(told) for told in _told(rows)]
    if len(rows) == MOST_LINES:
        cut = gettext("Tệp chỉ có %(most)s mục mới nhất; chọn khoảng ngày ngắn hơn.", most=MOST_LINES)
        lines.append((rows[-1].at, *[""] * (len(HEAD) - 2), cut))
    if kind == "csv":
        body, content_type = csv_bytes([head, *((moment(at), *rest) for at, *rest in lines)]), CSV
    else:
        body, content_type = xlsx_bytes(gettext("Nhật ký"), head, lines), MEDIA_TYPE
    file = f"nhat-ky-{here.today():%Y-%m-%d}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{file}"'}
    return Response(body, content_type=content_type, headers=headers)


def _line(told: words.Sentence) -> tuple[Any, ...]:
    changes = "; ".join(f"{c.field}: {c.old or '–'} → {c.new or '–'}" for c in told.changes)
    if told.is_veiled:
        changes = gettext("Điểm chưa công bố nên không hiện ở đây.")
    return (told.at, told.actor, told.capacity, told.deed, told.about, changes, told.reason)


@room.get("/audit/<object_type>/<int:object_id>")
@gate(Action.WORK_READ)
def record(object_type: str, object_id: int) -> ResponseReturnValue:
    """What happened to one record, for whoever may read the record."""
    if object_type not in THINGS:
        raise NotFound()
    state = find_state(here.session(), object_id) if object_type == rules.REPORT else None
    scope = rules.sight(here.actor(), object_type, state)
    wanted, scores = TrailFilter(object_type, object_id), access.scope_of(here.actor(), Action.SCORE_READ)
    rows = queries.events(here.session(), wanted, scope, scores=scores, limit=MOST_LINES)
    if not rows:
        raise NotFound()
    events = _told(rows)
    return render_template("audit/record.html", events=events, about=events[0].about, where=events[0].cluster)


def _told(rows: list[queries.EventRow]) -> list[words.Sentence]:
    return words.sentences(rows, audit_values.names(here.session(), words.pointed_at(rows)))


def _asked() -> dict[str, Any]:
    """What is looked for, as it stands in the address."""
    return {name: value for name, value in request.args.items() if value and name != "page"}


def _paging(page: int, total: int, shown: int) -> dict[str, Any]:
    pages = max(ceil(total / PER_PAGE), 1)
    before, after = (url_for("audit.index", **_asked(), page=number) for number in (page - 1, page + 1))
    return {
        "page": page,
        "pages": pages,
        "shown": shown,
        "total": total,
        "previous_href": before if page > 1 else "",
        "next_href": after if page < pages else "",
    }
