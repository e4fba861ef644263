"""Tasks about disputed lines: one per member and step, with the soonest deadline (features Y4, S6)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from emulation.rules.access import may
from emulation.rules.cycles import OPEN, Work
from emulation.rules.explanations import UNANSWERED_FROM, is_overdue
from emulation.rules.work import task
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor, Subject
from emulation.vocabulary.desk import Desk, Destination, Disputed, Seat, Task
from emulation.vocabulary.states import ExplanationState as State
from emulation.vocabulary.states import Phase
from emulation.vocabulary.words import N_

#: What the member's own people do with a line: state, action, sentence, verb.
OWN = (
    (
        State.REQUESTED,
        Action.EXPLANATION_WRITE,
        N_("Soạn giải trình %(n)s tiêu chí của %(member)s năm %(year)s"),
        N_("Soạn giải trình"),
    ),
    (
        State.AWAITING_APPROVAL,
        Action.EXPLANATION_SEND,
        N_("Duyệt và gửi giải trình %(n)s tiêu chí của %(member)s năm %(year)s"),
        N_("Duyệt và gửi giải trình"),
    ),
)
SETTLE = N_("Kết luận giải trình %(n)s tiêu chí của %(member)s năm %(year)s")
WAITING: Mapping[State, str] = {
    State.AWAITING_APPROVAL: N_("%(n)s giải trình năm %(year)s của %(member)s chờ lãnh đạo duyệt."),
    State.SENT: N_("%(n)s giải trình năm %(year)s của %(member)s chờ kết luận."),
}


def explanation_tasks(actor: Actor, desk: Desk, rows: Sequence[Disputed], today: date) -> Iterator[Task]:
    """What the actor can do about the disputed lines of a year."""
    if desk.phase not in OPEN[Work.EXPLAIN]:
        return
    for seat in desk.seats:
        own = [row for row in rows if row.member_id == seat.id]
        for state, action, text, verb in OWN:
            found = [row for row in own if row.state is state and may(actor, action, _subject(desk, row))]
            if found:
                yield _task(desk, seat, text, found, verb=verb, keeps_open=True)
        ripe = [row for row in own if row.state is State.SENT or _is_ripe(desk, row, today)]
        found = [row for row in ripe if may(actor, Action.EXPLANATION_SETTLE, _subject(desk, row))]
        if found:
            yield _task(desk, seat, SETTLE, found, verb=N_("Kết luận giải trình"), is_dated=False)


def waiting_explanations(actor: Actor, desk: Desk, rows: Sequence[Disputed]) -> Iterator[Task]:
    """The lines of the actor's own members that lie on somebody else's desk."""
    for seat in desk.seats if desk.phase in OPEN[Work.EXPLAIN] else ():
        if seat.id not in actor.member_ids:
            continue
        for state, text in WAITING.items():
            found = [row for row in rows if row.member_id == seat.id and row.state is state]
            sends = state is State.AWAITING_APPROVAL and any(
                may(actor, Action.EXPLANATION_SEND, _subject(desk, row)) for row in found
            )
            reads = may(actor, Action.EXPLANATION_READ, _subject(desk, found[0])) if found else False
            if found and reads and not sends:
                yield _task(desk, seat, text, found, is_dated=False)


def _subject(desk: Desk, row: Disputed) -> Subject:
    return Subject(
        cluster_id=desk.cluster_id,
        member_id=row.member_id,
        phase=desk.phase,
        entered_by=row.writers,
        has_chair=desk.has_chair,
    )


def _is_ripe(desk: Desk, row: Disputed, today: date) -> bool:
    """Whether a line can be settled although nobody answered."""
    due_on = row.due_on or desk.deadlines.get(Phase.EXPLAINING)
    until_on = desk.extensions.get((row.member_id, Phase.EXPLAINING))
    late = is_overdue(due_on, today, desk.grace_days, until_on, desk.phase)
    return row.state in UNANSWERED_FROM and late


def _task(
    desk: Desk,
    seat: Seat,
    text: str,
    rows: Sequence[Disputed],
    *,
    verb: str = "",
    keeps_open: bool = False,
    is_dated: bool = True,
) -> Task:
    made = task(
        desk, text, Destination.EXPLANATIONS, seat=seat, verb=verb, keeps_open=keeps_open, n=len(rows)
    )
    days = [day for row in rows if (day := row.due_on or desk.deadlines.get(Phase.EXPLAINING)) is not None]
    return replace(made, due_on=min(days)) if is_dated and days else made
