"""The version that a form was opened with against the version that stands now."""

from sqlalchemy import Select, select
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
    row, but not its key: rows that only name the cluster, as events do, are written meanwhile. If they waited, a
    holder who needs a record that their writer has changed would wait for them too. SQLite has one writer anyway.
    """
    _hold(session, select(Cluster.id).where(Cluster.id == cluster_id))


def hold_rulebook(session: Session) -> None:
    """The same for the rulebook, whose rows may belong to no cluster: it has one writer at a time."""
    _hold(session, select(Cluster.id).order_by(Cluster.id).limit(1))


def hold_user(session: Session, user_id: int) -> None:
    """The same for rules that look over all records of one person."""
    _hold(session, select(User.id).where(User.id == user_id))


def _hold(session: Session, row: Select[int]) -> None:
    session.execute(row.with_for_update(key_share=True))
