"""The plan of a year: what people decide about it, and its rows of dates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from emulation.models.cycles import Cycle, Deadline
from emulation.vocabulary.states import Phase


@dataclass(frozen=True)
class Plan:
    """What people decide about a year: theme, switches, days of grace, and (phase, from, until) rows."""

    theme: str = ""
    uses_cross_checking: bool = True
    uses_explaining: bool = True
    grace_days: int = 5
    deadlines: Sequence[tuple[Phase, date, date]] = ()

    def heads(self) -> dict[str, Any]:
        """The columns of the year itself."""
        names = ("theme", "uses_cross_checking", "uses_explaining", "grace_days")
        return {name: getattr(self, name) for name in names}


def write_deadlines(
    session: Session, cycle: Cycle, standing: list[Deadline], plan: Plan
) -> dict[str, tuple[Any, Any]]:
    """Bring the rows to the plan; what changed, as phase → (old, new). The caller has checked and records it."""
    known = {row.phase: row for row in standing}
    changes: dict[str, tuple[Any, Any]] = {}
    for phase, starts_on, due_on in plan.deadlines:
        row = known.pop(phase, None)
        before = _said(row) if row else None
        if row is None:
            session.add(Deadline(cycle_id=cycle.id, phase=phase, starts_on=starts_on, due_on=due_on))
        else:
            row.starts_on, row.due_on = starts_on, due_on
        after = f"{starts_on.isoformat()} – {due_on.isoformat()}"
        if before != after:
            changes[phase.value] = (before, after)
    for phase, row in known.items():
        changes[phase.value] = (_said(row), None)
        session.delete(row)
    return changes


def _said(row: Deadline) -> str:
    return f"{row.starts_on.isoformat()} – {row.due_on.isoformat()}"
