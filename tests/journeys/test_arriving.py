"""Acceptance: somebody new arrives by invitation, on a phone, in English, without a mouse, and loses the phone."""

from collections.abc import Iterator

import pytest

from tests.journeys.people import DOMAIN, PASSWORD, Company, Person
from tests.support.mail import link_to

pytestmark = pytest.mark.browser

EMAIL = f"lucy.nguyen@{DOMAIN}"


@pytest.fixture
def newcomer(company: Company) -> Iterator[Person]:
    """Invited by the administrator; reads English. Browsers had nothing to complain about but refusals."""
    company.size, company.by_keyboard = "phone", True
    admin = company["admin"].open("/admin/users/new")
    admin.fill({"full_name": "Lucy Nguyễn", "email": EMAIL, "role": "Quản trị hệ thống"})
    admin.press("Thêm và gửi lời mời", says="Đã gửi lời mời")
    yield _english(company, "newcomer")
    assert company.complaints() == []


def _english(company: Company, name: str) -> Person:
    person = company.people[name] = company.stranger()
    person.open("/preferences").tick("English").press("Lưu lựa chọn", says="Sign in")
    return person


def _set_password(company: Company, person: Person) -> None:
    person.open(link_to(company.database, EMAIL)).reads("Lucy Nguyễn", EMAIL).is_sound()
    person.fill({"password": "12345678"}).press("Set the password")
    person.is_told("password", "12").is_sound()
    person.fill({"password": PASSWORD}).press("Set the password", says="The password is set.")


def _enter(person: Person) -> Person:
    return person.open("/sign-in").fill({"email": EMAIL, "password": PASSWORD}).press("Sign in")


def _set_code_up(company: Company, person: Person) -> tuple[str, list[str]]:
    """Gives the key of the code and the recovery codes."""
    _enter(person).reads("Set up a one-time code").is_sound()
    key = person.key()
    right = company.code_of(key)
    person.fill({"code": f"{(int(right) + 1) % 1_000_000:06}"}).press("Confirm code")
    person.is_told("code", "")
    assert person.key() == key
    person.fill({"code": right}).press("Confirm code", says="Recovery codes").is_sound()
    codes = person.page.locator(".recovery-codes .code").all_inner_texts()
    person.follow("I have stored the codes, continue").reads("Your tasks now")
    return key, codes


def _enter_by_recovery(person: Person, code: str) -> None:
    _enter(person).reads("Enter your one-time code").is_sound()
    person.fill({"code": code}).press("Continue")


def _end_others(company: Company, person: Person, key: str) -> None:
    """After twenty minutes the act asks for a fresh proof, and goes on where it was."""
    company.clock.wait(20)
    person.press("Sign out all other devices", says="Prove who you are").is_sound()
    person.fill({"proof": company.code_of(key)}).press("Continue").is_sound().press("Send now")


@pytest.mark.parametrize("company", ["careful"], indirect=True)
def test_a_newcomer_arrives_and_signs_out_everywhere(company: Company, newcomer: Person) -> None:
    """Red when used recovery codes are not marked (services/codes), or when other devices are not ended."""
    _set_password(company, newcomer)
    key, codes = _set_code_up(company, newcomer)
    newcomer.press("Sign out", within=".utility").reads("Sign in")
    _enter_by_recovery(newcomer, codes[0])
    newcomer.reads("Your tasks now")
    elsewhere = _english(company, "elsewhere")
    _enter_by_recovery(elsewhere, codes[0])
    elsewhere.is_told("code", "")
    elsewhere.fill({"code": codes[1]}).press("Continue", says="Your tasks now")
    newcomer.open("/account").reads(f"{len(codes) - 2} recovery codes left", "Devices that are signed in")
    newcomer.is_sound()
    _end_others(company, newcomer, key)
    newcomer.misses("Sign out all other devices")
    elsewhere.open("/account").reads("Forgot your password?")
    newcomer.press("Sign out", within=".utility").open("/account").reads("Forgot your password?")
