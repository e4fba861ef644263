"""Pages on which people set, change and get back passwords: invitations, resets, and one's own account."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import cast
from urllib.parse import quote_plus

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text

from emulation.db import Database
from emulation.models.notices import Letter
from emulation.rules.throttles import LIMITS, Limit
from tests.factories.world import PASSWORD, World
from tests.support.hostile import CANARIES, NOTHING, TEXTS
from tests.support.links import ADDRESS, NEW, SENTENCE, SignIn, opened, sign_in
from tests.support.pages import BASE, get, hidden_of, submit, text_of


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
