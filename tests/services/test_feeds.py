"""Secret addresses of calendars: made, replaced, ended, and what they show."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.accounts import User
from emulation.models.audit import AuditEvent
from emulation.models.calendar import CalendarFeed
from emulation.models.cycles import Cycle
from emulation.services import feeds, privacy_erasing
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.agenda import EntryKind
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.errors import NotAllowed, NotFound
from emulation.vocabulary.states import Phase
from emulation.vocabulary.tokens import hashed
from tests.factories import calendars
from tests.factories.world import World


def make(session: Session, world: World, name: str = "officer.hp") -> str:
    return feeds.make(session, actor=world.actor(session, name), now=world.now)


def test_only_the_hash_is_kept_and_the_address_opens(session: Session, world: World) -> None:
    token = make(session, world)
    (row,) = session.scalars(select(CalendarFeed)).all()
    assert row.token_hash == hashed(token) and len(token) >= 43
    assert feeds.read(session, token=token, now=world.now).full_name == "Người officer.hp"
    trail = str([event.changes for event in session.scalars(select(AuditEvent))])
    assert token not in trail and row.token_hash not in trail


def test_a_new_address_ends_the_old_one_and_ending_ends_it(session: Session, world: World) -> None:
    """Red when `feed.token_hash` is not replaced in services/feeds.make."""
    first = make(session, world)
    second = make(session, world)
    with pytest.raises(NotFound):
        feeds.read(session, token=first, now=world.now)
    feeds.read(session, token=second, now=world.now)
    feeds.end(session, actor=world.actor(session, "officer.hp"), now=world.now)
    feeds.end(session, actor=world.actor(session, "officer.hp"), now=world.now)
    with pytest.raises(NotFound):
        feeds.read(session, token=second, now=world.now)
    verbs = list(
        session.scalars(
            select(AuditEvent.verb).where(AuditEvent.object_type == "user").order_by(AuditEvent.id)
        )
    )
    assert verbs == ["user.feed_made", "user.feed_made", "user.feed_ended"]


@pytest.mark.parametrize("token", ["", "x", "a" * 43, "\u2028"])
def test_an_unknown_address_opens_nothing(session: Session, world: World, token: str) -> None:
    make(session, world)
    with pytest.raises(NotFound):
        feeds.read(session, token=token, now=world.now)


def test_a_closed_and_an_erased_account_show_nothing(session: Session, world: World) -> None:
    """Red when `disabled_at` is not asked in queries/feeds.find_owner."""
    token = make(session, world)
    user = session.get_one(User, world.users["officer.hp"])
    user.disabled_at = world.now
    session.flush()
    with pytest.raises(NotFound):
        feeds.read(session, token=token, now=world.now)
    user.disabled_at = None
    privacy_erasing.erase(session, actor=world.actor(session, "admin"), now=world.now, user=user)
    assert session.scalars(select(CalendarFeed)).all() == []


def test_the_feed_holds_what_the_roles_make_people_do(session: Session, world: World) -> None:
    calendars.milestone(session, world, "Họp kín", is_public=False)
    session.get_one(Cycle, world.cycle_id).phase = Phase.MID_YEAR
    session.flush()

    def shown(name: str) -> dict[EntryKind, list[str]]:
        found: dict[EntryKind, list[str]] = {kind: [] for kind in EntryKind}
        for entry in feeds.read(session, token=make(session, world, name), now=world.now).entries:
            found[entry.kind].append(
                entry.key.split("-")[-1] if entry.kind is EntryKind.PHASE else entry.words
            )
        return found

    officer, auditor, admin = shown("officer.hp"), shown("auditor"), shown("admin")
    assert officer[EntryKind.TASK] == ["Nhập kết quả %(period)s của %(member)s năm %(year)s"]
    assert officer[EntryKind.PHASE] == [
        *("pledging", "first_half", "mid_year", "second_half", "self_scoring"),
    ]
    assert officer[EntryKind.MILESTONE] == ["Họp kín"]
    assert auditor[EntryKind.PHASE] == auditor[EntryKind.TASK] == []
    assert auditor[EntryKind.MILESTONE] == ["Họp kín"]
    assert admin[EntryKind.PHASE] == []


def test_the_feed_moves_with_a_permission_and_keeps_its_names(session: Session, world: World) -> None:
    token = make(session, world)

    def task() -> tuple[str, date]:
        entries = feeds.read(session, token=token, now=world.now).entries
        return next((one.key, one.last_on) for one in entries if one.kind is EntryKind.TASK)

    before = task()
    calendars.extension(session, world, until=date(2025, 12, 1))
    after = task()
    assert (before[1], after[1]) == (date(2025, 3, 31), date(2025, 12, 1))
    assert before[0] == after[0]


def test_the_public_has_no_feed(session: Session, world: World) -> None:
    nobody = Actor(None, "", local_date(world.now))
    assert feeds.made_at(session, nobody) is None
    assert feeds.entries_for(session, nobody, world.now) == []
    with pytest.raises(NotAllowed):
        feeds.make(session, actor=nobody, now=world.now)
