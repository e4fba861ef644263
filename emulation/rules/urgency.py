"""How near the last day of a task is: red only once it is late, amber when it comes near (features Y4)."""

from datetime import date

from emulation.rules.working_days import working_days_between
from emulation.vocabulary.calendar import Calendar
from emulation.vocabulary.desk import Task, Urgency

#: From so many working days before the last day on, a task is near: as from the second reminder on.
NEAR = 5


def urgency_of(task: Task, today: date, calendar: Calendar) -> Urgency:
    """Late once the days of grace have passed too; near in the last working days and in the days of grace."""
    if task.due_on is None:
        return Urgency.CALM
    if (today - task.due_on).days > task.grace_days:
        return Urgency.LATE
    is_near = working_days_between(today, task.due_on, calendar) <= NEAR
    return Urgency.NEAR if is_near else Urgency.CALM
