"""The calendar by HTTP: for everybody, for the secretariat, and for programs that cannot sign in."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import icalendar
import pytest
from flask.testing import FlaskClient

from emulation.models.accounts import User
from emulation.models.calendar import Extension, Milestone
from emulation.models.cycles import Cycle
from emulation.queries import holidays
from emulation.rules.working_days import is_working_day
from emulation.vocabulary.states import Phase
from tests.conftest import unchanged
from tests.factories import calendars
from tests.factories.world import World
from tests.support.pages import BASE, get, hidden_of, submit, text_of
from tests.support.rfc5545 import faults_of

CLUSTER = "/clusters/tptw"
PAGE, YEAR, PUBLIC = f"{CLUSTER}/calendar", f"{CLUSTER}/2025/calendar", f"{CLUSTER}/calendar.ics"
MANAGE, RECOUNT, NEW = f"{YEAR}/manage", f"{YEAR}/recount", f"{YEAR}/milestones/new"
SAVE, GRANT, FEED = f"{RECOUNT}/save", f"{YEAR}/extensions/new", "/account/calendar"
SignIn = Callable[[str], FlaskClient]


@pytest.fixture
def announced(world: World) -> World:
    """The world with the delivered table of days off."""
    with world.database.writing() as session:
        calendars.days_off(session, world)
        session.commit()
    return world


def plan(secretary: FlaskClient, day: str = "31/03/2026") -> None:
    """Count back through the page."""
    answer = submit(secretary, RECOUNT, {"received_on": day, "with_steps": "y"}, action=SAVE)
    assert answer.status_code == 302 and answer.location.endswith("/2025/calendar/manage")


def events_of(body: bytes) -> list[Any]:
    return list(icalendar.Calendar.from_ical(body).walk("VEVENT"))


def test_the_page_tells_everybody_the_dates_with_the_days_left(client: FlaskClient, announced: World) -> None:
    shown = text_of(get(client, PAGE))
    assert "Lịch hoạt động" in shown and "Thêm vào lịch (ICS)" in shown
    assert "Tháng 11/2025" in shown and "Hạn của giai đoạn “Thực hiện 6 tháng cuối năm” năm 2025" in shown
    assert "Chủ Nhật, 30/11/2025" in shown
    assert "Không phải ngày làm việc; ngày làm việc kế tiếp: Thứ Hai, 01/12/2025." in shown
    assert "Còn 32 ngày làm việc" in shown  # 16/10 to 28/11/2025, by hand
    assert "Lập lịch" not in shown and "Việc của bạn" not in shown
    assert text_of(get(client, YEAR)).count("Hạn của giai đoạn") == shown.count("Hạn của giai đoạn")


def test_a_cluster_without_dates_says_so(client: FlaskClient, world: World) -> None:
    assert get(client, f"{CLUSTER}/1999/calendar").status_code == 404
    assert "Chưa có mốc thời gian nào." in text_of(get(client, "/clusters/tptwx/calendar"))


def test_ones_own_deadlines_are_told_in_words_and_not_by_colour_alone(
    client_as: SignIn, world: World
) -> None:
    """Messages 18 and 19, word by word. Red when `distance_of` leaves out either."""
    officer = client_as("officer.hp")
    shown = text_of(get(officer, PAGE))
    assert "Đã quá hạn 198 ngày. Bạn vẫn nộp được; hồ sơ sẽ ghi “nộp muộn 198 ngày”." in shown
    assert re.search(r'tag-problem">Quá hạn<', shown)
    with world.database.writing() as session:
        calendars.extension(session, world, until=date(2025, 10, 21))
        session.commit()
    shown = text_of(get(officer, PAGE))
    assert "Còn 4 ngày làm việc đến hạn nộp (Thứ Ba, 21/10/2025)." in shown
    assert re.search(r'tag-attention">Sắp đến hạn<', shown)
    assert "Gia hạn riêng:" in shown and "Bão số 3" in shown
    assert "Bão số 3" not in text_of(get(client_as("officer.dn"), PAGE))


def test_counting_back_shows_old_and_new_before_it_writes(client_as: SignIn, announced: World) -> None:
    """Acceptance 4. Red when rules/calendar.counted_back ignores the table: Tết then moves nothing."""
    secretary = client_as("secretary.hn")
    assert "Chưa đặt. Đề xuất: Thứ Ba, 31/03/2026." in text_of(get(secretary, MANAGE))
    with unchanged(announced.database):
        shown = text_of(get(secretary, RECOUNT))
    assert "Chưa xác nhận" in shown and "8 mốc thay đổi." in shown
    assert "Thứ Năm, 15/01/2026" in shown and "Thứ Sáu, 13/02/2026" in shown  # over Tết 16–20/02
    plan(secretary)
    assert "8 mốc thay đổi." not in text_of(get(secretary, RECOUNT))
    with unchanged(announced.database):
        shown = text_of(get(secretary, f"{RECOUNT}?received_on=01/04/2026"))
    assert "Thứ Ba, 03/03/2026" in shown and "Thứ Tư, 04/03/2026" in shown and "Đổi ngày" in shown
    with announced.database.reading() as session:
        table = holidays.calendar(session)
        days = [row.starts_on for row in session.query(Milestone)]
        assert len(days) == 8 and all(is_working_day(day, table) for day in days)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("31/02/2026", "phải là ngày có thật, ví dụ 27/03/2026."),
        ("", "Nhập ngày Hội đồng nhận hồ sơ."),
        ("31/03/2031", "Ngày Hội đồng nhận hồ sơ phải từ 01/01/2025 đến 31/12/2027."),
    ],
)
def test_a_wrong_day_of_receipt_is_told_beside_the_field(
    client_as: SignIn, world: World, typed: str, message: str
) -> None:
    secretary = client_as("secretary.hn")
    with unchanged(world.database):
        asked = get(secretary, f"{RECOUNT}?received_on={typed}")
        sent = submit(secretary, RECOUNT, {"received_on": typed}, action=SAVE)
    for answer in (asked, sent):
        shown = text_of(answer)
        assert answer.status_code == 422 and message in shown and "Có lỗi cần sửa" in shown
        assert "Lưu lịch</button>" not in shown


def test_a_day_of_receipt_on_which_offices_rest_is_warned_of(client_as: SignIn, announced: World) -> None:
    shown = text_of(get(client_as("secretary.hn"), f"{RECOUNT}?received_on=29/03/2026"))
    assert (
        "Chủ Nhật, 29/03/2026 không phải ngày làm việc. Ngày làm việc kế tiếp: Thứ Hai, 30/03/2026." in shown
    )
    assert "Dùng ngày 30/03/2026" in shown


def test_a_second_tab_is_told(client_as: SignIn, announced: World) -> None:
    secretary = client_as("secretary.hn")
    version = hidden_of(secretary, RECOUNT)["version"]
    plan(secretary)
    with unchanged(announced.database):
        answer = submit(secretary, RECOUNT, {"received_on": "01/04/2026"}, action=SAVE, version=version)
    assert answer.status_code == 409 and "01/04/2026" in text_of(answer) and "31/03/2026" in text_of(answer)


def test_years_that_nobody_has_announced_are_marked(
    client: FlaskClient, client_as: SignIn, announced: World
) -> None:
    """On the page and in the file (decisions 11). Red when `unannounced` looks at no year."""
    plan(client_as("secretary.hn"))
    words = "ngày nghỉ năm 2026 chưa được công bố đầy đủ."
    assert words in text_of(get(client, PAGE)) and words in text_of(get(client_as("secretary.hn"), MANAGE))
    by_year: dict[int, set[tuple[str, bool]]] = {}
    for event in events_of(get(client, PUBLIC).get_data()):
        marked = "(chưa xác nhận)" in event["SUMMARY"]
        if event["UID"].startswith("phase"):
            by_year.setdefault(event["DTSTART"].dt.year, set()).add((str(event["STATUS"]), marked))
    assert by_year == {2025: {("CONFIRMED", False)}, 2026: {("TENTATIVE", True)}}


def test_the_public_file_is_valid_and_the_same_for_everybody(
    client: FlaskClient, client_as: SignIn, announced: World
) -> None:
    plan(client_as("secretary.hn"))
    answer = get(client, PUBLIC)
    body = answer.get_data()
    assert answer.content_type == "text/calendar; charset=utf-8" and faults_of(body) == []
    titles = [str(event["SUMMARY"]) for event in events_of(body)]
    assert any("Hội nghị tổng kết và ký kết giao ước năm sau" in title for title in titles)
    assert not any("Ký tờ trình" in title for title in titles)  # for the cluster's people only
    assert len({event["UID"] for event in events_of(body)}) == len(titles) == 12
    assert get(client_as("secretary.hn"), PUBLIC).get_data() == body
    assert not list(icalendar.Calendar.from_ical(body).walk("VALARM"))


def test_names_stay_and_the_sequence_grows_when_a_date_moves(client_as: SignIn, announced: World) -> None:
    def read() -> dict[str, tuple[date, int]]:
        events = events_of(get(secretary, PUBLIC).get_data())
        return {str(one["UID"]): (one["DTSTART"].dt, one["SEQUENCE"]) for one in events}

    secretary = client_as("secretary.hn")
    plan(secretary)
    before = read()
    plan(secretary, "01/04/2026")
    after = read()
    assert before.keys() == after.keys()
    moved = [uid for uid in before if before[uid][0] != after[uid][0]]
    assert len(moved) == 6 and all(after[uid][1] > before[uid][1] for uid in moved)


def test_a_milestone_is_added_changed_and_removed(client_as: SignIn, announced: World) -> None:
    secretary = client_as("secretary.hn")
    typed = {"title": "Hội nghị tổng kết", "starts_on": "21/03/2026", "ends_on": "", "is_public": "y"}
    assert submit(secretary, NEW, typed).status_code == 302
    shown = text_of(get(secretary, MANAGE))
    assert "Đã thêm mốc “Hội nghị tổng kết”." in shown
    assert "Không phải ngày làm việc; ngày làm việc kế tiếp: Thứ Hai, 23/03/2026." in shown
    with announced.database.reading() as session:
        number = session.query(Milestone).one().id
    one = f"{YEAR}/milestones/{number}"
    version = hidden_of(secretary, one)["version"]
    assert submit(secretary, one, typed | {"place": "Cần Thơ"}).status_code == 302
    assert "Cần Thơ" in text_of(get(secretary, PAGE))
    with unchanged(announced.database):
        assert submit(secretary, one, typed, version=version).status_code == 409
    assert submit(secretary, one, {}, action=f"{one}/remove").status_code == 302
    assert "Hội nghị tổng kết</" not in text_of(get(secretary, PAGE))
    assert get(secretary, one).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"title": ""}, "Nhập tên mốc."),
        ({"starts_on": ""}, "Nhập ngày của mốc, hoặc số ngày làm việc để tính lùi."),
        ({"ends_on": "20/03/2026"}, "Đến ngày phải sau từ ngày (21/03/2026)."),
        ({"days_before": "5"}, "Chưa có ngày Hội đồng nhận hồ sơ để tính lùi."),
        ({"days_before": "251"}, "phải từ 0 đến 250."),
    ],
)
def test_a_wrong_milestone_is_told_and_nothing_is_written(
    client_as: SignIn, world: World, wrong: dict[str, str], message: str
) -> None:
    typed = {"title": "Họp", "starts_on": "21/03/2026", "ends_on": "", "days_before": ""} | wrong
    secretary = client_as("secretary.hn")
    with unchanged(world.database):
        answer = submit(secretary, NEW, typed)
    assert answer.status_code == 422 and message in text_of(answer)


def test_permission_to_be_late_and_its_end(client_as: SignIn, world: World) -> None:
    secretary = client_as("secretary.hn")
    typed = {
        "member": "HP",
        "phase": "pledging",
        "until_on": "15/11/2025",
        "reason": "Bão số 3 gây thiệt hại.",
    }
    with unchanged(world.database):
        for wrong, message in (
            ({"reason": ""}, "Nhập lý do. Lý do được ghi vào nhật ký và gửi cho đơn vị."),
            ({"until_on": "30/03/2025"}, "Ngày được phép nộp phải sau hạn của giai đoạn (31/03/2025)."),
            ({"member": "XX"}, "Chọn thành viên."),
        ):
            answer = submit(secretary, GRANT, typed | wrong)
            assert answer.status_code == 422 and message in text_of(answer)
    assert submit(secretary, GRANT, typed).status_code == 302
    shown = text_of(get(secretary, MANAGE))
    assert "Hải Phòng được nộp muộn đến hết 15/11/2025." in shown and "Bão số 3 gây thiệt hại." in shown
    officer = client_as("officer.hp")
    assert "Được phép nộp đến hết Thứ Bảy, 15/11/2025." in text_of(get(officer, f"{CLUSTER}/2025/pledges/HP"))
    assert "Còn 22 ngày làm việc đến hạn nộp (Thứ Bảy, 15/11/2025)." in text_of(get(officer, "/my-work"))
    with world.database.reading() as session:
        number = session.query(Extension).one().id
    end = f"{YEAR}/extensions/{number}/withdraw"
    with unchanged(world.database):
        assert submit(secretary, end, {"reason": ""}).status_code == 422
    assert submit(secretary, end, {"reason": "Đơn vị đã nộp đủ."}).status_code == 302
    assert "Đã quá hạn 198 ngày" in text_of(get(officer, "/my-work"))


@pytest.mark.parametrize("who", ["officer.hp", "leader.hn", "secretary.hcm", "admin", "auditor", "outsider"])
def test_others_neither_see_nor_send_the_secretariats_pages(
    client_as: SignIn, world: World, who: str
) -> None:
    other = client_as(who)
    token = hidden_of(other, "/preferences")["csrf_token"]
    with unchanged(world.database):
        for path in (f"{PAGE}/manage", MANAGE, RECOUNT, NEW, GRANT):
            assert get(other, path).status_code in (403, 404), path
        for path in (SAVE, NEW, GRANT):
            answer = other.post(path, data={"csrf_token": token, "title": "x"}, base_url=BASE)
            assert answer.status_code in (403, 404), path


def made(client: FlaskClient) -> str:
    """A new secret address, as the page shows it once."""
    answer = submit(client, FEED, {})
    found = re.search(r'value="https?://[^/"]+(/calendar/[^"]+\.ics)"', text_of(answer))
    assert answer.status_code == 200 and found
    return found.group(1)


def test_a_secret_address_works_without_cookies_until_it_is_replaced_or_ended(
    client: FlaskClient, client_as: SignIn, announced: World
) -> None:
    """Red when feeds.read does not ask for the token's owner."""
    officer = client_as("officer.hp")
    first = made(officer)
    answer = get(client, first)
    assert (
        answer.status_code == 200
        and faults_of(answer.get_data()) == []
        and "Set-Cookie" not in answer.headers
    )
    events = events_of(answer.get_data())
    assert "Soạn giao ước của Hải Phòng năm 2025" in [str(event["SUMMARY"]) for event in events]
    assert first not in text_of(get(officer, FEED))  # shown once
    second = made(officer)
    assert get(client, first).status_code == 404 and get(client, second).status_code == 200
    assert submit(officer, FEED, {}, action=f"{FEED}/end").status_code == 302
    assert get(client, second).status_code == 404
    assert get(client, "/calendar/x.ics").status_code == 404


def test_a_closed_account_shows_no_dates(client: FlaskClient, client_as: SignIn, world: World) -> None:
    address = made(client_as("officer.hp"))
    with world.database.writing() as session:
        session.get_one(User, world.users["officer.hp"]).disabled_at = world.now
        session.commit()
    assert get(client, address).status_code == 404


def test_the_own_file_rings_before_what_is_still_to_come(
    client: FlaskClient, client_as: SignIn, world: World
) -> None:
    world.set_phase(Phase.SECOND_HALF)
    events = events_of(get(client, made(client_as("officer.hp"))).get_data())
    ringing = {str(event["UID"]).split("@")[0]: len(event.walk("VALARM")) for event in events}
    assert {count for name, count in ringing.items() if name.endswith("self_scoring")} == {2}
    assert {count for name, count in ringing.items() if name.endswith("pledging")} == {0}


def test_the_own_file_speaks_its_persons_language(
    client: FlaskClient, client_as: SignIn, world: World
) -> None:
    address = made(client_as("officer.hp"))
    with world.database.writing() as session:
        session.get_one(User, world.users["officer.hp"]).language = "en"
        session.commit()
    body = get(client, address).get_data(as_text=True)
    assert "NAME;LANGUAGE=en:" in body


def test_a_closed_year_shows_its_calendar_and_changes_nothing(client_as: SignIn, world: World) -> None:
    with world.database.writing() as session:
        session.get_one(Cycle, world.cycle_id).phase = Phase.CLOSED
        session.commit()
    secretary = client_as("secretary.hn")
    shown = text_of(get(secretary, MANAGE))
    assert "Thêm mốc" not in shown and "Tính lại" not in shown
    with unchanged(world.database):
        answer = submit(secretary, RECOUNT, {"received_on": "31/03/2026"}, action=SAVE)
    assert answer.status_code == 422 and "Năm thi đua đã đóng" in text_of(answer)


def test_the_year_leads_to_its_calendar_and_the_switcher_stays_there(
    client: FlaskClient, world: World
) -> None:
    assert f'href="{YEAR}"' in text_of(get(client, f"{CLUSTER}/2025"))
    for page in (PAGE, YEAR):
        answer = client.get(f"{CLUSTER}/switch?year=2025", base_url=BASE, headers={"Referer": BASE + page})
        assert answer.status_code == 302 and answer.location == YEAR
