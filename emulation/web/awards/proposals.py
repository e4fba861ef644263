"""Pages of award proposals: the list, one proposal, writing and changing it."""

from dataclasses import dataclass
from typing import TypeVar

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import audit as trail
from emulation.queries import campaigns, conferences, cycles, rulebook, standings
from emulation.queries import proposals as queries
from emulation.queries.award_forms import award_form_choices
from emulation.queries.places import YearPlace, members_of_year
from emulation.rules import access, nominees
from emulation.rules import proposals as workflow
from emulation.rules.rule_heads import PRIZES
from emulation.services import proposals
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Subject
from emulation.vocabulary.award_kinds import NomineeKind
from emulation.vocabulary.dates import format_date
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.moves import ProposalMove
from emulation.vocabulary.numbers import find_whole
from emulation.vocabulary.states import ProposalState
from emulation.web.awards import tracking
from emulation.web.awards.check import shown_of
from emulation.web.awards.disclosing import disclosing
from emulation.web.awards.dossier import dossier_of
from emulation.web.awards.nominee_forms import WHO, EditForm, ProposalForm
from emulation.web.awards.room import room
from emulation.web.awards.votes import votes
from emulation.web.shell import here
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import writing


@dataclass(frozen=True)
class Desk:
    """What every page of one proposal works on."""

    year: YearPlace
    page: queries.ProposalPage


def desk_of(year: int, proposal_id: int) -> Desk:
    """The year and the proposal; somebody else's proposal is not there."""
    known = here.year(year)
    page = queries.get_proposal_page(here.session(), known.id, proposal_id)
    if not access.may(here.actor(), Action.PROPOSAL_READ, here.subject(known, page.member_id)):
        raise NotFound()
    return Desk(known, page)


def writers_subject(desk: Desk) -> Subject:
    """The proposal as the subject of an action that its writers may not do."""
    cycle = cycles.get_cycle(here.session(), desk.year.id)
    return cycles.subject_of(cycle, desk.page.member_id, desk.page.writers)


@room.get("/clusters/<code>/<int:year>/proposals", endpoint="proposals")
@gate(Action.PROPOSAL_READ)
def listed(code: str, year: int) -> ResponseReturnValue:
    """The proposals of the year that the reader may see."""
    known, session = here.year(year), here.session()
    scope = access.scope_of(here.actor(), Action.PROPOSAL_READ)
    rows = queries.proposals_of_cycle(session, known.id, here.place().id, scope)
    return render_template(
        "awards/proposals.html",
        year=known,
        rows=rows,
        others=_doubles(rows),
        can_edit=bool(_members(known)),
        can_split=access.may(here.actor(), Action.PROPOSAL_REVIEW, here.subject(known)),
        **tracking.of_list(rows, here.today()),
    )


def _doubles(rows: list[queries.ProposalRow]) -> dict[int, list[str]]:
    """By proposal: the other forms proposed for the same achievement of the same nominee (L11)."""
    return {
        row.id: workflow.other_forms(
            row.nominee,
            row.form_vi,
            [
                (other.nominee, other.form_vi, other.state)
                for other in rows
                if other.member_id == row.member_id and _achievement(other) == _achievement(row)
            ],
        )
        for row in rows
        if row.state not in workflow.ENDED
    }


def _achievement(row: queries.ProposalRow | queries.ProposalPage) -> nominees.Achievement:
    return nominees.achievement(row.kind, row.campaign_id, row.achieved_on)


@room.get("/clusters/<code>/<int:year>/proposals/<int:proposal_id>")
@gate(Action.PROPOSAL_READ)
def proposal(code: str, year: int, proposal_id: int) -> ResponseReturnValue:
    """A proposal: rank and points above the prose, dated facts, what may be done next, what the rules say."""
    desk, session, actor = desk_of(year, proposal_id), here.session(), here.actor()
    page, subject = desk.page, here.subject(desk.year, desk.page.member_id)
    return render_template(
        "awards/proposal.html",
        desk=desk,
        page=page,
        steps=proposals.steps_for(actor, cycles.get_cycle(session, desk.year.id), page),
        standing=standings.standing_of(session, desk.year.id, page.member_id),
        shown=shown_of(page, writers_subject(desk)),
        basis=rulebook.rules_about(session, page.received_on or here.today(), PRIZES.get(page.form_code, ())),
        **votes(desk.year, page),
        basis_day=page.received_on or here.today(),
        **tracking.of_page(page, here.today()),
        history=trail.timeline(session, "proposal", page.id),
        can_repeat=page.state is ProposalState.WITHDRAWN and bool(_members(desk.year)),
        can_edit=page.state in workflow.EDITABLE and access.may(actor, Action.PROPOSAL_EDIT, subject),
        can_decide=(page.state, ProposalMove.DECIDE) in workflow.TABLE
        and access.may(actor, Action.DECISION_RECORD, subject),
        **disclosing(desk.year, page),
        **dossier_of(page.id),
    )


def others_of(desk: Desk) -> list[str]:
    """The other forms proposed for the same nominee and year (L11)."""
    page = desk.page
    same = _achievement(page)
    known = queries.proposed_for(here.session(), desk.year.id, page.member_id, but=page.id, same=same)
    return [] if page.state in workflow.ENDED else workflow.other_forms(page.nominee, page.form_vi, known)


@room.get("/clusters/<code>/<int:year>/proposals/new")
@gate(Action.PROPOSAL_EDIT)
def proposal_new(code: str, year: int) -> ResponseReturnValue:
    """A new proposal as a form; `?from=` fills it with one that was withdrawn."""
    known = _writable(year)
    number = find_whole(request.args.get("from", ""))
    data = _data_of(desk_of(year, number).page) if number is not None else {}
    return _new_page(known, _with_choices(known, ProposalForm(formdata=None, data=data)), 200)


@room.post("/clusters/<code>/<int:year>/proposals/new")
@gate(Action.PROPOSAL_EDIT)
def proposal_draft(code: str, year: int) -> ResponseReturnValue:
    """Write a new proposal."""
    known = _writable(year)
    form = _with_choices(known, ProposalForm())
    if form.validate_on_submit():
        with writing(form, to=url_for("awards.proposals", code=code, year=year)) as outcome:
            made = _draft(known, form)
            outcome.location = url_for("awards.proposal", code=code, year=year, proposal_id=made)
        if outcome:
            flash(gettext("Đã lưu nháp đề nghị."), "success")
            return redirect(outcome.location)
    return _new_page(known, form, 422)


def _writable(year: int) -> YearPlace:
    """The year, for those who may write proposals for one of its members."""
    known = here.year(year)
    if not _members(known):
        access.require(here.actor(), Action.PROPOSAL_EDIT, here.subject(known))
    return known


def _draft(known: YearPlace, form: ProposalForm) -> int:
    session, chosen = here.session(), form.conference.data
    made = proposals.draft(
        session,
        actor=here.actor(),
        now=here.now(),
        cycle=cycles.get_cycle(session, known.id),
        proposal=form.draft(int(form.member.data)),
        conference=conferences.get_conference(session, known.id, int(chosen)) if chosen else None,
    )
    return made.id


def _members(known: YearPlace) -> list[tuple[str, str]]:
    """The members for which the reader may write proposals."""
    actor, members = here.actor(), members_of_year(here.session(), here.place().id, known.year)
    return [
        (str(member.id), member.name_vi)
        for member in members
        if access.may(actor, Action.PROPOSAL_EDIT, here.subject(known, member.id))
    ]


def _with_choices(known: YearPlace, form: ProposalForm) -> ProposalForm:
    session = here.session()
    held = [
        (key, f"{gettext(kind.label)}, {format_date(day)}")
        for key, kind, day in conferences.conference_choices(session, known.id)
    ]
    _with_lists(form)
    return form.with_choices(_members(known), held)


F = TypeVar("F", ProposalForm, EditForm)


def _with_lists(form: F) -> F:
    session = here.session()
    return form.with_lists(award_form_choices(session), campaigns.concluded_choices(session, here.place().id))


def _new_page(known: YearPlace, form: ProposalForm, status: int) -> ResponseReturnValue:
    return render_template("awards/proposal_new.html", year=known, form=form), status


@room.get("/clusters/<code>/<int:year>/proposals/<int:proposal_id>/edit")
@gate(Action.PROPOSAL_EDIT)
def proposal_edit(code: str, year: int, proposal_id: int) -> ResponseReturnValue:
    """The draft as a form."""
    desk = desk_of(year, proposal_id)
    access.require(here.actor(), Action.PROPOSAL_EDIT, here.subject(desk.year, desk.page.member_id))
    workflow.check_editable(desk.page.state)
    return _edit_page(desk, _form_of(desk), 200)


@room.post("/clusters/<code>/<int:year>/proposals/<int:proposal_id>/edit")
@gate(Action.PROPOSAL_EDIT)
def proposal_save(code: str, year: int, proposal_id: int) -> ResponseReturnValue:
    """Save the draft."""
    desk, form = desk_of(year, proposal_id), EditForm()
    access.require(here.actor(), Action.PROPOSAL_EDIT, here.subject(desk.year, desk.page.member_id))
    _with_lists(form)
    if form.validate_on_submit():
        to = url_for("awards.proposal", code=code, year=year, proposal_id=proposal_id)
        about = ("proposal", proposal_id)
        with writing(
            form, to=to, newest=lambda: _form_of(desk_of(year, proposal_id)), about=about
        ) as outcome:
            proposals.edit(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                proposal=queries.get_proposal(here.session(), proposal_id),
                version=form.opened_version,
                draft=form.draft(desk.page.member_id),
            )
        if outcome:
            flash(gettext("Đã lưu nháp đề nghị."), "success")
            return redirect(outcome.location)
    return _edit_page(desk, form, 422)


def _form_of(desk: Desk) -> EditForm:
    form = EditForm(formdata=None, data=_data_of(desk.page) | {"version": desk.page.version})
    return _with_lists(form)


def _data_of(page: queries.ProposalPage) -> dict[str, object]:
    """A proposal as its form holds it; the member's own name is not typed."""
    names = ("kind", *WHO, "achieved_on", "discovered_by", "planned_on", "merit")
    data = {name: getattr(page, name) for name in names}
    data["nominee"] = "" if page.nominee_kind is NomineeKind.MEMBER else page.nominee
    chosen = {"award_form": page.award_form_id, "campaign": page.campaign_id, "member": page.member_id}
    chosen["conference"] = page.conference_id
    return data | {name: str(key) if key else "" for name, key in chosen.items()}


def _edit_page(desk: Desk, form: EditForm, status: int) -> ResponseReturnValue:
    return render_template("awards/proposal_edit.html", desk=desk, form=form), status
