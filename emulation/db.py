"""The database: engines, sessions for reading and for writing, and the only place that commits.

SQLite runs in WAL mode with synchronous=FULL. Writers take the lock at once (BEGIN IMMEDIATE), so that no
update is lost silently; readers use a deferred transaction that cannot write.

Every changed row of an audited table needs an event about itself, or about the row it is `part_of`, in the same
transaction; statements that change many rows past the session are refused, because nobody could tell which.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, TextClause, Update, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, TimeoutError
from sqlalchemy.orm import ORMExecuteState, Session
from sqlalchemy.orm.exc import StaleDataError

from emulation.settings import Settings
from emulation.vocabulary.errors import DomainError, Sealed, Stale, Unavailable
from emulation.vocabulary.trail import Trail
from emulation.vocabulary.words import N_

BUSY_TIMEOUT_MS = 5000
SEALED_MARK = "sealed:"
#: How plain SQL may begin in a session; everything else changes something.
READING = re.compile(r"\s*(SELECT|PRAGMA|SHOW)\b", re.IGNORECASE)


class UnauditedChange(RuntimeError):
    """A change of an audited row was about to be committed without an audit event: a bug of ours."""


class Database:
    """The primary and, if there is one, the replica; `trail` says how what is written gets sealed."""

    def __init__(self, url: str, replica_url: str = "", trail: Trail = Trail()) -> None:  # noqa: B008 (frozen)
        self.url = url
        self.trail = trail
        self.primary = _engine(url)
        replica = _engine(replica_url) if replica_url else self.primary
        self._reading = replica.execution_options(reading=True, postgresql_readonly=True)
        self._present = self.primary.execution_options(reading=True, postgresql_readonly=True)

    @classmethod
    def of(cls, settings: Settings) -> "Database":
        """The database of an installation, sealed with its keys."""
        return cls(settings.database_url, settings.replica_url, settings.trail())

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self.primary.dialect.name

    def reading(self) -> Session:
        """A session that cannot write."""
        return Session(self._reading, expire_on_commit=False, autoflush=False, info={"trail": self.trail})

    def present(self) -> Session:
        """A session that cannot write and never asks a replica: for what must hold at this very moment."""
        return Session(self._present, expire_on_commit=False, autoflush=False)

    def writing(self) -> Session:
        """A session whose changes `unit_of_work` commits."""
        return Session(self.primary, expire_on_commit=False, info={"trail": self.trail})

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
        session.info["guarded"] = True
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
    except TimeoutError as error:  # all connections are in use
        session.rollback()
        raise Unavailable() from error
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info.pop("guarded", None)


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


@dataclass
class Noted:
    """What the open transaction changed and what it told: rows as (table, id), with those that may tell for them."""

    changed: dict[tuple[str, int], set[tuple[str, int]]] = field(default_factory=dict)
    told: set[tuple[str, int]] = field(default_factory=set)
    event_ids: list[int] = field(default_factory=list)


def noted(session: Session) -> Noted:
    """What was flushed since the transaction began."""
    found: Noted = session.info.setdefault("noted", Noted())
    return found


def _note_changes(session: Session, _context: Any) -> None:
    here = noted(session)
    modified = (row for row in session.dirty if session.is_modified(row) and not _is_touched(row))
    for row in (*session.new, *modified, *session.deleted):
        if row.is_audit_event:
            here.told.add((row.object_type, row.object_id))
            here.event_ids.append(row.id)
        elif row.audited:
            here.changed[row.__tablename__, row.id] = _speakers(row)


def _is_touched(row: Any) -> bool:
    """Whether only the version moved on, because rows below were changed (services/versions.py)."""
    return all(
        attribute.key == "version"
        for attribute in inspect(row).attrs
        if attribute.key in row.__mapper__.column_attrs and attribute.history.has_changes()
    )


def _speakers(row: Any) -> set[tuple[str, int]]:
    """The row and the rows it is part of: an event about any of them tells of its change."""
    found = {(row.__tablename__, row.id)}
    for name in row.part_of:
        (key,) = row.__table__.c[name].foreign_keys
        found.add((key.column.table.name, getattr(row, name)))
    return found


def _require_trail(session: Session) -> None:
    here = noted(session)
    for (table, number), speakers in here.changed.items():
        if not speakers & here.told:
            raise UnauditedChange(
                f"{table} {number} changed without an audit event about it in the same transaction"
            )


def unaudited(statement: Update) -> Update:
    """Let this statement pass the guard: marks of the clock and one-time steps, which tell nothing of anybody's deed.

    They are written so that two at once never count as one, which a row read first could not promise.
    """
    return statement.execution_options(unaudited=True)


def _refuse_bulk(state: ORMExecuteState) -> None:
    if "guarded" not in state.session.info or state.execution_options.get("unaudited"):
        return
    mapper = state.bind_mapper
    if isinstance(state.statement, TextClause):
        refused = not READING.match(state.statement.text)
    else:
        refused = state.statement.is_dml and (mapper is None or mapper.class_.audited)
    if refused:
        what = mapper.class_.__name__ if mapper else "a table"
        raise UnauditedChange(f"{what} would change past the session, so that nobody can tell which rows")


def _forget_changes(session: Session) -> None:
    session.info.pop("noted", None)


event.listen(Session, "after_flush", _note_changes)
event.listen(Session, "do_orm_execute", _refuse_bulk)
event.listen(Session, "after_commit", _forget_changes)
event.listen(Session, "after_rollback", _forget_changes)


def is_reachable(database: Database) -> bool:
    """Whether the database answers a trivial question."""
    try:
        with database.reading() as session:
            session.execute(text("SELECT 1"))
    except DBAPIError:
        return False
    return True
