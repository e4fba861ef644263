"""Clusters and their members."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from emulation.models.clusters import Cluster, Member, Membership
from emulation.queries.rows import rows_as
from emulation.vocabulary.actor import Scope

EVERYTHING = Scope(everything=True)


def member_choices(session: Session, scope: Scope = EVERYTHING) -> list[tuple[str, str]]:
    """The members of the clusters in `scope` as (id, name), in protocol order."""
    statement = select(Member.id, Member.name_vi).order_by(Member.protocol_order, Member.sort_key)
    if not scope.everything:
        members = select(Membership.member_id).where(Membership.cluster_id.in_(scope.clusters))
        statement = statement.where(Member.id.in_(members))
    return [(str(member_id), name) for member_id, name in session.execute(statement)]


def cluster_choices(session: Session) -> list[tuple[str, str]]:
    """All clusters as (id, name), by name."""
    statement = select(Cluster.id, Cluster.name_vi).order_by(Cluster.name_vi)
    return [(str(cluster_id), name) for cluster_id, name in session.execute(statement)]


def coded_choices(session: Session, scope: Scope) -> list[tuple[str, str]]:
    """The clusters within the reader's scope as (code, name), by name."""
    statement = select(Cluster.code, Cluster.name_vi).order_by(Cluster.name_vi)
    if not scope.everything:
        statement = statement.where(Cluster.id.in_(scope.clusters))
    return [(code, name) for code, name in session.execute(statement)]


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
