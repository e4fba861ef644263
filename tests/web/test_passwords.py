"""Pages on which people set, change and get back passwords: invitations, resets, and one's own account."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import cast
from urllib.parse import quote_plus

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text
from werkzeug.test import TestResponse

from emulation.db import Database
from emulation.models.notices import Letter
from emulation.rules.throttles import LIMITS, Limit
from emulation.vocabulary.clock import FixedClock
from tests.conftest import fingerprint, unchanged
from tests.factories.world import PASSWORD, World
from tests.support.hostile import CANARIES, NOTHING, TEXTS
from tests.support.mail import letters_to, link_to
from tests.support.pages import BASE, get, hidden_of, submit, text_of

SignIn = Callable[[str], FlaskClient]
SENTENCE = "con mèo ngồi trên mái nhà"
ADDRESS, NEW_ADDRESS = "officer.hn@example.org", "moi@example.org"
NEW = {"full_name": "Trần Thị Mới", "email": NEW_ADDRESS, "role": "auditor"}


@pytest.fixture
def invited(client_as: SignIn, world: World, database: Database) -> str:
    """The path of an invitation that an administrator has sent."""
    assert submit(client_as("admin"), "/admin/users/new", NEW).status_code == 302
    return link_to(database, NEW_ADDRESS)


def opened(client: FlaskClient, path: str) -> str:
    """Follow a mailed link; gives the path of the form."""
    answer = get(client, path)
    assert answer.status_code == 302, text_of(answer)
    return answer.location


def sign_in(client: FlaskClient, address: str, password: str) -> TestResponse:
    return submit(client, "/sign-in", {"email": address, "password": password})


# invitations


def test_an_invited_person_sets_a_password_and_signs_in(
    client: FlaskClient, invited: str, world: World
) -> None:
    form = opened(client, invited)
    assert form == "/invitation"
    page = text_of(get(client, form))
    assert "Trần Thị Mới – moi@example.org" in page
    answer = submit(client, form, {"password": SENTENCE})
    assert (answer.status_code, answer.location) == (302, "/sign-in")
    assert sign_in(client, NEW_ADDRESS, SENTENCE).status_code == 302


@pytest.mark.asvs("3.5.3")
def test_opening_the_link_changes_nothing(app: Flask, invited: str, world: World, database: Database) -> None:
    """Readers of mail open links before people do. Red when open_invitation uses the link up."""
    with unchanged(database):
        for _reader in range(3):
            reader = app.test_client()
            get(reader, opened(reader, invited))
            reader.head(invited, base_url=BASE)
    person = app.test_client()
    assert submit(person, opened(person, invited), {"password": SENTENCE}).status_code == 302


@pytest.mark.asvs("14.2.1", "14.3.2", "3.4.5")
def test_the_token_leaves_the_address_and_is_kept_nowhere(
    client: FlaskClient, invited: str, world: World, database: Database
) -> None:
    """Red when the form stands at the address with the token: /preferences and form_key would learn it."""
    token, steps = invited.split("/")[-1], [get(client, invited)]
    steps += [get(client, "/invitation"), submit(client, "/invitation", {"password": SENTENCE})]
    for answer in steps[:2]:
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Cookie" in answer.headers["Vary"]
    assert token not in "".join(text_of(answer) + (answer.location or "") for answer in steps)
    with database.writing() as session:
        session.execute(text("UPDATE letter SET body = ''"))
        session.commit()
        rows = [session.execute(text(f"SELECT * FROM {t}")).all() for t in ("account_link", "form_key")]
    assert token not in repr(rows)


def test_a_used_link_is_dead_for_everybody(app: Flask, invited: str, world: World) -> None:
    first, second = app.test_client(), app.test_client()
    for client in (first, second):
        opened(client, invited)
    waiting = hidden_of(second, "/invitation")
    assert submit(first, "/invitation", {"password": SENTENCE}).status_code == 302
    late = second.post("/invitation", data=waiting | {"password": "một câu khác hẳn"}, base_url=BASE)
    for answer in (late, get(app.test_client(), invited)):
        assert answer.status_code == 410
        assert "Liên kết này không còn dùng được" in text_of(answer)
    assert sign_in(first, NEW_ADDRESS, SENTENCE).status_code == 302


@pytest.mark.parametrize("path", ["/invitation/", "/reset/"])
@pytest.mark.parametrize("token", ["x", "a" * 43, "%00", "%e1%ba%bf", "'--", "..%2f..%2fetc", "x" * 5000])
def test_a_made_up_link_is_answered_like_a_used_one(
    client: FlaskClient, world: World, database: Database, path: str, token: str
) -> None:
    with unchanged(database):
        answer = get(client, path + token)
    assert answer.status_code in (404, 410)
    assert "Referrer-Policy" in answer.headers


@pytest.mark.asvs("6.4.1")
def test_a_link_of_one_purpose_opens_no_other_form(
    client: FlaskClient, invited: str, world: World, database: Database
) -> None:
    """CTFd took them for each other. Red when take_in ignores the purpose."""
    token = invited.split("/")[-1]
    assert get(client, f"/reset/{token}").status_code == 410
    with client.session_transaction(base_url=BASE) as cookie:
        cookie["reset"] = token
    assert get(client, "/reset/password").status_code == 410


def test_forms_without_a_link_lead_to_where_links_come_from(client: FlaskClient, world: World) -> None:
    assert get(client, "/invitation").location == "/sign-in"
    assert get(client, "/reset/password").location == "/reset"
    for path in ("/invitation", "/reset/password"):
        fields = hidden_of(client, "/reset") | {"password": SENTENCE}
        assert client.post(path, data=fields, base_url=BASE).status_code == 410


@pytest.mark.parametrize(
    ("password", "message"),
    [
        ("", "Nhập mật khẩu mới."),
        ("   ", "Nhập mật khẩu mới."),
        ("ngắn", "Mật khẩu phải dài từ 12 đến 256 ký tự."),
        ("ộ" * 257, "Mật khẩu phải dài từ 12 đến 256 ký tự."),
        ("thidua123456", "Mật khẩu dựa vào tên người"),
        ("Trần Thị Mới", "Mật khẩu dựa vào tên người"),
        ("Hải Phòng 2025", "Mật khẩu dựa vào tên người"),
        ("Password1234", "Mật khẩu này phổ biến hoặc dễ đoán"),
        ("<script>zq7</script>" * 60, "Mật khẩu phải dài từ 12 đến 256 ký tự."),
        ("\u200b" * 20, "Nhập mật khẩu mới."),
    ],
)
def test_an_easy_password_is_told_beside_the_field_and_not_shown_again(
    client: FlaskClient, invited: str, world: World, password: str, message: str
) -> None:
    form = opened(client, invited)
    answer = submit(client, form, {"password": password})
    page = text_of(answer)
    assert answer.status_code == 422
    assert message in page
    assert 'type="password" id="password"' in page
    assert not password.strip() or password not in page.replace("Trần Thị Mới – moi", "")
    assert submit(client, form, {"password": SENTENCE}).status_code == 302


@pytest.mark.asvs("6.2.6", "6.2.7")
def test_password_managers_and_pasting_work(
    client: FlaskClient, client_as: SignIn, invited: str, world: World
) -> None:
    """Masked fields with their purpose named, the address beside them, no length that cuts, no script that blocks."""
    pages = [text_of(get(client, opened(client, invited))), text_of(get(client, "/sign-in"))]
    pages.append(text_of(get(client_as("officer.hn"), "/account/password")))
    for page in pages:
        inputs = [tag for tag in re.findall(r"<input\b[^>]*>", page) if 'type="password"' in tag]
        assert inputs
        for tag in inputs:
            assert re.search(r'autocomplete="(new|current)-password"', tag), tag
            assert not re.search(r"maxlength|onpaste|readonly|pattern", tag), tag
        assert 'autocomplete="username"' in page
    assert 'autocomplete="new-password"' in pages[0]


@pytest.mark.asvs("6.4.2")
def test_no_hints_and_no_secret_questions(client: FlaskClient, invited: str, world: World) -> None:
    asked = [text_of(get(client, opened(client, invited))), text_of(get(client, "/reset"))]
    asked.append(text_of(get(client, "/sign-in")))
    names = [set(re.findall(r'name="([a-z_]+)"', page.split("<main")[1])) for page in asked]
    usual = {"csrf_token", "form_key", "version"}
    assert [found - usual for found in names] == [{"password"}, {"email"}, {"email", "password"}]


# the administrator


def test_an_administrator_sees_how_invitations_stand_and_sends_them_again(
    app: Flask, client_as: SignIn, world: World, database: Database, invited: str
) -> None:
    admin = client_as("admin")
    assert "Đã mời, đến hết 22/10/2025" in text_of(get(admin, "/admin/users"))
    with database.reading() as session:
        number = session.scalar(text(f"SELECT id FROM \"user\" WHERE email = '{NEW_ADDRESS}'"))
    path = f"/admin/users/{number}"
    assert "Gửi lại lời mời" in text_of(get(admin, path))
    assert submit(admin, path, {}, action=f"{path}/invite").status_code == 302
    assert link_to(database, NEW_ADDRESS) != invited
    assert get(app.test_client(), invited).status_code == 410
    app.extensions["emulation.clock"] = FixedClock(world.now + timedelta(days=8))
    assert "Lời mời đã hết hạn" in text_of(get(client_as("admin"), path))
    assert get(app.test_client(), link_to(database, NEW_ADDRESS)).status_code == 410


def test_people_with_a_password_are_not_invited(client_as: SignIn, world: World, database: Database) -> None:
    admin, path = client_as("admin"), f"/admin/users/{world.users['officer.hn']}"
    assert "Gửi lại lời mời" not in text_of(get(admin, path))
    with unchanged(database):
        answer = submit(admin, path, {}, action=f"{path}/invite")
    assert (answer.status_code, "đã đặt mật khẩu" in text_of(answer)) == (409, True)


@pytest.mark.parametrize("who", ["officer.hn", "secretary.hn", "auditor"])
def test_nobody_else_sees_or_invites_people(
    client_as: SignIn, who: str, world: World, database: Database
) -> None:
    person, before = client_as(who), fingerprint(database)
    assert get(person, "/admin/users/new").status_code == 403
    assert submit(person, "/account/password", NEW, action="/admin/users/new").status_code == 403
    assert fingerprint(database) == before


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"full_name": ""}, "Nhập họ và tên."),
        ({"email": ADDRESS}, "đã có tài khoản"),
        ({"email": ""}, "Nhập địa chỉ thư điện tử."),
        ({"role": "member_officer"}, "Vai trò này cần chọn thành viên của cụm."),
        ({"role": "teller"}, "Vai trò này cần chọn cụm thi đua."),
        ({"role": "king"}, "Chọn vai trò."),
    ],
)
def test_a_wrong_person_is_told_and_neither_written_nor_invited(
    client_as: SignIn, world: World, database: Database, values: dict[str, str], message: str
) -> None:
    admin, before = client_as("admin"), fingerprint(database)
    answer = submit(admin, "/admin/users/new", NEW | values)
    assert answer.status_code == 422
    assert message in text_of(answer)
    assert fingerprint(database) == before


def test_a_password_sent_with_a_new_person_is_ignored(
    client: FlaskClient, client_as: SignIn, world: World
) -> None:
    submit(client_as("admin"), "/admin/users/new", NEW | {"password": SENTENCE, "password_hash": "x"})
    assert sign_in(client, NEW_ADDRESS, SENTENCE).status_code == 422


# resets


@pytest.mark.asvs("6.3.8")
def test_the_answer_is_the_same_for_every_address(app: Flask, world: World, database: Database) -> None:
    """Red when ask tells that nobody has the address."""
    answers = []
    for address in (ADDRESS, "khong.ai@example.org", "x", "a@b\u0000.org", "' OR 1=1 --"):
        visitor = app.test_client()
        answer = submit(visitor, "/reset", {"email": address})
        page = text_of(get(visitor, answer.location))
        answers.append((answer.status_code, answer.location, page, sorted(answer.headers.keys())))
    assert all(answer == answers[0] for answer in answers)
    assert answers[0][:2] == (302, "/reset/sent")
    assert len(letters_to(database, ADDRESS)) == 1
    assert letters_to(database, "khong.ai@example.org") == []


@pytest.mark.asvs("6.4.3")
def test_a_forgotten_password_is_replaced_by_mail(
    client: FlaskClient, client_as: SignIn, world: World, database: Database
) -> None:
    signed_in = client_as("officer.hn")
    assert "Quên mật khẩu?" in text_of(get(client, "/sign-in"))
    submit(client, "/reset", {"email": ADDRESS})
    form = opened(client, link_to(database, ADDRESS))
    assert form == "/reset/password"
    answer = submit(client, form, {"password": SENTENCE})
    assert (answer.status_code, answer.location) == (302, "/sign-in")
    assert get(client, "/account").status_code == 302, "nobody is signed in by a link"
    assert get(signed_in, "/account").status_code == 302, "and everybody is signed out"
    assert [letter.subject for letter in letters_to(database, ADDRESS)][-1] == "Mật khẩu vừa được đổi"
    assert sign_in(client, ADDRESS, PASSWORD).status_code == 422
    assert sign_in(client, ADDRESS, SENTENCE).status_code == 302


@pytest.mark.asvs("6.4.3", "6.3.4")
def test_a_reset_does_not_stand_for_the_one_time_code(
    client: FlaskClient, world: World, database: Database
) -> None:
    """A secretary proves the new password and still stands before the code. Red when complete_reset signs in."""
    submit(client, "/reset", {"email": "secretary.hn@example.org"})
    submit(client, opened(client, link_to(database, "secretary.hn@example.org")), {"password": SENTENCE})
    answer = sign_in(client, "secretary.hn@example.org", SENTENCE)
    assert (answer.status_code, answer.location) == (302, "/sign-in/set-up")
    assert get(client, "/my-work").status_code == 302


@pytest.mark.asvs("4.1.3", "15.3.4")
@pytest.mark.parametrize("header", ["Host", "X-Forwarded-Host", "X-Forwarded-Server", "Forwarded"])
def test_the_link_never_names_the_host_that_a_visitor_sends(
    client: FlaskClient, world: World, database: Database, header: str
) -> None:
    """The letter holds a mark that the sender fills from the settings. Red when it is made with url_for(_external)."""
    value = "host=evil.example" if header == "Forwarded" else "evil.example"
    fields = hidden_of(client, "/reset") | {"email": ADDRESS}
    client.post("/reset", data=fields, base_url=BASE, headers={header: value})
    for letter in letters_to(database, ADDRESS):
        assert "evil.example" not in letter.body
        assert "{site}/reset/" in letter.body


@pytest.mark.asvs("2.4.1", "6.3.1")
def test_letters_to_one_address_are_few_and_the_answer_stays_the_same(
    app: Flask, world: World, database: Database
) -> None:
    """Three an hour. Red without the counter of the address in ask."""
    for _time in range(5):
        visitor = app.test_client()
        assert submit(visitor, "/reset", {"email": ADDRESS}).location == "/reset/sent"
    assert len(letters_to(database, ADDRESS)) == 3


@pytest.mark.asvs("2.4.1", "6.3.1")
def test_one_network_asks_only_so_often(app: Flask, world: World, database: Database) -> None:
    """Ten an hour, for whatever addresses; forwarded addresses of strangers do not count."""
    statuses = []
    for number in range(12):
        visitor = app.test_client()
        fields = hidden_of(visitor, "/reset") | {"email": f"nguoi{number}@example.org"}
        forwarded = {"X-Forwarded-For": f"10.0.0.{number}"}
        answer = visitor.post("/reset", data=fields, base_url=BASE, headers=forwarded)
        statuses.append(answer.status_code)
    assert statuses == [302] * 10 + [429] * 2
    assert int(answer.headers["Retry-After"]) > 0


# one's own account


@pytest.mark.asvs("6.2.2", "6.2.3")
def test_people_change_their_own_password(client_as: SignIn, world: World, client: FlaskClient) -> None:
    person = client_as("officer.hn")
    assert "/account/password" in text_of(get(person, "/account"))
    wrong = submit(person, "/account/password", {"current": "sai", "password": SENTENCE})
    assert (wrong.status_code, "Mật khẩu hiện tại không đúng." in text_of(wrong)) == (422, True)
    values = {"current": PASSWORD, "password": SENTENCE}
    assert submit(person, "/account/password", values).status_code == 302
    assert get(person, "/account").status_code == 302, "all devices are signed out"
    assert sign_in(client, ADDRESS, SENTENCE).status_code == 302


@pytest.mark.asvs("6.3.1")
def test_the_current_password_cannot_be_guessed_for_long(client_as: SignIn, world: World) -> None:
    person = client_as("officer.hn")
    values = {"current": "sai", "password": SENTENCE}
    statuses = [submit(person, "/account/password", values).status_code for _time in range(12)]
    assert statuses == [422] * 10 + [429] * 2


@pytest.mark.asvs("6.2.5")
def test_kinds_of_signs_are_demanded_only_where_settings_say_so(
    app: Flask, client_as: SignIn, world: World
) -> None:
    """Red when a view forgets to hand `password_composition` on."""
    app.extensions["emulation.settings"] = replace(
        app.extensions["emulation.settings"], password_composition=True
    )
    person = client_as("officer.hn")
    assert "Nơi này quy định mật khẩu có chữ thường" in text_of(get(person, "/account/password"))
    refused = submit(person, "/account/password", {"current": PASSWORD, "password": SENTENCE})
    assert "Mật khẩu phải có chữ thường, chữ hoa, chữ số và ký tự khác." in text_of(refused)
    mixed = {"current": PASSWORD, "password": "Con mèo ngồi trên mái 3"}
    assert submit(person, "/account/password", mixed).status_code == 302


@pytest.mark.asvs("6.2.10")
@pytest.mark.parametrize(
    ("age_days", "set_days_ago", "leads"), [(0, 4000, 200), (90, 89, 200), (90, 91, 302)]
)
def test_an_old_password_is_changed_first_only_where_settings_say_so(
    app: Flask,
    client_as: SignIn,
    world: World,
    database: Database,
    age_days: int,
    set_days_ago: int,
    leads: int,
) -> None:
    """Red without renewal.init_app in the front door."""
    settings = app.extensions["emulation.settings"]
    app.extensions["emulation.settings"] = replace(settings, password_age_days=age_days)
    with database.writing() as session:
        session.execute(
            text('UPDATE "user" SET password_set_at = :at WHERE id = :id'),
            {
                "at": (world.now - timedelta(days=set_days_ago)).replace(tzinfo=None),
                "id": world.users["officer.hn"],
            },
        )
        session.commit()
    person = client_as("officer.hn")
    answer = get(person, "/my-work")
    assert answer.status_code == leads
    if leads == 302:
        assert answer.location == "/account/password"
        assert "Nơi này quy định đổi mật khẩu sau 90 ngày." in text_of(get(person, "/account/password"))
        values = {"current": PASSWORD, "password": SENTENCE}
        assert submit(person, "/account/password", values).location == "/sign-in"
        sign_in(person, ADDRESS, SENTENCE)
        assert get(person, "/my-work").status_code == 200


# hostile input


@pytest.mark.asvs("1.2.1", "2.2.1")
@pytest.mark.parametrize(
    ("who", "page", "field", "others"),
    [
        ("", "/reset", "email", {}),
        ("officer.hn", "/account/password", "password", {"current": "sai"}),
        ("officer.hn", "/account/password", "current", {"password": SENTENCE}),
        ("admin", "/admin/users/new", "full_name", NEW),
        ("admin", "/admin/users/new", "email", NEW),
    ],
)
def test_hostile_values_are_answered_in_words(
    app: Flask,
    client_as: SignIn,
    world: World,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    who: str,
    page: str,
    field: str,
    others: dict[str, str],
) -> None:
    """No fault of ours, nothing that breaks out of its quotes, and letters with one address and one subject line."""
    for kind in ("resets", "reset_letters", "proof", "invitations"):
        monkeypatch.setitem(cast("dict[str, Limit]", LIMITS), kind, Limit(10_000, timedelta(hours=1)))
    client = client_as(who) if who else app.test_client()
    every = 1 if database.dialect == "sqlite" else 5
    for number, value in enumerate((*NOTHING, *TEXTS)[::every]):
        more = others | ({"email": f"moi{number}@example.org"} if field == "full_name" else {})
        body = hidden_of(client, page) | more | {field: value}
        data = "&".join(f"{name}={quote_plus(text, errors='surrogatepass')}" for name, text in body.items())
        answer = client.post(page, data=data, content_type="application/x-www-form-urlencoded", base_url=BASE)
        assert answer.status_code in (302, 422), (number, answer.status)
        shown = answer.get_data(as_text=True)
        if answer.status_code == 302:
            shown = get(client, answer.location).get_data(as_text=True)
        assert not any(canary in shown for canary in CANARIES), number
    with database.reading() as session:
        for letter in session.scalars(select(Letter)):
            assert "\n" not in letter.to_address + letter.subject
            assert "\r" not in letter.to_address + letter.subject
