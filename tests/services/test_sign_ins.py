"""Sign-ins: only hashes are kept, unknown people cost the same work, rest and age end them."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.gateways import passwords
from emulation.models.accounts import User
from emulation.models.sign_ins import SignIn
from emulation.services import sign_ins
from emulation.vocabulary.errors import NotAllowed, NotFound
from tests.factories.world import PASSWORD, World

LIMITS = sign_ins.Limits(timedelta(minutes=30), timedelta(hours=12))


def enter(session: Session, world: World, password: str = PASSWORD) -> sign_ins.Entered | None:
    return sign_ins.sign_in(
        session, email="officer.hn@example.org", password=password, device="thử", now=world.now
    )


def test_only_a_hash_of_the_token_is_kept(session: Session, world: World) -> None:
    entered = enter(session, world)
    assert entered is not None
    (row,) = session.scalars(select(SignIn)).all()
    assert entered.token not in (row.token_hash, row.device)


def test_a_wrong_password_enters_nowhere(session: Session, world: World) -> None:
    assert enter(session, world, "sai") is None
    assert session.scalars(select(SignIn)).all() == []


def test_unknown_people_cost_the_same_work(
    session: Session, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hash runs for an address that nobody has. Red when sign_in returns before `passwords.matches`."""
    ran: list[str] = []
    real = passwords.matches

    def watched(stored: str, password: str) -> bool:
        ran.append(stored)
        return bool(real(stored, password))

    monkeypatch.setattr(passwords, "matches", watched)
    nobody = sign_ins.sign_in(
        session, email="khong.ai@example.org", password=PASSWORD, device="", now=world.now
    )
    assert (nobody, ran) == (None, [""])


@pytest.mark.parametrize(
    ("idle", "age", "lives"), [(29, 29, True), (31, 31, False), (1, 721, False), (0, 719, True)]
)
def test_a_sign_in_ends_by_rest_and_by_age(
    session: Session, world: World, idle: int, age: int, lives: bool
) -> None:
    entered = enter(session, world)
    assert entered is not None
    (row,) = session.scalars(select(SignIn)).all()
    row.created_at = world.now - timedelta(minutes=age)
    row.last_seen_at = world.now - timedelta(minutes=idle)
    session.flush()
    known = sign_ins.recognise(session, token=entered.token, now=world.now, limits=LIMITS)
    assert (known is not None) is lives


def test_signing_out_ends_the_token(session: Session, world: World) -> None:
    entered = enter(session, world)
    assert entered is not None
    sign_ins.sign_out(session, now=world.now, token=entered.token)
    session.flush()
    assert sign_ins.recognise(session, token=entered.token, now=world.now, limits=LIMITS) is None


@pytest.mark.asvs("7.2.2", "7.2.3")
def test_tokens_are_random_and_long(session: Session, world: World) -> None:
    """256 bits each, never the same, and nothing of the person in them."""
    tokens = set()
    for _ in range(50):
        entered = enter(session, world)
        assert entered is not None
        tokens.add(entered.token)
    assert len(tokens) == 50
    assert {len(token) for token in tokens} == {43}, "43 letters of base 64 carry 256 bits"


def test_signing_in_leaves_the_version_of_the_person_alone(session: Session, world: World) -> None:
    """An administrator who has the person's form open meanwhile is told of no conflict."""
    user = session.get(User, world.users["officer.hn"])
    assert user is not None
    version = user.version
    assert enter(session, world) is not None
    session.flush()
    session.refresh(user)
    assert (user.version, user.last_sign_in_at) == (version, world.now)


@pytest.mark.asvs("7.4.3", "7.5.2")
def test_devices_are_ended_by_their_owner_only(session: Session, world: World) -> None:
    """Red when `_ending` forgets the person: the id of somebody else's device then ends it."""
    mine, other = enter(session, world), enter(session, world)
    assert mine is not None
    assert other is not None
    me, stranger = mine.recognised.actor, world.actor(session, "leader.hn")
    with pytest.raises(NotFound):
        sign_ins.end_one(session, actor=stranger, now=world.now, sign_in_id=other.recognised.sign_in_id)
    sign_ins.end_one(session, actor=me, now=world.now, sign_in_id=other.recognised.sign_in_id)
    with pytest.raises(NotFound):
        sign_ins.end_one(session, actor=me, now=world.now, sign_in_id=other.recognised.sign_in_id)
    enter(session, world)
    assert sign_ins.end_others(session, actor=me, now=world.now, keep=mine.recognised.sign_in_id) == 1
    assert sign_ins.end_others(session, actor=stranger, now=world.now, keep=0) == 0
    session.expire_all()
    assert sign_ins.recognise(session, token=mine.token, now=world.now, limits=LIMITS) is not None


@pytest.mark.asvs("7.4.5")
def test_an_administrator_ends_all_devices_of_somebody(session: Session, world: World) -> None:
    entered = enter(session, world)
    assert entered is not None
    user = entered.recognised.user
    with pytest.raises(NotAllowed):
        sign_ins.end_for(session, actor=world.actor(session, "secretary.hn"), now=world.now, user=user)
    sign_ins.end_for(session, actor=world.actor(session, "admin"), now=world.now, user=user)
    session.expire_all()
    assert sign_ins.recognise(session, token=entered.token, now=world.now, limits=LIMITS) is None


@pytest.mark.asvs("7.3.1", "7.4.1")
def test_a_clock_that_jumps_back_revives_nothing(session: Session, world: World) -> None:
    entered = enter(session, world)
    assert entered is not None
    sign_ins.sign_out(session, now=world.now, token=entered.token)
    session.flush()
    before = world.now - timedelta(hours=2)
    assert sign_ins.recognise(session, token=entered.token, now=before, limits=LIMITS) is None
