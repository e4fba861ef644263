"""A person's dates at a secret address, for a calendar program that cannot sign in (features Y3)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from emulation.models.accounts import User
from emulation.models.calendar import CalendarFeed
from emulation.queries import cycles, feeds
from emulation.queries.accounts import get_actor, get_user
from emulation.queries.work import desks_in
from emulation.rules import access
from emulation.rules.work import subject_of
from emulation.services import agenda, audit, work
from emulation.services.versions import hold_user
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor, Subject
from emulation.vocabulary.agenda import Entry, EntryKind
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.tokens import hashed, new_token


@dataclass(frozen=True)
class Feed:
    """What a secret address shows: whose dates, in which language, and the dates by day."""

    full_name: str
    language: str
    entries: tuple[Entry, ...]


def made_at(session: Session, actor: Actor) -> datetime | None:
    """Since when the actor has an address; None without one."""
    feed = feeds.find_feed(session, actor.user_id) if actor.user_id is not None else None
    return feed.created_at if feed else None


def make(session: Session, *, actor: Actor, now: datetime) -> str:
    """Give the actor a new secret address; an earlier one opens nothing any more. Its token is kept nowhere."""
    user = _own_account(session, actor)
    token = new_token()
    hold_user(session, user.id)
    feed = feeds.find_feed(session, user.id)
    if feed is None:
        session.add(CalendarFeed(user_id=user.id, token_hash=hashed(token), created_at=now))
    else:
        feed.token_hash, feed.created_at = hashed(token), now
    session.flush()
    audit.record(session, actor=actor, now=now, verb="user.feed_made", about=user)
    return token


def end(session: Session, *, actor: Actor, now: datetime) -> None:
    """Take the actor's address away; without one nothing happens."""
    user = _own_account(session, actor)
    hold_user(session, user.id)
    feed = feeds.find_feed(session, user.id)
    if feed is not None:
        session.delete(feed)
        session.flush()
        audit.record(session, actor=actor, now=now, verb="user.feed_ended", about=user)


def _own_account(session: Session, actor: Actor) -> User:
    access.require(actor, Action.ACCOUNT_EDIT, Subject())
    assert actor.user_id is not None
    return get_user(session, actor.user_id)


def read(session: Session, *, token: str, now: datetime) -> Feed:
    """What the address shows today. Raises NotFound for one that is unknown or ended, or whose account is closed."""
    user = feeds.find_owner(session, hashed(token))
    if user is None:
        raise NotFound()
    actor = get_actor(session, user, local_date(now))
    return Feed(user.full_name, user.language, tuple(entries_for(session, actor, now)))


def entries_for(session: Session, actor: Actor, now: datetime) -> list[Entry]:
    """What the actor's roles make them do: tasks of today with a deadline, the deadlines of phases that ask
    something of their roles, and the milestones of their clusters' open years."""
    if not access.may(actor, Action.WORK_READ, Subject()):
        return []
    entries = agenda.task_entries(work.tasks_for(session, actor, now).now)
    for desk in desks_in(session, access.scope_of(actor, Action.CYCLE_READ), local_date(now)):
        if desk.cycle_id is not None:
            cycle = cycles.get_cycle(session, desk.cycle_id)
            own = agenda.entries_of(
                session, actor=actor, code=desk.code, cycle=cycle, subject=subject_of(desk)
            )
            entries += [entry for entry in own if entry.kind is not EntryKind.PHASE or entry.duties]
    return sorted(entries, key=lambda entry: (entry.last_on, entry.kind, entry.key))
