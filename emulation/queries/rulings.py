"""What people decided about proposals where rules could not, and the verdicts that decided ones keep."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session

from emulation.models.accounts import User
from emulation.models.audit import AuditEvent
from emulation.models.awards import Proposal
from emulation.models.verdicts import ProposalRuling, ProposalVerdict
from emulation.vocabulary.proposal_facts import Ruling


def rulings_of_cycles(session: Session, cycles: Collection[int]) -> dict[tuple[int, str], Ruling]:
    """The rulings about the proposals of some years, by proposal and head of the rule."""
    row, event = ProposalRuling, AuditEvent
    edited_since = exists().where(
        event.object_type == "proposal",
        event.object_id == row.proposal_id,
        event.verb == "proposal.edited",
        event.at > row.entered_at,
    )
    statement: Select[*tuple[Any, ...]] = (
        select(
            row.proposal_id,
            row.head,
            row.verdict,
            row.reason,
            func.coalesce(User.full_name, ""),
            row.entered_at,
            row.version,
            edited_since,
        )
        .join(Proposal, Proposal.id == row.proposal_id)
        .outerjoin(User, User.id == row.entered_by_id)
        .where(Proposal.cycle_id.in_(cycles))
    )
    return {(proposal, head): Ruling(*told) for proposal, head, *told in session.execute(statement)}


def find_ruling(session: Session, proposal_id: int, head: str) -> ProposalRuling | None:
    """The record, for a service."""
    row = ProposalRuling
    return session.scalars(select(row).where(row.proposal_id == proposal_id, row.head == head)).one_or_none()


def find_kept(session: Session, proposal_id: int) -> ProposalVerdict | None:
    """The verdicts under which a proposal was decided, None when none were written down."""
    row = ProposalVerdict
    return session.scalars(select(row).where(row.proposal_id == proposal_id).order_by(row.id.desc())).first()
