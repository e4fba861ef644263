"""Reminding people of what they still have to do before a deadline, each step once."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from emulation.queries import holidays
from emulation.queries.accounts import get_actor
from emulation.queries.audiences import workers
from emulation.rules.digests import REMINDER
from emulation.rules.reminders import step_of
from emulation.rules.working_days import working_days_between
from emulation.services import notices, work
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.dates import format_date
from emulation.vocabulary.desk import Task
from emulation.vocabulary.words import N_

DAYS_LEFT = N_("Còn %(n)s ngày làm việc đến hạn (%(day)s): %(task)s")
TODAY = N_("Hôm nay là hạn cuối (%(day)s): %(task)s")


def remind(session: Session, now: datetime) -> str:
    """Tell everybody about their open tasks with a deadline that comes near. Saying it twice is impossible: the key
    names person, task, deadline and step, and the database keeps one of each."""
    today, calendar = local_date(now), holidays.calendar(session)
    told = 0
    for user in workers(session, today):
        for task in work.tasks_for(session, get_actor(session, user, today), now).now:
            if task.due_on is None or task.due_on < today:
                continue
            left = working_days_between(today, task.due_on, calendar)
            step = step_of(left)
            if step is not None:
                told += _remind(session, user.id, task, task.due_on, left, step, now)
    return f"{told} reminder(s)" if told else ""


def _remind(
    session: Session, user_id: int, task: Task, due_on: date, left: int, step: int, now: datetime
) -> int:
    paper = task.paper.id if task.paper else task.object_id or "-"
    about = f"{task.destination.value}/{task.code}/{task.year}/{task.member}/{task.period or '-'}/{paper}"
    told = notices.tell(
        session,
        user_ids=[user_id],
        key=f"{REMINDER}{about}/{due_on}/{step}",
        sentence=DAYS_LEFT if due_on > local_date(now) else TODAY,
        values={"n": left, "day": format_date(due_on), "task": task.sentence()},
        href="/my-work",
        now=now,
    )
    return len(told)
