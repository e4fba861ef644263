"""The version that a form was opened with against the version that stands now."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.accounts import User
from emulation.models.base import Versioned
from emulation.models.clusters import Cluster
from emulation.vocabulary.errors import Stale


def require_version(row: Versioned, version: int) -> None:
    """Raise Stale when somebody else changed the row since `version`."""
    if row.version != version:
        raise Stale()


def touch(row: Versioned) -> None:
    """Move the version on although only rows below it changed, so that a second editor is told."""
    row.version += 1


def hold_cluster(session: Session, cluster_id: int) -> None:
    """Let nobody else write under the same hold until this transaction ends.

    For rules that look over all records of a cluster and stand in no constraint. PostgreSQL locks the cluster's
    row; SQLite has one writer anyway.
    """
    session.execute(select(Cluster.id).where(Cluster.id == cluster_id).with_for_update())


def hold_rulebook(session: Session) -> None:
    """The same for the rulebook, whose rows may belong to no cluster: it has one writer at a time."""
    session.execute(select(Cluster.id).order_by(Cluster.id).limit(1).with_for_update())


def hold_user(session: Session, user_id: int) -> None:
    """The same for rules that look over all records of one person."""
    session.execute(select(User.id).where(User.id == user_id).with_for_update())
