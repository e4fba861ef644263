"""Rows of a pledge: bringing them to what was typed, and what the chair or a leader asks to mend at single ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from emulation.models.pledges import Pledge, PledgeTarget
from emulation.queries.pledges import targets_of
from emulation.rules import pledges as rules
from emulation.rules.returning import LineReason
from emulation.services import audit
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.kinds import Operator, PlanSource, Provenance

Changes = dict[str, tuple[Any, Any]]


@dataclass(frozen=True)
class TargetDraft:
    """One target as somebody typed it. `low` and `high` in the indicator's unit, weight in points."""

    indicator_id: int
    plan_source: PlanSource = PlanSource.CITY_COUNCIL
    operator: Operator = Operator.EQ
    low: Decimal | None = None
    high: Decimal | None = None
    baseline: Decimal | None = None
    weight: Decimal | None = None
    owner: str = ""
    not_assigned: bool = False
    not_assigned_reason: str = ""
    provenance: Provenance = Provenance.RECORDED
    source: str = ""
    note: str = ""
    due_on: date | None = None
    is_qualitative: bool = False


def values_of(target: TargetDraft | PledgeTarget) -> dict[str, Any]:
    """What a target says, by the names of its fields."""
    return {name: getattr(target, name) for name in TargetDraft.__dataclass_fields__}


def check_drafts(drafts: Sequence[TargetDraft], year: int) -> None:
    """Each row in itself, and none twice. Raises DomainError with the row's field."""
    for row, target in enumerate(drafts):
        rules.check_target(values_of(target), prefix=f"targets-{row}-")
        rules.check_due(target.due_on, year, prefix=f"targets-{row}-")
    rules.check_unique([(target.indicator_id, target.plan_source) for target in drafts])


def replace(
    session: Session, pledge: Pledge, standing_rows: list[PledgeTarget], drafts: Sequence[TargetDraft]
) -> Changes:
    """Bring the rows to what was typed: changed ones keep their identity, so that scores may point at them."""
    standing = {(target.indicator_id, target.plan_source): target for target in standing_rows}
    changes: Changes = {}
    for position, draft in enumerate(drafts, start=1):
        target = standing.pop((draft.indicator_id, draft.plan_source), None)
        name = _name(draft)
        if target is None:
            session.add(PledgeTarget(pledge_id=pledge.id, position=position, **values_of(draft)))
            changes[name] = (None, _said(draft))
            continue
        changes |= {f"{name} {key}": pair for key, pair in audit.change(target, values_of(draft)).items()}
        target.position = position
    for target in standing.values():
        changes[_name(target)] = (_said(target), None)
        session.delete(target)
    return changes


def line_reasons(session: Session, pledge: Pledge, reasons: Mapping[int, str]) -> list[LineReason]:
    """The reasons at single targets, by target id, in the order of the rows; raises NotFound for another's target.

    Blank ones are left out.
    """
    rows = targets_of(session, pledge.id)
    if reasons.keys() - {row.id for row in rows}:
        raise NotFound()
    return [
        LineReason(position, row.name_vi, reasons[row.id])
        for position, row in enumerate(rows)
        if reasons.get(row.id, "").strip()
    ]


def give_reasons(pledge: Pledge, told: Sequence[LineReason]) -> Changes:
    """Write what is to be mended at each target; targets without a reason lose an earlier one."""
    texts = {reason.row: reason.text.strip() for reason in told}
    changes: Changes = {}
    for row, target in enumerate(pledge.targets):
        text = texts.get(row, "")
        for key, pair in audit.change(target, {"return_reason": text}).items():
            changes[f"{_name(target)} {key}"] = pair
    return changes


def _name(target: TargetDraft | PledgeTarget) -> str:
    return f"target {target.indicator_id}/{target.plan_source.value}"


def _said(draft: TargetDraft | PledgeTarget) -> str:
    bounds = "–".join(
        format(bound.normalize(), "f") for bound in (draft.low, draft.high) if bound is not None
    )
    return f"{draft.operator.value} {bounds}" if not draft.not_assigned else "not assigned"
