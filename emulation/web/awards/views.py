"""The public page: the awards of a year."""

from flask import render_template
from flask.typing import ResponseReturnValue

from emulation.queries import awards as queries
from emulation.rules import access
from emulation.rules import proposals as workflow
from emulation.vocabulary.actions import Action
from emulation.web.awards.room import room
from emulation.web.shell import here
from emulation.web.shell.gate import gate


@room.get("/clusters/<code>/<int:year>/awards")
@gate(Action.PAGE_READ)
def index(code: str, year: int) -> ResponseReturnValue:
    """Proposed, decided and conferred apart; drafts, returned and withdrawn proposals are not public."""
    known = here.year(year)
    lines = queries.awards_of_cycle(here.session(), known.id)
    return render_template(
        "awards/index.html",
        year=known,
        groups=queries.stages_of(lines),
        structure=queries.structure_of(lines),
        shares=queries.shares_of(lines),
        waits={
            line.proposal_id: workflow.lead_days(line.sent_on, line.decided_on or here.today())
            for line in lines
        },
        shows_fairness=here.place().shows_fairness
        or access.may(here.actor(), Action.FAIRNESS_READ, here.subject()),
        can_work=access.may_somewhere(here.actor(), Action.PROPOSAL_READ),
    )
