"""Clusters and their members."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from emulation.models.clusters import Cluster, Member
from emulation.queries.rows import rows_as


def member_choices(session: Session) -> list[tuple[str, str]]:
    """All members as (id, name), in protocol order."""
    statement = select(Member.id, Member.name_vi).order_by(Member.protocol_order, Member.sort_key)
    return [(str(member_id), name) for member_id, name in session.execute(statement)]


def cluster_choices(session: Session) -> list[tuple[str, str]]:
    """All clusters as (id, name), by name."""
    statement = select(Cluster.id, Cluster.name_vi).order_by(Cluster.name_vi)
    return [(str(cluster_id), name) for cluster_id, name in session.execute(statement)]


@dataclass(frozen=True)
class ClusterRow:
    """A cluster in the list of clusters."""

    id: int
    code: str
    name_vi: str
    name_en: str


def public_clusters(session: Session) -> list[ClusterRow]:
    """The clusters that everybody may read, by name."""
    statement = (
        select(Cluster.id, Cluster.code, Cluster.name_vi, Cluster.name_en)
        .where(Cluster.is_public)
        .order_by(Cluster.name_vi)
    )
    return rows_as(session, ClusterRow, statement)


def find_cluster_id(session: Session, code: str) -> int | None:
    """The cluster with this code, in any case of letters."""
    return session.scalar(select(Cluster.id).where(func.lower(Cluster.code) == code.lower()))
