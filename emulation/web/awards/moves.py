"""One page per move of a proposal: just the fields that the move needs, what follows, and the button."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import cycles
from emulation.queries import proposals as queries
from emulation.rules import access
from emulation.rules import proposals as workflow
from emulation.rules.poll_verdicts import required_for
from emulation.services import proposals
from emulation.vocabulary.actions import Action
from emulation.vocabulary.clock import local
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.moves import ProposalMove
from emulation.web.awards.forms import MOVES
from emulation.web.awards.proposals import Desk, desk_of, others_of
from emulation.web.awards.room import room
from emulation.web.awards.votes import votes
from emulation.web.shell import here
from emulation.web.shell.fields import Form
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import writing

#: A step of the address is a move: other words below a proposal are pages of their own.
STEP = f"/clusters/<code>/<int:year>/proposals/<int:proposal_id>/<any({', '.join(MOVES)}):step>"


def _step_of(name: str) -> ProposalMove:
    if name not in {step.value for step in MOVES}:
        raise NotFound()
    return ProposalMove(name)


def _desk(year: int, proposal_id: int, step: str) -> tuple[Desk, ProposalMove]:
    """The proposal and the move, for those who may make it; nobody submits what they wrote themselves."""
    desk, move = desk_of(year, proposal_id), _step_of(step)
    cycle = cycles.get_cycle(here.session(), desk.year.id)
    subject = cycles.subject_of(cycle, desk.page.member_id, proposals.four_eyes_of(desk.page, move))
    access.require(here.actor(), proposals.action_of(move), subject)
    return desk, move


@room.get(STEP)
@gate(Action.PROPOSAL_READ)
def proposal_step(code: str, year: int, proposal_id: int, step: str) -> ResponseReturnValue:
    """The form of a move that this reader can make now."""
    desk, move = _desk(year, proposal_id, step)
    if move not in workflow.moves_from(desk.page.state, desk.page.kind):
        raise NotFound()
    return _page(desk, move, _form_of(desk, move), 200)


@room.post(STEP)
@gate(Action.PROPOSAL_READ)
def proposal_move(code: str, year: int, proposal_id: int, step: str) -> ResponseReturnValue:
    """Make the move."""
    _proposal, move = _desk(year, proposal_id, step)
    form = MOVES[move]()
    if form.validate_on_submit():
        to = url_for("awards.proposal", code=code, year=year, proposal_id=proposal_id)
        newest = lambda: _form_of(desk_of(year, proposal_id), move)  # noqa: E731
        with writing(form, to=to, newest=newest, about=("proposal", proposal_id)) as outcome:
            _move(proposal_id, move, form)
        if outcome:
            time = f"{local(here.now()):%H:%M}"
            flash(gettext("%(step)s: đã ghi lúc %(time)s.", step=gettext(move.label), time=time), "success")
            return redirect(outcome.location)
    return _page(desk_of(year, proposal_id), move, form, 422)


def _move(proposal_id: int, move: ProposalMove, form: Form) -> None:
    proposals.move(
        here.session(),
        actor=here.actor(),
        now=here.now(),
        proposal=queries.get_proposal(here.session(), proposal_id),
        version=form.opened_version,
        step=move,
        facts=form.values(*workflow.FACTS.get(move, ())),
        reason=form.reason.data if "reason" in form else "",
    )


def _form_of(desk: Desk, move: ProposalMove) -> Form:
    """The form with what is known already from before a return."""
    data = {name: getattr(desk.page, name) for name in workflow.FACTS.get(move, ())}
    return MOVES[move](formdata=None, data=data | {"version": desk.page.version})


def _page(desk: Desk, move: ProposalMove, form: Form, status: int) -> ResponseReturnValue:
    others = others_of(desk) if move is ProposalMove.SUBMIT else []
    fields = [form[name] for name in (*workflow.FACTS.get(move, ()), "reason") if name in form]
    return render_template(
        "awards/proposal_step.html",
        desk=desk,
        page=desk.page,
        move=move,
        form=form,
        fields=fields,
        others=others,
        required=required_for(move, desk.page.kind),
        **votes(desk.year, desk.page),
    ), status
