"""Public pages: the awards of a year and the rules in force on a day."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from emulation.queries import awards as queries
from emulation.queries import rulebook
from emulation.rules import access
from emulation.vocabulary import dates
from emulation.vocabulary.actions import Action
from emulation.vocabulary.errors import DomainError
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
        can_work=access.may_somewhere(here.actor(), Action.PROPOSAL_READ),
    )


@room.get("/rules")
@gate(Action.PAGE_READ)
def rules() -> ResponseReturnValue:
    """The rule rows in force on a chosen day (`?on=dd/mm/yyyy`, today when absent)."""
    typed, fault, day = request.args.get("on", "").strip(), None, here.today()
    if typed:
        try:
            day = dates.parse_date(typed)
        except DomainError as error:
            fault = error
    rows = [] if fault else rulebook.rules_on(here.session(), day)
    page = render_template("awards/rules.html", rows=rows, day=day, typed=typed, fault=fault)
    return page, 422 if fault else 200
