"""Ready-made clusters, members and terms, written through the services."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from emulation.models.clusters import Cluster, Membership
from emulation.models.terms import Term
from emulation.services import clusters, members, terms
from emulation.services.clusters import ClusterDraft
from emulation.services.members import Joining, Profile
from emulation.services.terms import TermsDraft
from tests.factories.world import World


def of_world(session: Session, world: World) -> Cluster:
    """The world's cluster."""
    cluster = session.get(Cluster, world.cluster_id)
    assert cluster is not None
    return cluster


def new_cluster(session: Session, world: World, code: str = "khoi-1", **more: Any) -> Cluster:
    """A cluster without members, made by the administrator."""
    draft = ClusterDraft(**({"name_vi": "Khối thi đua số 1"} | more))
    return clusters.create(
        session, actor=world.actor(session, "admin"), now=world.now, code=code, draft=draft
    )


def newcomer(code: str, name: str = "Đơn vị", start: date = date(2020, 1, 1), **more: Any) -> Joining:
    """A new member that joins."""
    return Joining(valid_from=start, code=code, profile=Profile(name_vi=name), **more)


def join(
    session: Session, world: World, cluster: Cluster, *joinings: Joining, who: str = "admin", version: int = 0
) -> list[Membership]:
    """Let members join."""
    return members.add(
        session,
        actor=world.actor(session, who),
        now=world.now,
        cluster=cluster,
        version=version or cluster.version,
        joinings=joinings,
    )


def record(
    session: Session, world: World, cluster: Cluster, draft: TermsDraft, who: str = "secretary.hn"
) -> list[Term]:
    """Record the posts of a year."""
    return terms.record(
        session,
        actor=world.actor(session, who),
        now=world.now,
        cluster=cluster,
        version=cluster.version,
        draft=draft,
    )
