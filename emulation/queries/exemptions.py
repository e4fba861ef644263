"""Criteria that are not assigned to a member ("không giao"), with the reasons (handbook 6.2)."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.clusters import Member
from emulation.models.scorecards import Criterion, Exemption
from emulation.queries.rows import rows_as
from emulation.vocabulary.errors import NotFound


@dataclass(frozen=True)
class ExemptionRow:
    """One criterion and one member, in the order of the scorecard and of the protocol."""

    id: int
    criterion_id: int
    code: str
    criterion_vi: str
    criterion_en: str
    member_id: int
    member_code: str
    name_vi: str
    name_en: str
    reason: str


def exemptions_of(session: Session, scorecard_id: int) -> list[ExemptionRow]:
    """What is not assigned by this edition, member by member within each criterion."""
    row = Exemption
    statement = (
        select(
            row.id,
            row.criterion_id,
            Criterion.code,
            Criterion.name_vi,
            Criterion.name_en,
            row.member_id,
            Member.code,
            Member.name_vi,
            Member.name_en,
            row.reason,
        )
        .join(Criterion, Criterion.id == row.criterion_id)
        .join(Member, Member.id == row.member_id)
        .where(row.scorecard_id == scorecard_id)
        .order_by(Criterion.position, Member.protocol_order, Member.id)
    )
    return rows_as(session, ExemptionRow, statement)


def reasons_for(session: Session, criterion_ids: Iterable[int], member_id: int) -> dict[int, str]:
    """Criterion → why it is not assigned to this member."""
    statement = select(Exemption.criterion_id, Exemption.reason).where(
        Exemption.criterion_id.in_(list(criterion_ids)), Exemption.member_id == member_id
    )
    return {row.criterion_id: row.reason for row in session.execute(statement)}


def exemption_rows(session: Session, scorecard_id: int) -> list[Exemption]:
    """The records of an edition, for a service."""
    statement = select(Exemption).where(Exemption.scorecard_id == scorecard_id).order_by(Exemption.id)
    return list(session.scalars(statement))


def get_exemption(session: Session, scorecard_id: int, exemption_id: int) -> Exemption:
    """The record of this edition; raises NotFound."""
    found = session.get(Exemption, exemption_id)
    if found is None or found.scorecard_id != scorecard_id:
        raise NotFound()
    return found
