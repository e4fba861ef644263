"""Rulings about who is considered."""

import pytest

from emulation.vocabulary.states import EligibilityState
from tests.conftest import token_of, unchanged
from tests.factories.world import World
from tests.support.pages import BASE, get, submit, text_of
from tests.support.scores import SignIn, Y

RULING = {
    "state": "suspended",
    "reason": "Đang xác minh đơn",
    "decided_by": "Cụm trưởng",
    "decided_on": "01/10/2025",
}


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"reason": ""}, "Nhập lý do."),
        ({"decided_on": "31/02/2025"}, "phải là ngày có thật"),
        ({"decided_on": "16/10/2025"}, "không thể sau hôm nay"),
        ({"state": "guilty"}, "Chọn quyết định."),
        ({"decided_by": " "}, "Nhập người hoặc cơ quan quyết định."),
        ({"state": "eligible"}, "không có gì để gỡ"),
    ],
)
def test_bad_rulings_are_told(client_as: SignIn, world: World, typed: dict[str, str], message: str) -> None:
    secretary, page = client_as("secretary.hn"), f"{Y}/eligibility?member=HP"
    with unchanged(world.database):
        answer = submit(secretary, page, RULING | typed)
    assert answer.status_code == 422 and message in text_of(answer)


def test_a_ruling_is_recorded_and_seen_by_the_own_member_only(client_as: SignIn, world: World) -> None:
    secretary, page = client_as("secretary.hn"), f"{Y}/eligibility?member=HP"
    assert "Tất cả thành viên đủ điều kiện xét." in text_of(get(secretary, page))
    assert submit(secretary, page, RULING).status_code == 302
    assert submit(secretary, page, RULING | {"state": "ineligible"}, version="0").status_code == 409
    assert EligibilityState.SUSPENDED.label in text_of(get(client_as("officer.hp"), f"{Y}/eligibility"))
    assert "Đang xác minh đơn" not in text_of(get(client_as("officer.dn"), f"{Y}/eligibility"))
    officer = client_as("officer.hp")
    form = RULING | {"csrf_token": token_of(officer, f"{Y}/eligibility")}
    assert officer.post(page, data=form, base_url=BASE).status_code == 403
