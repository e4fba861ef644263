"""Pages that show vote rounds: the list of a year, one round with its verdicts."""

from flask import render_template
from flask.typing import ResponseReturnValue

from emulation.queries import polls as queries
from emulation.queries.places import YearPlace, members_of_year
from emulation.rules import access
from emulation.rules.cycles import OPEN, Work
from emulation.services import poll_verdicts
from emulation.vocabulary.actions import Action
from emulation.vocabulary.award_kinds import PollBody
from emulation.vocabulary.errors import NotFound
from emulation.web.polls.room import room
from emulation.web.shell import here
from emulation.web.shell.gate import gate


@room.get("/clusters/<code>/<int:year>/polls")
@gate(Action.POLL_READ)
def index(code: str, year: int) -> ResponseReturnValue:
    """The rounds of the year with the counts that the reader may see, the latest first."""
    known, session, cluster_id = here.year(year), here.session(), here.place().id
    scope = access.scope_of(here.actor(), Action.POLL_READ)
    lines = queries.lines_of_cycle(session, known.id, cluster_id, scope)
    counts = poll_verdicts.judged(session, cluster_id, lines, here.today())
    bodies = (PollBody.CLUSTER, PollBody.CITY_COUNCIL)
    return render_template(
        "polls/index.html",
        year=known,
        groups={body: [one for one in counts if one.line.body is body] for body in bodies},
        for_cluster=_may_record(known, None),
        councils=[
            member for member in members_of_year(session, cluster_id, year) if _may_record(known, member.id)
        ],
    )


@room.get("/clusters/<code>/<int:year>/polls/<int:poll_id>")
@gate(Action.POLL_READ)
def show(code: str, year: int, poll_id: int) -> ResponseReturnValue:
    """One round: roll, papers, each nominee's count with its verdict, and the other rounds of these nominees."""
    known, session, cluster_id = here.year(year), here.session(), here.place().id
    page = queries.get_poll_page(session, known.id, poll_id)
    scope = access.scope_of(here.actor(), Action.POLL_READ)
    lines = queries.lines_of_cycle(session, known.id, cluster_id, scope, poll_id)
    if not lines:
        raise NotFound()
    others = queries.rounds_of(session, [line.proposal_id for line in lines], but=poll_id, body=page.body)
    judged = poll_verdicts.judged(session, cluster_id, [*lines, *others], here.today())
    sees_all = access.may(here.actor(), Action.POLL_READ, here.subject(known, page.council_id))
    is_cluster = page.body is PollBody.CLUSTER
    return render_template(
        "polls/show.html",
        year=known,
        page=page,
        counts=judged[: len(lines)],
        others=judged[len(lines) :],
        attendance=poll_verdicts.attendance(session, cluster_id, page.present, page.members, here.today()),
        slots=poll_verdicts.slots(session, cluster_id, known.id, judged[: len(lines)], here.today())
        if is_cluster and sees_all
        else [],
        sees_all=sees_all,
        can_record=_may_record(known, page.council_id),
    )


def _may_record(known: YearPlace, member_id: int | None) -> bool:
    """Whether the reader may write down rounds of this body, and the year is open for it."""
    subject = here.subject(known, member_id)
    return known.phase in OPEN[Work.PROPOSE] and access.may(here.actor(), Action.POLL_RECORD, subject)
