"""Who was named to approve the frozen scores of a year, and who did."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.rankings import RankingApproval, YearRanking
from emulation.queries.audiences import actors_of_cluster
from emulation.vocabulary.actor import Actor


def approvals_of(session: Session, ranking_id: int) -> list[RankingApproval]:
    """The records as they stand, in the order of naming."""
    statement = select(RankingApproval).where(RankingApproval.ranking_id == ranking_id)
    ordered = statement.order_by(RankingApproval.named_at, RankingApproval.id)
    return list(session.scalars(ordered.execution_options(populate_existing=True)))


def named_in(session: Session, cycle_ids: Collection[int]) -> dict[int, dict[int, bool]]:
    """Year → person who was named → whether they approved. One statement; none without a year."""
    if not cycle_ids:
        return {}
    row = RankingApproval
    statement = (
        select(YearRanking.cycle_id, row.user_id, row.approved_at)
        .join(YearRanking, YearRanking.id == row.ranking_id)
        .where(YearRanking.cycle_id.in_(cycle_ids))
        .order_by(row.id)
    )
    found: dict[int, dict[int, bool]] = {}
    for cycle_id, user_id, approved_at in session.execute(statement):
        found.setdefault(cycle_id, {})[user_id] = approved_at is not None
    return found


def people_of(session: Session, cluster_id: int, today: date) -> list[Actor]:
    """Everybody who acts for the cluster today, by given name: among them are those who may approve."""
    return actors_of_cluster(session, cluster_id, today)
