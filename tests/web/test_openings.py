"""Opening a year by HTTP: the differences, the page to check, the way back, and only then the year."""

import html
import re

import pytest
from flask.testing import FlaskClient

from emulation.models.clusters import Membership
from tests.conftest import unchanged
from tests.factories import calendars, years
from tests.factories.world import World
from tests.support.ground import laid
from tests.support.pages import BASE, get, hidden_of, submit, text_of
from tests.web.test_calendar import SignIn
from tests.web.test_cycles import CLUSTER, SETUP, plan

CHECK, CHANGE = f"{SETUP}/check", f"{SETUP}/change"
_HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')


@pytest.fixture
def announced(world: World) -> World:
    """The world with the delivered table of days off and a scorecard to copy."""
    with world.database.writing() as session:
        calendars.days_off(session, world)
        years.scorecard(session, world)
        session.commit()
    return world


def carried(page: str) -> dict[str, str]:
    """The hidden fields of the page that checks, which are all that it sends on."""
    main = page[page.index("<main") :]
    pairs = [
        (re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag))
        for tag in _HIDDEN.findall(main)
    ]
    return {name.group(1): html.unescape(value.group(1)) if value else "" for name, value in pairs if name}


def test_the_proposal_tells_last_years_days_beside_the_new_ones(client_as: SignIn, announced: World) -> None:
    shown = text_of(get(client_as("secretary.hn"), SETUP))
    assert "Năm trước: đến 31/03/2025." in shown
    assert "Không thay đổi so với năm 2025." in shown
    assert "2 tiêu chí của bản thứ 1, dùng 1 chỉ tiêu; thành bản nháp để sửa." in shown
    assert "ngày nghỉ năm 2026, 2027 chưa được công bố đầy đủ." in shown


def test_everything_is_checked_before_the_year_is_opened(client_as: SignIn, announced: World) -> None:
    """Acceptance of J1 (7). Red when check_opening.html leaves out the form's fields: nothing would be carried on."""
    secretary = client_as("secretary.hn")
    with unchanged(announced.database):
        answer = submit(secretary, SETUP, plan(with_scorecard="y", pledging_due="29/03/2026"), action=CHECK)
    shown = text_of(answer)
    assert answer.status_code == 200 and "Kiểm tra trước khi mở năm 2026" in shown
    assert "Đoàn kết, sáng tạo" in shown and "Hà Nội, TP. Hồ Chí Minh, Hải Phòng, Đà Nẵng, Cần Thơ" in shown
    assert "Thứ Hai, 31/03/2025" in shown and "Chủ Nhật, 29/03/2026" in shown
    assert "Không phải ngày làm việc; ngày làm việc kế tiếp: Thứ Hai, 30/03/2026." in shown
    assert "Chưa định ngày" in shown  # phases of last year that now have no dates
    assert "2 tiêu chí của bản thứ 1, thành bản nháp" in shown and "Năm trước không có" in shown
    fields = carried(answer.get_data(as_text=True))
    opened = secretary.post(SETUP, data=fields, base_url=BASE)
    assert opened.status_code == 302 and opened.location == f"{CLUSTER}/2026"
    year = text_of(get(secretary, f"{CLUSTER}/2026"))
    assert "Chủ đề: Đoàn kết, sáng tạo" in year and "15/01/2026 – 29/03/2026" in year
    again = secretary.post(SETUP, data=fields, base_url=BASE)
    assert again.status_code == 302
    assert "Hệ thống không ghi lần thứ hai." in text_of(get(secretary, f"{CLUSTER}/2026"))


def test_changing_something_keeps_everything_else(client_as: SignIn, announced: World) -> None:
    secretary = client_as("secretary.hn")
    with unchanged(announced.database):
        checked = submit(secretary, SETUP, plan(theme="Chủ đề của tôi"), action=CHECK)
        body = checked.get_data(as_text=True)
        assert f'formaction="{CHANGE}#pledging_start"' in body
        back = secretary.post(CHANGE, data=carried(body), base_url=BASE)
    shown = text_of(back)
    assert back.status_code == 200 and 'value="Chủ đề của tôi"' in shown and 'value="31/03/2026"' in shown
    assert 'id="pledging_start"' in shown and "Có lỗi cần sửa" not in shown
    assert re.search(r'name="with_scorecard"[^>]*value="y">', shown)  # it was not ticked, and still is not


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"pledging_due": "31/02/2026"}, "phải là ngày có thật, ví dụ 27/03/2026."),
        (
            {"pledging_due": "01/04/2026"},
            "Hai giai đoạn chồng nhau: “Đăng ký giao ước” đến 01/04/2026 và “Thực hiện 6 tháng đầu năm” từ 01/04/2026.",
        ),
        ({"grace_days": "năm"}, "phải từ 0 đến 60."),
    ],
)
def test_faults_lead_back_to_the_form(
    client_as: SignIn, world: World, wrong: dict[str, str], message: str
) -> None:
    """Red when `_could_open` is not asked: the overlap would only be told after the last button."""
    secretary = client_as("secretary.hn")
    with unchanged(world.database):
        answer = submit(secretary, SETUP, plan(**wrong), action=CHECK)
    shown = text_of(answer)
    assert answer.status_code == 422 and message in shown and "Có lỗi cần sửa" in shown
    assert "Đoàn kết, sáng tạo" in shown


def test_who_joined_and_left_is_told_on_both_pages(client_as: SignIn, world: World) -> None:
    with world.database.writing() as session:
        stay = session.query(Membership).filter_by(member_id=world.members["CT"]).one()
        stay.valid_to = world.now.date().replace(year=2026)
        laid(session)
        session.commit()
    secretary = client_as("secretary.hn")
    words = "Cần Thơ: không còn là thành viên so với năm 2025"
    assert words in text_of(get(secretary, SETUP))
    assert words in text_of(submit(secretary, SETUP, plan(), action=CHECK))


@pytest.mark.parametrize("who", ["admin", "secretary.hcm", "leader.hn", "officer.hp", "auditor", "outsider"])
def test_others_are_refused(client_as: SignIn, world: World, who: str) -> None:
    other: FlaskClient = client_as(who)
    token = hidden_of(other, "/preferences")["csrf_token"]
    with unchanged(world.database):
        for path in (CHECK, CHANGE):
            answer = other.post(path, data=plan(csrf_token=token), base_url=BASE)
            assert answer.status_code in (403, 404)
