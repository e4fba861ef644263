"""Papers made from the data: choosing one, its preview in the administrative layout, and its files."""

from dataclasses import dataclass

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from emulation.gateways.pdf.official import official_pdf
from emulation.queries import conferences, official, official_polls
from emulation.queries.places import YearPlace, members_of_year
from emulation.rules import access
from emulation.services import documents
from emulation.services.composing import About
from emulation.services.composing.ground import STANDING
from emulation.vocabulary.actions import Action
from emulation.vocabulary.administrative import FIXED
from emulation.vocabulary.award_kinds import PollBody
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.documents import DocumentKind, Matter
from emulation.vocabulary.kinds import ConferenceKind
from emulation.vocabulary.official import OfficialPaper
from emulation.vocabulary.official_blocks import blocks_of
from emulation.vocabulary.outlines import LANDSCAPE, MINUTES
from emulation.vocabulary.states import ProposalState
from emulation.web.documents.desk import Desk, chosen_year, desk_of
from emulation.web.documents.room import room
from emulation.web.shell import here
from emulation.web.shell.filters import day, label
from emulation.web.shell.gate import gate
from emulation.web.shell.limits import limited

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: Papers of a city's own are made while its proposal is still a draft.
OWN = (ProposalState.DRAFT, ProposalState.RETURNED, *STANDING)


@dataclass(frozen=True)
class Choice:
    """A record of which papers are made: its name, and the papers as (kind, address)."""

    name: str
    papers: tuple[tuple[DocumentKind, str], ...]


@room.get("/clusters/<code>/documents/compose")
@gate(Action.PROPOSAL_READ)
def compose(code: str) -> ResponseReturnValue:
    """Which papers can be made of a year, and of what."""
    access.require_within(here.actor(), Action.PROPOSAL_READ, here.subject())
    known = chosen_year()
    return render_template(
        "documents/compose.html",
        year=known,
        choices=[*_of_year(known), *_of_conferences(known), *_of_proposals(known), *_of_rounds(known)],
        can_edit=access.may(here.actor(), Action.TEMPLATE_EDIT, here.subject()),
    )


@room.get("/clusters/<code>/documents/compose/<kind>")
@gate(Action.PROPOSAL_READ)
def preview(code: str, kind: str) -> ResponseReturnValue:
    """The paper as it will look, and what is missing in it."""
    desk = desk_of(kind)
    paper = _paper(desk)
    return render_template(
        "documents/preview.html",
        desk=desk,
        paper=paper,
        blocks=blocks_of(paper),
        fixed=FIXED,
        is_wide=desk.kind in LANDSCAPE,
        is_minutes=desk.kind in MINUTES,
        own=documents.has_own_template(here.session(), cluster_id=here.place().id, kind=desk.kind),
    )


@room.get("/clusters/<code>/documents/compose/<kind>/word")
@gate(Action.PROPOSAL_READ)
@limited("exports")
def word_file(code: str, kind: str) -> Response:
    """The paper as a Word file, in the cluster's own template if it has one."""
    desk = desk_of(kind)
    content = documents.word_file(
        here.session(),
        cluster_id=here.place().id,
        paper=_paper(desk),
        folder=here.settings().data_path,
    )
    return download(content, _name(desk, "docx"), WORD)


@room.get("/clusters/<code>/documents/compose/<kind>/pdf")
@gate(Action.PROPOSAL_READ)
@limited("exports")
def pdf_paper(code: str, kind: str) -> Response:
    """The paper as a PDF."""
    desk = desk_of(kind)
    made_at = here.now().replace(second=0, microsecond=0)
    return download(official_pdf(_paper(desk), made_at), _name(desk, "pdf"), "application/pdf")


def download(content: bytes, name: str, media_type: str) -> Response:
    """Bytes as an attachment with a plain name."""
    response = Response(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _name(desk: Desk, suffix: str) -> str:
    parts = (here.place().code, desk.kind.value, str(desk.year.year), str(desk.about.key or ""))
    return f"{'-'.join(filter(None, parts))}.{suffix}"


def _paper(desk: Desk) -> OfficialPaper:
    return documents.read(
        here.session(),
        actor=here.actor(),
        subject=here.subject(desk.year),
        kind=desk.kind,
        about=desk.about,
        today=local_date(here.now()),
    )


def _papers(
    known: YearPlace, kinds: list[DocumentKind], key: int | None
) -> tuple[tuple[DocumentKind, str], ...]:
    place = here.place()
    return tuple(
        (kind, Desk(kind, known, About(place.id, known, key)).href("documents.preview")) for kind in kinds
    )


def _of_year(known: YearPlace) -> list[Choice]:
    if not access.may(here.actor(), Action.PROPOSAL_READ, here.subject(known)):
        return []
    kinds = [kind for kind in DocumentKind if kind.matter is Matter.YEAR]
    return [Choice("", _papers(known, kinds, None))]


def _of_conferences(known: YearPlace) -> list[Choice]:
    if not access.may(here.actor(), Action.PROPOSAL_READ, here.subject(known)):
        return []
    return [
        Choice(
            f"{label(held.kind)}, {day(held.held_on)}",
            _papers(
                known,
                [
                    DocumentKind.PREPARATORY_MINUTES
                    if held.kind is ConferenceKind.PREPARATORY
                    else DocumentKind.CONFERENCE_MINUTES
                ],
                held.id,
            ),
        )
        for held in conferences.conferences_of_cycle(here.session(), known.id)
    ]


def _of_proposals(known: YearPlace) -> list[Choice]:
    sight = access.scope_of(here.actor(), Action.PROPOSAL_READ).of_cluster(here.place().id)
    kinds = [kind for kind in DocumentKind if kind.matter is Matter.PROPOSAL]
    return [
        Choice(f"{row.nominee}: “{row.form}”", _papers(known, kinds, row.id))
        for row in official.nominees_of_cycle(here.session(), known.id, OWN)
        if sight.shows(row.member_id)
    ]


def _of_rounds(known: YearPlace) -> list[Choice]:
    names = {one.id: one.name_vi for one in members_of_year(here.session(), here.place().id, known.year)}
    found = []
    for one in official_polls.rounds_of_cycle(here.session(), known.id):
        if not access.may(here.actor(), Action.POLL_READ, here.subject(known, one.member_id)):
            continue
        is_cluster = one.body is PollBody.CLUSTER
        council = [DocumentKind.COUNCIL_BALLOT, DocumentKind.COUNCIL_MINUTES]
        kinds = [DocumentKind.CLUSTER_BALLOT] if is_cluster else council
        who = "" if is_cluster else f", {names.get(one.member_id or 0, '')}"
        found.append(Choice(f"{label(one.body)}{who}, {day(one.held_on)}", _papers(known, kinds, one.id)))
    return found
