"""Reading the stores: whose there are, one store, one paper with its versions and where it is used."""

from flask import render_template
from flask.typing import ResponseReturnValue

from emulation.queries import audit as trail
from emulation.queries import evidence as queries
from emulation.queries.evidence_uses import places_of
from emulation.queries.places import members_of_year
from emulation.rules import access
from emulation.vocabulary.actions import Action
from emulation.web.evidence.desk import Desk, desk_of, href_of, may_see, words_of
from emulation.web.evidence.room import room
from emulation.web.shell import here
from emulation.web.shell.gate import gate


@room.get("/clusters/<code>/<int:year>/evidence")
@gate(Action.EVIDENCE_READ)
def index(code: str, year: int) -> ResponseReturnValue:
    """The stores that the reader may open; that store itself when there is one."""
    known = here.year(year)
    sight = access.scope_of(here.actor(), Action.EVIDENCE_READ).of_cluster(here.place().id)
    members = [one for one in members_of_year(here.session(), here.place().id, year) if sight.shows(one.id)]
    if len(members) == 1:
        return _store_page(Desk(known, members[0]))
    counts = queries.counts_of(here.session(), known.id)
    return render_template("evidence/index.html", year=known, members=members, counts=counts)


@room.get("/clusters/<code>/<int:year>/evidence/<member>")
@gate(Action.EVIDENCE_READ)
def store(code: str, year: int, member: str) -> ResponseReturnValue:
    """The newest versions with where they are used; what was replaced or withdrawn stands below."""
    return _store_page(desk_of(year, member))


def _store_page(desk: Desk) -> ResponseReturnValue:
    rows = queries.papers_of(here.session(), desk.year.id, desk.member.id)
    return render_template(
        "evidence/store.html",
        desk=desk,
        rows=[row for row in rows if row.is_standing],
        past=[row for row in rows if not row.is_standing],
        places=_places(desk, [row.id for row in rows]),
    )


def _places(desk: Desk, evidence_ids: list[int]) -> dict[int, list[tuple[str, object, str, str]]]:
    """Paper → where it is used, as (kind, record, address, page); hidden records are left out."""
    found: dict[int, list[tuple[str, object, str, str]]] = {}
    for place in places_of(here.session(), evidence_ids):
        if may_see(desk, place.thing):
            told = (words_of(place.thing), place.thing, href_of(desk, place.thing), place.page)
            found.setdefault(place.evidence_id, []).append(told)
    return found


@room.get("/clusters/<code>/<int:year>/evidence/<member>/<int:evidence_id>")
@gate(Action.EVIDENCE_READ)
def show(code: str, year: int, member: str, evidence_id: int) -> ResponseReturnValue:
    """One paper: what is said of it, its versions, where it is used, what happened to it."""
    desk = desk_of(year, member)
    paper = queries.get_paper(here.session(), desk.year.id, desk.member.id, evidence_id)
    rows = queries.papers_of(here.session(), desk.year.id, desk.member.id)
    return render_template(
        "evidence/show.html",
        desk=desk,
        paper=paper,
        versions=versions_of(rows, paper),
        places=_places(desk, [paper.id]).get(paper.id, []),
        history=trail.timeline(here.session(), "evidence", paper.id),
    )


def versions_of(rows: list[queries.EvidenceRow], paper: queries.EvidenceRow) -> list[queries.EvidenceRow]:
    """All versions of a paper, the newest first."""
    known = {row.id: row for row in rows}
    row = paper
    while row.newer_id is not None:
        row = known[row.newer_id]
    found = [row]
    while row.replaces_id is not None:
        row = known[row.replaces_id]
        found.append(row)
    return found
