"""Members register, the chair decides."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.campaigns import CampaignRegistration
from emulation.models.notices import Notice
from emulation.queries import registrations as queries
from emulation.services import registrations
from emulation.vocabulary.errors import DomainError, NotAllowed, NotFound, Stale
from emulation.vocabulary.moves import CampaignMove, RegistrationMove
from emulation.vocabulary.states import RegistrationState
from tests.factories import campaigns as made
from tests.factories.world import World

SEND, APPROVE, REFUSE = RegistrationMove.SEND, RegistrationMove.APPROVE, RegistrationMove.REFUSE


def test_from_saving_to_approval(session: Session, world: World) -> None:
    campaign = made.launched(session, world)
    row = made.registered(session, world, campaign)
    made.decide(session, world, campaign, row, SEND, "leader.hp")
    assert row.state is RegistrationState.PENDING
    made.decide(session, world, campaign, row, APPROVE, "secretary.hn")
    page = queries.find_registration_page(session, campaign.id, world.members["HP"])
    assert page is not None
    assert (page.state, page.content, page.contact) == (
        RegistrationState.APPROVED,
        "HP đăng ký 10 sáng kiến",
        "Phòng Thi đua",
    )


def test_a_refusal_says_why_and_is_mended(session: Session, world: World) -> None:
    campaign = made.launched(session, world)
    row = made.registered(session, world, campaign)
    made.decide(session, world, campaign, row, SEND, "officer.hp")
    with pytest.raises(DomainError, match="Nhập lý do") as caught:
        made.decide(session, world, campaign, row, REFUSE, "secretary.hn", "no")
    assert caught.value.field == "reason"
    made.decide(session, world, campaign, row, REFUSE, "secretary.hn", "Chưa có con số cụ thể")
    sentences = {notice.sentence % notice.values for notice in session.scalars(select(Notice))}
    assert (
        "Người secretary.hn đã từ chối đăng ký phong trào “Cả nước thi đua đổi mới sáng tạo”: Hải Phòng. "
        "Lý do: Chưa có con số cụ thể" in sentences
    )
    made.registered(session, world, campaign, version=row.version, content="20 sáng kiến")
    made.decide(session, world, campaign, row, SEND, "officer.hp")
    assert (row.state, row.refusal_reason, row.decided_at) == (RegistrationState.PENDING, "", None)


@pytest.mark.parametrize(
    "who", ["officer.dn", "leader.hn", "secretary.hn", "secretary.hp", "auditor", "outsider"]
)
def test_a_strangers_hand_writes_no_registration(session: Session, world: World, who: str) -> None:
    """Red when `access.require` is removed from `save` or `move` in services/registrations.py."""
    campaign = made.launched(session, world)
    with pytest.raises(NotAllowed):
        registrations.save(
            session,
            actor=world.actor(session, who),
            now=world.now,
            campaign=campaign,
            member_id=world.members["HP"],
            version=0,
            content="Giả mạo",
            contact="",
        )
    row = made.registered(session, world, campaign)
    with pytest.raises(NotAllowed):
        made.decide(session, world, campaign, row, SEND, who)


def test_members_do_not_approve_themselves(session: Session, world: World) -> None:
    campaign = made.launched(session, world)
    row = made.registered(session, world, campaign)
    made.decide(session, world, campaign, row, SEND, "leader.hp")
    for who in ("officer.hp", "leader.hp", "secretary.hp", "secretary.hcm"):
        with pytest.raises(NotAllowed):
            made.decide(session, world, campaign, row, APPROVE, who)


def test_a_registration_belongs_to_a_running_campaign(session: Session, world: World) -> None:
    with pytest.raises(DomainError, match="Nháp"):
        made.registered(session, world, made.draft(session, world))
    campaign = made.launched(session, world)
    row = made.registered(session, world, campaign)
    made.step(session, world, campaign, CampaignMove.CANCEL, "Không còn cần thiết")
    with pytest.raises(DomainError, match="Đã hủy"):
        made.decide(session, world, campaign, row, SEND, "officer.hp")


def test_what_was_sent_is_not_rewritten(session: Session, world: World) -> None:
    campaign = made.launched(session, world)
    row = made.registered(session, world, campaign)
    made.decide(session, world, campaign, row, SEND, "officer.hp")
    with pytest.raises(DomainError, match="Chờ duyệt"):
        made.registered(session, world, campaign, version=row.version)


def test_versions_are_compared(session: Session, world: World) -> None:
    campaign = made.launched(session, world)
    with pytest.raises(Stale):
        made.registered(session, world, campaign, version=3)
    row = made.registered(session, world, campaign)
    with pytest.raises(Stale):
        made.registered(session, world, campaign, version=row.version + 1)


def test_an_empty_registration_is_not_sent(session: Session, world: World) -> None:
    campaign = made.launched(session, world)
    row = made.registered(session, world, campaign, content="")
    with pytest.raises(DomainError, match="Nhập nội dung đăng ký") as caught:
        made.decide(session, world, campaign, row, SEND, "officer.hp")
    assert caught.value.field == "content"


def test_only_members_of_the_cluster_take_part(session: Session, world: World) -> None:
    """Red when `require_participant` in services/registrations.py looks at no members."""
    campaign = made.launched(session, world)
    with pytest.raises(NotFound):
        registrations.require_participant(session, campaign, 999_999, world.now.date())
    assert session.scalars(select(CampaignRegistration)).all() == []
