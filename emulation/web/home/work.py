""" "Việc của bạn bây giờ": tasks as sentences with their address."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import holidays, notices
from emulation.queries.places import find_place
from emulation.rules.urgency import urgency_of
from emulation.rules.working_days import working_days_between
from emulation.services import work
from emulation.vocabulary.actions import Action
from emulation.vocabulary.calendar import Calendar
from emulation.vocabulary.desk import Destination, Task, Urgency, Worklist
from emulation.vocabulary.kinds import Period
from emulation.vocabulary.words import N_
from emulation.web.home.room import room
from emulation.web.shell import here
from emulation.web.shell.addresses import find_address, own_path
from emulation.web.shell.filters import label, name, weekday
from emulation.web.shell.gate import gate
from emulation.web.shell.speech import said

#: destination → endpoint and which of the task's values its address needs besides the cluster.
ENDPOINTS: dict[Destination, tuple[str, tuple[str, ...]]] = {
    Destination.SETUP: ("cycles.setup", ("year",)),
    Destination.MANAGE: ("cycles.manage", ("year",)),
    Destination.CLOSE: ("cycles.closing", ("year",)),
    Destination.TERMS: ("terms.index", ()),
    Destination.AGREEMENT: ("pledges.agreement", ("year",)),
    Destination.PLEDGES: ("pledges.index", ("year",)),
    Destination.PLEDGE: ("pledges.show", ("year", "member")),
    Destination.PLEDGE_EDIT: ("pledges.edit", ("year", "member")),
    Destination.RESULTS: ("results.index", ("year",)),
    Destination.REPORT: ("results.show", ("year", "member", "period")),
    Destination.SCORECARD: ("scorecards.show", ("year",)),
    Destination.SHEET: ("scores.sheet", ("year", "member")),
    Destination.REVIEW: ("scores.review", ("year", "member")),
    Destination.CROSS_ROSTER: ("crosschecks.index", ("year",)),
    Destination.CROSS_SHEET: ("crosschecks.show", ("year", "member")),
    Destination.EXPLANATIONS: ("explanations.index", ("year",)),
    Destination.TOTALS: ("scores.totals", ("year",)),
    Destination.FINALISE: ("scores.finalising", ("year",)),
    Destination.CONFERENCE: ("awards.conference", ("year",)),
    Destination.PROPOSALS: ("awards.proposals", ("year",)),
    Destination.PROPOSAL: ("awards.proposal", ("year", "proposal_id")),
    Destination.CAMPAIGN: ("campaigns.show", ("campaign_id",)),
    Destination.REGISTRATION: ("campaigns.registration", ("campaign_id", "member")),
    Destination.CAMPAIGN_REPORT: ("campaigns.report", ("campaign_id", "kind", "member")),
    Destination.DATA_REQUEST: ("privacy.show", ("request_id",)),
    Destination.RULE_CHANGE: ("rulebook.change", ("change_id",)),
    Destination.CONSULTATION: ("consultations.manage", ("year", "disclosure_id")),
    Destination.MODERATION: ("consultations.moderation", ("year", "disclosure_id")),
}
#: How a period is written in addresses.
PERIODS = {Period.Q1: "q1", Period.MID_YEAR: "mid-year", Period.Q3: "q3", Period.YEAR: "year-end"}


NEWEST = 5


@dataclass(frozen=True)
class Line:
    """A task on the page: what, where, by when and how urgent, what its button says, and of which cluster."""

    words: str
    href: str
    deadline: str
    urgency: Urgency
    verb: str
    cluster: str


@room.get("/my-work")
@gate(Action.WORK_READ)
def my_work() -> ResponseReturnValue:
    """What the person who is signed in can do now, by deadline, what waits for others, and the newest notices."""
    session = here.session()
    worklist = work.tasks_for(session, here.actor(), here.now())
    calendar = holidays.calendar(session)
    if len(worklist.desks) == 1:
        (code,) = worklist.desks
        here.stand_in(find_place(session, code, here.today()))
    newest = notices.notices_of(session, here.actor().user_id or 0, first=0, most=NEWEST)
    return render_template(
        "home/my_work.html",
        now=[_line(task, worklist, calendar) for task in worklist.now],
        waiting=[_line(task, worklist, calendar, is_mine=False) for task in worklist.waiting],
        worklist=worklist,
        notices=[(row, said(row.sentence, row.values), own_path(row.href)) for row in newest],
    )


def _line(task: Task, worklist: Worklist, calendar: Calendar, *, is_mine: bool = True) -> Line:
    desk = worklist.desks.get(task.code)
    return Line(
        words=said(task.message, task.values),
        href=_address(task),
        deadline=_deadline(task, calendar, is_mine=is_mine),
        urgency=urgency_of(task, here.today(), calendar) if is_mine else Urgency.CALM,
        verb=label(task.verb),
        cluster=name(desk) if desk is not None and len(worklist.desks) > 1 else "",
    )


def _address(task: Task) -> str:
    endpoint, names = ENDPOINTS[task.destination]
    known: dict[str, Any] = {
        "code": task.code,
        "year": task.year,
        "member": task.member,
        "period": PERIODS.get(task.period) if task.period else None,
        "proposal_id": task.paper.id if task.paper else None,
        "campaign_id": task.campaign_id,
        "kind": task.report.value if task.report else None,
        "request_id": task.object_id,
        "change_id": task.object_id,
        "disclosure_id": task.object_id,
    }
    names = ("code", *names) if task.code else names
    return find_address(endpoint, **{name: known[name] for name in names})


def _deadline(task: Task, calendar: Calendar, *, is_mine: bool) -> str:
    """Messages 18 and 19: working days until the last day, days since then between local midnights."""
    if task.due_on is None:
        return ""
    day, passed = weekday(task.due_on), (here.today() - task.due_on).days
    if passed < 0:
        return _left(task, working_days_between(here.today(), task.due_on, calendar), day)
    if passed == 0:
        return str(gettext("Hạn cuối là hôm nay (%(day)s).", day=day))
    if is_mine and passed <= task.grace_days:
        until = weekday(task.due_on + timedelta(days=task.grace_days))
        message = N_(
            "Đã qua hạn (%(day)s). Nộp trong thời gian gia hạn, đến hết %(until)s, không bị ghi là muộn."
        )
        return str(gettext(message, day=day, until=until))
    words = gettext("Hạn: %(day)s.", day=day)
    if is_mine and task.keeps_open:
        message = N_("Đã quá hạn %(n)s ngày. Bạn vẫn nộp được; hồ sơ sẽ ghi “nộp muộn %(n)s ngày”.")
        return f"{words} {gettext(message, n=passed)}"
    return f"{words} {gettext('Đã quá hạn %(n)s ngày.', n=passed)}"


def _left(task: Task, n: int, day: str) -> str:
    if n == 0:
        return str(gettext("Hạn: %(day)s. Từ nay đến đó không còn ngày làm việc nào.", day=day))
    if task.keeps_open:
        return str(gettext("Còn %(n)s ngày làm việc đến hạn nộp (%(day)s).", n=n, day=day))
    return str(gettext("Còn %(n)s ngày làm việc đến hạn (%(day)s).", n=n, day=day))
