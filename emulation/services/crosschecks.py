"""A checker's sheet: its points, and sealing them (features S5).

Until the sheets of a year are opened together nothing written here tells anybody else a point: events carry only how
many lines were written, never how many differ.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from emulation.gateways.secrets import fresh_salt
from emulation.models.crosschecks import CrossLine, CrossSheet
from emulation.models.cycles import Cycle
from emulation.queries import crosschecks as queries
from emulation.queries import cycles as years
from emulation.queries import sheets as scored
from emulation.queries.writers import who_wrote
from emulation.rules import access, cycles, scoring, sheets
from emulation.rules import crosschecks as rules
from emulation.services import audit, cross_opening
from emulation.services.versions import require_version, touch
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.errors import DomainError, NotFound
from emulation.vocabulary.states import CrossState
from emulation.vocabulary.words import N_


@dataclass(frozen=True)
class CrossDraft:
    """One line as the checker typed it; without points it agrees with the member's own."""

    criterion_id: int
    points: Decimal | None = None
    reason: str = ""


def save(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    cycle: Cycle,
    sheet: CrossSheet,
    version: int,
    lines: Sequence[CrossDraft],
) -> CrossSheet:
    """Write what the checker gives to some lines. Raises Stale, or DomainError with the row's field."""
    access.require(actor, Action.CROSSCHECK_SCORE, years.subject_of(cycle, sheet.checker_id))
    require_version(sheet, version)
    cycles.check_phase(cycles.Work.CROSS_CHECK, cycle.phase)
    checked = scored.get_sheet(session, cycle.id, sheet.member_id)
    rules.check_writable(sheet.state, checked.state)
    criteria = {one.id: one for one in scored.leaves_of(session, checked.scorecard_id)}
    own = {
        one.criterion_id: one
        for one in queries.own_lines(session, cycle.id, [sheet.member_id])[sheet.member_id]
    }
    standing = {line.criterion_id: line for line in sheet.lines}
    for row, draft in enumerate(lines):
        if draft.criterion_id not in own:
            raise NotFound()
        mine, criterion = own[draft.criterion_id], criteria[draft.criterion_id]
        if mine.not_assigned or criterion.rule_type is None:
            continue
        bounds = scoring.bounds(criterion.rule_type, criterion.max_points, criterion.params)
        sheets.check_points(draft.points, bounds, field=f"lines-{row}-points")
        rules.check_line(draft.points, mine.own, draft.reason, field=f"lines-{row}-reason")
        _write(session, sheet, standing.get(draft.criterion_id), draft)
    changes = audit.change(sheet, {"state": CrossState.DRAFT, "entered_by_id": actor.user_id})
    sheet.entered_at = now
    touch(sheet)
    session.flush()
    _record(session, actor, now, "cross.saved", sheet, changes | {"lines": (None, len(lines))})
    return sheet


def _write(session: Session, sheet: CrossSheet, line: CrossLine | None, draft: CrossDraft) -> None:
    if line is None:
        line = CrossLine(cross_sheet_id=sheet.id, criterion_id=draft.criterion_id)
        session.add(line)
    line.points, line.reason = draft.points, draft.reason


def seal(
    session: Session, *, actor: Actor, now: datetime, cycle: Cycle, sheet: CrossSheet, version: int
) -> CrossSheet:
    """Seal a sheet for good, with points on every line; the last one opens them all in the same transaction.

    The roster is held first, so that of two last sealers the second sees the first, and opens.
    """
    roster = queries.find_roster(session, cycle.id, held=True)
    held = queries.find_sheet(session, cycle.id, (sheet.checker_id, sheet.member_id))
    if roster is None or held is None:
        raise NotFound()
    access.require(
        actor,
        Action.CROSSCHECK_SEAL,
        years.subject_of(cycle, held.checker_id, writers_of(session, held)),
    )
    require_version(held, version)
    cycles.check_phase(cycles.Work.CROSS_CHECK, cycle.phase)
    checked = scored.get_sheet(session, cycle.id, held.member_id)
    rules.check_writable(held.state, checked.state)
    if held.state is not CrossState.DRAFT:
        raise DomainError(N_("Phiếu chưa được chấm: cán bộ của đơn vị cần lưu phiếu trước khi niêm phong."))
    _seal_lines(session, actor, now, cycle, held)
    others = queries.sheets_of_roster(session, roster.id)
    if all(one.state is CrossState.SEALED for one in others):
        cross_opening.open_sealed(session, actor=actor, now=now, cycle=cycle, roster=roster)
    return held


def _seal_lines(session: Session, actor: Actor, now: datetime, cycle: Cycle, sheet: CrossSheet) -> None:
    """Every line is written before the state changes: afterwards the database refuses it."""
    own = queries.own_lines(session, cycle.id, [sheet.member_id])[sheet.member_id]
    standing = {line.criterion_id: line for line in sheet.lines}
    written = {number: (line.points, line.reason) for number, line in standing.items()}
    lines = rules.resolved(own, written)
    for line in lines:
        draft = CrossDraft(line.criterion_id, line.points, line.reason)
        _write(session, sheet, standing.get(line.criterion_id), draft)
    session.flush()
    names = queries.member_codes(session, [sheet.checker_id, sheet.member_id])
    where = (cycle.year, names[sheet.checker_id][0], names[sheet.member_id][0])
    salt = fresh_salt()
    sealed: dict[str, Any] = {"seal_code": rules.seal_code(where, lines, salt), "seal_salt": salt}
    sealed |= {"state": CrossState.SEALED, "sealed_by_id": actor.user_id, "sealed_at": now}
    changes = audit.change(sheet, sealed)
    session.flush()
    _record(session, actor, now, "cross.sealed", sheet, changes | {"lines": (None, len(lines))})


def writers_of(session: Session, sheet: CrossSheet | queries.AssignmentRow) -> frozenset[int]:
    """Everybody who wrote into a sheet: none of them seals it."""
    return who_wrote(session, "cross_sheet", sheet.id, sheet.state, sheet.entered_by_id)


def _record(
    session: Session,
    actor: Actor,
    now: datetime,
    verb: str,
    sheet: CrossSheet,
    changes: dict[str, tuple[Any, Any]],
) -> None:
    """The event belongs to the checker, not to the member that is checked."""
    audit.record(
        session, actor=actor, now=now, verb=verb, about=sheet, changes=changes, member_id=sheet.checker_id
    )
    session.flush()
