"""Terms and the rotation board by HTTP: recording, ending, every wrong way."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from emulation.db import Database
from tests.conftest import unchanged
from tests.factories.world import World
from tests.support.pages import BASE, get, hidden_of, submit, text_of

TERMS = "/clusters/tptw/terms"
NEW = f"{TERMS}/new"
SignIn = Callable[[str], FlaskClient]


def term(world: World, **more: Any) -> dict[str, Any]:
    """The posts of 2026 in turn."""
    values = {
        "year": "2026",
        "chair": str(world.members["HCM"]),
        "vices": [str(world.members["HP"]), str(world.members["DN"])],
        "starts_on": "01/03/2026",
        "decision": "Biên bản hội nghị 12",
    }
    return values | more


def test_the_chair_records_the_next_term_and_everybody_sees_it(
    client_as: SignIn, client: FlaskClient, world: World
) -> None:
    secretary = client_as("secretary.hn")
    form = text_of(get(secretary, NEW))
    assert "Đến lượt năm 2026: TP. Hồ Chí Minh" in form
    assert "Đứng sau Hà Nội (Cụm trưởng năm 2025) trong thứ tự cố định." in form
    answer = submit(secretary, NEW, term(world))
    assert answer.headers["Location"] == TERMS, text_of(answer)
    board = text_of(get(client, "/clusters/tptw/rotation"))
    assert board.count("<strong>Cụm phó</strong>") == 3
    assert "Cụm trưởng năm 2027" in board


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"year": ""}, "Nhập năm thi đua."),
        ({"year": "hai nghìn"}, "Năm thi đua phải từ 1948 đến 2200."),
        ({"year": "1.234"}, "Năm thi đua phải từ 1948 đến 2200."),
        ({"starts_on": ""}, "Nhập ngày bắt đầu."),
        ({"starts_on": "31/02/2026"}, "Ngày bắt đầu phải là ngày có thật"),
        ({"ends_on": "31/02/2027"}, "Ngày kết thúc phải là ngày có thật"),
        ({"ends_on": "01/03/2026"}, "Ngày kết thúc phải sau ngày bắt đầu (01/03/2026)."),
        ({"starts_on": "01/02/2026"}, "Thời gian trùng với nhiệm kỳ Cụm trưởng của Hà Nội"),
        ({"decision": "", "note": "Biên bản hội nghị 12"}, "Nhập biên bản hoặc quyết định."),
        ({"chair": "", "vices": []}, "Chọn Cụm trưởng hoặc ít nhất một Cụm phó."),
        ({"chair": "999999"}, "Chọn cụm trưởng."),
        ({"vices": ["999999"]}, "Chọn Cụm phó."),
        ({"year": "2025"}, "đã giữ một chức vụ của cụm trong năm 2025."),
    ],
)
def test_a_faulty_term_is_told_and_nothing_is_written(
    client_as: SignIn, world: World, database: Database, values: dict[str, Any], message: str
) -> None:
    secretary = client_as("secretary.hn")
    with unchanged(database):
        answer = submit(secretary, NEW, term(world, **values))
    page = text_of(answer)
    assert answer.status_code == 422
    assert message in page
    assert "Biên bản hội nghị 12" in page


def test_chair_and_vice_chair_are_never_one_member(
    client_as: SignIn, world: World, database: Database
) -> None:
    secretary = client_as("secretary.hn")
    with unchanged(database):
        answer = submit(secretary, NEW, term(world, vices=[str(world.members["HCM"])]))
    assert answer.status_code == 422
    assert "không thể vừa là Cụm trưởng vừa là Cụm phó" in text_of(answer)


def test_a_choice_outside_the_turn_asks_for_a_reason_and_shows_it(
    client_as: SignIn, client: FlaskClient, world: World, database: Database
) -> None:
    secretary, other = client_as("secretary.hn"), term(world, chair=str(world.members["CT"]))
    with unchanged(database):
        answer = submit(secretary, NEW, other)
    assert answer.status_code == 422
    assert "Nhập lý do. Lý do được ghi vào nhật ký và gửi cho các thành viên của cụm." in text_of(answer)
    assert submit(secretary, NEW, other | {"exception_reason": "Cần Thơ đăng cai"}).status_code == 302
    assert "Chọn khác lượt: Cần Thơ đăng cai" in text_of(get(client, "/clusters/tptw/rotation"))


def test_a_term_is_sent_once_and_an_old_version_is_a_conflict(
    client_as: SignIn, world: World, database: Database
) -> None:
    secretary = client_as("secretary.hn")
    fields = hidden_of(secretary, NEW) | term(world)
    assert secretary.post(NEW, data=fields, base_url=BASE).status_code == 302
    with unchanged(database):
        assert secretary.post(NEW, data=fields, base_url=BASE).headers["Location"] == TERMS
        late = term(world, year="2027", starts_on="01/03/2027")
        assert submit(secretary, NEW, late, version="1").status_code == 409


def _edit_page(secretary: FlaskClient) -> str:
    """The address of the newest term: the chair of 2025."""
    page = text_of(get(secretary, TERMS))
    start = page.index(f'href="{TERMS}/', page.index("Hà Nội") - 900)
    while not page[start + len(TERMS) + 7].isdigit():
        start = page.index(f'href="{TERMS}/', start + 1)
    return page[start + 6 : page.index('"', start + 6)]


def test_ending_the_chair_leaves_a_vacancy_that_is_shown(
    client_as: SignIn, client: FlaskClient, world: World
) -> None:
    secretary = client_as("secretary.hn")
    page = _edit_page(secretary)
    values = {
        "member": str(world.members["HN"]),
        "starts_on": "01/01/2025",
        "ends_on": "01/10/2025",
        "decision": "Thông báo 5",
    }
    assert submit(secretary, page, values).status_code == 302
    assert "Khuyết Cụm trưởng." in text_of(get(client, "/clusters/tptw/rotation"))
    assert get(secretary, NEW).status_code == 403
    assert get(client_as("admin"), NEW).status_code == 200


@pytest.mark.parametrize(
    ("values", "status", "message"),
    [
        ({"ends_on": "31/02/2026"}, 422, "phải là ngày có thật"),
        ({"ends_on": "01/01/2024"}, 422, "Ngày kết thúc phải sau ngày bắt đầu (01/01/2025)."),
        ({"decision": ""}, 422, "Nhập biên bản hoặc quyết định."),
        ({"member": ""}, 422, "Chọn thành viên."),
        ({"version": "7"}, 409, "Nội dung bạn nhập vẫn còn bên dưới"),
    ],
)
def test_a_faulty_edit_is_told_and_nothing_is_written(
    client_as: SignIn, world: World, database: Database, values: dict[str, str], status: int, message: str
) -> None:
    secretary = client_as("secretary.hn")
    good = {"member": str(world.members["HN"]), "starts_on": "01/01/2025", "decision": "Thông báo 5"}
    page = _edit_page(secretary)
    with unchanged(database):
        answer = submit(secretary, page, good | values)
    assert (answer.status_code, message in text_of(answer)) == (status, True)


@pytest.mark.parametrize("who", ["admin", "secretary.hcm", "outsider", "officer.hn"])
def test_terms_are_the_chairs_business(client_as: SignIn, world: World, database: Database, who: str) -> None:
    person, page = client_as(who), _edit_page(client_as("secretary.hn"))
    token = hidden_of(person, "/account/password")
    with unchanged(database):
        for address in (NEW, page):
            assert get(person, address).status_code in (403, 404)
            answer = person.post(address, data=token | term(world), base_url=BASE)
            assert answer.status_code in (403, 404)


def test_a_term_of_another_cluster_is_not_found(client_as: SignIn, world: World) -> None:
    assert get(client_as("secretary.hn"), f"{TERMS}/999999").status_code == 404
