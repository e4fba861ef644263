"""Pages of decisions: one decision, recording, conferral, revocation. The register is in register.py."""

from collections.abc import Callable, Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import decisions as queries
from emulation.queries import recoveries as list_of
from emulation.queries import rulebook
from emulation.rules import access
from emulation.rules import proposals as workflow
from emulation.services import decisions, recoveries
from emulation.vocabulary.actions import Action
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.moves import ProposalMove
from emulation.web.awards.forms import ConferralForm, DecisionForm, RevocationForm
from emulation.web.awards.room import room
from emulation.web.shell import here, uploads
from emulation.web.shell.fields import Form
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import writing

HANDING = {ProposalMove.CONFER: ConferralForm, ProposalMove.REVOKE: RevocationForm}


@room.get("/clusters/<code>/decisions/<int:decision_id>")
@gate(Action.PAGE_READ)
def decision(code: str, decision_id: int) -> ResponseReturnValue:
    """One decision: recipients, lead time, conferral and revocation."""
    session, cluster_id = here.session(), here.place().id
    page = queries.get_decision_page(session, cluster_id, decision_id)
    awards = queries.awards_of_cluster(session, cluster_id, decision_id)
    recipients = [(award.id, award.form_code, award.nominee_kind) for award in awards]
    can_record = access.may(here.actor(), Action.DECISION_RECORD, here.subject())
    may_see = access.may(here.actor(), Action.PROPOSAL_READ, here.subject())
    return render_template(
        "awards/decision.html",
        page=page,
        awards=awards,
        prizes=recoveries.prizes_of(session, page.signed_on, recipients),
        items=list_of.recoveries_of(session, cluster_id, decision_id) if may_see else [],
        waiting=_waiting(awards) if can_record else [],
        waits={award.id: workflow.lead_days(award.sent_on, page.signed_on) for award in awards},
        moves={award.id: set(workflow.moves_from(award.state)) for award in awards},
        can_record=can_record,
    )


def _waiting(awards: Sequence[queries.AwardRow]) -> list[queries.Candidate]:
    """Who was proposed for the same award of the same year and has no answer yet: nobody is forgotten."""
    answered = {(award.year, award.form_vi) for award in awards}
    known = queries.candidates_of(here.session(), here.place().id)
    return [row for row in known if (row.year, row.form_vi) in answered]


@room.get("/clusters/<code>/decisions/new")
@gate(Action.DECISION_RECORD)
def decision_new(code: str) -> ResponseReturnValue:
    """A decision as a form; `?proposal=` ticks the proposal one comes from."""
    access.require(here.actor(), Action.DECISION_RECORD, here.subject())
    chosen = [request.args["proposal"]] if "proposal" in request.args else []
    return _new_page(_with_candidates(DecisionForm(formdata=None, data={"proposals": chosen})), 200)


@room.post("/clusters/<code>/decisions/new")
@gate(Action.DECISION_RECORD)
def decision_record(code: str) -> ResponseReturnValue:
    """Write a decision into the register."""
    access.require(here.actor(), Action.DECISION_RECORD, here.subject())
    form = _with_candidates(DecisionForm())
    if form.validate_on_submit():
        with writing(form, to=url_for("awards.decisions", code=code)) as outcome:
            made = _record(form)
            outcome.location = url_for("awards.decision", code=code, decision_id=made)
        if outcome:
            flash(gettext("Đã ghi quyết định vào sổ."), "success")
            return redirect(outcome.location)
    return _new_page(form, 422)


def _record(form: DecisionForm) -> int:
    facts = decisions.DecisionFacts(
        number=form.number.data,
        signed_on=form.signed_on.value,
        issuer=form.issuer.data,
        signer=form.signer.data,
        summary=form.summary.data,
        file_id=uploads.keep(form.file, cluster_id=here.place().id),
    )
    made = decisions.record(
        here.session(),
        actor=here.actor(),
        now=here.now(),
        cluster_id=here.place().id,
        facts=facts,
        proposal_ids=[int(value) for value in form.proposals.data],
        refused=[int(value) for value in form.refused.data or ()],
        refusal=form.refusal.data or "",
    )
    return made.id


def _with_candidates(form: DecisionForm) -> DecisionForm:
    form.proposals.choices = form.refused.choices = [
        (
            str(row.id),
            gettext(
                "%(nominee)s – “%(form)s”, năm %(year)s", nominee=row.nominee, form=row.form_vi, year=row.year
            ),
        )
        for row in queries.candidates_of(here.session(), here.place().id)
    ]
    return form


def _new_page(form: DecisionForm, status: int) -> ResponseReturnValue:
    return render_template("awards/decision_new.html", form=form), status


def _award_of(decision_id: int, award_id: int) -> queries.AwardRow:
    for award in queries.awards_of_cluster(here.session(), here.place().id, decision_id):
        if award.id == award_id:
            return award
    raise NotFound()


def _open(decision_id: int, award_id: int, move: ProposalMove) -> ResponseReturnValue:
    """The page of a move that is possible now."""
    access.require(here.actor(), Action.DECISION_RECORD, here.subject())
    if move not in workflow.moves_from(_award_of(decision_id, award_id).state):
        raise NotFound()
    return _page(decision_id, award_id, move, _form_of(decision_id, award_id, move), 200)


def _form_of(decision_id: int, award_id: int, move: ProposalMove) -> Form:
    version = _award_of(decision_id, award_id).version
    return HANDING[move](formdata=None, data={"version": version})


def _page(
    decision_id: int, award_id: int, move: ProposalMove, form: Form, status: int
) -> ResponseReturnValue:
    session = here.session()
    basis = rulebook.rules_about(session, here.today(), ("revoke",)) if move is ProposalMove.REVOKE else []
    return render_template(
        f"awards/{move.value}.html",
        page=queries.get_decision_page(session, here.place().id, decision_id),
        award=_award_of(decision_id, award_id),
        form=form,
        basis=basis,
    ), status


@room.get("/clusters/<code>/decisions/<int:decision_id>/<int:award_id>/confer")
@gate(Action.DECISION_RECORD)
def conferral(code: str, decision_id: int, award_id: int) -> ResponseReturnValue:
    """The conferral as a form."""
    return _open(decision_id, award_id, ProposalMove.CONFER)


@room.post("/clusters/<code>/decisions/<int:decision_id>/<int:award_id>/confer")
@gate(Action.DECISION_RECORD)
def confer(code: str, decision_id: int, award_id: int) -> ResponseReturnValue:
    """Record that the award was handed over."""

    def act(form: Form) -> None:
        decisions.confer(
            here.session(),
            actor=here.actor(),
            now=here.now(),
            award=queries.get_award(here.session(), here.place().id, award_id),
            version=form.opened_version,
            **form.values("conferred_on", "event", "certificate_number"),
        )

    return _hand(decision_id, award_id, ProposalMove.CONFER, act, gettext("Đã ghi trao tặng."))


@room.get("/clusters/<code>/decisions/<int:decision_id>/<int:award_id>/revoke")
@gate(Action.DECISION_RECORD)
def revocation(code: str, decision_id: int, award_id: int) -> ResponseReturnValue:
    """The revocation as a form: ground, paper, reason, and the typed word."""
    return _open(decision_id, award_id, ProposalMove.REVOKE)


@room.post("/clusters/<code>/decisions/<int:decision_id>/<int:award_id>/revoke")
@gate(Action.DECISION_RECORD)
def revoke(code: str, decision_id: int, award_id: int) -> ResponseReturnValue:
    """Cancel the award; it stays listed."""

    def act(form: Form) -> None:
        values = form.values("revoked_on", "number", "reason", "typed")
        decisions.revoke(
            here.session(),
            actor=here.actor(),
            now=here.now(),
            award=queries.get_award(here.session(), here.place().id, award_id),
            version=form.opened_version,
            revocation=decisions.Revocation(ground=form["ground"].data or None, **values),
        )

    return _hand(decision_id, award_id, ProposalMove.REVOKE, act, gettext("Đã hủy bỏ quyết định."))


def _hand(
    decision_id: int, award_id: int, move: ProposalMove, act: Callable[[Form], None], done: str
) -> ResponseReturnValue:
    access.require(here.actor(), Action.DECISION_RECORD, here.subject())
    form = HANDING[move]()
    if form.validate_on_submit():
        to = url_for("awards.decision", code=here.place().code, decision_id=decision_id)
        newest = lambda: _form_of(decision_id, award_id, move)  # noqa: E731
        with writing(form, to=to, newest=newest, about=("decision", decision_id)) as outcome:
            act(form)
        if outcome:
            flash(done, "success")
            return redirect(outcome.location)
    return _page(decision_id, award_id, move, form, 422)
