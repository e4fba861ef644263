"""What the database itself says about its guards: triggers, durability, clock."""

from datetime import UTC, datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

_SQLITE_TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
_POSTGRESQL_TRIGGERS = """
    SELECT t.tgname, p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid WHERE NOT t.tgisinternal
"""


def trigger_bodies(session: Session) -> dict[str, str]:
    """Name → body of every trigger that stands in the database."""
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    rows = session.execute(text(_SQLITE_TRIGGERS if is_sqlite else _POSTGRESQL_TRIGGERS))
    return dict(rows.all())


def weak_durability(session: Session) -> list[str]:
    """The switches by which a crash could lose acknowledged work; an empty list when none is set."""
    if session.get_bind().dialect.name == "sqlite":
        wanted = {"PRAGMA journal_mode": "wal", "PRAGMA synchronous": "2", "PRAGMA foreign_keys": "1"}
    else:
        wanted = {f"SHOW {name}": "on" for name in ("fsync", "synchronous_commit", "full_page_writes")}
    found = {question: str(session.scalar(text(question))) for question in wanted}
    return [f"{question} = {answer}" for question, answer in found.items() if answer != wanted[question]]


def database_time(session: Session) -> datetime | None:
    """The moment by the clock of a database server; SQLite has none of its own."""
    if session.get_bind().dialect.name == "sqlite":
        return None
    moment: datetime = session.execute(text("SELECT clock_timestamp()")).scalar_one()
    return moment.astimezone(UTC)
