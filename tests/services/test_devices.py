"""Known browsers: for each of their people apart, and not for ever."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.sign_ins import KnownDevice
from emulation.queries.accounts import get_user
from emulation.services import devices
from emulation.vocabulary.tokens import new_token
from tests.factories.world import World


def test_a_browser_is_known_for_whom_it_served(session: Session, world: World) -> None:
    token = new_token()
    officer, leader = (get_user(session, world.users[name]) for name in ("officer.hn", "leader.hn"))
    for _ in range(3):
        devices.know(session, user=officer, token=token, now=world.now)
        session.flush()
    assert len(session.scalars(select(KnownDevice)).all()) == 1

    def known(email: str, tried: str = token, days: int = 0) -> bool:
        moment = world.now + timedelta(days=days)
        return devices.is_known(session, email=email, token=tried, now=moment)

    assert known(officer.email)
    assert known(" Officer.HN@example.org ")
    assert not known(leader.email), "another person at the same browser is a stranger there"
    assert not known("khong.ai@example.org")
    assert not known(officer.email, new_token())
    assert known(officer.email, days=179)
    assert not known(officer.email, days=180)


def test_only_a_hash_is_kept_and_all_can_be_forgotten(session: Session, world: World) -> None:
    token, officer = new_token(), get_user(session, world.users["officer.hn"])
    devices.know(session, user=officer, token=token, now=world.now)
    session.flush()
    (row,) = session.scalars(select(KnownDevice)).all()
    assert token not in row.token_hash
    devices.forget_all(session, user=officer)
    assert not devices.is_known(session, email=officer.email, token=token, now=world.now)
