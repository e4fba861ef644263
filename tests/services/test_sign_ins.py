"""Sign-ins: only hashes are kept, unknown people cost the same work, rest and age end them."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.gateways import passwords
from emulation.models.sign_ins import SignIn
from emulation.services import sign_ins
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
