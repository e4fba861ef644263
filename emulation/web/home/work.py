""" "Việc của bạn bây giờ": tasks as sentences with their address."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries.places import find_place
from emulation.services import work
from emulation.vocabulary.actions import Action
from emulation.vocabulary.desk import Destination, Task
from emulation.vocabulary.kinds import Period
from emulation.vocabulary.words import N_
from emulation.web.home.room import room
from emulation.web.shell import here
from emulation.web.shell.addresses import find_address
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
    Destination.TOTALS: ("scores.totals", ("year",)),
    Destination.CONFERENCE: ("awards.conference", ("year",)),
    Destination.PROPOSALS: ("awards.proposals", ("year",)),
    Destination.PROPOSAL: ("awards.proposal", ("year", "proposal_id")),
    Destination.CAMPAIGN: ("campaigns.show", ("campaign_id",)),
    Destination.REGISTRATION: ("campaigns.registration", ("campaign_id", "member")),
    Destination.CAMPAIGN_REPORT: ("campaigns.report", ("campaign_id", "kind", "member")),
}
#: How a period is written in addresses.
PERIODS = {Period.Q1: "q1", Period.MID_YEAR: "mid-year", Period.Q3: "q3", Period.YEAR: "year-end"}


@dataclass(frozen=True)
class Line:
    """A task on the page: what, where, by when, and in words how long that is."""

    words: str
    href: str
    deadline: str
    is_overdue: bool


@room.get("/my-work")
@gate(Action.WORK_READ)
def my_work() -> ResponseReturnValue:
    """What the person who is signed in can do now, by deadline, and what waits for others."""
    worklist = work.tasks_for(here.session(), here.actor(), here.now())
    if len(worklist.codes) == 1:
        (code,) = worklist.codes
        here.stand_in(find_place(here.session(), code, here.today()))
    return render_template(
        "home/my_work.html",
        now=[_line(task) for task in worklist.now],
        waiting=[_line(task, is_mine=False) for task in worklist.waiting],
        worklist=worklist,
    )


def _line(task: Task, *, is_mine: bool = True) -> Line:
    days = (here.today() - task.due_on).days if task.due_on else 0
    return Line(
        words=said(task.message, task.values),
        href=_address(task),
        deadline=_deadline(task, days, is_mine=is_mine),
        is_overdue=is_mine and days > task.grace_days,
    )


def _address(task: Task) -> str:
    endpoint, names = ENDPOINTS[task.destination]
    known: dict[str, Any] = {
        "year": task.year,
        "member": task.member,
        "period": PERIODS.get(task.period) if task.period else None,
        "proposal_id": task.paper.id if task.paper else None,
        "campaign_id": task.campaign_id,
        "kind": task.report.value if task.report else None,
    }
    return find_address(endpoint, code=task.code, **{name: known[name] for name in names})


def _deadline(task: Task, days: int, *, is_mine: bool) -> str:
    """Messages 18 and 19, in calendar days between local midnights."""
    if task.due_on is None:
        return ""
    day = f"{task.due_on:%d/%m/%Y}"
    if days <= 0:
        left = gettext("Hạn cuối là hôm nay (%(day)s).", day=day)
        return str(gettext("Còn %(n)s ngày đến hạn (%(day)s).", n=-days, day=day)) if days else str(left)
    if is_mine and days <= task.grace_days:
        until = f"{task.due_on + timedelta(days=task.grace_days):%d/%m/%Y}"
        message = N_(
            "Đã qua hạn (%(day)s). Nộp trong thời gian gia hạn, đến hết %(until)s, không bị ghi là muộn."
        )
        return str(gettext(message, day=day, until=until))
    if is_mine and task.keeps_open:
        return str(
            gettext(
                "Đã quá hạn %(n)s ngày (%(day)s). Bạn vẫn nộp được; hồ sơ sẽ ghi số ngày nộp muộn.",
                n=days,
                day=day,
            )
        )
    return str(gettext("Đã quá hạn %(n)s ngày (%(day)s).", n=days, day=day))
