"""The record of a conference: when, where, who presided, which minutes (features A13 of handbook 15)."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from emulation.models.conferences import Conference
from emulation.models.cycles import Cycle
from emulation.queries import conferences as queries
from emulation.queries import cycles as years
from emulation.rules import access
from emulation.rules import conferences as rules
from emulation.services import audit
from emulation.services.versions import require_version
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.kinds import ConferenceKind


@dataclass(frozen=True)
class ConferenceFacts:
    """What is known of a conference. `minutes_on` is the day of the minutes."""

    kind: ConferenceKind
    held_on: date
    place: str
    presided_by: str = ""
    guests: str = ""
    minutes_number: str = ""
    minutes_on: date | None = None
    summary: str = ""


def record(
    session: Session, *, actor: Actor, now: datetime, cycle: Cycle, facts: ConferenceFacts
) -> Conference:
    """Write down a conference of the year. Raises DomainError with the field that is wrong."""
    access.require(actor, Action.CONFERENCE_RECORD, years.subject_of(cycle))
    _check(session, cycle, facts, local_date(now))
    conference = Conference(cycle_id=cycle.id, **asdict(facts))
    session.add(conference)
    session.flush()
    audit.record(
        session,
        actor=actor,
        now=now,
        verb="conference.recorded",
        about=conference,
        changes=audit.born(conference, list(asdict(facts))),
        cluster_id=cycle.cluster_id,
    )
    return conference


def edit(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    conference: Conference,
    version: int,
    facts: ConferenceFacts,
) -> Conference:
    """Mend the record. Raises Stale, or DomainError with the field that is wrong."""
    cycle = years.get_cycle(session, conference.cycle_id)
    access.require(actor, Action.CONFERENCE_RECORD, years.subject_of(cycle))
    require_version(conference, version)
    _check(session, cycle, facts, local_date(now), but=conference.id)
    changes = audit.change(conference, asdict(facts))
    session.flush()
    audit.record(
        session,
        actor=actor,
        now=now,
        verb="conference.edited",
        about=conference,
        changes=changes,
        cluster_id=cycle.cluster_id,
    )
    return conference


def _check(
    session: Session, cycle: Cycle, facts: ConferenceFacts, today: date, but: int | None = None
) -> None:
    rules.check_held(facts.kind, facts.held_on, cycle.year, today)
    rules.check_minutes(facts.held_on, facts.minutes_on, today)
    others = [
        (page.kind, page.held_on)
        for page in queries.conferences_of_cycle(session, cycle.id)
        if page.id != but
    ]
    rules.check_single(facts.kind, facts.held_on, others)
