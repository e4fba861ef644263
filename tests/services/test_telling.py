"""Which moves of the workflow tell whom: a pledge from the draft to the agreement, an account, and nobody else."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.db import unit_of_work
from emulation.models.accounts import User
from emulation.models.audit import AuditEvent
from emulation.models.cycles import Cycle
from emulation.models.notices import Letter, Notice
from emulation.models.pledges import Pledge
from emulation.services import audit, passwords
from tests.factories.world import World


def _record(world: World, verb: str, by: str, reason: str = "") -> None:
    with world.database.writing() as session, unit_of_work(session):
        pledge = session.scalars(select(Pledge)).one_or_none()
        if pledge is None:
            pledge = Pledge(cycle_id=world.cycle_id, member_id=world.members["HP"], entered_at=world.now)
            session.add(pledge)
            session.flush()
        actor = world.actor(session, by)
        audit.record(session, actor=actor, now=world.now, verb=verb, about=pledge, reason=reason)


def _told(world: World) -> dict[str, str]:
    """Name → sentence of everybody who was told."""
    names = {user_id: name for name, user_id in world.users.items()}
    with world.database.reading() as session:
        return {names[n.user_id]: n.sentence % n.values for n in session.scalars(select(Notice))}


HP = "Hải Phòng, năm 2025."
SUBMITTED = f"Người leader.hp đã duyệt và nộp giao ước cho Cụm trưởng: {HP}"
RETURNED = "Người secretary.hn đã trả lại giao ước để sửa: Hải Phòng, năm 2025. Lý do: Thiếu chỉ tiêu 3"


@pytest.mark.parametrize(
    ("verb", "by", "reason", "told"),
    [
        ("pledge.submit", "leader.hp", "", {"secretary.hn": SUBMITTED, "secretary2.hn": SUBMITTED}),
        (
            "pledge.return",
            "secretary.hn",
            "Thiếu chỉ tiêu 3",
            {"officer.hp": RETURNED, "leader.hp": RETURNED},
        ),
        (
            "pledge.request_approval",
            "officer.hp",
            "",
            {"leader.hp": f"Người officer.hp đã trình lãnh đạo duyệt giao ước: {HP}"},
        ),
        (
            "pledge.recorded_from_paper",
            "secretary.hn",
            "",
            dict.fromkeys(
                ("secretary2.hn", "leader.hp"), f"Người secretary.hn đã nhập thay giao ước từ bản ký: {HP}"
            ),
        ),
        ("pledge.saved", "officer.hp", "", {}),
    ],
)
def test_who_is_told(world: World, verb: str, by: str, reason: str, told: dict[str, str]) -> None:
    """Red when the one who acted is not taken out (the fourth case), or when audit.record does not announce."""
    _record(world, verb, by, reason)
    assert _told(world) == told


def test_everybody_of_the_cluster_learns_of_a_publication(world: World) -> None:
    """Not the auditor, the teller, the administrator, or people of another cluster."""
    with world.database.writing() as session, unit_of_work(session):
        cycle, actor = session.get_one(Cycle, world.cycle_id), world.actor(session, "secretary.hn")
        audit.record(
            session, actor=actor, now=world.now, verb="ranking.published", about=cycle, cycle_id=cycle.id
        )
    told = _told(world)
    assert (
        len(told) == 5 * 3 + 2 - 1
    )  # officer, leader, secretary of each city, two more in Hà Nội, not the actor
    assert not {"auditor", "teller", "admin", "outsider", "secretary.hn"} & set(told)
    assert set(told.values()) == {"Người secretary.hn đã công bố bảng xếp hạng: năm 2025."}


def test_a_changed_password_is_told_to_its_owner_whoever_changed_it(world: World) -> None:
    """Red when the person is taken out as the one who acted."""
    with world.database.writing() as session, unit_of_work(session):
        user = session.get_one(User, world.users["officer.hp"])
        actor, words = world.actor(session, "officer.hp"), "mot cau khac that dai"
        passwords.set_password(
            session, actor=actor, now=world.now, user=user, password=words, composition=False
        )
    [(name, sentence)] = _told(world).items()
    assert name == "officer.hp"
    assert sentence.startswith("Tài khoản của bạn: Người officer.hp đã đổi mật khẩu.")
    with world.database.reading() as session:
        [letter] = session.scalars(select(Letter))
    assert (letter.to_address, words in letter.body) == ("officer.hp@example.org", False)


def test_two_deeds_are_two_notices_and_a_rolled_back_one_is_none(world: World, session: Session) -> None:
    _record(world, "pledge.submit", "leader.hp")
    _record(world, "pledge.submit", "leader.hp")
    pledge = session.scalars(select(Pledge)).one()
    actor = world.actor(session, "leader.hp")
    audit.record(session, actor=actor, now=world.now, verb="pledge.submit", about=pledge)
    session.rollback()
    with world.database.reading() as reading:
        events = list(reading.scalars(select(AuditEvent.id)))
        keys = {notice.key for notice in reading.scalars(select(Notice))}
    assert keys == {f"event/{number}" for number in events}
    assert len(events) == 2
