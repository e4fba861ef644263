"""People and roles by HTTP: the list, a person, ending roles, and the two questions."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from emulation.db import Database, unit_of_work
from emulation.models.accounts import Appointment, User
from emulation.vocabulary.kinds import Role
from tests.conftest import unchanged
from tests.factories.delegations import granted
from tests.factories.world import World
from tests.support.pages import get, submit, text_of
from tests.support.statements import counted

LIST, ROLES = "/admin/users", "/admin/roles"
WHO, RIGHTS = f"{ROLES}/who", f"{ROLES}/person"
SignIn = Callable[[str], FlaskClient]
READERS = ("admin", "auditor")


def names_in(page: str, world: World) -> set[str]:
    return {name for name in world.users if f">Người {name}<" in page}


def test_people_stand_by_given_name_with_roles_and_last_sign_in(client_as: SignIn, world: World) -> None:
    client_as("officer.hp")
    page = text_of(get(client_as("admin"), LIST))
    assert names_in(page, world) == set(world.users)
    row = page[page.index(">Người officer.hp<") :][:700]
    assert "Cán bộ nhập liệu, Hải Phòng" in row and "10:00 ngày 15/10/2025" in row
    assert "Chưa lần nào" in page


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?q=leader.h", {"leader.hn", "leader.hcm", "leader.hp"}),
        ("?q=NGUOI+officer.ct", {"officer.ct"}),
        (
            "?role=secretariat",
            {"secretary.hn", "secretary2.hn", *(f"secretary.{c}" for c in ("hcm", "hp", "dn", "ct"))},
        ),
        ("?role=secretariat&member=HN", {"secretary.hn", "secretary2.hn"}),
        ("?state=disabled", {"teller"}),
        ("?q=100%25", set()),
        ("?q=_", set()),
    ],
)
def test_searching_and_filtering(client_as: SignIn, world: World, query: str, expected: set[str]) -> None:
    with world.database.writing() as session:
        user = session.get(User, world.users["teller"])
        assert user is not None
        user.disabled_at = world.now
        session.commit()
    page = text_of(
        get(client_as("admin"), LIST + query.replace("member=HN", f"member={world.members['HN']}"))
    )
    assert names_in(page, world) == expected
    assert expected or "Không có người dùng phù hợp." in page


@pytest.mark.parametrize(
    "query",
    [
        "?page=0",
        "?page=-1",
        "?page=abc",
        "?page=99999999999999999999",
        "?role=king",
        "?member=x",
        "?state=no-such",
        "?q=%25",
    ],
)
def test_an_address_that_means_nothing_still_answers(client_as: SignIn, world: World, query: str) -> None:
    assert get(client_as("admin"), LIST + query).status_code == 200


@pytest.mark.parametrize("query", ["?state=%00", "?q=%00", "?q=a&q=%00", "?%00=1", "?q=a%00b"])
def test_an_address_with_a_nul_names_nothing(client_as: SignIn, world: World, query: str) -> None:
    assert get(client_as("admin"), LIST + query).status_code == 404


def more_people(world: World, n: int) -> None:
    with world.database.writing() as session:
        for number in range(n):
            world.add_person(session, f"p{number:02}.dn", Role.MEMBER_OFFICER, member="DN")
        session.commit()


def test_pages_and_a_constant_number_of_questions(
    client_as: SignIn, world: World, database: Database
) -> None:
    client = client_as("admin")
    with counted(database) as few:
        get(client, LIST)
    more_people(world, 40)
    with counted(database) as many:
        page = text_of(get(client, LIST))
    assert "Trang 1/2" in page and "Hiện 50 trong 61 dòng" in page and f'href="{LIST}?page=2"' in page
    assert "Trang 2/2" in text_of(get(client, f"{LIST}?page=2"))
    assert "Trang 2/2" in text_of(get(client, f"{LIST}?page=9"))
    assert len(few) == len(many) <= 8, many


@pytest.mark.asvs("8.2.1")
@pytest.mark.parametrize("path", [LIST, ROLES, WHO, RIGHTS, f"{LIST}/2"])
@pytest.mark.parametrize("who", ["officer.hp", "leader.hn", "secretary.hn", "teller"])
def test_only_administrators_and_auditors_read(client_as: SignIn, world: World, path: str, who: str) -> None:
    assert get(client_as(who), path).status_code == 403


@pytest.mark.parametrize("who", READERS)
@pytest.mark.parametrize("path", [LIST, ROLES, WHO, RIGHTS])
def test_administrators_and_auditors_do(client_as: SignIn, world: World, path: str, who: str) -> None:
    assert get(client_as(who), path).status_code == 200


@pytest.mark.asvs("8.2.2", "8.4.1")
def test_an_auditor_of_another_cluster_sees_none_of_these_people(client_as: SignIn, world: World) -> None:
    """Red when the list of people is no longer narrowed by scope_of."""
    outsider = client_as("outsider")
    assert names_in(text_of(get(outsider, LIST)), world) == {"outsider"}
    for path in (f"{LIST}/{world.users['officer.hp']}", f"{RIGHTS}?person={world.users['officer.hp']}"):
        assert get(outsider, path).status_code == 404
    assert get(outsider, f"{WHO}?action=pledge:submit&cluster=tptw").status_code == 404
    assert "Người officer.hp" not in text_of(get(outsider, RIGHTS))
    assert "Hải Phòng" not in text_of(get(outsider, LIST))


def test_an_auditor_gets_no_button(client_as: SignIn, world: World) -> None:
    page = text_of(get(client_as("auditor"), f"{LIST}/{world.users['officer.hp']}"))
    assert "Ghi vai trò" not in page and "Khóa tài khoản" not in page and "/end" not in page
    assert f"{LIST}/new" not in text_of(get(client_as("auditor"), LIST))


def role_id(world: World, name: str) -> int:
    with world.database.reading() as session:
        return session.scalars(select(Appointment.id).where(Appointment.user_id == world.users[name])).one()


def test_a_role_ends_and_the_cookie_with_it(client_as: SignIn, world: World) -> None:
    officer, admin = client_as("officer.hp"), client_as("admin")
    person = f"{LIST}/{world.users['officer.hp']}"
    page = f"{person}/roles/{role_id(world, 'officer.hp')}/end"
    assert submit(admin, page, {"ends_on": "20/10/2025"}).headers["Location"] == person
    assert "20/10/2025" in text_of(get(admin, person))
    assert get(officer, "/my-work").status_code == 302


@pytest.mark.parametrize(
    ("ends_on", "message"),
    [("14/10/2025", "Ngày kết thúc không thể trước hôm nay"), ("", "Nhập thôi từ ngày."), ("x", "x")],
)
def test_a_wrong_end_is_said_beside_the_field(
    client_as: SignIn, world: World, database: Database, ends_on: str, message: str
) -> None:
    admin = client_as("admin")
    page = f"{LIST}/{world.users['officer.hp']}/roles/{role_id(world, 'officer.hp')}/end"
    get(admin, page)
    with unchanged(database):
        answer = submit(admin, page, {"ends_on": ends_on})
    assert answer.status_code == 422 and message in text_of(answer)


def test_a_role_of_somebody_else_is_not_found(client_as: SignIn, world: World, database: Database) -> None:
    admin = client_as("admin")
    page = f"{LIST}/{world.users['officer.hp']}/roles/{role_id(world, 'officer.hn')}/end"
    assert get(admin, page).status_code == 404
    with unchanged(database):
        assert submit(admin, LIST + "/new", {"ends_on": "20/10/2025"}, page).status_code == 404


def test_one_more_role_from_a_day_until_another(client_as: SignIn, world: World) -> None:
    admin, person = client_as("admin"), f"{LIST}/{world.users['officer.hp']}"
    typed = {"role": "council_member", "member": str(world.members["HP"]), "starts_on": "01/11/2025"}
    answer = submit(admin, person, typed | {"ends_on": "01/12/2025"}, f"{person}/appoint")
    assert answer.headers["Location"] == person, text_of(answer)
    page = text_of(get(admin, person))
    assert "01/11/2025" in page and "Chưa đến ngày" in page
    again = submit(admin, person, typed | {"ends_on": "01/11/2025"}, f"{person}/appoint")
    assert again.status_code == 422


@pytest.mark.parametrize(
    "typed",
    [
        {"role": "admin"},
        {"role": "king"},
        {"role": "member_leader", "member": ""},
        {"role": "member_leader", "member": "²"},
        {"role": "member_leader", "member": "999999"},
    ],
)
def test_a_wrong_role_changes_nothing(
    client_as: SignIn, world: World, database: Database, typed: dict[str, str]
) -> None:
    admin, person = client_as("admin"), f"{LIST}/{world.users['officer.hp']}"
    get(admin, person)
    with unchanged(database):
        answer = submit(admin, person, {"starts_on": "15/10/2025"} | typed, f"{person}/appoint")
    assert answer.status_code == 422 and 'class="field-error"' in text_of(answer)


def test_an_administrator_gives_themselves_nothing(
    client_as: SignIn, world: World, database: Database
) -> None:
    admin, person = client_as("admin"), f"{LIST}/{world.users['admin']}"
    get(admin, person)
    typed = {"role": "member_leader", "member": str(world.members["HP"]), "starts_on": "15/10/2025"}
    with unchanged(database):
        answer = submit(admin, person, typed, f"{person}/appoint")
        assert answer.status_code == 422 and "Không tự ghi vai trò cho mình" in text_of(answer)
        assert submit(admin, person, {}, f"{person}/disable").status_code == 409


def test_a_name_is_mended(client_as: SignIn, world: World) -> None:
    admin, person = client_as("admin"), f"{LIST}/{world.users['leader.hp']}"
    typed = {"full_name": "Nguyễn Thị Bình", "title": "<svg/onload=zq7>"}
    assert submit(admin, f"{person}/edit", typed).headers["Location"] == person
    body = get(admin, person).get_data(as_text=True)
    assert "Nguyễn Thị Bình" in body and "<svg/onload=zq7>" not in body
    assert submit(admin, f"{person}/edit", typed, version="0").status_code == 409
    assert submit(admin, f"{person}/edit", typed | {"full_name": " "}).status_code == 422


def test_closing_and_opening_an_account(client_as: SignIn, world: World) -> None:
    officer, admin = client_as("officer.hp"), client_as("admin")
    person = f"{LIST}/{world.users['officer.hp']}"
    submit(admin, person, {}, f"{person}/disable")
    assert get(officer, "/my-work").status_code == 302
    assert "Đã khóa từ" in text_of(get(admin, person))
    submit(admin, person, {}, f"{person}/enable")
    assert "Đã khóa từ" not in text_of(get(admin, person))


def test_the_matrix_is_the_table(client_as: SignIn, world: World) -> None:
    page = text_of(get(client_as("auditor"), ROLES))
    row = page[page.index(">Duyệt và nộp giao ước<") :][:1500]
    assert "Không tự duyệt" in row and "đơn vị mình" in row and "Chờ lãnh đạo duyệt" in row
    assert "Mọi người, không cần đăng nhập" in page


@pytest.mark.parametrize(
    ("query", "people"),
    [
        ("action=pledge:submit&cluster=tptw&member=HP", {"leader.hp"}),
        ("action=score:appraise&cluster=tptw&member=HN", {"secretary.hcm"}),
        ("action=pledge:submit&cluster=tptw", set()),
    ],
)
def test_who_may_do_this(client_as: SignIn, world: World, query: str, people: set[str]) -> None:
    page = text_of(get(client_as("auditor"), f"{WHO}?{query}"))
    assert names_in(page, world) == people
    assert people or "Hôm nay không có ai làm được việc này." in page


def test_who_says_why_and_whether_the_year_is_there_yet(client_as: SignIn, world: World) -> None:
    with world.database.writing() as session, unit_of_work(session):
        granted(session, world, starts_on=date(2025, 10, 15))
    client = client_as("admin")
    page = text_of(get(client, f"{WHO}?action=pledge:submit&cluster=tptw&member=HP"))
    assert "TUQ. Người leader.hp – Lãnh đạo duyệt, Hải Phòng: đơn vị mình" in page
    page = text_of(get(client, f"{WHO}?action=ranking:freeze&cluster=tptw"))
    assert "Năm đang ở giai đoạn “Đăng ký giao ước” nên hôm nay việc này không mở." in page
    assert "Tổ thư ký, Hà Nội: khi là Cụm trưởng – Cụm thi đua các thành phố trực thuộc Trung ương" in page


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 200),
        ("?action=no:such", 200),
        ("?action=pledge:submit&cluster=khong-co", 404),
        ("?action=pledge:submit&cluster=tptw&member=XX", 404),
        ("?cluster=%00", 404),
    ],
)
def test_a_question_that_means_nothing(client_as: SignIn, world: World, query: str, status: int) -> None:
    assert get(client_as("admin"), WHO + query).status_code == status


def test_what_this_person_may(client_as: SignIn, world: World) -> None:
    with world.database.writing() as session, unit_of_work(session):
        granted(session, world, starts_on=date(2025, 10, 15))
    page = text_of(get(client_as("auditor"), f"{RIGHTS}?person={world.users['officer.hp']}"))
    assert "Người leader.hp ủy quyền cho Người officer.hp: Lãnh đạo duyệt" in page
    assert ">Duyệt và nộp giao ước<" in page and "TUQ. Người leader.hp – Lãnh đạo duyệt, Hải Phòng" in page
    assert ">Khóa điểm, mở khóa điểm<" not in page


@pytest.mark.parametrize("person", ["999999", "x", "-1", "%00", "99999999999999999999999"])
def test_a_person_who_is_not_there(client_as: SignIn, world: World, person: str) -> None:
    assert get(client_as("admin"), f"{RIGHTS}?person={person}").status_code in (200, 404)


@pytest.mark.parametrize("path", [f"{WHO}?action=pledge:edit&cluster=tptw&member=DN", RIGHTS, ROLES])
def test_the_questions_cost_the_same_however_many_people(
    client_as: SignIn, world: World, database: Database, path: str
) -> None:
    client: Any = client_as("admin")
    with counted(database) as few:
        get(client, path)
    more_people(world, 30)
    with counted(database) as many:
        get(client, path)
    assert len(few) == len(many) <= 10, many
