"""Opening the sealed cross-checks of a year together: codes are proven, points shown, explanations asked (S5, S6)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from emulation.models.crosschecks import CrossRoster, CrossSheet
from emulation.models.cycles import Cycle
from emulation.models.scoring import ScoreSheet
from emulation.queries import crosschecks as queries
from emulation.queries import cycles as years
from emulation.queries import sheets as scored
from emulation.rules import access, cycles, sheets
from emulation.rules import crosschecks as rules
from emulation.services import audit, explanations
from emulation.services.explanations import Asked
from emulation.services.versions import require_version
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.crosschecks import OwnLine, SealedLine, Verdict
from emulation.vocabulary.errors import DomainError, NotFound
from emulation.vocabulary.moves import SheetMove
from emulation.vocabulary.states import CrossState, Phase, SheetState
from emulation.vocabulary.words import N_

#: Member → its code and its name.
Names = Mapping[int, tuple[str, str]]


def open_late(session: Session, *, actor: Actor, now: datetime, cycle: Cycle, version: int) -> CrossRoster:
    """Open what is sealed although somebody has not sealed, once the phase's last day has passed.

    What was not sealed is missed and never shown. Raises Stale, or DomainError before the day has passed.
    """
    access.require(actor, Action.CROSSCHECK_ASSIGN, years.subject_of(cycle))
    roster = queries.find_roster(session, cycle.id, held=True)
    if roster is None:
        raise NotFound()
    require_version(roster, version)
    cycles.check_phase(cycles.Work.CROSS_CHECK, cycle.phase)
    require_unopened(roster)
    due_on = years.due_on(session, cycle.id, Phase.CROSS_CHECKING)
    rules.check_openable(due_on=due_on, today=local_date(now))
    roster.opened_by_id = actor.user_id
    return open_sealed(session, actor=actor, now=now, cycle=cycle, roster=roster)


def open_sealed(
    session: Session, *, actor: Actor, now: datetime, cycle: Cycle, roster: CrossRoster
) -> CrossRoster:
    """Open every sealed sheet of a roster that the caller holds, in the caller's transaction.

    The caller has required the right to. Raises DomainError when a code does not fit what was sealed.
    """
    found = queries.sheets_of_roster(session, roster.id)
    members = {sheet.member_id for sheet in found} | {sheet.checker_id for sheet in found}
    names = queries.member_codes(session, members)
    own = queries.own_lines(session, cycle.id, members)
    opened = [sheet for sheet in found if sheet.state is CrossState.SEALED]
    for sheet in opened:
        code = code_of(cycle.year, names, sheet, own.get(sheet.member_id, []))
        rules.check_code(sheet.seal_code, code, names[sheet.checker_id][1], names[sheet.member_id][1])
    for sheet in found:
        sheet.state = CrossState.OPENED if sheet in opened else CrossState.MISSED
    roster.opened_at = now
    session.flush()
    changes = {"opened_at": (None, now)} | _told(names, opened, own)
    audit.record(session, actor=actor, now=now, verb="cross.opened", about=roster, changes=changes)
    if cycle.uses_explaining:
        _ask(session, actor, now, cycle, _disputed(names, opened, own))
    session.flush()
    return roster


def code_of(year: int, names: Names, sheet: CrossSheet, own: Sequence[OwnLine]) -> str:
    """The seal code of what the lines of a sheet say now."""
    codes = {line.criterion_id: line.code for line in own}
    lines = [
        SealedLine(line.criterion_id, codes[line.criterion_id], line.points, line.reason)
        for line in sheet.lines
        if line.points is not None and line.criterion_id in codes
    ]
    where = (year, names[sheet.checker_id][0], names[sheet.member_id][0])
    return rules.seal_code(where, lines, sheet.seal_salt)


def matching(session: Session, *, cycle_id: int, year: int) -> dict[int, bool]:
    """Opened sheet → whether what stands in it still gives its code; empty before the opening. Writes nothing."""
    roster = queries.find_roster(session, cycle_id)
    if roster is None or roster.opened_at is None:
        return {}
    found = [one for one in queries.sheets_of_roster(session, roster.id) if one.state is CrossState.OPENED]
    names = queries.member_codes(session, {n for one in found for n in (one.checker_id, one.member_id)})
    own = queries.own_lines(session, cycle_id, names)
    return {one.id: one.seal_code == code_of(year, names, one, own.get(one.member_id, [])) for one in found}


def _told(
    names: Names, opened: Sequence[CrossSheet], own: Mapping[int, list[OwnLine]]
) -> dict[str, tuple[Any, Any]]:
    """For the trail: every code, and the points that differ from the member's own."""
    changes: dict[str, tuple[Any, Any]] = {}
    for sheet in opened:
        pair = f"{names[sheet.checker_id][0]} → {names[sheet.member_id][0]}"
        changes[f"{pair} seal_code"] = (None, sheet.seal_code)
        lines = {line.criterion_id: line for line in own.get(sheet.member_id, [])}
        for line in sheet.lines:
            mine = lines[line.criterion_id]
            if line.points is not None and line.points != mine.own:
                changes[f"{pair} {mine.code} points"] = (mine.own, line.points)
    return changes


def _disputed(names: Names, opened: Sequence[CrossSheet], own: Mapping[int, list[OwnLine]]) -> list[Asked]:
    """The lines whose median differs from the member's own points, member by member."""
    verdicts: dict[tuple[int, int], list[Verdict]] = {}
    for sheet in opened:
        for line in sheet.lines:
            if line.points is not None:
                said = Verdict(names[sheet.checker_id][1], line.points, line.reason)
                verdicts.setdefault((sheet.member_id, line.criterion_id), []).append(said)
    found = []
    for member_id, lines in own.items():
        for mine in lines:
            dispute = rules.disputed(mine, verdicts.get((member_id, mine.criterion_id), []))
            if dispute is not None:
                found.append(Asked(mine.line_id, member_id, *dispute))
    return found


def _ask(session: Session, actor: Actor, now: datetime, cycle: Cycle, asked: list[Asked]) -> None:
    """Ask for explanations, and let the sheets of those who are asked wait for them."""
    if not asked:
        return
    due_on = years.due_on(session, cycle.id, Phase.EXPLAINING)
    explanations.ask(session, actor=actor, now=now, cycle=cycle, asked=asked, due_on=due_on, by_itself=True)
    members = {one.member_id for one in asked}
    for sheet in scored.sheets_of_year(session, cycle.id):
        if sheet.member_id in members and sheet.state is SheetState.CROSS_CHECKING:
            state = sheets.next_state(sheet.state, SheetMove.EXPLAIN)
            changes = audit.change(sheet, {"state": state})
            session.flush()
            audit.record(session, actor=actor, now=now, verb="sheet.explain", about=sheet, changes=changes)


def require_unopened(roster: CrossRoster) -> None:
    """Raise DomainError once the sheets of a year are opened."""
    if roster.opened_at is not None:
        raise DomainError(N_("Các phiếu kiểm tra chéo đã mở niêm phong."))


def require_opened(session: Session, sheet: ScoreSheet) -> None:
    """Raise DomainError while a member's score sheet is to be cross-checked and nothing is opened yet."""
    rules.check_unopened(queries.is_waiting(session, sheet.cycle_id, sheet.member_id))
