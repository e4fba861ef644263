"""Requests about one's own data: last days, answers, the export that leaves nothing out, consent with its proof."""

import json
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from emulation.db import unit_of_work
from emulation.models.accounts import User
from emulation.models.notices import Notice
from emulation.models.privacy import Consent, DataRequest
from emulation.queries import privacy as queries
from emulation.services import privacy, rulebook
from emulation.services.privacy_erasing import Rectified
from emulation.vocabulary.errors import DomainError, NotAllowed, Stale
from emulation.vocabulary.kinds import DataRequestKind as Kind
from emulation.vocabulary.kinds import MailPace
from emulation.vocabulary.moves import DataRequestMove as Move
from emulation.vocabulary.states import DataRequestState as State
from tests.factories.awards import actor_system
from tests.factories.world import World


def ask(session: Session, world: World, kind: Kind = Kind.EXPORT, who: str = "officer.hn") -> DataRequest:
    actor = world.actor(session, who)
    return privacy.ask(session, actor=actor, now=world.now, kind=kind, wish="Tên tôi viết sai")


def handle(session: Session, world: World, row: DataRequest, move: Move, **more: Any) -> None:
    values: dict[str, Any] = {"answer": "Đã xem xét.", "version": row.version} | more
    actor = world.actor(session, values.pop("who", "admin"))
    privacy.handle(session, actor=actor, now=world.now, request=row, move=move, **values)
    session.flush()


@pytest.mark.parametrize(
    ("kind", "complete_by"),
    [
        (Kind.EXPORT, date(2025, 10, 27)),  # 10 days end on Saturday the 25th
        (Kind.RECTIFY, date(2025, 10, 27)),
        (Kind.RESTRICT, date(2025, 10, 30)),
        (Kind.ERASE, date(2025, 11, 4)),
    ],
)
@pytest.mark.parametrize("loaded", [False, True])
def test_a_request_gets_its_last_days(
    session: Session, world: World, kind: Kind, complete_by: date, loaded: bool
) -> None:
    """Received on Wednesday 15/10/2025. The rulebook in the database counts; without it the one that comes along."""
    if loaded:
        rulebook.load(session, actor=actor_system(world), now=world.now)
    row = ask(session, world, kind)
    assert (row.answer_by, row.complete_by) == (date(2025, 10, 17), complete_by)
    assert row.state is State.RECEIVED


def test_the_rules_of_the_day_count(session: Session, world: World) -> None:
    """From 01/01/2026 the law stands behind the same days."""
    documents = {row.document for row in privacy.limits(session, date(2026, 1, 1))}
    assert documents == {"Luật 91/2025/QH15; Nghị định 356/2025/NĐ-CP"}
    assert {row.document for row in privacy.limits(session, date(2025, 12, 31))} == {""}


def test_administrators_are_told_once(session: Session, world: World) -> None:
    row = ask(session, world)
    told = session.execute(select(Notice.user_id, Notice.href)).all()
    assert told == [(world.users["admin"], f"/admin/data-requests/{row.id}")]


def test_a_correction_says_what_is_right(session: Session, world: World) -> None:
    with pytest.raises(DomainError) as caught:
        privacy.ask(
            session, actor=world.actor(session, "officer.hn"), now=world.now, kind=Kind.RECTIFY, wish=" "
        )
    assert caught.value.field == "wish"


def test_two_of_a_kind_do_not_wait_together(session: Session, world: World) -> None:
    ask(session, world)
    ask(session, world, Kind.ERASE)
    with pytest.raises(DomainError) as caught:
        ask(session, world)
    assert caught.value.field == "kind"


@pytest.mark.parametrize("who", ["officer.hn", "secretary.hn", "auditor", "outsider"])
def test_only_administrators_answer(session: Session, world: World, who: str) -> None:
    """Red when handle does not call access.require."""
    row = ask(session, world, who="leader.hp")
    with pytest.raises(NotAllowed):
        handle(session, world, row, Move.ANSWER, who=who)


def test_nobody_answers_themselves(session: Session, world: World) -> None:
    """Red when check_other_person is left out."""
    row = ask(session, world, who="admin")
    with pytest.raises(DomainError):
        handle(session, world, row, Move.ANSWER)


def test_a_stale_page_is_refused(session: Session, world: World) -> None:
    row = ask(session, world)
    version = row.version
    handle(session, world, row, Move.ANSWER)
    with pytest.raises(Stale):
        handle(session, world, row, Move.COMPLETE, version=version)


def test_an_answer_is_kept_and_told(session: Session, world: World) -> None:
    row = ask(session, world)
    handle(session, world, row, Move.ANSWER, answer="Sẽ gửi trong tuần.")
    assert (row.state, row.answer, row.answered_at) == (State.ANSWERED, "Sẽ gửi trong tuần.", world.now)
    assert not row.completed_at
    person = world.users["officer.hn"]
    assert session.scalars(select(Notice.href).where(Notice.user_id == person)).all() == ["/account/data"]
    handle(session, world, row, Move.COMPLETE)
    assert (row.state, row.completed_at) == (State.COMPLETED, world.now)


def test_a_correction_is_made_with_its_reason(session: Session, world: World) -> None:
    row = ask(session, world, Kind.RECTIFY)
    right = Rectified("Nguyễn Văn Đúng", "Phó Giám đốc", " Dung@Example.org ")
    handle(session, world, row, Move.COMPLETE, rectified=right, answer="Theo quyết định 12.")
    user = session.get_one(User, world.users["officer.hn"])
    assert (user.full_name, user.title, user.email) == ("Nguyễn Văn Đúng", "Phó Giám đốc", "dung@example.org")
    assert "nguyen van dung" in user.search_text


def test_a_taken_address_is_refused(session: Session, world: World) -> None:
    row = ask(session, world, Kind.RECTIFY)
    with pytest.raises(DomainError) as caught:
        handle(session, world, row, Move.COMPLETE, rectified=Rectified("A B", "", "admin@example.org"))
    assert caught.value.field == "email"


def test_every_column_that_points_at_people_is_exported(session: Session, world: World) -> None:
    """Rows about a person come whole, all others as counts of their work: no table is forgotten.

    Red when ABOUT_ONE loses a table, or a new table about people is not added to it.
    """
    rows_about = {
        table.name for table, column in queries.pointing_at_people() if column.name == "user_id"
    } - {"form_key"}
    assert rows_about == set(queries.ABOUT_ONE) - {"delegation"}
    found = privacy.export(session, actor=world.actor(session, "officer.hn"), now=world.now)
    assert set(found["about_you"]) == {"user", *queries.ABOUT_ONE}


@pytest.mark.asvs("15.3.1")
def test_an_export_holds_what_is_known_and_no_proof_of_identity(session: Session, world: World) -> None:
    """Red when NOT_HANDED_OUT loses password_hash."""
    ask(session, world)
    found = privacy.export(session, actor=world.actor(session, "officer.hn"), now=world.now)
    (person,) = found["about_you"]["user"]
    assert person["email"] == "officer.hn@example.org"
    assert found["about_you"]["data_request"][0]["answer_by"] == "2025-10-17"
    assert found["your_deeds"][0]["verb"] == "data_request.received"
    text = json.dumps(found)
    for secret in ("password_hash", "totp_seed", "token_hash", "code_hash", "$argon2"):
        assert secret not in text


def consented(session: Session) -> list[tuple[str, datetime | None]]:
    return [(row.purpose, row.withdrawn_at) for row in session.scalars(select(Consent).order_by(Consent.id))]


def test_consent_keeps_its_words_and_is_taken_back(session: Session, world: World) -> None:
    """Agreeing twice is one proof; agreeing after a withdrawal is a new one."""
    me = world.actor(session, "officer.hn")
    later = world.now + timedelta(days=1)
    privacy.agree(session, actor=me, now=world.now, purpose="contact")
    privacy.agree(session, actor=me, now=later, purpose="contact")
    privacy.withdraw(session, actor=me, now=later, purpose="contact")
    privacy.withdraw(session, actor=me, now=later, purpose="contact")
    privacy.agree(session, actor=me, now=later, purpose="contact")
    session.flush()
    assert consented(session) == [("contact", later), ("contact", None)]
    (first, _second) = session.scalars(select(Consent.wording).order_by(Consent.id)).all()
    assert first.startswith("Tôi đồng ý để bộ phận vận hành liên hệ")


def test_an_unknown_purpose_is_refused(session: Session, world: World) -> None:
    with pytest.raises(DomainError):
        privacy.agree(session, actor=world.actor(session, "officer.hn"), now=world.now, purpose="adverts")


def test_nobody_has_agreed_in_advance(session: Session, world: World) -> None:
    assert session.scalar(select(func.count()).select_from(Consent)) == 0


def test_every_act_leaves_an_event(world: World) -> None:
    """Red when handle does not record: unit_of_work refuses the change."""
    with world.database.writing() as session, unit_of_work(session):
        row = ask(session, world)
    for move in (Move.ANSWER, Move.COMPLETE):
        with world.database.writing() as session, unit_of_work(session):
            handle(session, world, session.get_one(DataRequest, row.id), move)


def test_the_export_says_how_mail_is_chosen_in_words(session: Session, world: World) -> None:
    user = session.get_one(User, world.users["officer.hn"])
    user.mail_pace, user.wants_reminders = MailPace.WEEKLY, False
    session.flush()
    found = privacy.export(session, actor=world.actor(session, "officer.hn"), now=world.now)
    assert found["your_choices"] == {
        "Nhận thư báo": "Có",
        "Nhịp gửi thư": "Một thư tổng hợp mỗi tuần",
        "Nhận thư nhắc việc": "Không",
    }
