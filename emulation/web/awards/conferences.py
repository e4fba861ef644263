"""Pages of conferences: the record of a year, writing it down, and the proposals that come out of one."""

from dataclasses import asdict

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import awards, cycles, standings
from emulation.queries import conferences as queries
from emulation.queries.award_forms import award_form_choices
from emulation.queries.places import YearPlace, members_of_year
from emulation.queries.proposals import proposals_of_cycle
from emulation.queries.terms import terms_of
from emulation.rules import access
from emulation.services import conferences, proposals
from emulation.services.nominees import ProposalDraft
from emulation.vocabulary.actions import Action
from emulation.web.awards.forms import ConferenceForm
from emulation.web.awards.nominee_forms import ConferenceProposalsForm
from emulation.web.awards.room import room
from emulation.web.shell import here
from emulation.web.shell.gate import gate
from emulation.web.shell.rows import reshaped
from emulation.web.shell.writing import writing

FACTS = tuple(conferences.ConferenceFacts.__dataclass_fields__)


@room.get("/clusters/<code>/<int:year>/conference")
@gate(Action.PAGE_READ)
def conference(code: str, year: int) -> ResponseReturnValue:
    """The conferences of the year, what they proposed, and who was chosen for the next year."""
    known, session = here.year(year), here.session()
    scope = access.scope_of(here.actor(), Action.PROPOSAL_READ)
    lines = awards.awards_of_cycle(session, known.id)
    seen = {row.id: row for row in proposals_of_cycle(session, known.id, here.place().id, scope)}
    return render_template(
        "awards/conference.html",
        year=known,
        conferences=queries.conferences_of_cycle(session, known.id),
        lines=lines,
        seen=seen,
        posts=terms_of(session, here.place().id, year=year + 1),
        can_record=access.may(here.actor(), Action.CONFERENCE_RECORD, here.subject(known)),
    )


@room.get("/clusters/<code>/<int:year>/conference/new")
@gate(Action.CONFERENCE_RECORD)
def conference_new(code: str, year: int) -> ResponseReturnValue:
    """The record of a conference as an empty form."""
    known = here.year(year)
    access.require(here.actor(), Action.CONFERENCE_RECORD, here.subject(known))
    return _edit_page(known, ConferenceForm(formdata=None), None, 200)


@room.post("/clusters/<code>/<int:year>/conference/new")
@gate(Action.CONFERENCE_RECORD)
def conference_record(code: str, year: int) -> ResponseReturnValue:
    """Write down a conference."""
    known, form = here.year(year), ConferenceForm()
    access.require(here.actor(), Action.CONFERENCE_RECORD, here.subject(known))
    if form.validate_on_submit():
        with writing(form, to=url_for("awards.conference", code=code, year=year)) as outcome:
            conferences.record(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                cycle=cycles.get_cycle(here.session(), known.id),
                facts=_facts(form),
            )
        if outcome:
            flash(gettext("Đã ghi hội nghị."), "success")
            return redirect(outcome.location)
    return _edit_page(known, form, None, 422)


@room.get("/clusters/<code>/<int:year>/conference/<int:conference_id>/edit")
@gate(Action.CONFERENCE_RECORD)
def conference_edit(code: str, year: int, conference_id: int) -> ResponseReturnValue:
    """The record as a form."""
    known = here.year(year)
    access.require(here.actor(), Action.CONFERENCE_RECORD, here.subject(known))
    return _edit_page(known, _form_of(known, conference_id), conference_id, 200)


@room.post("/clusters/<code>/<int:year>/conference/<int:conference_id>/edit")
@gate(Action.CONFERENCE_RECORD)
def conference_save(code: str, year: int, conference_id: int) -> ResponseReturnValue:
    """Mend the record."""
    known, form = here.year(year), ConferenceForm()
    access.require(here.actor(), Action.CONFERENCE_RECORD, here.subject(known))
    if form.validate_on_submit():
        to = url_for("awards.conference", code=code, year=year)
        about = ("conference", conference_id)
        with writing(form, to=to, newest=lambda: _form_of(known, conference_id), about=about) as outcome:
            conferences.edit(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                conference=queries.get_conference(here.session(), known.id, conference_id),
                version=form.opened_version,
                facts=_facts(form),
            )
        if outcome:
            flash(gettext("Đã ghi hội nghị."), "success")
            return redirect(outcome.location)
    return _edit_page(known, form, conference_id, 422)


def _facts(form: ConferenceForm) -> conferences.ConferenceFacts:
    return conferences.ConferenceFacts(**form.values(*FACTS))


def _form_of(known: YearPlace, conference_id: int) -> ConferenceForm:
    page = queries.get_conference_page(here.session(), known.id, conference_id)
    data = {name: value for name, value in asdict(page).items() if name in FACTS}
    return ConferenceForm(formdata=None, data=data | {"version": page.version})


def _edit_page(
    known: YearPlace, form: ConferenceForm, conference_id: int | None, status: int
) -> ResponseReturnValue:
    return render_template(
        "awards/conference_edit.html", year=known, form=form, conference_id=conference_id
    ), status


@room.get("/clusters/<code>/<int:year>/conference/<int:conference_id>/proposals")
@gate(Action.PROPOSAL_REVIEW)
def conference_proposing(code: str, year: int, conference_id: int) -> ResponseReturnValue:
    """One row per member, in ranking order, with the award form that the conference agreed on."""
    known = here.year(year)
    access.require(here.actor(), Action.PROPOSAL_EDIT, here.subject(known))
    ranked = standings.standings_of_year(here.session(), known.id)
    members = {m.id: m for m in members_of_year(here.session(), here.place().id, year)}
    order = [*(key for key in ranked if key in members), *(key for key in members if key not in ranked)]
    rows = [{"member_id": str(key)} for key in order]
    form = ConferenceProposalsForm(formdata=None, data={"rows": rows})
    return _proposing_page(known, form, conference_id, 200)


@room.post("/clusters/<code>/<int:year>/conference/<int:conference_id>/proposals")
@gate(Action.PROPOSAL_REVIEW)
def conference_propose(code: str, year: int, conference_id: int) -> ResponseReturnValue:
    """Draft the proposals of all rows that name a form: all of them or none."""
    known = here.year(year)
    access.require(here.actor(), Action.PROPOSAL_REVIEW, here.subject(known))
    form = _with_lists(known, ConferenceProposalsForm())
    if reshaped(form.others):
        return _proposing_page(known, form, conference_id, 200)
    if form.validate_on_submit():
        with writing(form, to=url_for("awards.proposals", code=code, year=year)) as outcome:
            made = proposals.draft_from_conference(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                cycle=cycles.get_cycle(here.session(), known.id),
                conference=queries.get_conference(here.session(), known.id, conference_id),
                proposals=_chosen(known, form),
            )
        if outcome:
            flash(gettext("Số đề nghị đã lập: %(number)s.", number=len(made)), "success")
            return redirect(outcome.location)
    return _proposing_page(known, form, conference_id, 422)


def _chosen(known: YearPlace, form: ConferenceProposalsForm) -> dict[str, ProposalDraft]:
    """The rows that propose somebody, by where they stand in the form."""
    members = {str(m.id): m.id for m in members_of_year(here.session(), here.place().id, known.year)}
    found_by = form.discovered_by.data
    chosen = {
        f"rows-{number}-": ProposalDraft(
            member_id=members[row.form.member_id.data],
            award_form_id=int(row.form.award_form.data),
            merit=row.form.merit.data,
            discovered_by=found_by,
        )
        for number, row in enumerate(form.rows)
        if row.form.award_form.data and row.form.member_id.data in members
    }
    named = {
        f"others-{number}-": row.form.draft(found_by)
        for number, row in enumerate(form.others)
        if row.form.is_used
    }
    return chosen | named


def _with_lists(known: YearPlace, form: ConferenceProposalsForm) -> ConferenceProposalsForm:
    members = [(str(m.id), m.name_vi) for m in members_of_year(here.session(), here.place().id, known.year)]
    return form.with_choices(award_form_choices(here.session()), members)


def _proposing_page(
    known: YearPlace, form: ConferenceProposalsForm, conference_id: int, status: int
) -> ResponseReturnValue:
    session = here.session()
    choices = award_form_choices(session)
    _with_lists(known, form)
    return render_template(
        "awards/conference_proposals.html",
        year=known,
        form=form,
        conference=queries.get_conference_page(session, known.id, conference_id),
        forms=[("", gettext("Không đề nghị")), *choices],
        blank=form.blank(),
        members={str(m.id): m for m in members_of_year(session, here.place().id, known.year)},
        standings={str(key): row for key, row in standings.standings_of_year(session, known.id).items()},
    ), status
