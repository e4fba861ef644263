"""Columns into plain values: how reading pages get their rows."""

from typing import TypeVar

from sqlalchemy import Executable
from sqlalchemy.orm import Session

R = TypeVar("R")


def rows_as(session: Session, kind: type[R], statement: Executable) -> list[R]:
    """Every row of the statement as a `kind`, whose fields stand in the order of the columns."""
    return [kind(*row) for row in session.execute(statement)]


def find_as(session: Session, kind: type[R], statement: Executable) -> R | None:
    """The only row of the statement as a `kind`, or None."""
    row = session.execute(statement).one_or_none()
    return None if row is None else kind(*row)
