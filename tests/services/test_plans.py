"""Rows of dates brought to a plan."""

from datetime import date

from sqlalchemy.orm import Session

from emulation.queries.cycles import deadlines_of, get_cycle_with_deadlines
from emulation.services.plans import Plan, write_deadlines
from emulation.vocabulary.states import Phase
from tests.factories.world import World


def test_rows_are_added_changed_and_removed_and_each_change_is_told(session: Session, world: World) -> None:
    cycle = get_cycle_with_deadlines(session, world.cycle_id)
    rows = [
        (row.phase, row.starts_on, row.due_on) for row in cycle.deadlines if row.phase is not Phase.TOTALS
    ]
    rows[0] = (Phase.PLEDGING, date(2025, 1, 20), date(2025, 3, 31))
    rows.append((Phase.CONFERENCE, date(2026, 3, 11), date(2026, 4, 15)))
    changes = write_deadlines(session, cycle, list(cycle.deadlines), Plan(deadlines=rows))
    session.flush()
    assert changes == {
        "pledging": ("2025-01-15 – 2025-03-31", "2025-01-20 – 2025-03-31"),
        "conference": (None, "2026-03-11 – 2026-04-15"),
        "totals": ("2026-02-01 – 2026-03-10", None),
    }
    assert [row.phase for row in deadlines_of(session, world.cycle_id)][-1] is Phase.CONFERENCE
