"""What a revoked award gives back, on the pages of the decision and of the register."""

import pytest
from flask.testing import FlaskClient

from emulation.db import Database, unit_of_work
from emulation.models.awards import Proposal, RecoveryItem
from emulation.models.cycles import Cycle
from tests.conftest import unchanged
from tests.factories import awards as made
from tests.factories.world import World
from tests.services.test_recoveries import SIGNED, settled
from tests.support.awards import SENT, SignIn, build
from tests.support.pages import get, submit, text_of

DECISIONS = "/clusters/tptw/decisions"
MONEY = f"{DECISIONS}/1/recoveries/1"
BACK = {"recovered_on": "15/10/2025", "paper": "Biên bản số 07/BB", "amount": "28.080.000"}
REVOKED = {
    "number": "99/QĐ-TTg",
    "revoked_on": "14/10/2025",
    "ground": "a",
    "reason": "Kê khai sai số thu ngân sách.",
    "typed": "THU HỒI",
}


@pytest.fixture
def owed(world: World, client_as: SignIn) -> World:
    """The flag of Hải Phòng decided 10/05/2025 and revoked on its page: decision 1, award 1, item 1 (the money)."""
    number = build(world, *SENT)
    with world.database.writing() as session, unit_of_work(session):
        made.decided(session, world, [session.get_one(Proposal, number)], signed_on=SIGNED)
    answer = submit(client_as("secretary.hn"), f"{DECISIONS}/1/1/revoke", REVOKED)
    assert answer.status_code == 302, text_of(answer)
    return world


def main_of(client: FlaskClient, path: str) -> str:
    """The page without its frame."""
    return text_of(get(client, path)).split("<main")[1]


def test_the_money_comes_back_on_its_page(owed: World, client_as: SignIn, client: FlaskClient) -> None:
    """12.0 × 2.340.000 = 28.080.000. Red when the decision page lists no items."""
    secretary = client_as("secretary.hn")
    for page in (f"{DECISIONS}/1", DECISIONS):
        shown = main_of(secretary, page)
        assert "Phải thu hồi sau khi hủy bỏ quyết định" in shown
        assert "28.080.000" in shown
        assert "Chưa thu hồi" in shown
    form = main_of(secretary, MONEY)
    assert "Quyết định số 1234/QĐ-TTg đã bị hủy bỏ ngày 14/10/2025." in form
    assert 'value="28.080.000"' in form or 'value="28080000"' in form
    answer = submit(secretary, MONEY, BACK | {"amount": "20.000.000"})
    assert answer.status_code == 302, text_of(answer)
    shown = main_of(secretary, f"{DECISIONS}/1")
    assert "Đã ghi thu hồi." in shown
    assert "20.000.000" in shown
    assert "Biên bản số 07/BB" in shown
    assert "Phải thu hồi" not in main_of(secretary, DECISIONS)
    assert MONEY not in shown
    for page in (f"{DECISIONS}/1", DECISIONS):
        assert "thu hồi ngày" not in main_of(client, page)
        assert "Biên bản số 07/BB" not in main_of(client, page)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"recovered_on": ""}, "Nhập ngày thu hồi."),
        ({"recovered_on": "31/02/2025"}, "phải là ngày có thật"),
        ({"recovered_on": "13/10/2025"}, "Ngày thu hồi phải sau ngày hủy bỏ (14/10/2025)."),
        ({"recovered_on": "16/10/2025"}, "không thể sau hôm nay (15/10/2025)"),
        ({"paper": " "}, "Nhập văn bản, biên bản thu hồi."),
        ({"amount": ""}, "Nhập số tiền đã thu hồi."),
        ({"amount": "0"}, "Số tiền đã thu hồi phải từ 1 đến 2.000.000.000."),
        ({"amount": "2.000.000.001"}, "Số tiền đã thu hồi phải từ 1 đến 2.000.000.000."),
        ({"amount": "1,5"}, "Số tiền đã thu hồi phải là số nguyên."),
        ({"amount": "hai mươi triệu"}, "Số tiền đã thu hồi phải là số, ví dụ 7,5."),
    ],
)
def test_bad_input_to_a_recovery(
    owed: World, database: Database, client_as: SignIn, data: dict[str, str], message: str
) -> None:
    secretary = client_as("secretary.hn")
    with unchanged(database):
        answer = submit(secretary, MONEY, BACK | data)
    shown = text_of(answer)
    assert (answer.status_code, message in shown, "Có lỗi cần sửa" in shown) == (422, True, True), shown
    for typed in filter(str.strip, (BACK | data).values()):
        assert typed in shown


def test_a_second_tab_is_told(owed: World, database: Database, client_as: SignIn) -> None:
    secretary = client_as("secretary.hn")
    settled(owed, 1, amount=1)
    with unchanged(database):
        assert submit(secretary, MONEY, BACK | {"paper": "Bản khác"}, version="1").status_code == 409
        late = submit(secretary, MONEY, BACK)
        assert (late.status_code, "đã được ghi thu hồi" in text_of(late)) == (422, True)


def test_only_the_chairs_secretariat_records_and_whoever_works_there_reads(
    owed: World, client: FlaskClient, client_as: SignIn
) -> None:
    """Red when the views ask nobody, and when the register shows the public what is owed."""
    assert get(client, MONEY).status_code == 302
    assert "Phải thu hồi" not in main_of(client, f"{DECISIONS}/1")
    for who in ("leader.hn", "secretary.hcm", "officer.hp", "auditor", "admin"):
        assert get(client_as(who), MONEY).status_code in (403, 404), who
    assert "Phải thu hồi" in main_of(client_as("auditor"), f"{DECISIONS}/1")


def test_an_item_of_another_decision_is_not_there(owed: World, client_as: SignIn) -> None:
    with owed.database.writing() as session, unit_of_work(session):
        cycle = session.query(Cycle).filter_by(year=2024).one()
        made.decided(session, owed, [made.sent(session, owed, cycle, "CT")], number="2/QĐ-TTg")
        assert session.get_one(RecoveryItem, 1).award_id == 1
    secretary = client_as("secretary.hn")
    assert get(secretary, f"{DECISIONS}/2/recoveries/1").status_code == 404
    assert get(secretary, f"{DECISIONS}/1/recoveries/99").status_code == 404
