"""What revoked awards give back, for pages (plain rows) and for services (records)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.awards import Award, Decision, Proposal, RecoveryItem
from emulation.queries.rows import rows_as
from emulation.vocabulary.award_kinds import RecoveryKind
from emulation.vocabulary.errors import NotFound


@dataclass(frozen=True)
class RecoveryRow:
    """An item: `amount` in đồng, empty when nobody knows it yet; `recovered_on` once it came back."""

    id: int
    version: int
    award_id: int
    decision_id: int
    decision_number: str
    nominee: str
    revoked_on: date | None
    kind: RecoveryKind
    what: str
    amount: int | None
    recovered_on: date | None
    paper: str


def recoveries_of(
    session: Session, cluster_id: int, decision_id: int | None = None, *, only_open: bool = False
) -> list[RecoveryRow]:
    """The items of all decisions of a cluster, or of one, the longest awaited first."""
    row = RecoveryItem
    statement = (
        select(
            row.id,
            row.version,
            row.award_id,
            Decision.id,
            Decision.number,
            Proposal.nominee,
            Award.revoked_on,
            row.kind,
            row.what,
            row.amount,
            row.recovered_on,
            row.paper,
        )
        .join(Award, Award.id == row.award_id)
        .join(Decision, Decision.id == Award.decision_id)
        .join(Proposal, Proposal.id == Award.proposal_id)
        .where(Decision.cluster_id == cluster_id)
        .order_by(Award.revoked_on, row.id)
    )
    if decision_id is not None:
        statement = statement.where(Decision.id == decision_id)
    if only_open:
        statement = statement.where(row.recovered_on.is_(None))
    return rows_as(session, RecoveryRow, statement)


def get_recovery_row(session: Session, cluster_id: int, decision_id: int, item_id: int) -> RecoveryRow:
    """One item of a decision of the cluster; raises NotFound."""
    for row in recoveries_of(session, cluster_id, decision_id):
        if row.id == item_id:
            return row
    raise NotFound()


def get_recovery(session: Session, cluster_id: int, decision_id: int, item_id: int) -> RecoveryItem:
    """The record, for a service; raises NotFound when it belongs elsewhere."""
    row = get_recovery_row(session, cluster_id, decision_id, item_id)
    return session.get_one(RecoveryItem, row.id)
