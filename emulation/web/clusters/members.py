"""Public pages of members: those of a year, one of them over the years, and the dated history."""

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.gateways import sheets
from emulation.gateways.csv_files import csv_bytes
from emulation.queries import members as queries
from emulation.queries import records, terms
from emulation.queries.changes import ChangeRow, changes_of
from emulation.queries.cycles import get_cluster
from emulation.rules import access
from emulation.vocabulary.actions import Action
from emulation.vocabulary.words import N_
from emulation.web.clusters.room import room
from emulation.web.shell import here
from emulation.web.shell.filters import day, label, name
from emulation.web.shell.gate import gate


def running_year() -> int:
    """The running year of the cluster, else the calendar year."""
    running = here.place().running
    return running.year if running else here.today().year


#: Columns of the file of changes.
HISTORY_HEAD = (
    N_("Ngày"),
    N_("Thay đổi"),
    N_("Mã"),
    N_("Thành viên"),
    N_("Nội dung"),
    N_("Quyết định"),
    N_("Xuất xứ"),
    N_("Nguồn"),
)


@room.get("/clusters/<code>/members")
@gate(Action.PAGE_READ)
def members(code: str) -> ResponseReturnValue:
    """The members of a year in protocol order; the year stands in the address."""
    session, where = here.session(), here.place()
    running = running_year()
    year = request.args.get("year", type=int) or running
    year = year if 1900 <= year <= 2200 else running
    first = queries.first_year(session, where.id) or year
    return render_template(
        "clusters/members.html",
        year=year,
        choices=range(max(running, year), min(first, year) - 1, -1),
        rows=queries.members_with_posts(session, where.id, year),
        cluster=get_cluster(session, where.id),
        may_edit=access.may(here.actor(), Action.MEMBER_EDIT, here.subject()),
        may_edit_cluster=access.may(here.actor(), Action.CLUSTER_EDIT, here.subject()),
    )


@room.get("/clusters/<code>/members/<member>")
@gate(Action.PAGE_READ)
def member(code: str, member: str) -> ResponseReturnValue:
    """One member: contact, history, terms, published ranks, honours."""
    session, where = here.session(), here.place()
    profile = queries.get_profile(session, where.id, member)
    return render_template(
        "clusters/member.html",
        profile=profile,
        changes=changes_of(session, where.id, profile.id),
        terms=list(reversed(terms.terms_of(session, where.id, profile.id))),
        ranks=records.ranks_of(session, where.id, profile.id),
        honours=records.honours_of(session, where.id, profile.id),
        may_edit=access.may(here.actor(), Action.MEMBER_EDIT, here.subject(member_id=profile.id)),
    )


@room.get("/clusters/<code>/members/history")
@gate(Action.PAGE_READ)
def history(code: str) -> ResponseReturnValue:
    """All dated changes, newest first."""
    changes = changes_of(here.session(), here.place().id)
    return render_template("clusters/history.html", changes=changes)


@room.get("/clusters/<code>/members/history.<any(csv, xlsx):kind>")
@gate(Action.PAGE_READ)
def history_file(code: str, kind: str) -> Response:
    """The same rows and columns as a file."""
    head = [gettext(word) for word in HISTORY_HEAD]
    changes = changes_of(here.session(), here.place().id)
    if kind == "csv":
        rows = [(day(one.on), *_history_words(one)) for one in changes]
        body, content_type = csv_bytes([head, *rows]), "text/csv; charset=utf-8"
    else:
        days: list[tuple[sheets.Cell, ...]] = [(one.on, *_history_words(one)) for one in changes]
        body, content_type = (
            sheets.xlsx_bytes(gettext("Quá trình tham gia cụm"), head, days),
            sheets.MEDIA_TYPE,
        )
    file = f"{here.place().code}-qua-trinh-tham-gia.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{file}"'}
    return Response(body, content_type=content_type, headers=headers)


def _history_words(change: ChangeRow) -> tuple[str, ...]:
    origin = label(change.provenance)
    about = (change.code, name(change), change.description, change.decision, origin, change.source)
    return (label(change.kind), *about)


def address_of(code: str, member: str) -> str:
    """Where a member's page stands."""
    return url_for("clusters.member", code=code, member=member)
