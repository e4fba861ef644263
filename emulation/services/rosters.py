"""The cross-check roster of a year: drawn or made by hand, and handing the score sheets over (features S4)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from emulation.gateways.secrets import fresh_seed
from emulation.models.crosschecks import CrossRoster, CrossSheet
from emulation.models.cycles import Cycle
from emulation.queries import crosschecks as queries
from emulation.queries import cycles as years
from emulation.queries import sheets as scored
from emulation.queries.places import members_of_year
from emulation.rules import access, cycles, sheets
from emulation.rules import crosschecks as sealing
from emulation.rules import rosters as rules
from emulation.services import audit, cross_opening
from emulation.services.versions import require_version, touch
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.crosschecks import Pair
from emulation.vocabulary.errors import DomainError, NotFound, Stale
from emulation.vocabulary.moves import SheetMove
from emulation.vocabulary.states import SheetState
from emulation.vocabulary.words import N_


@dataclass(frozen=True)
class Terms:
    """What a roster has to keep: checks per member, earlier years kept apart, and why fewer than two."""

    checks_each: int = 1
    years_apart: int = rules.YEARS_APART
    reason: str = ""


def drawn(
    session: Session, *, actor: Actor, cycle: Cycle, terms: Terms, seed: int | None = None
) -> frozenset[Pair] | rules.Impossible:
    """A roster by lot for the members of the year, or why there is none. Writes nothing."""
    access.require(actor, Action.CROSSCHECK_ASSIGN, years.subject_of(cycle))
    members = [one.id for one in members_of_year(session, cycle.cluster_id, cycle.year)]
    history = queries.earlier_pairs(session, cycle.cluster_id, cycle.year, rules.YEARS_APART)
    return rules.draw(
        members,
        history,
        checks_each=terms.checks_each,
        years_apart=terms.years_apart,
        seed=fresh_seed() if seed is None else seed,
    )


def assign(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    cycle: Cycle,
    version: int,
    terms: Terms,
    pairs: Sequence[Pair],
) -> CrossRoster:
    """Write the roster of a year, or another one in its place as long as nobody has sealed.

    Raises Stale, or DomainError for the first broken constraint, beside the row of the pair ("pairs-3-member").
    """
    access.require(actor, Action.CROSSCHECK_ASSIGN, years.subject_of(cycle))
    roster = queries.find_roster(session, cycle.id, held=True)
    if version != (roster.version if roster else 0):
        raise Stale()
    cycles.check_phase(cycles.Work.ASSIGN_CHECKS, cycle.phase)
    if not cycle.uses_cross_checking:
        raise DomainError(N_("Năm này cụm không tổ chức kiểm tra chéo."))
    rules.check_terms(terms.checks_each, terms.years_apart, terms.reason)
    standing = queries.sheets_of_roster(session, roster.id) if roster else []
    sealing.check_replaceable([sheet.state for sheet in standing])
    _check(session, cycle, terms, pairs)
    verb = "cross.reassigned" if roster else "cross.assigned"
    if roster is None:
        roster = CrossRoster(cycle_id=cycle.id, entered_at=now)
        session.add(roster)
    asked = {"checks_each": terms.checks_each, "years_apart": terms.years_apart, "reason": terms.reason}
    changes = audit.change(roster, asked)
    roster.entered_by_id, roster.entered_at = actor.user_id, now
    session.flush()
    changes |= _replace(session, actor, now, roster, standing, pairs)
    audit.record(session, actor=actor, now=now, verb=verb, about=roster, changes=changes, reason=terms.reason)
    session.flush()
    return roster


def _check(session: Session, cycle: Cycle, terms: Terms, pairs: Sequence[Pair]) -> None:
    members = {one.id: one.name_vi for one in members_of_year(session, cycle.cluster_id, cycle.year)}
    if {number for pair in pairs for number in pair} - members.keys():
        raise NotFound()
    history = queries.earlier_pairs(session, cycle.cluster_id, cycle.year, rules.YEARS_APART)
    faults = rules.faults_of(
        pairs, list(members), history, checks_each=terms.checks_each, years_apart=terms.years_apart
    )
    for fault in faults[:1]:
        values = {
            "checker": members.get(fault.checker_id or 0, ""),
            "member": members.get(fault.member_id or 0, ""),
            "number": fault.number,
        }
        raise DomainError(fault.message, field=_field(fault, pairs), **values)


def _field(fault: rules.Fault, pairs: Sequence[Pair]) -> str | None:
    """The row of a fault: its last pair in the order of the form, which is the one that somebody just chose."""
    wanted = {(fault.checker_id, fault.member_id)}
    if fault.rule is rules.Rule.NOT_MUTUAL:
        wanted.add((fault.member_id, fault.checker_id))
    rows = [
        row
        for row, (checker, member) in enumerate(pairs)
        if (checker, member) in wanted or (None, member) in wanted or (checker, None) in wanted
    ]
    return f"pairs-{rows[-1]}-member" if rows else None


def _replace(
    session: Session,
    actor: Actor,
    now: datetime,
    roster: CrossRoster,
    standing: Sequence[CrossSheet],
    pairs: Collection[Pair],
) -> dict[str, tuple[Any, Any]]:
    """Write the new pairs, remove the old ones with what was drafted; a pair that stays keeps its draft."""
    old = {(sheet.checker_id, sheet.member_id): sheet for sheet in standing}
    for pair in sorted(old.keys() - set(pairs)):
        _drop(session, actor, now, old[pair])
    session.flush()
    for checker, member in sorted(set(pairs) - old.keys()):
        session.add(
            CrossSheet(roster_id=roster.id, cycle_id=roster.cycle_id, checker_id=checker, member_id=member)
        )
    session.flush()
    names = queries.member_codes(session, {number for pair in {*old, *pairs} for number in pair})
    changes = {}
    for checker in sorted(names):
        before, after = (
            ", ".join(sorted(names[member][0] for one, member in side if one == checker))
            for side in (old, set(pairs))
        )
        if before != after:
            changes[f"{checker} member_id"] = (before or None, after or None)
    return changes


def _drop(session: Session, actor: Actor, now: datetime, sheet: CrossSheet) -> None:
    """Remove an assignment; a draft that goes with it is told of, without its points."""
    if sheet.lines:
        changes = {"lines": (len(sheet.lines), None)}
        audit.record(
            session,
            actor=actor,
            now=now,
            verb="cross.dropped",
            about=sheet,
            changes=changes,
            member_id=sheet.checker_id,
        )
    for line in sheet.lines:
        session.delete(line)
    session.delete(sheet)


def start(session: Session, *, actor: Actor, now: datetime, cycle: Cycle, version: int) -> CrossRoster:
    """Hand every submitted score sheet over to its checkers; again for those that come later."""
    access.require(actor, Action.CROSSCHECK_ASSIGN, years.subject_of(cycle))
    roster = queries.find_roster(session, cycle.id, held=True)
    if roster is None:
        raise DomainError(N_("Chưa phân công kiểm tra chéo."))
    require_version(roster, version)
    cycles.check_phase(cycles.Work.CROSS_CHECK, cycle.phase)
    cross_opening.require_unopened(roster)
    checked = {sheet.member_id for sheet in queries.sheets_of_roster(session, roster.id)}
    ready = [
        sheet
        for sheet in scored.sheets_of_year(session, cycle.id)
        if sheet.member_id in checked and sheet.state is SheetState.SUBMITTED
    ]
    if not ready:
        raise DomainError(N_("Không có phiếu tự chấm nào đã nộp mà chưa giao kiểm tra chéo."))
    for sheet in ready:
        changes = audit.change(sheet, {"state": sheets.next_state(sheet.state, SheetMove.CROSS_CHECK)})
        session.flush()
        audit.record(session, actor=actor, now=now, verb="sheet.cross_check", about=sheet, changes=changes)
    touch(roster)
    session.flush()
    changes = {"count": (None, len(ready))}
    audit.record(session, actor=actor, now=now, verb="cross.started", about=roster, changes=changes)
    session.flush()
    return roster
