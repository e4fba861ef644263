"""Where a table goes, and what stands there now: the version, the rows, what hinders writing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from emulation.models.cycles import Cycle
from emulation.queries import cycles as years
from emulation.queries import pledges as pledge_queries
from emulation.queries import results as result_queries
from emulation.rules import access, cycles
from emulation.rules import pledges as pledge_rules
from emulation.rules import results as result_rules
from emulation.services.pledges import TargetDraft
from emulation.services.results import LineDraft
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import ImportKind, Period

ACTIONS = {ImportKind.TARGETS: Action.PLEDGE_EDIT, ImportKind.RESULTS: Action.RESULT_EDIT}
DRAFTS: Mapping[ImportKind, type[TargetDraft | LineDraft]] = {
    ImportKind.TARGETS: TargetDraft,
    ImportKind.RESULTS: LineDraft,
}
#: What a row holds where the table is silent and nothing stands.
BLANK: Mapping[ImportKind, Mapping[str, Any]] = {
    kind: {one.name: one.default for one in fields(draft) if one.default is not MISSING}
    for kind, draft in DRAFTS.items()
}
Key = tuple[Any, ...]


@dataclass(frozen=True)
class Goal:
    """Where a table goes: the targets of a member, or its results of a period."""

    kind: ImportKind
    member_id: int
    period: Period | None = None


@dataclass(frozen=True)
class Standing:
    """What stands there now: the version, the rows in their order, what hinders writing.

    `allowed`: the indicators on which results are reported; None where every indicator may stand.
    """

    version: int = 0
    rows: Mapping[Key, Mapping[str, Any]] = field(default_factory=dict)
    summary: str = ""
    allowed: frozenset[int] | None = None
    hindrance: DomainError | None = None


def standing_of(session: Session, *, actor: Actor, cycle: Cycle, goal: Goal) -> Standing:
    """What stands at the goal now. Raises NotAllowed for whoever may not write there."""
    access.require(actor, ACTIONS[goal.kind], years.subject_of(cycle, goal.member_id))
    if goal.kind is ImportKind.TARGETS:
        return _pledge(session, cycle, goal)
    return _report(session, cycle, goal)


def _pledge(session: Session, cycle: Cycle, goal: Goal) -> Standing:
    pledge = pledge_queries.find_pledge(session, cycle.id, goal.member_id)
    check = partial(pledge_rules.check_editable, pledge.state) if pledge else None
    hindrance = _hindrance(cycle, cycles.Work.EDIT_PLEDGE, check)
    if pledge is None:
        return Standing(hindrance=hindrance)
    rows = _rows(goal.kind, pledge.targets)
    return Standing(pledge.version, rows, pledge.summary, hindrance=hindrance)


def _report(session: Session, cycle: Cycle, goal: Goal) -> Standing:
    assert goal.period is not None
    report = result_queries.find_report(session, cycle.id, goal.member_id, goal.period)
    check = partial(result_rules.check_editable, report.state) if report else None
    hindrance = _hindrance(cycle, result_rules.WORK[goal.period], check)
    rows = _rows(goal.kind, report.lines if report else [])
    agreed = result_queries.agreed_targets(session, cycle.id, goal.member_id)
    allowed = frozenset(target.indicator_id for target in agreed) | {key[0] for key in rows}
    return Standing(report.version if report else 0, rows, allowed=allowed, hindrance=hindrance)


def _hindrance(cycle: Cycle, work: cycles.Work, check: Callable[[], None] | None) -> DomainError | None:
    """Why nothing is written now: the phase of the year, or the state of the record."""
    try:
        cycles.check_phase(work, cycle.phase)
        if check is not None:
            check()
    except DomainError as error:
        return error
    return None


def _rows(kind: ImportKind, records: Sequence[Any]) -> dict[Key, dict[str, Any]]:
    found = [values_of(kind, record) for record in records]
    return {key_of(kind, values): values for values in found}


def values_of(kind: ImportKind, record: Any) -> dict[str, Any]:
    """A target or a line of results that stands, by the names of its draft."""
    return {one.name: getattr(record, one.name) for one in fields(DRAFTS[kind])}


def key_of(kind: ImportKind, values: Mapping[str, Any]) -> Key:
    """What makes two rows the same: the indicator, and for targets who set the plan."""
    if kind is ImportKind.TARGETS:
        return values.get("indicator_id"), values.get("plan_source", TargetDraft.plan_source)
    return (values.get("indicator_id"),)
