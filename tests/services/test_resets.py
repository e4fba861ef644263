"""A forgotten password: the same work for all addresses, a link that proves the address and nothing more."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.accounts import AccountLink, User
from emulation.models.audit import AuditEvent
from emulation.models.notices import Letter
from emulation.models.sign_ins import SignIn
from emulation.services import accounts, resets, sign_ins
from emulation.vocabulary import tokens
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import SignInLevel
from tests.factories.world import PASSWORD, World

SENTENCE = "con mèo ngồi trên mái nhà"
ADDRESS = "officer.hn@example.org"


def ask(session: Session, world: World, address: str = ADDRESS) -> str:
    """Ask, and give the token of the letter; empty when none was written."""
    resets.ask(session, address=address, now=world.now, minutes=30)
    letter = session.scalars(select(Letter).order_by(Letter.id.desc()).limit(1)).one_or_none()
    return letter.body.split("{site}/reset/")[1].split()[0] if letter else ""


def complete(
    session: Session, token: str, now: datetime, password: str = SENTENCE, composition: bool = False
) -> User | None:
    return resets.complete(session, token=token, password=password, now=now, composition=composition)


def test_the_letter_goes_to_the_address_on_record(session: Session, world: World) -> None:
    token = ask(session, world, " OFFICER.hn@Example.ORG ")
    letter = session.scalars(select(Letter)).one()
    assert (letter.to_address, letter.subject) == (ADDRESS, "Đặt lại mật khẩu")
    assert "đến 10:30 15/10/2025" in letter.body
    assert len(token) == 43
    event = session.scalars(select(AuditEvent)).one()
    assert (event.verb, event.actor_id, event.actor_name) == (
        "user.reset_asked",
        None,
        "Người chưa đăng nhập",
    )


def closed(session: Session, world: World) -> None:
    user = session.get(User, world.users["officer.hn"])
    assert user is not None
    accounts.set_disabled(
        session, actor=world.actor(session, "admin"), now=world.now, user=user, disabled=True
    )


def invited(session: Session, world: World) -> None:
    user = session.get(User, world.users["officer.hn"])
    assert user is not None
    user.password_hash = ""


@pytest.mark.asvs("6.3.8")
@pytest.mark.parametrize("who", ["known", "unknown", "closed", "invited"])
def test_the_same_is_worked_out_for_every_address(
    session: Session, world: World, monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    """A token is drawn and a letter composed for everybody. Red when ask returns before `new_token`."""
    steps: list[str] = []
    token, body = tokens.new_token, resets._body

    def new_token() -> str:
        steps.append("token")
        return token()

    def composed(user: User | None, address: str, token: str, expires_at: datetime) -> str:
        steps.append("body")
        return body(user, address, token, expires_at)

    monkeypatch.setattr(tokens, "new_token", new_token)
    monkeypatch.setattr(resets, "_body", composed)
    if who in ("closed", "invited"):
        (closed if who == "closed" else invited)(session, world)
    ask(session, world, "khong.ai@example.org" if who == "unknown" else ADDRESS)
    assert steps == ["token", "body"]
    written = len(session.scalars(select(Letter)).all()), len(session.scalars(select(AccountLink)).all())
    assert written == ((1, 1) if who == "known" else (0, 0))


@pytest.mark.asvs("7.4.3", "6.4.3")
def test_a_new_password_ends_all_sign_ins_and_tells_the_person(session: Session, world: World) -> None:
    """Red when `keep` does not call sign_ins.end_all."""
    entered = sign_ins.sign_in(session, email=ADDRESS, password=PASSWORD, device="", now=world.now)
    assert entered is not None
    user = complete(session, ask(session, world), world.now)
    session.flush()
    assert user is not None
    limits = sign_ins.Limits(timedelta(hours=1), timedelta(hours=1))
    assert sign_ins.recognise(session, token=entered.token, now=world.now, limits=limits) is None
    assert sign_ins.sign_in(session, email=ADDRESS, password=PASSWORD, device="", now=world.now) is None
    told = session.scalars(select(Letter).order_by(Letter.id.desc()).limit(1)).one()
    assert (told.to_address, told.subject) == (ADDRESS, "Mật khẩu vừa được đổi")
    assert "10:00 15/10/2025" in told.body


@pytest.mark.asvs("6.4.3")
def test_a_reset_signs_nobody_in_and_leaves_the_one_time_code(session: Session, world: World) -> None:
    """Red when complete clears the seed or starts a sign-in."""
    user = session.get(User, world.users["secretary.hn"])
    assert user is not None
    user.totp_seed, user.totp_confirmed_at, user.totp_last_step = b"sealed", world.now, 7
    session.flush()
    assert complete(session, ask(session, world, user.email), world.now) is user
    session.flush()
    session.refresh(user)
    assert (user.totp_seed, user.totp_confirmed_at, user.totp_last_step) == (b"sealed", world.now, 7)
    assert session.scalars(select(SignIn)).all() == []
    entered = sign_ins.sign_in(session, email=user.email, password=SENTENCE, device="", now=world.now)
    assert entered is not None
    assert session.scalars(select(SignIn.level)).one() is SignInLevel.PASSWORD


@pytest.mark.asvs("6.4.1")
def test_a_link_counts_once_and_for_30_minutes(session: Session, world: World) -> None:
    token = ask(session, world)
    assert complete(session, token, world.now + timedelta(minutes=30)) is None
    assert complete(session, token, world.now + timedelta(minutes=29)) is not None
    assert complete(session, token, world.now + timedelta(minutes=29), "một câu khác hẳn, rất dài") is None


def test_an_easy_password_leaves_the_link_as_it_was(session: Session, world: World) -> None:
    token = ask(session, world)
    for password, composition in (("officer.hn 2025", False), ("ngắn", False), (SENTENCE, True)):
        with pytest.raises(DomainError):
            complete(session, token, world.now, password, composition)
    assert complete(session, token, world.now) is not None


def test_only_the_newest_link_counts_and_a_change_ends_it(session: Session, world: World) -> None:
    first, second = ask(session, world), ask(session, world)
    assert complete(session, first, world.now) is None
    assert complete(session, second, world.now) is not None
