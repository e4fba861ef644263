"""Tasks that follow from running campaigns."""

from datetime import date
from typing import Any

import pytest

from emulation.rules import campaign_work as rules
from emulation.vocabulary.actor import Actor, Capacity
from emulation.vocabulary.campaigns import Registered, RunningCampaign
from emulation.vocabulary.desk import Desk, Destination, Seat
from emulation.vocabulary.kinds import CampaignReportKind, Role
from emulation.vocabulary.states import CampaignState, RegistrationState

CLUSTER, HN, HP = 1, 2, 3
DESK = Desk(
    CLUSTER, "tptw", True, 2025, 1, 2025, seats=(Seat(HN, "HN", "Hà Nội"), Seat(HP, "HP", "Hải Phòng"))
)
START, HALF, END, AFTER = (date(2025, m, d) for m, d in ((3, 1), (4, 1), (5, 1), (5, 2)))


def person(role: Role, member_id: int, *, chair: bool = False, user_id: int = 7) -> Actor:
    chairs = frozenset({CLUSTER}) if chair else frozenset[int]()
    return Actor(user_id, "A", START, (Capacity(role, member_id, None, frozenset({CLUSTER}), chairs),))


OFFICER, LEADER = person(Role.MEMBER_OFFICER, HP), person(Role.MEMBER_LEADER, HP)
CHAIR = person(Role.SECRETARIAT, HN, chair=True)
SECRETARY = person(Role.SECRETARIAT, HP)


def campaign(registration: str = "", handed_in: Any = (), **more: Any) -> RunningCampaign:
    registered = {HP: Registered(RegistrationState(registration), frozenset({1}))} if registration else {}
    values: dict[str, Any] = {"state": CampaignState.LAUNCHED, "ends_on": END, "starts_on": START} | more
    return RunningCampaign(
        9, CLUSTER, "Bầu cử", registered=registered, handed_in=frozenset(handed_in), **values
    )


def said(actor: Actor, found: RunningCampaign, today: date = START) -> list[str]:
    return [task.sentence() for task in rules.campaign_tasks(actor, DESK, found, today)]


@pytest.mark.parametrize("actor", [OFFICER, LEADER])
@pytest.mark.parametrize(
    ("state", "today", "wanted"),
    [
        ("", START, ["Đăng ký phong trào “Bầu cử” của Hải Phòng"]),
        ("not_sent", HALF, ["Gửi đăng ký phong trào “Bầu cử” của Hải Phòng"]),
        ("refused", END, ["Sửa đăng ký phong trào “Bầu cử” của Hải Phòng: đã bị từ chối"]),
        ("", AFTER, []),
        ("pending", START, []),
        ("approved", START, []),
        ("approved", HALF, ["Báo cáo sơ kết phong trào “Bầu cử” của Hải Phòng"]),
        ("approved", AFTER, ["Báo cáo tổng kết phong trào “Bầu cử” của Hải Phòng"]),
    ],
)
def test_what_a_member_is_asked_for(actor: Actor, state: str, today: date, wanted: list[str]) -> None:
    assert said(actor, campaign(state), today) == wanted


def test_what_is_done_is_not_asked_again() -> None:
    interim, final = (HP, CampaignReportKind.INTERIM), (HP, CampaignReportKind.FINAL)
    assert said(OFFICER, campaign("approved", [interim]), HALF) == []
    assert said(OFFICER, campaign("approved", state=CampaignState.REVIEWED), HALF) == []
    assert said(OFFICER, campaign("approved", [interim, final]), AFTER) == []
    assert said(OFFICER, campaign("approved", ends_on=None), AFTER) == []


def test_the_chair_approves_and_concludes() -> None:
    assert said(CHAIR, campaign("pending")) == ["Duyệt đăng ký phong trào “Bầu cử” của Hải Phòng"]
    assert said(CHAIR, campaign("approved"), AFTER) == ["Tổng kết phong trào “Bầu cử”: đã hết thời gian"]
    assert said(CHAIR, campaign("approved"), END) == []
    assert said(SECRETARY, campaign("pending"), AFTER) == []


def test_a_writer_is_not_asked_to_approve() -> None:
    """Red when `campaign_tasks` in rules/campaign_work.py leaves the writers out of the subject."""
    assert said(person(Role.SECRETARIAT, HN, chair=True, user_id=1), campaign("pending")) == []


def test_what_waits_for_the_chair() -> None:
    (task,) = rules.waiting_campaign_tasks(OFFICER, DESK, campaign("pending"))
    assert task.sentence() == "Đăng ký phong trào “Bầu cử” của Hải Phòng chờ Cụm trưởng duyệt."
    assert (task.destination, task.campaign_id, task.member) == (Destination.REGISTRATION, 9, "HP")
    assert list(rules.waiting_campaign_tasks(CHAIR, DESK, campaign("pending"))) == []
    assert list(rules.waiting_campaign_tasks(OFFICER, DESK, campaign("approved"))) == []
