"""Spreadsheets between the steps of their import: taken in, understood, written, and then emptied."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from emulation.gateways import workbooks
from emulation.gateways.names import clean_name
from emulation.models.cycles import Cycle
from emulation.models.imports import SheetImport
from emulation.queries import imports as queries
from emulation.rules import importing as rules
from emulation.services import importing
from emulation.services.import_goals import Goal, standing_of
from emulation.services.importing import Preview
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.errors import DomainError, NotFound
from emulation.vocabulary.grids import DecimalMark, Grid, Layout
from emulation.vocabulary.kinds import ImportKind
from emulation.vocabulary.words import N_

MB = 1024 * 1024


def start(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    cycle: Cycle,
    goal: Goal,
    name: str,
    content: bytes,
    limit_mb: int,
) -> SheetImport:
    """Take a file in, with the layout that its heads suggest; what the person left unfinished before is given up.

    Raises DomainError with field="file" for what is too large or no table, and when the goal takes nothing now.
    """
    standing = standing_of(session, actor=actor, cycle=cycle, goal=goal)
    if standing.hindrance is not None:
        raise standing.hindrance
    name = clean_name(name)
    _check_size(name, content, limit_mb)
    grids = workbooks.read(content, name)
    for left in queries.unfinished_imports(session, cycle.id, actor.user_id):
        session.delete(left)
    row = SheetImport(
        cycle_id=cycle.id,
        member_id=goal.member_id,
        kind=goal.kind,
        period=goal.period,
        name=name,
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        layout=_stored(suggested(grids, goal.kind)),
        counts={},
        entered_by_id=actor.user_id,
        entered_at=now,
    )
    session.add(row)
    session.flush()
    return row


def _check_size(name: str, content: bytes, limit_mb: int) -> None:
    if len(content) > limit_mb * MB:
        message = N_(
            "Tệp “%(name)s” nặng %(size)s MB, vượt quá %(limit)s MB. Chọn tệp nhỏ hơn hoặc tách tệp."
        )
        raise DomainError(message, field="file", name=name, size=len(content) // MB + 1, limit=limit_mb)


def suggested(grids: Sequence[Grid], kind: ImportKind) -> Layout:
    """The layout that the first table with familiar heads suggests, shown sheets before hidden ones."""
    ordered = sorted(grids, key=lambda grid: grid.is_hidden)
    for grid in ordered:
        layout = rules.guess(grid, kind)
        if layout is not None:
            return layout
    return Layout(ordered[0].name, 0, {})


def grids_of(row: SheetImport) -> list[Grid]:
    """The sheets of the file; raises NotFound once it is emptied."""
    if row.content is None:
        raise NotFound()
    return workbooks.read(row.content, row.name)


def goal_of(row: SheetImport) -> Goal:
    """Where the file goes."""
    return Goal(row.kind, row.member_id, row.period)


def layout_of(row: SheetImport) -> Layout:
    """What was chosen, or suggested, in the second step."""
    kept = row.layout
    return Layout(kept["sheet"], kept["head"], kept["columns"], DecimalMark(kept["mark"]))


def arrange(session: Session, *, actor: Actor, cycle: Cycle, row: SheetImport, layout: Layout) -> SheetImport:
    """Keep which sheet, which line of heads and which columns mean what. Raises DomainError without indicators."""
    standing = standing_of(session, actor=actor, cycle=cycle, goal=goal_of(row))
    if standing.hindrance is not None:
        raise standing.hindrance
    grid_at(grids_of(row), layout)
    if "indicator" not in layout.columns:
        raise DomainError(N_("Chọn cột có tên hoặc mã chỉ tiêu."), field="indicator")
    row.layout = _stored(layout)
    session.flush()
    return row


def grid_at(grids: Sequence[Grid], layout: Layout) -> Grid:
    """The sheet of a layout; raises NotFound when the file has none of this name."""
    found = next((grid for grid in grids if grid.name == layout.sheet), None)
    if found is None:
        raise NotFound()
    return found


def preview(session: Session, *, actor: Actor, cycle: Cycle, row: SheetImport) -> Preview:
    """What the file would do now."""
    layout = layout_of(row)
    grid = grid_at(grids_of(row), layout)
    return importing.preview(session, actor=actor, cycle=cycle, goal=goal_of(row), grid=grid, layout=layout)


def confirm(
    session: Session, *, actor: Actor, now: datetime, cycle: Cycle, row: SheetImport, version: int
) -> SheetImport:
    """Write the valid rows of the file, remember what it came to, and empty it: all in one transaction."""
    layout = layout_of(row)
    found = importing.write(
        session,
        actor=actor,
        now=now,
        cycle=cycle,
        goal=goal_of(row),
        grid=grid_at(grids_of(row), layout),
        layout=layout,
        version=version,
    )
    before = imported_before(session, row)
    row.counts = found.counts | {"before": before.isoformat() if before else None}
    row.content = None
    row.done_at = now
    session.flush()
    return row


def imported_before(session: Session, row: SheetImport) -> datetime | None:
    """When the same file last changed something at the same place; None when never."""
    return queries.last_written(session, row.cycle_id, row.member_id, row.kind, row.period, row.sha256)


def _stored(layout: Layout) -> dict[str, object]:
    return {
        "sheet": layout.sheet,
        "head": layout.head,
        "columns": dict(layout.columns),
        "mark": layout.mark.value,
    }
