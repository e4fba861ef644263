"""Emulation years: opening one, its plan of dates, moving from phase to phase, closing (features Y1)."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from emulation.models.clusters import Cluster
from emulation.models.cycles import Cycle
from emulation.queries import copies as sources
from emulation.queries import cycles as queries
from emulation.queries.milestones import counts_of
from emulation.rules import access, phases
from emulation.rules import cycles as rules
from emulation.services import audit, copies, openings
from emulation.services.plans import Plan, write_deadlines
from emulation.services.versions import require_version, touch
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.errors import DomainError, Sealed
from emulation.vocabulary.states import Phase
from emulation.vocabulary.words import N_

__all__ = ["Plan", "Standing", "advance", "close", "open_year", "save_deadlines", "standing_of", "step_back"]


@dataclass(frozen=True)
class Standing:
    """Where a year stands: neighbours of its phase (None where there is none) and what is unfinished."""

    next: Phase | None
    previous: Phase | None
    obstacles: list[phases.Obstacle] = field(default_factory=list)

    @property
    def is_blocked(self) -> bool:
        """Whether an obstacle stands that no reason overrules."""
        return any(obstacle.is_hard for obstacle in self.obstacles)


def open_year(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    cluster: Cluster,
    year: int,
    plan: Plan,
    with_contents: bool = True,
    with_scorecard: bool = True,
) -> Cycle:
    """Open a year with its dates; common contents and scorecard of the year before become new drafts.

    Raises DomainError when the year exists, skips one, has no members, or when two phases overlap.
    """
    openings.check(session, actor=actor, now=now, cluster_id=cluster.id, year=year, plan=plan)
    before = sources.find_year_before(session, cluster.id, year)
    cycle = Cycle(cluster_id=cluster.id, year=year, phase=Phase.PLANNING, opened_at=now, **plan.heads())
    session.add(cycle)
    session.flush()
    changes = audit.born(cycle, ["year", "phase", *plan.heads()]) | write_deadlines(session, cycle, [], plan)
    if before is not None and with_contents:
        changes["contents"] = (None, copies.copy_contents(session, actor, now, before, cycle))
    if before is not None and with_scorecard:
        changes["criteria"] = (None, copies.copy_scorecard(session, actor, now, before, cycle))
    audit.record(
        session, actor=actor, now=now, verb="cycle.opened", about=cycle, cycle_id=cycle.id, changes=changes
    )
    session.flush()
    return cycle


def save_deadlines(
    session: Session, *, actor: Actor, now: datetime, cycle: Cycle, version: int, plan: Plan
) -> Cycle:
    """Change the plan of a year. Raises Stale, Sealed, or DomainError beside the field of a phase."""
    access.require(actor, Action.CYCLE_MANAGE, queries.subject_of(cycle))
    require_version(cycle, version)
    _check_open(cycle)
    rules.check_deadlines(plan.deadlines)
    _check_switches(cycle.phase, plan)
    standing = queries.get_cycle_with_deadlines(session, cycle.id)
    changes = audit.change(standing, plan.heads())
    changes |= write_deadlines(session, standing, list(standing.deadlines), plan)
    touch(standing)
    session.flush()
    _record(session, actor, now, "cycle.planned", standing, changes)
    return standing


def advance(
    session: Session, *, actor: Actor, now: datetime, cycle: Cycle, version: int, reason: str = ""
) -> Cycle:
    """Go to the next phase. Unfinished work needs a reason; a hard obstacle refuses (handbook 3)."""
    access.require(actor, Action.CYCLE_MANAGE, queries.subject_of(cycle))
    require_version(cycle, version)
    _check_open(cycle)
    phases.check_leave(cycle.phase, counts_of(session, cycle), reason)
    following = rules.next_phase(cycle.phase, **_switches(cycle))
    return _move(session, actor, now, "cycle.advanced", cycle, {"phase": following}, reason)


def step_back(
    session: Session, *, actor: Actor, now: datetime, cycle: Cycle, version: int, reason: str
) -> Cycle:
    """Return to the phase before, with a reason; nothing after the conference returns."""
    access.require(actor, Action.CYCLE_MANAGE, queries.subject_of(cycle))
    require_version(cycle, version)
    previous = rules.previous_phase(cycle.phase, **_switches(cycle))
    phases.check_step_back(cycle.phase, counts_of(session, cycle), reason)
    return _move(session, actor, now, "cycle.stepped_back", cycle, {"phase": previous}, reason)


def close(
    session: Session, *, actor: Actor, now: datetime, cycle: Cycle, version: int, confirmation: str
) -> Cycle:
    """Seal the year for good. From then on the database itself refuses changes to what belongs to it."""
    access.require(actor, Action.CYCLE_CLOSE, queries.subject_of(cycle))
    require_version(cycle, version)
    _check_open(cycle)
    phases.check_close(cycle.phase, counts_of(session, cycle), confirmation)
    return _move(session, actor, now, "cycle.closed", cycle, {"phase": Phase.CLOSED, "closed_at": now}, "")


def standing_of(session: Session, cycle: Cycle) -> Standing:
    """Where the year stands, for the page that moves it. Writes nothing."""
    counts = counts_of(session, cycle)
    following = previous = None
    if cycle.phase not in (Phase.AWARDING, Phase.CLOSED):
        following = rules.next_phase(cycle.phase, **_switches(cycle))
        if cycle.phase is not Phase.PLANNING and not phases.is_past_return(cycle.phase, counts):
            previous = rules.previous_phase(cycle.phase, **_switches(cycle))
    return Standing(following, previous, phases.obstacles(cycle.phase, counts))


def _switches(cycle: Cycle) -> dict[str, bool]:
    return {"uses_cross_checking": cycle.uses_cross_checking, "uses_explaining": cycle.uses_explaining}


def _check_open(cycle: Cycle) -> None:
    if cycle.phase is Phase.CLOSED:
        raise Sealed(N_("Năm thi đua đã đóng nên không sửa được nữa."))


def _check_switches(phase: Phase, plan: Plan) -> None:
    for current, field_name in (
        (Phase.CROSS_CHECKING, "uses_cross_checking"),
        (Phase.EXPLAINING, "uses_explaining"),
    ):
        if phase is current and not getattr(plan, field_name):
            message = N_("Năm đang ở giai đoạn “%(phase)s” nên không bỏ giai đoạn này được.")
            raise DomainError(message, field=field_name, phase=phase.label)


def _move(
    session: Session,
    actor: Actor,
    now: datetime,
    verb: str,
    cycle: Cycle,
    values: dict[str, Any],
    reason: str,
) -> Cycle:
    changes = audit.change(cycle, values)
    session.flush()
    _record(session, actor, now, verb, cycle, changes, reason)
    return cycle


def _record(
    session: Session,
    actor: Actor,
    now: datetime,
    verb: str,
    cycle: Cycle,
    changes: dict[str, tuple[Any, Any]],
    reason: str = "",
) -> None:
    audit.record(
        session,
        actor=actor,
        now=now,
        verb=verb,
        about=cycle,
        cycle_id=cycle.id,
        changes=changes,
        reason=reason.strip(),
    )
    session.flush()
