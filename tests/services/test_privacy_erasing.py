"""Erasing a person: a search for them through all tables and files finds only what the law keeps."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.db import unit_of_work
from emulation.models import Base
from emulation.models.accounts import AccountLink, Appointment, RecoveryCode, User
from emulation.models.audit import AuditEvent
from emulation.models.delegations import Delegation
from emulation.models.notices import Letter, Notice
from emulation.models.privacy import DataRequest
from emulation.models.sign_ins import FormKey, KnownDevice, SignIn
from emulation.rules.privacy import RETAINED
from emulation.services import (
    accounts,
    appointments,
    invitations,
    passwords,
    privacy,
    privacy_erasing,
    resets,
    sign_ins,
)
from emulation.vocabulary.errors import DomainError, NotAllowed
from emulation.vocabulary.kinds import DataRequestKind, LinkPurpose, MailPace, Role, SigningCapacity
from emulation.vocabulary.moves import DataRequestMove
from tests.factories import pledges
from tests.factories.world import PASSWORD, World
from tests.support.search import in_tables

NAME, ADDRESS = "Quách Thị Canary", "canary.quach@example.org"
LIMITS = sign_ins.Limits(timedelta(minutes=30), timedelta(hours=12))
KEPT = {table for kept in RETAINED for table in kept.tables}


@pytest.fixture
def person(world: World) -> int:
    """An officer of Hải Phòng with a rare name, who worked, was written to and is named in others' notices."""
    with world.database.writing() as session:
        user = session.get_one(User, world.users["officer.hp"])
        user.full_name, user.email, user.title = NAME, ADDRESS, f"Chuyên viên ({NAME})"
        user.search_text = user.sort_key = "quach thi canary"
        user.mail_pace, user.digest_at = MailPace.WEEKLY, world.now
        session.add_all(_traces(world, user.id))
        session.commit()
    with world.database.writing() as session, unit_of_work(session):
        pledges.draft(session, world, "HP")
        me = world.actor(session, "officer.hp")
        privacy.ask(session, actor=me, now=world.now, kind=DataRequestKind.ERASE, wish=f"Xóa {NAME}")
    return user.id


def _traces(world: World, user_id: int) -> Iterator[Base]:
    now, other = world.now, world.users["admin"]
    letter = {"subject": f"Chào {NAME}", "body": f"{NAME} <{ADDRESS}>", "created_at": now, "due_at": now}
    yield SignIn(token_hash="t", user_id=user_id, created_at=now, last_seen_at=now, device="Firefox")
    yield KnownDevice(token_hash="k", user_id=user_id, created_at=now, last_used_at=now)
    yield RecoveryCode(user_id=user_id, code_hash="c")
    yield AccountLink(
        user_id=user_id, purpose=LinkPurpose.RESET, token_hash="l", created_at=now, expires_at=now
    )
    yield FormKey(key="f", user_id=user_id, path="/", location="/", used_at=now)
    yield Notice(user_id=user_id, key="n", sentence="Chào %(name)s", values={"name": NAME}, at=now)
    yield Notice(user_id=other, key="n", sentence="%(name)s đã nộp", values={"name": NAME, "n": 2}, at=now)
    yield Letter(key="own", user_id=user_id, to_address=ADDRESS, **letter)
    yield Letter(key="invited", user_id=None, to_address=ADDRESS, **letter)
    yield Letter(key="other", user_id=other, to_address="admin@example.org", **letter)
    yield Delegation(
        giver_id=world.users["leader.hp"],
        receiver_id=user_id,
        member_id=world.members["HP"],
        role=Role.MEMBER_LEADER,
        capacity=SigningCapacity.DEPUTY,
        starts_on=date(2025, 1, 1),
        ends_on=date(2025, 2, 1),
        entered_at=now,
    )


def erase(world: World) -> None:
    """Answer the waiting request, then carry it out."""
    for move in (DataRequestMove.ANSWER, DataRequestMove.COMPLETE):
        with world.database.writing() as session, unit_of_work(session):
            row = session.scalars(select(DataRequest)).one()
            privacy.handle(
                session,
                actor=world.actor(session, "admin"),
                now=world.now,
                request=row,
                version=row.version,
                move=move,
                answer=f"Đã xem xét yêu cầu của {NAME}.",
            )


def test_the_search_finds_the_person_before(world: World, person: int) -> None:
    """What is looked for is really there: in the account, notices, letters, the request and the trail."""
    before = in_tables(world.database, NAME, "canary")
    assert set(before) >= {"user", "notice", "letter", "data_request", "audit_event"}
    assert before["letter"] == {"subject", "body", "to_address"}


@pytest.mark.asvs("14.2.4")
def test_after_erasing_the_person_stands_only_in_what_is_kept(world: World, person: int) -> None:
    """Red when any line of `erase` is left out: each takes the name away from one place."""
    erase(world)
    after = in_tables(world.database, NAME, "canary")
    assert after == {"audit_event": {"actor_name"}}
    assert set(after) <= KEPT


def test_what_pointed_at_the_person_still_does(world: World, person: int) -> None:
    """The account stays as a row without a name; records keep their author, roles their days."""
    erase(world)
    with world.database.reading() as session:
        user = session.get_one(User, person)
        assert user.full_name == f"Người dùng đã xóa #{person}"
        assert user.email == f"erased-{person}@invalid"
        assert (user.title, user.password_hash, user.totp_seed) == ("", "", None)
        assert (user.wants_mail, user.wants_reminders) == (False, False)
        assert (user.mail_pace, user.digest_at) == (MailPace.EACH, None)
        assert user.erased_at == user.disabled_at == world.now
        roles = session.scalars(select(Appointment.ends_on).where(Appointment.user_id == person)).all()
        assert roles == [date(2025, 10, 15)]
        last = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
        assert last is not None and (last.verb, list(last.changes)) == ("user.erased", ["erased_at"])
        for table in privacy_erasing.GOES:
            assert session.scalars(select(table.id).where(table.user_id == person)).all() == []
        kept = session.scalars(select(Notice)).all()
        assert {"name": f"Người dùng đã xóa #{person}", "n": 2} in [notice.values for notice in kept]


def test_an_erased_account_stays_closed(world: World, person: int) -> None:
    """Red when check_not_erased is taken out of services/accounts.py, appointments.py or passwords.py."""
    erase(world)
    with world.database.writing() as session:
        admin, user = world.actor(session, "admin"), session.get_one(User, person)
        common: dict[str, Any] = {"actor": admin, "now": world.now, "user": user}
        for act in (
            lambda: accounts.set_disabled(session, disabled=False, **common),
            lambda: passwords.set_password(
                session, password="con meo ngoi tren mai nha", composition=False, **common
            ),
            lambda: accounts.appoint(session, role=Role.ADMIN, member_id=None, cluster_id=None, **common),
            lambda: privacy_erasing.erase(session, **common),
            lambda: appointments.rectify(
                session, version=user.version, full_name="Tên mới", title="", **common
            ),
        ):
            with pytest.raises(DomainError, match="đã được xóa"):
                act()
        with pytest.raises(DomainError, match="đã khóa"):
            invitations.invite(session, working_days=3, **common)
        resets.ask(session, address=user.email, now=world.now, minutes=30)
        assert session.scalars(select(AccountLink).where(AccountLink.user_id == user.id)).all() == []
        for email in (ADDRESS, user.email):
            assert sign_ins.sign_in(session, email=email, password=PASSWORD, device="", now=world.now) is None
        assert sign_ins.recognise(session, token="t", now=world.now, limits=LIMITS) is None


@pytest.mark.parametrize("who", ["officer.hn", "secretary.hn", "auditor"])
def test_nobody_else_erases_or_corrects(session: Session, world: World, who: str) -> None:
    user = session.get_one(User, world.users["officer.hp"])
    actor = world.actor(session, who)
    with pytest.raises(NotAllowed):
        privacy_erasing.erase(session, actor=actor, now=world.now, user=user)
    with pytest.raises(NotAllowed):
        values = privacy_erasing.Rectified("A", "", "a@b.org")
        privacy_erasing.rectify(session, actor=actor, now=world.now, user=user, values=values, reason="")


def test_what_is_kept_names_tables_that_exist() -> None:
    assert {"audit_event", "signatory", "decision"} <= KEPT
    assert set(Base.metadata.tables) >= KEPT


def test_deleted_rows_leave_no_trace_in_the_file(world: World, person: int) -> None:
    """On SQLite the file itself is searched, its log included. Red when secure_delete is OFF in db.py."""
    if world.database.dialect != "sqlite":
        return
    erase(world)
    with world.database.primary.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    path = Path(world.database.primary.url.database or "")
    text = b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
    assert ADDRESS.encode() not in text
    assert NAME.encode() in text, "the trail keeps who did what"
