"""Clusters: creating one, and editing what is said about it (features C1)."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from emulation.models.clusters import Cluster
from emulation.queries import terms
from emulation.queries.clusters import find_cluster_id
from emulation.rules import access
from emulation.rules import clusters as rules
from emulation.services import audit
from emulation.services.versions import require_version
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor, Subject
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import ClusterKind, RotationRule
from emulation.vocabulary.vietnamese import fold
from emulation.vocabulary.words import N_


@dataclass(frozen=True)
class ClusterDraft:
    """What is said about a cluster, as somebody typed it."""

    name_vi: str
    kind: ClusterKind = ClusterKind.CLUSTER
    name_en: str = ""
    level: str = ""
    founding_decision: str = ""
    founded_on: date | None = None
    directing_member: str = ""
    contact: str = ""
    rotation_rule: RotationRule = RotationRule.FIXED_ORDER
    skip_not_considered: bool = False
    is_public: bool = True


def subject_of(session: Session, cluster_id: int, today: date, member_id: int | None = None) -> Subject:
    """A cluster, or a member in it, as the subject of an action: with whether it has a chair today."""
    return Subject(
        cluster_id=cluster_id, member_id=member_id, has_chair=terms.has_chair_on(session, cluster_id, today)
    )


def create(session: Session, *, actor: Actor, now: datetime, code: str, draft: ClusterDraft) -> Cluster:
    """A new cluster. Raises DomainError for a code that is taken or cannot stand in an address."""
    access.require(actor, Action.CLUSTER_CREATE, Subject())
    rules.check_code(code)
    if find_cluster_id(session, code) is not None:
        raise DomainError(N_("Mã “%(code)s” đã có cụm dùng. Chọn mã khác."), field="code", code=code)
    cluster = Cluster(code=code, **_values(draft))
    session.add(cluster)
    session.flush()
    audit.record(
        session,
        actor=actor,
        now=now,
        verb="cluster.created",
        about=cluster,
        changes=audit.born(cluster),
        cluster_id=cluster.id,
    )
    return cluster


def edit(
    session: Session, *, actor: Actor, now: datetime, cluster: Cluster, version: int, draft: ClusterDraft
) -> Cluster:
    """Change what is said about a cluster; its code stays, because addresses hold it. Raises Stale."""
    access.require(actor, Action.CLUSTER_EDIT, subject_of(session, cluster.id, local_date(now)))
    require_version(cluster, version)
    changes = audit.change(cluster, _values(draft))
    session.flush()
    audit.record(
        session,
        actor=actor,
        now=now,
        verb="cluster.edited",
        about=cluster,
        changes=changes,
        cluster_id=cluster.id,
    )
    return cluster


def _values(draft: ClusterDraft) -> dict[str, Any]:
    return asdict(draft) | {"search_text": fold(f"{draft.name_vi} {draft.name_en}")}
