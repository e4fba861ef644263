"""Proving who is there: tokens change with every proof, wrong codes leave a trace, grave acts ask again."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.db import Database
from emulation.models.audit import AuditEvent
from emulation.models.sign_ins import SignIn
from emulation.rules.codes import Standing
from emulation.services import codes, proofs, sign_ins
from emulation.services.sign_ins import Entered
from emulation.vocabulary.errors import DomainError, NotAllowed
from emulation.vocabulary.kinds import SignInLevel
from tests.conftest import NOW
from tests.factories.world import PASSWORD, World
from tests.support.phones import Phone, checker, give_phone

LIMITS = sign_ins.Limits(timedelta(minutes=30), timedelta(hours=12))


def entered_by_password(session: Session, name: str) -> Entered:
    entered = sign_ins.sign_in(session, email=f"{name}@example.org", password=PASSWORD, device="thử", now=NOW)
    assert entered is not None
    return entered


def finish(session: Session, entered: Entered, typed: str) -> Entered | None:
    return proofs.finish_with_code(
        session,
        who=entered.recognised,
        token=entered.token,
        now=NOW,
        checker=checker(NOW),
        typed=typed,
    )


def lives(session: Session, token: str) -> Standing | None:
    session.flush()
    session.expire_all()
    known = sign_ins.recognise(session, token=token, now=NOW, limits=LIMITS)
    return known.standing if known else None


def verbs(session: Session) -> list[str]:
    session.flush()
    return list(session.scalars(select(AuditEvent.verb).order_by(AuditEvent.id)))


@pytest.mark.asvs("6.3.4", "7.2.4", "16.3.1")
def test_a_code_makes_a_sign_in_whole_under_a_new_token(
    session: Session, database: Database, world: World
) -> None:
    """Red when `prove` keeps the token: the one from before the code then goes on living."""
    phone = give_phone(database, world, "secretary.hn")
    entered = entered_by_password(session, "secretary.hn")
    assert lives(session, entered.token) is Standing.ENTER_CODE
    whole = finish(session, entered, phone.code(NOW))
    assert whole is not None
    assert lives(session, whole.token) is Standing.WHOLE
    assert lives(session, entered.token) is None
    assert verbs(session) == ["user.password_proven", "user.signed_in"]


@pytest.mark.asvs("16.3.1")
def test_a_wrong_code_leaves_its_trace_and_nothing_else(
    session: Session, database: Database, world: World
) -> None:
    phone = give_phone(database, world, "secretary.hn")
    entered = entered_by_password(session, "secretary.hn")
    assert finish(session, entered, phone.code(NOW, 9)) is None
    assert lives(session, entered.token) is Standing.ENTER_CODE
    assert verbs(session) == ["user.password_proven", "user.code_refused"]


@pytest.mark.asvs("6.6.2")
def test_a_code_finishes_its_own_sign_in_only(session: Session, database: Database, world: World) -> None:
    """The code of one person, used up or not, does not finish the sign-in of another; nor a finished one's token."""
    phone = give_phone(database, world, "secretary.hn")
    give_phone(database, world, "admin")
    other = entered_by_password(session, "admin")
    assert finish(session, other, phone.code(NOW)) is None
    entered = entered_by_password(session, "secretary.hn")
    assert finish(session, entered, phone.code(NOW)) is not None
    with pytest.raises(NotAllowed):
        finish(session, entered, phone.code(NOW, 1))


def test_a_set_up_on_the_way_in_ends_the_other_devices(session: Session, world: World) -> None:
    stranger = entered_by_password(session, "admin")
    entered = entered_by_password(session, "admin")
    assert lives(session, entered.token) is Standing.SET_UP
    user = entered.recognised.user
    begun = codes.begin(user, checker=checker(NOW), issuer="Thử")
    whole, shown = proofs.finish_with_set_up(
        session,
        who=entered.recognised,
        token=entered.token,
        now=NOW,
        checker=checker(NOW),
        sealed=begun.sealed,
        typed=Phone(begun.secret.replace("-", "")).code(NOW),
    )
    assert len(shown) == 10
    assert lives(session, whole.token) is Standing.WHOLE
    assert lives(session, entered.token) is None
    assert lives(session, stranger.token) is None, "whoever knew the password only is out"


@pytest.mark.asvs("7.2.4", "7.5.1")
def test_a_proof_asked_for_again_changes_the_token_and_the_time(
    session: Session, database: Database, world: World
) -> None:
    phone = give_phone(database, world, "admin")
    first = finish(session, entered_by_password(session, "admin"), phone.code(NOW))
    assert first is not None
    later = NOW + timedelta(minutes=20)

    def again(typed: str) -> Entered | None:
        return proofs.prove_again(
            session, who=first.recognised, token=first.token, now=later, checker=checker(later), typed=typed
        )

    assert again(PASSWORD) is None, "who has a code proves with the code"
    assert again(phone.code(NOW)) is None, "not with the one that is used up"
    second = again(phone.code(later))
    assert second is not None
    assert second.recognised.proven_at == later
    assert lives(session, first.token) is None
    assert verbs(session)[-3:] == ["user.proof_refused", "user.proof_refused", "user.proven_again"]


def test_who_has_no_code_proves_with_the_password(session: Session, world: World) -> None:
    first = entered_by_password(session, "officer.hn")
    values = {"who": first.recognised, "token": first.token, "now": NOW, "checker": checker(NOW)}
    assert proofs.prove_again(session, typed="sai", **values) is None  # type: ignore[arg-type]
    second = proofs.prove_again(session, typed=PASSWORD, **values)  # type: ignore[arg-type]
    assert second is not None
    level = session.scalars(select(SignIn.level)).one()
    assert level is SignInLevel.PASSWORD, "a password never makes it a sign-in with a code"


@pytest.mark.asvs("7.5.1")
def test_another_phone_asks_for_the_password(session: Session, world: World) -> None:
    first = entered_by_password(session, "officer.hn")
    begun = codes.begin(first.recognised.user, checker=checker(NOW), issuer="Thử")

    def replace(password: str) -> tuple[Entered, list[str]]:
        return proofs.replace_code(
            session,
            who=first.recognised,
            token=first.token,
            now=NOW,
            checker=checker(NOW),
            password=password,
            sealed=begun.sealed,
            typed=Phone(begun.secret.replace("-", "")).code(NOW),
        )

    with pytest.raises(DomainError) as caught:
        replace("sai")
    assert caught.value.field == "password"
    whole, _shown = replace(PASSWORD)
    assert lives(session, whole.token) is Standing.WHOLE
    assert lives(session, first.token) is None


def test_an_ended_sign_in_proves_nothing(session: Session, database: Database, world: World) -> None:
    phone = give_phone(database, world, "admin")
    entered = entered_by_password(session, "admin")
    sign_ins.end_all(session, user=entered.recognised.user, now=NOW)
    with pytest.raises(NotAllowed):
        finish(session, entered, phone.code(NOW))
