"""Delegations: who may give what to whom, from when until when it counts, and what ends it."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from emulation.models.accounts import Appointment, User
from emulation.models.audit import AuditEvent
from emulation.queries.accounts import get_actor, get_user
from emulation.queries.delegations import delegations_in
from emulation.rules import access
from emulation.services import accounts, delegations, sign_ins
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor, Scope, Subject, capacity_of
from emulation.vocabulary.errors import DomainError, NotAllowed, Stale
from emulation.vocabulary.kinds import Role, SigningCapacity, SignInLevel
from emulation.vocabulary.moves import PledgeMove
from emulation.vocabulary.states import PledgeState
from tests.factories import pledges as made_pledges
from tests.factories.delegations import granted
from tests.factories.world import World

LIMITS = sign_ins.Limits(timedelta(minutes=30), timedelta(hours=12))
FIRST, LAST = date(2025, 10, 20), date(2025, 10, 31)


def actor_on(session: Session, world: World, day: date, name: str = "officer.hp") -> Actor:
    return get_actor(session, get_user(session, world.users[name]), day)


def leads(actor: Actor, world: World, city: str = "HP") -> bool:
    subject = Subject(cluster_id=world.cluster_id, member_id=world.members[city])
    return access.may(actor, Action.RESULT_SUBMIT, subject)


@pytest.mark.asvs("8.2.1")
@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (date(2025, 10, 19), False),
        (FIRST, True),
        (date(2025, 10, 25), True),
        (LAST, True),
        (date(2025, 11, 1), False),
    ],
)
def test_it_counts_on_its_days_both_ends_included(
    session: Session, world: World, day: date, counts: bool
) -> None:
    """Red when `holds` in queries/capacities.py takes the last day away."""
    granted(session, world)
    actor = actor_on(session, world, day)
    assert leads(actor, world) is counts
    assert (Role.MEMBER_LEADER in actor.roles) is counts
    words = "member_officer,TUQ. Người leader.hp" if counts else "member_officer"
    assert capacity_of(actor) == words


def test_it_reaches_no_other_member(session: Session, world: World) -> None:
    granted(session, world)
    assert not leads(actor_on(session, world, FIRST), world, "HN")


def test_the_chairs_leader_lends_the_chairs_rights_as_long_as_the_term(
    session: Session, world: World
) -> None:
    """HN chairs until 01/03/2026: on the last day of February the delegate publishes, on the first of March not."""
    granted(session, world, "leader.hn", receiver="officer.hn", city="HN", ends_on=date(2026, 6, 30))
    chaired = Subject(cluster_id=world.cluster_id)
    before, after = (
        actor_on(session, world, day, "officer.hn") for day in (date(2026, 2, 28), date(2026, 3, 1))
    )
    assert access.may(before, Action.RANKING_PUBLISH, chaired)
    assert not access.may(after, Action.RANKING_PUBLISH, chaired)


@pytest.mark.asvs("8.2.1", "8.3.1")
@pytest.mark.parametrize(
    "who", ["officer.hp", "secretary.hp", "secretary.hn", "leader.hn", "auditor", "admin"]
)
def test_only_whoever_holds_the_role_passes_it_on(session: Session, world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        granted(session, world, who, receiver="officer.hp")


def test_a_council_member_does_not_pass_on_the_leaders_role(session: Session, world: World) -> None:
    with pytest.raises(NotAllowed):
        granted(session, world, "council.hn", receiver="officer.hn", city="HN")
    given = granted(session, world, "council.hn", receiver="officer.hn", city="HN", role=Role.COUNCIL_MEMBER)
    assert given.role is Role.COUNCIL_MEMBER


@pytest.mark.asvs("8.2.1")
def test_whoever_acts_for_somebody_does_not_pass_it_on(session: Session, world: World) -> None:
    """No chains (Decree 30/2020, article 13). Red when IN_PERSON in rules/access.py is empty, and `_in_person` too."""
    granted(session, world, starts_on=world.now.date(), receiver="officer.hp")
    with pytest.raises(NotAllowed):
        granted(session, world, "officer.hp", receiver="secretary.hp")


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"receiver": "leader.hp"}, "receiver"),
        ({"receiver": "officer.hn"}, "receiver"),
        ({"receiver": "admin"}, "receiver"),
        ({"document": ""}, "document"),
        ({"capacity": SigningCapacity.DEPUTY}, "receiver"),
        ({"starts_on": date(2025, 10, 14)}, "starts_on"),
        ({"ends_on": date(2025, 10, 19)}, "ends_on"),
    ],
)
def test_rules_of_a_delegation(session: Session, world: World, more: dict[str, object], field: str) -> None:
    with pytest.raises(DomainError) as caught:
        granted(session, world, **more)  # type: ignore[arg-type]
    assert caught.value.field == field


def test_a_closed_account_receives_nothing(session: Session, world: World) -> None:
    get_user(session, world.users["officer.hp"]).disabled_at = world.now
    with pytest.raises(DomainError, match="cùng đơn vị"):
        granted(session, world)


def test_a_role_is_with_one_person_at_a_time(session: Session, world: World) -> None:
    granted(session, world)
    with pytest.raises(DomainError, match="từ 20/10/2025 đến 31/10/2025"):
        granted(session, world, receiver="secretary.hp", starts_on=LAST, ends_on=date(2025, 11, 5))
    granted(session, world, receiver="secretary.hp", starts_on=date(2025, 11, 1), ends_on=date(2025, 11, 5))


def revoke(session: Session, world: World, who: str = "leader.hp", **more: object) -> object:
    delegation = more.pop("delegation", None) or granted(session, world)
    values = {"version": delegation.version, "reason": "Đi công tác về sớm"} | more  # type: ignore[attr-defined]
    return delegations.revoke(
        session,
        actor=world.actor(session, who),
        now=world.now,
        cluster_id=world.cluster_id,
        delegation=delegation,  # type: ignore[arg-type]
        **values,  # type: ignore[arg-type]
    )


def test_taking_back_ends_it_at_once(session: Session, world: World) -> None:
    revoke(session, world)
    assert not leads(actor_on(session, world, FIRST), world)
    granted(session, world, receiver="secretary.hp")


def test_taking_back_needs_the_version_a_reason_and_the_giver(session: Session, world: World) -> None:
    delegation = granted(session, world)
    with pytest.raises(Stale):
        revoke(session, world, delegation=delegation, version=delegation.version + 1)
    with pytest.raises(DomainError) as caught:
        revoke(session, world, delegation=delegation, reason=" ")
    assert caught.value.field == "reason"
    for who in ("officer.hp", "secretary.hn", "auditor", "leader.hn"):
        with pytest.raises(NotAllowed):
            revoke(session, world, who, delegation=delegation)
    revoke(session, world, delegation=delegation)
    with pytest.raises(DomainError, match="đã hết hiệu lực"):
        revoke(session, world, delegation=delegation)


@pytest.mark.asvs("7.4.2")
@pytest.mark.parametrize("verb", ["grant", "revoke"])
def test_the_receiver_signs_in_anew(session: Session, world: World, verb: str) -> None:
    """Red when `grant` or `revoke` no longer ends the receiver's sign-ins."""
    delegation = granted(session, world) if verb == "revoke" else None
    user = get_user(session, world.users["officer.hp"])
    entered = sign_ins.start(session, user=user, level=SignInLevel.CODE, device="", now=world.now)
    if delegation is None:
        granted(session, world)
    else:
        revoke(session, world, delegation=delegation)
    session.flush()
    assert sign_ins.recognise(session, token=entered.token, now=world.now, limits=LIMITS) is None


@pytest.mark.parametrize("why", ["giver without role", "giver closed", "receiver left"])
def test_it_falls_with_what_it_stands_on(session: Session, world: World, why: str) -> None:
    """The power of a delegate is never more than the giver's, nor outlasts the receiver's place at the member."""
    granted(session, world)
    giver, receiver = world.users["leader.hp"], world.users["officer.hp"]
    if why == "giver closed":
        get_user(session, giver).disabled_at = world.now
        session.flush()
    else:
        who = giver if why == "giver without role" else receiver
        session.execute(update(Appointment).where(Appointment.user_id == who).values(ends_on=FIRST))
    assert not leads(actor_on(session, world, FIRST), world)
    (row,) = delegations_in(session, world.cluster_id, Scope(everything=True), FIRST)
    assert not row.counts


def test_the_trail_names_everything(session: Session, world: World) -> None:
    revoke(session, world)
    session.flush()
    given, taken = session.scalars(
        select(AuditEvent).where(AuditEvent.object_type == "delegation").order_by(AuditEvent.id)
    )
    assert (given.verb, taken.verb) == ("delegation.granted", "delegation.revoked")
    assert given.changes["capacity"] == [None, "tuq"]
    assert given.changes["ends_on"] == [None, "2025-10-31"]
    assert (given.cluster_id, given.member_id) == (world.cluster_id, world.members["HP"])
    assert taken.reason == "Đi công tác về sớm"


def test_a_delegate_submits_and_the_record_says_for_whom(session: Session, world: World) -> None:
    """The officer wrote, the secretary acts for the leader: the approval carries "TUQ." and the leader's name."""
    granted(session, world, receiver="secretary.hp", starts_on=world.now.date())
    pledge = made_pledges.draft(session, world, "HP")
    made_pledges.step(session, world, pledge, "officer.hp", PledgeMove.REQUEST_APPROVAL)
    made_pledges.step(session, world, pledge, "secretary.hp", PledgeMove.SUBMIT)
    assert pledge.state is PledgeState.SUBMITTED
    assert delegations.signed_as(session, pledge) == "TUQ. Người leader.hp"
    event = session.scalars(select(AuditEvent).where(AuditEvent.verb == "pledge.submit")).one()
    assert event.capacity == "secretariat,TUQ. Người leader.hp"


def test_a_leader_in_person_signs_for_nobody(session: Session, world: World) -> None:
    pledge = made_pledges.draft(session, world, "HP")
    made_pledges.step(session, world, pledge, "officer.hp", PledgeMove.REQUEST_APPROVAL)
    assert delegations.signed_as(session, pledge) == ""
    made_pledges.step(session, world, pledge, "leader.hp", PledgeMove.SUBMIT)
    assert delegations.signed_as(session, pledge) == ""
    assert delegations.signed_as(session, None) == ""


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("leader.hp", 1),
        ("officer.hp", 1),
        ("secretary.hn", 1),
        ("auditor", 1),
        ("leader.ct", 0),
        ("outsider", 0),
    ],
)
def test_the_list_is_narrowed(session: Session, world: World, who: str, seen: int) -> None:
    granted(session, world)
    scope = access.scope_of(world.actor(session, who), Action.DELEGATION_READ)
    assert len(delegations_in(session, world.cluster_id, scope, FIRST)) == seen


def test_days_begin_at_midnight_in_vietnam(session: Session, world: World) -> None:
    """19/10 17:00 UTC is 20/10 00:00 there: the first day has begun."""
    granted(session, world)
    user = session.get(User, world.users["officer.hp"])
    assert user is not None
    for moment, counts in (("2025-10-19T16:59:59+00:00", False), ("2025-10-19T17:00:00+00:00", True)):
        now = datetime.fromisoformat(moment)
        entered = sign_ins.start(session, user=user, level=SignInLevel.CODE, device="", now=now)
        known = sign_ins.recognise(session, token=entered.token, now=now, limits=LIMITS)
        assert known is not None and leads(known.actor, world) is counts


def test_an_administrator_ends_the_power_by_ending_the_account(session: Session, world: World) -> None:
    granted(session, world)
    admin, user = world.actor(session, "admin"), get_user(session, world.users["leader.hp"])
    accounts.set_disabled(session, actor=admin, now=world.now, user=user, disabled=True)
    session.flush()
    assert not leads(actor_on(session, world, FIRST), world)
