"""What the members of a year have signed: the promises that everybody may follow."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.indicators import Indicator
from emulation.models.pledges import Pledge, PledgeTarget
from emulation.queries.rows import rows_as
from emulation.vocabulary.kinds import Direction, Operator, PlanSource, Provenance
from emulation.vocabulary.states import PledgeState


@dataclass(frozen=True)
class PromiseRow:
    """A target of a signed pledge with its indicator."""

    member_id: int
    indicator_id: int
    code: str
    name_vi: str
    name_en: str
    unit_vi: str
    unit_en: str
    decimals: int
    direction: Direction
    plan_source: PlanSource
    operator: Operator
    low: Decimal | None
    high: Decimal | None
    not_assigned: bool
    owner: str
    due_on: date | None
    provenance: Provenance
    source: str


def signed_promises(session: Session, cycle_id: int) -> list[PromiseRow]:
    """Every assigned target of the year's signed pledges, by member in the order of its pledge."""
    target, indicator = PledgeTarget, Indicator
    statement = (
        select(
            Pledge.member_id,
            indicator.id,
            indicator.code,
            indicator.name_vi,
            indicator.name_en,
            indicator.unit_vi,
            indicator.unit_en,
            indicator.decimals,
            indicator.direction,
            target.plan_source,
            target.operator,
            target.low,
            target.high,
            target.not_assigned,
            target.owner,
            target.due_on,
            target.provenance,
            target.source,
        )
        .join(Pledge, Pledge.id == target.pledge_id)
        .join(indicator, indicator.id == target.indicator_id)
        .where(
            Pledge.cycle_id == cycle_id,
            Pledge.state == PledgeState.SIGNED,
            target.not_assigned.is_(False),
        )
        .order_by(Pledge.member_id, target.position)
    )
    return rows_as(session, PromiseRow, statement)


def members_who_signed(session: Session, cycle_id: int) -> frozenset[int]:
    """Whose pledge of the year is signed, whatever stands in it."""
    statement = select(Pledge.member_id).where(
        Pledge.cycle_id == cycle_id, Pledge.state == PledgeState.SIGNED
    )
    return frozenset(session.scalars(statement))
