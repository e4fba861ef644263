"""The database: engines, sessions for reading and for writing, and the only place that commits.

SQLite runs in WAL mode with synchronous=FULL. Writers take the lock at once (BEGIN IMMEDIATE), so that no
update is lost silently; readers use a deferred transaction that cannot write.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from emulation.vocabulary.errors import DomainError, Sealed, Stale, Unavailable
from emulation.vocabulary.words import N_

BUSY_TIMEOUT_MS = 5000
SEALED_MARK = "sealed:"


class UnauditedChange(RuntimeError):
    """A change of an audited row was about to be committed without an audit event: a bug of ours."""


class Database:
    """The primary and, if there is one, the replica."""

    def __init__(self, url: str, replica_url: str = "") -> None:
        self.url = url
        self.primary = _engine(url)
        replica = _engine(replica_url) if replica_url else self.primary
        self._reading = replica.execution_options(reading=True, postgresql_readonly=True)
        self._present = self.primary.execution_options(reading=True, postgresql_readonly=True)

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self.primary.dialect.name

    def reading(self) -> Session:
        """A session that cannot write."""
        return Session(self._reading, expire_on_commit=False, autoflush=False)

    def present(self) -> Session:
        """A session that cannot write and never asks a replica: for what must hold at this very moment."""
        return Session(self._present, expire_on_commit=False, autoflush=False)

    def writing(self) -> Session:
        """A session whose changes `unit_of_work` commits."""
        return Session(self.primary, expire_on_commit=False)

    def close(self) -> None:
        """Give all connections back."""
        self.primary.dispose()
        self._reading.dispose()


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        if parsed.database:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_MS / 1000})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    return create_engine(url, pool_pre_ping=True, pool_timeout=5, connect_args={"connect_timeout": 5})


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql(f"PRAGMA query_only={'ON' if reading else 'OFF'}")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


@contextmanager
def unit_of_work(session: Session) -> Iterator[Session]:
    """Commit what the block did, or nothing of it.

    Raises Stale for a version that somebody else moved on, Sealed for what a closed year refuses, DomainError
    for a broken uniqueness, Unavailable when the database cannot answer; UnauditedChange is a bug.
    """
    try:
        yield session
        session.flush()
        _require_trail(session)
        session.commit()
    except StaleDataError as error:
        session.rollback()
        raise Stale() from error
    except DBAPIError as error:
        session.rollback()
        raise _in_words(error) from error
    except BaseException:
        session.rollback()
        raise


def _in_words(error: DBAPIError) -> DomainError:
    if SEALED_MARK in str(error.orig):
        return Sealed(N_("Nội dung này đã đóng hoặc đã công bố nên không sửa được nữa."))
    if isinstance(error, IntegrityError):
        return DomainError(
            N_("Nội dung này đã có hoặc đang được dùng ở nơi khác. Tải lại trang rồi kiểm tra.")
        )
    if isinstance(error, OperationalError):
        return Unavailable()
    raise error


def _note_changes(session: Session, _context: Any, _instances: Any = None) -> None:
    for row in (*session.new, *session.dirty, *session.deleted):
        if getattr(row, "is_audit_event", False):
            session.info["has_trail"] = True
        elif getattr(row, "audited", False) and (row not in session.dirty or session.is_modified(row)):
            session.info["changed"] = type(row).__name__


def _require_trail(session: Session) -> None:
    changed = session.info.pop("changed", None)
    if not session.info.pop("has_trail", False) and changed:
        raise UnauditedChange(f"{changed} changed without an audit event in the same transaction")


def _forget_changes(session: Session) -> None:
    session.info.pop("changed", None)
    session.info.pop("has_trail", None)


event.listen(Session, "before_flush", _note_changes)
event.listen(Session, "after_rollback", _forget_changes)


def is_reachable(database: Database) -> bool:
    """Whether the database answers a trivial question."""
    try:
        with database.reading() as session:
            session.execute(text("SELECT 1"))
    except DBAPIError:
        return False
    return True
