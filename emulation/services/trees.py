"""The tree of a draft as a whole: codes, names and points of many criteria at once, and a new one beside another."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from emulation.models.scorecards import Criterion, Scorecard
from emulation.queries import scorecards as queries
from emulation.rules import scorecards as rules
from emulation.rules import trees
from emulation.services import audit
from emulation.services.criteria import finish, require_draft
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.errors import DomainError, NotFound


@dataclass(frozen=True)
class RowDraft:
    """What the table of the whole tree holds of a criterion; points are its maximum."""

    criterion_id: int
    code: str
    name_vi: str
    max_points: Decimal


def edit_rows(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    scorecard: Scorecard,
    version: int,
    rows: Sequence[RowDraft],
) -> Scorecard:
    """Write codes, names and points of all rows or of none; without any change nothing is written at all.

    Raises NotFound for a criterion of another scorecard, Stale, or DomainError with the field ("rows-2-code").
    """
    require_draft(session, actor, scorecard, version)
    standing = queries.criterion_rows(session, scorecard.id)
    by_id = {row.id: row for row in standing}
    if any(row.criterion_id not in by_id for row in rows):
        raise NotFound()
    _check(standing, rows)
    changes = _write(session, by_id, rows)
    if changes:
        finish(session, actor, now, scorecard, "scorecard.criterion_edited", standing, changes)
    return scorecard


def _check(standing: Sequence[Criterion], rows: Sequence[RowDraft]) -> None:
    typed = {row.criterion_id for row in rows}
    others = [row.code for row in standing if row.id not in typed]
    seen = Counter[str]()
    for place, row in enumerate(rows):
        try:
            rules.check_code(row.code, others)
            if seen[row.code.lower()]:
                rules.check_code(row.code, [row.code])
            rules.check_points(row.max_points)
        except DomainError as error:
            raise DomainError(error.message, field=f"rows-{place}-{error.field}", **error.values) from error
        seen[row.code.lower()] += 1


def _write(
    session: Session, by_id: dict[int, Criterion], rows: Sequence[RowDraft]
) -> dict[str, tuple[Any, Any]]:
    """Set the values. Codes that change are taken away first, so that two criteria can exchange theirs."""
    before = {row.criterion_id: by_id[row.criterion_id].code for row in rows}
    moving = [row for row in rows if row.code != before[row.criterion_id]]
    for row in moving:
        by_id[row.criterion_id].code = f"~{row.criterion_id}"
    if moving:
        session.flush()
    changes: dict[str, tuple[Any, Any]] = {}
    for row in rows:
        criterion, old = by_id[row.criterion_id], before[row.criterion_id]
        told = audit.change(criterion, {"name_vi": row.name_vi, "max_points": row.max_points})
        criterion.code = row.code
        if row.code != old:
            told["code"] = (old, row.code)
        changes |= {f"{row.code} {name}": pair for name, pair in told.items()}
    return changes


def add_row(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    scorecard: Scorecard,
    version: int,
    beside_id: int | None,
    name: str,
) -> Criterion:
    """A new row right below a criterion, in the same group (None: the first row of an empty tree).

    Its code counts on, its points are what the group still lacks; how it is scored is chosen afterwards.
    """
    require_draft(session, actor, scorecard, version)
    rows = queries.criterion_rows(session, scorecard.id)
    beside = queries.get_criterion(session, scorecard.id, beside_id) if beside_id is not None else None
    parent_id = beside.parent_id if beside else None
    criterion = Criterion(
        scorecard_id=scorecard.id,
        parent_id=parent_id,
        position=len(rows) + 1,
        code=trees.next_code([row.code for row in rows], beside.code if beside else ""),
        name_vi=name,
        max_points=trees.missing_points(scorecard.total_points, rows, parent_id),
        params={},
    )
    session.add(criterion)
    session.flush()
    at = rows.index(beside) + 1 if beside else len(rows)
    rows.insert(at, criterion)
    changes = {criterion.code: (None, f"{criterion.name_vi}, {criterion.max_points}")}
    finish(session, actor, now, scorecard, "scorecard.criterion_added", rows, changes)
    return criterion
