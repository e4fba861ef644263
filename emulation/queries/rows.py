"""Columns into plain values: how reading pages get their rows."""

from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Executable, and_, or_, true
from sqlalchemy.orm import Session

from emulation.vocabulary.actor import Scope

R = TypeVar("R")


def rows_as(session: Session, kind: type[R], statement: Executable) -> list[R]:
    """Every row of the statement as a `kind`, whose fields stand in the order of the columns."""
    return [kind(*row) for row in session.execute(statement)]


def find_as(session: Session, kind: type[R], statement: Executable) -> R | None:
    """The only row of the statement as a `kind`, or None."""
    row = session.execute(statement).one_or_none()
    return None if row is None else kind(*row)


def seen_anywhere(scope: Scope, cluster_id: Any, member_id: Any) -> ColumnElement[bool]:
    """The condition that narrows a list over all clusters to what `scope` shows; both are columns of the rows.

    Clusters without a chair are left to lists that know whether there is one.
    """
    if scope.everything:
        return true()
    partly = {cluster for cluster, _member in scope.offices | scope.all_but} - scope.clusters
    whole: ColumnElement[bool] = cluster_id.in_(scope.clusters)
    return or_(whole, *(and_(cluster_id == one, seen(scope, one, member_id)) for one in sorted(partly)))


def seen(scope: Scope, cluster_id: int, member_id: Any) -> ColumnElement[bool]:
    """The condition that narrows a list of one cluster to what `scope` shows; `member_id` is the rows' column."""
    sight = scope.of_cluster(cluster_id)
    if not sight.all_but:
        condition: ColumnElement[bool] = member_id.in_(sight.members)
    else:
        condition = member_id.not_in(sight.members) if sight.members else true()
    return condition
