"""Conferences of an emulation year."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.conferences import Conference
from emulation.queries.rows import rows_as
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.kinds import ConferenceKind, Provenance


@dataclass(frozen=True)
class ConferencePage:
    """A conference as its page shows it."""

    id: int
    version: int
    kind: ConferenceKind
    held_on: date
    place: str
    presided_by: str
    guests: str
    minutes_number: str
    minutes_on: date | None
    summary: str
    provenance: Provenance
    source: str
    note: str


def conferences_of_cycle(session: Session, cycle_id: int) -> list[ConferencePage]:
    """The conferences about a year, newest first."""
    row = Conference
    statement = (
        select(
            row.id,
            row.version,
            row.kind,
            row.held_on,
            row.place,
            row.presided_by,
            row.guests,
            row.minutes_number,
            row.minutes_on,
            row.summary,
            row.provenance,
            row.source,
            row.note,
        )
        .where(row.cycle_id == cycle_id)
        .order_by(row.held_on.desc(), row.id.desc())
    )
    return rows_as(session, ConferencePage, statement)


def get_conference_page(session: Session, cycle_id: int, conference_id: int) -> ConferencePage:
    """One conference of the year; raises NotFound."""
    for page in conferences_of_cycle(session, cycle_id):
        if page.id == conference_id:
            return page
    raise NotFound()


def get_conference(session: Session, cycle_id: int, conference_id: int) -> Conference:
    """The record, for a service; raises NotFound when it belongs to another year."""
    conference = session.get(Conference, conference_id)
    if conference is None or conference.cycle_id != cycle_id:
        raise NotFound()
    return conference


def conference_choices(session: Session, cycle_id: int) -> list[tuple[str, ConferenceKind, date]]:
    """The year's conferences as (id, kind, day), newest first."""
    return [(str(page.id), page.kind, page.held_on) for page in conferences_of_cycle(session, cycle_id)]
