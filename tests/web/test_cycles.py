"""Years by HTTP: reading one, opening, planning, moving, closing, and every wrong way."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete

from emulation.models.clusters import Membership
from emulation.models.cycles import Cycle, Deadline
from emulation.models.terms import Term
from emulation.rules.openings import DATED
from emulation.vocabulary.kinds import ConferenceKind, Provenance
from emulation.vocabulary.states import Phase, RankingState
from tests.conftest import unchanged
from tests.factories import years
from tests.factories.world import World
from tests.support.pages import BASE, get, hidden_of, submit, text_of
from tests.support.statements import counted

CLUSTER = "/clusters/tptw"
YEAR, SETUP = f"{CLUSTER}/2025", f"{CLUSTER}/2026/setup"
MANAGE, DEADLINES, CLOSE = f"{YEAR}/manage", f"{YEAR}/manage/deadlines", f"{YEAR}/close"
SignIn = Callable[[str], FlaskClient]


def plan(**more: str) -> dict[str, str]:
    """A valid plan of 2026 as a browser sends it."""
    days = {f"{phase.value}_{end}": "" for phase in DATED for end in ("start", "due")}
    known = {
        "theme": "Đoàn kết, sáng tạo",
        "grace_days": "5",
        "uses_cross_checking": "y",
        "uses_explaining": "y",
        "pledging_start": "15/01/2026",
        "pledging_due": "31/03/2026",
        "first_half_start": "01/04/2026",
        "first_half_due": "30/06/2026",
    }
    return days | known | more


def without(data: dict[str, str], *names: str) -> dict[str, str]:
    return {name: value for name, value in data.items() if name not in names}


def test_the_year_says_its_step_its_dates_its_chair_and_its_clock(client: FlaskClient, world: World) -> None:
    shown = text_of(get(client, YEAR))
    assert "Bước 2/12: Đăng ký giao ước" in shown
    assert "15/01/2025 – 31/03/2025" in shown
    assert "Năm thi đua 2025 – hội nghị tổng kết họp trong năm 2026." in shown
    assert "Hà Nội" in shown and "TP. Hồ Chí Minh" in shown
    assert "Chưa ghi hội nghị nào của năm 2025." in shown
    assert "Chuyển giai đoạn, sửa hạn" not in shown


def test_switched_off_phases_are_not_steps(client: FlaskClient, world: World) -> None:
    with world.database.writing() as session:
        cycle = years.cycle_of(session, world)
        cycle.uses_cross_checking = cycle.uses_explaining = False
        session.commit()
    shown = text_of(get(client, YEAR))
    assert "Bước 2/10" in shown
    assert "Kiểm tra chéo" not in shown


def test_a_published_year_shows_what_is_known_and_says_what_is_not(client: FlaskClient, world: World) -> None:
    with world.database.writing() as session:
        cycle = years.cycle_of(session, world)
        cycle.provenance, cycle.source = Provenance.PUBLISHED, "hanoi.gov.vn"
        conference = years.conference(session, world, ConferenceKind.YEAR_END)
        conference.provenance = Provenance.PUBLISHED
        session.execute(delete(Deadline))
        session.execute(delete(Term))
        cycle.phase = Phase.CLOSED
        session.commit()
    shown = text_of(get(client, YEAR))
    assert "Năm thi đua 2025 – tổng kết 22/03/2026." in shown
    assert "Đã công bố" in shown and "Nguồn: hanoi.gov.vn" in shown
    assert shown.count("Chưa có số liệu công bố") == 3
    assert "Bước " not in shown


def test_a_year_that_was_never_opened_says_so(client: FlaskClient, client_as: SignIn, world: World) -> None:
    answer = get(client, f"{CLUSTER}/2031")
    assert answer.status_code == 404
    assert "Năm thi đua 2031 chưa được mở." in text_of(answer)
    assert "Mở năm thi đua 2031" not in text_of(answer)
    assert "Mở năm thi đua 2026" in text_of(get(client_as("secretary.hn"), f"{CLUSTER}/2026"))
    assert get(client, f"{CLUSTER}/9999").status_code == 404


def test_the_year_asks_the_same_of_the_database_for_two_and_for_twelve_members(
    client_as: SignIn, client: FlaskClient, world: World
) -> None:
    reader = client_as("secretary.hn")
    for path in (YEAR, CLUSTER):
        sizes = []
        for cities in (("DN", "CT", "HP"), ()):
            with world.database.writing() as session:
                gone = [world.members[city] for city in cities]
                session.execute(delete(Membership).where(Membership.member_id.in_(gone)))
                with counted(world.database) as sent:
                    assert get(reader, path).status_code == 200
                sizes.append(len(sent))
                session.rollback()
        assert sizes[0] == sizes[1] <= 8, sizes


def test_opening_the_next_year_by_form(client_as: SignIn, client: FlaskClient, world: World) -> None:
    secretary = client_as("secretary.hn")
    page = text_of(get(secretary, SETUP))
    assert 'value="15/01/2026"' in page and "Đề xuất lấy từ năm 2025" in page and "5 thành viên" in page
    answer = submit(secretary, SETUP, plan())
    assert answer.status_code == 302 and answer.location.endswith("/clusters/tptw/2026")
    shown = text_of(get(secretary, f"{CLUSTER}/2026"))
    assert "Đã mở năm thi đua 2026." in shown and "Chủ đề: Đoàn kết, sáng tạo" in shown
    assert "Bước 1/12: Chuẩn bị năm" in text_of(get(client, f"{CLUSTER}/2026"))
    assert get(secretary, SETUP).location.endswith("/clusters/tptw/2026")


BAD = [
    ({"pledging_due": "31/02/2026"}, "phải là ngày có thật, ví dụ 27/03/2026."),
    ({"pledging_due": "sớm"}, "phải là ngày có thật"),
    ({"pledging_due": "01/04/2026"}, "Hai giai đoạn chồng nhau: “Đăng ký giao ước” đến 01/04/2026"),
    ({"pledging_due": "01/01/2026"}, "Đăng ký giao ước: ngày kết thúc phải sau ngày bắt đầu (15/01/2026)."),
    ({"pledging_due": ""}, "Nhập cả ngày bắt đầu và ngày kết thúc, hoặc để trống cả hai."),
    ({"grace_days": "năm"}, "phải từ 0 đến 60."),
    ({"grace_days": "1.234"}, "phải từ 0 đến 60."),
    ({"grace_days": ""}, "Nhập số ngày gia hạn sau hạn nộp."),
    ({"theme": "x" * 301}, "nhiều nhất 300 ký tự"),
]


@pytest.mark.parametrize(("wrong", "message"), BAD)
@pytest.mark.parametrize("page", [SETUP, DEADLINES])
def test_a_wrong_plan_is_told_beside_the_field_and_nothing_is_written(
    client_as: SignIn, world: World, page: str, wrong: dict[str, str], message: str
) -> None:
    secretary = client_as("secretary.hn")
    with unchanged(world.database):
        answer = submit(secretary, page, plan(**wrong))
    shown = text_of(answer)
    assert answer.status_code == 422
    assert message in shown
    assert "Có lỗi cần sửa" in shown
    assert 'value="30/06/2026"' in shown
    assert all(value in shown for value in wrong.values())


def test_opening_twice_ends_at_the_same_place_and_opens_once(client_as: SignIn, world: World) -> None:
    secretary = client_as("secretary.hn")
    fields = hidden_of(secretary, SETUP) | plan()
    answers = [secretary.post(SETUP, data=fields, base_url=BASE) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].location == answers[1].location
    assert "Hệ thống không ghi lần thứ hai." in text_of(get(secretary, f"{CLUSTER}/2026"))
    with unchanged(world.database):
        stale = secretary.post(SETUP, data=without(fields, "form_key"), base_url=BASE)
    assert stale.status_code == 422
    assert "Năm thi đua 2026 đã được mở." in text_of(stale)


def test_a_year_cannot_be_skipped(client_as: SignIn, world: World) -> None:
    secretary = client_as("secretary.hn")
    with unchanged(world.database):
        answer = submit(secretary, f"{CLUSTER}/2027/setup", plan())
    assert answer.status_code == 422 and "Năm kế tiếp được mở là 2026." in text_of(answer)


@pytest.mark.parametrize("who", ["admin", "secretary.hcm", "leader.hn", "officer.hp", "auditor", "outsider"])
@pytest.mark.parametrize("page", [SETUP, MANAGE, DEADLINES])
def test_others_neither_see_nor_send_the_secretariats_pages(
    client_as: SignIn, world: World, who: str, page: str
) -> None:
    client = client_as(who)
    token = hidden_of(client, "/preferences")["csrf_token"]
    posts = {MANAGE: f"{MANAGE}/advance"}
    with unchanged(world.database):
        assert get(client, page).status_code in (403, 404)
        answer = client.post(
            posts.get(page, page), data=plan(csrf_token=token, reason="Lý do."), base_url=BASE
        )
    assert answer.status_code in (403, 404)


def test_the_administrator_opens_while_there_is_no_chair(client_as: SignIn, world: World) -> None:
    with world.database.writing() as session:
        session.execute(delete(Term))
        session.commit()
    admin = client_as("admin")
    assert "Mở năm thi đua 2026" in text_of(get(admin, CLUSTER))
    assert submit(admin, SETUP, plan()).status_code == 302


def test_the_plan_is_changed_by_form_and_a_second_tab_is_told(client_as: SignIn, world: World) -> None:
    secretary = client_as("secretary.hn")
    version = hidden_of(secretary, DEADLINES)["version"]
    assert submit(secretary, DEADLINES, plan()).status_code == 302
    assert "Thứ Năm, 15/01/2026" in text_of(get(secretary, MANAGE))
    with unchanged(world.database):
        answer = submit(secretary, DEADLINES, plan(theme="Bản của tôi"), version=version)
    assert answer.status_code == 409
    assert "Bản của tôi" in text_of(answer) and "Đoàn kết, sáng tạo" in text_of(answer)


def test_switching_a_phase_off_drops_its_dates(client_as: SignIn, world: World) -> None:
    data = plan(cross_checking_start="01/10/2026", cross_checking_due="31/10/2026")
    secretary = client_as("secretary.hn")
    assert submit(secretary, DEADLINES, without(data, "uses_cross_checking")).status_code == 302
    assert "Kiểm tra chéo" not in text_of(get(secretary, MANAGE)).split("Hạn của các giai đoạn")[1], (
        "but in the menu"
    )


def move(client: FlaskClient, way: str, reason: str = "", **more: Any) -> Any:
    return submit(client, MANAGE, {"reason": reason}, action=f"{MANAGE}/{way}", **more)


def test_forward_with_a_reason_and_back_with_another(client_as: SignIn, world: World) -> None:
    secretary = client_as("secretary.hn")
    shown = text_of(get(secretary, MANAGE))
    assert "Mới có 0/5 thành viên ký giao ước." in shown
    assert f'href="{YEAR}/pledges"' in shown
    with unchanged(world.database):
        answer = move(secretary, "advance")
        assert answer.status_code == 422 and "Còn việc chưa xong." in text_of(answer)
        answer = move(secretary, "back", "vì")
        assert answer.status_code == 422 and "Nhập lý do." in text_of(answer)
    assert move(secretary, "advance", "Ký sau theo thống nhất.").status_code == 302
    shown = text_of(get(secretary, MANAGE))
    assert "Năm 2025 đang ở giai đoạn “Thực hiện 6 tháng đầu năm”." in shown
    assert "Lý do: Ký sau theo thống nhất." in shown
    assert move(secretary, "back", "Chuyển nhầm một bước.").status_code == 302
    assert "Bước 2/12" in text_of(get(secretary, YEAR))


def test_a_stale_move_is_told_and_does_nothing(client_as: SignIn, world: World) -> None:
    secretary = client_as("secretary.hn")
    version = hidden_of(secretary, MANAGE)["version"]
    assert move(secretary, "advance", "Ký sau theo thống nhất.").status_code == 302
    with unchanged(world.database):
        assert move(secretary, "advance", "Ký sau theo thống nhất.", version=version).status_code == 409


def test_a_hard_obstacle_takes_the_button_away_and_refuses(client_as: SignIn, world: World) -> None:
    world.set_phase(Phase.TOTALS)
    secretary = client_as("secretary.hn")
    shown = text_of(get(secretary, MANAGE))
    assert "Điểm chưa khóa và chưa chốt." in shown and "Chặn" in shown
    assert "Chuyển sang “Hội nghị tổng kết”" not in shown
    with unchanged(world.database):
        answer = move(secretary, "advance", "Vẫn muốn chuyển.")
    assert answer.status_code == 422 and "Điểm chưa khóa và chưa chốt." in text_of(answer)


def ready(world: World) -> None:
    with world.database.writing() as session:
        years.ready_to_close(session, world)
        session.commit()


def test_closing_by_the_leader_with_the_typed_words(client_as: SignIn, world: World) -> None:
    ready(world)
    leader = client_as("leader.hn")
    assert "Gõ ĐÓNG NĂM để xác nhận." in text_of(get(leader, CLOSE))
    with unchanged(world.database):
        for typed, message in (("DONG NAM", "Gõ ĐÓNG NĂM"), ("", "Nhập lời xác nhận.")):
            answer = submit(leader, CLOSE, {"confirmation": typed})
            assert answer.status_code == 422 and message in text_of(answer)
    assert submit(leader, CLOSE, {"confirmation": " đóng năm "}).status_code == 302
    assert "Bước 12/12: Đã đóng năm" in text_of(get(leader, YEAR))
    secretary = client_as("secretary.hn")
    with unchanged(world.database):
        again = submit(secretary, DEADLINES, plan())
    assert again.status_code == 422 and "Năm thi đua đã đóng" in text_of(again)
    shown = text_of(get(secretary, MANAGE))
    assert "Sửa kế hoạch và hạn" not in shown and "Năm thi đua đã đóng." in shown


@pytest.mark.parametrize("who", ["secretary.hcm", "leader.hcm", "officer.hn", "admin", "auditor"])
def test_nobody_else_closes(client_as: SignIn, world: World, who: str) -> None:
    ready(world)
    client = client_as(who)
    token = hidden_of(client, "/preferences")["csrf_token"]
    with unchanged(world.database):
        assert get(client, CLOSE).status_code in (403, 404)
        data = {"csrf_token": token, "confirmation": "ĐÓNG NĂM", "version": "1"}
        assert client.post(CLOSE, data=data, base_url=BASE).status_code in (403, 404)


def test_a_year_that_is_not_ready_offers_no_confirmation(client_as: SignIn, world: World) -> None:
    leader = client_as("leader.hn")
    shown = text_of(get(leader, CLOSE))
    assert "Năm 2025 chưa đủ điều kiện đóng." in shown
    assert "Lời xác nhận" not in shown
    with world.database.reading() as session:
        version = str(session.get(Cycle, world.cycle_id).version)  # type: ignore[union-attr]
    token = hidden_of(leader, "/preferences")["csrf_token"]
    with unchanged(world.database):
        data = {"csrf_token": token, "confirmation": "ĐÓNG NĂM", "version": version}
        answer = leader.post(CLOSE, data=data, base_url=BASE)
    assert answer.status_code == 422 and "Chỉ đóng được năm đang ở giai đoạn" in text_of(answer)


def test_pages_of_a_year_with_a_ranking_that_is_not_published_say_nothing_of_it(
    client: FlaskClient, world: World
) -> None:
    with world.database.writing() as session:
        years.ranking(session, world, RankingState.FINALISED)
        session.commit()
    for path in (YEAR, CLUSTER):
        assert "987,50" not in text_of(get(client, path))
