"""What is held about a person, their requests and consents."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Table, func, select
from sqlalchemy.orm import Session

from emulation.models import Base
from emulation.models.accounts import User
from emulation.models.privacy import Consent, DataRequest
from emulation.queries.rows import rows_as
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.kinds import DataRequestKind
from emulation.vocabulary.states import DataRequestState

#: Tables whose rows are about one person, and the column that names them. What else points at a person is their work.
ABOUT_ONE = {
    "appointment": "user_id",
    "sign_in": "user_id",
    "known_device": "user_id",
    "recovery_code": "user_id",
    "account_link": "user_id",
    "calendar_feed": "user_id",
    "notice": "user_id",
    "letter": "user_id",
    "data_request": "user_id",
    "consent": "user_id",
    "ranking_approval": "user_id",
    "delegation": "receiver_id",
}
#: Proofs of identity and keys for sorting: they are never handed out.
NOT_HANDED_OUT = frozenset(
    {"password_hash", "totp_seed", "totp_last_step", "token_hash", "code_hash", "search_text", "sort_key"}
)


@dataclass(frozen=True)
class RequestRow:
    """A request as lists show it."""

    id: int
    user_id: int
    person: str
    kind: DataRequestKind
    state: DataRequestState
    wish: str
    received_at: datetime
    answer_by: date
    complete_by: date
    answered_at: datetime | None
    completed_at: datetime | None
    answer: str


@dataclass(frozen=True)
class ConsentRow:
    """A consent as the register shows it."""

    person: str
    purpose: str
    wording: str
    given_at: datetime
    withdrawn_at: datetime | None


def requests(session: Session, *, user_id: int | None = None) -> list[RequestRow]:
    """Requests of one person, or of all: open ones first, by the day on which they are due."""
    row = DataRequest
    statement = select(
        row.id,
        row.user_id,
        User.full_name,
        row.kind,
        row.state,
        row.wish,
        row.received_at,
        row.answer_by,
        row.complete_by,
        row.answered_at,
        row.completed_at,
        row.answer,
    ).join(User, User.id == row.user_id)
    if user_id is not None:
        statement = statement.where(row.user_id == user_id)
    return rows_as(
        session, RequestRow, statement.order_by(row.completed_at.is_not(None), row.complete_by, row.id)
    )


def get_request(session: Session, request_id: int) -> DataRequest:
    """The record; raises NotFound."""
    row = session.get(DataRequest, request_id)
    if row is None:
        raise NotFound()
    return row


def waiting_kinds(session: Session, user_id: int) -> list[DataRequestKind]:
    """The kinds of a person's requests that are not done with."""
    statement = select(DataRequest.kind).where(
        DataRequest.user_id == user_id,
        DataRequest.state.in_([DataRequestState.RECEIVED, DataRequestState.ANSWERED]),
    )
    return list(session.scalars(statement))


def consents(session: Session) -> list[ConsentRow]:
    """The register: who agreed to what, in which words, and until when."""
    statement = (
        select(User.full_name, Consent.purpose, Consent.wording, Consent.given_at, Consent.withdrawn_at)
        .join(User, User.id == Consent.user_id)
        .order_by(Consent.given_at.desc(), Consent.id.desc())
    )
    return rows_as(session, ConsentRow, statement)


def standing_consents(session: Session, user_id: int) -> dict[str, Consent]:
    """Purpose → what a person agreed to and did not withdraw."""
    statement = select(Consent).where(Consent.user_id == user_id, Consent.withdrawn_at.is_(None))
    return {row.purpose: row for row in session.scalars(statement.order_by(Consent.id))}


def pointing_at_people() -> Iterator[tuple[Table, Column[Any]]]:
    """Every column that names an account."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if any(key.column.table.name == "user" for key in column.foreign_keys):
                yield table, column


def about(session: Session, user_id: int) -> dict[str, list[dict[str, Any]]]:
    """Everything whose rows are about this person, table by table, without proofs of identity."""
    tables = Base.metadata.tables
    found = {"user": _rows(session, tables["user"], tables["user"].c.id, user_id)}
    for name, column in ABOUT_ONE.items():
        found[name] = _rows(session, tables[name], tables[name].c[column], user_id)
    return found


def work_of(session: Session, user_id: int) -> dict[str, int]:
    """How often records name this person as whoever wrote or approved: "pledge.entered_by_id" → n."""
    found = {}
    for table, column in pointing_at_people():
        if ABOUT_ONE.get(table.name) != column.name:
            number = session.scalar(select(func.count()).select_from(table).where(column == user_id))
            if number:
                found[f"{table.name}.{column.name}"] = number
    return found


def deeds_of(session: Session, user_id: int) -> list[dict[str, Any]]:
    """The trail of what the person did: when, what, to which record."""
    event = Base.metadata.tables["audit_event"].c
    statement = (
        select(event.at, event.verb, event.object_type, event.object_id, event.reason)
        .where(event.actor_id == user_id)
        .order_by(event.id)
    )
    return [dict(row._mapping) for row in session.execute(statement)]


def _rows(session: Session, table: Table, column: Column[Any], user_id: int) -> list[dict[str, Any]]:
    wanted = [one for one in table.columns if one.name not in NOT_HANDED_OUT]
    statement = select(*wanted).where(column == user_id).order_by(table.c.id)
    return [dict(row._mapping) for row in session.execute(statement)]
