"""The register of decisions: filters, files, prize money, and a decision that refuses the rest."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook

from emulation.db import Database, unit_of_work
from emulation.models.awards import Proposal
from emulation.models.cycles import Cycle
from emulation.services import decisions
from emulation.vocabulary.states import ProposalState
from tests.conftest import unchanged
from tests.factories import awards as made
from tests.factories.world import World
from tests.services.test_recoveries import SIGNED
from tests.support.awards import PROPOSALS, SENT, YEAR, SignIn, build
from tests.support.pages import get, submit, text_of

DECISIONS = "/clusters/tptw/decisions"
DECISION = {"number": "1234/QĐ-TTg", "signed_on": "14/10/2025", "issuer": "Thủ tướng Chính phủ"}


@pytest.fixture
def kept(world: World) -> World:
    """Flag of HP handed over and certificate of CT decided, in two decisions of May 2025."""
    number = build(world, *SENT)
    with world.database.writing() as session, unit_of_work(session):
        flag = session.get_one(Proposal, number)
        paper = made.sent(
            session, world, session.query(Cycle).filter_by(year=2024).one(), "CT", "pm_certificate"
        )
        made.decided(session, world, [flag], "1/QĐ-TTg", signed_on=SIGNED)
        made.decided(session, world, [paper], "2/QĐ-TTg", signed_on=SIGNED)
        award = made.award_of(session, flag)
        decisions.confer(
            session,
            actor=world.actor(session, made.SECRETARY),
            now=world.now,
            award=award,
            version=award.version,
            conferred_on=date(2025, 5, 20),
            certificate_number="TĐ-07",
        )
    return world


def main_of(client: FlaskClient, path: str) -> str:
    """The page without its frame."""
    return text_of(get(client, path)).split("<main")[1]


@pytest.mark.parametrize(
    ("query", "shown", "words"),
    [
        ("", {"1/QĐ-TTg", "2/QĐ-TTg"}, ""),
        ("?year=2024&state=", {"1/QĐ-TTg", "2/QĐ-TTg"}, "Hiện 2 trong 2 quyết định."),
        ("?year=&state=conferred", {"1/QĐ-TTg"}, "Hiện 1 trong 2 quyết định."),
        ("?state=decided", {"2/QĐ-TTg"}, "Hiện 1 trong 2 quyết định."),
        ("?state=revoked", set(), "Không có quyết định nào khớp bộ lọc."),
        ("?year=1999", set(), "Không có quyết định nào khớp bộ lọc."),
        ("?year=x&state=draft", {"1/QĐ-TTg", "2/QĐ-TTg"}, ""),
    ],
)
def test_the_register_is_narrowed_by_year_and_state(
    kept: World, client: FlaskClient, query: str, shown: set[str], words: str
) -> None:
    """Red when `_register` leaves out one of its filters. The file holds the same rows."""
    page = main_of(client, f"{DECISIONS}{query}")
    assert {number for number in ("1/QĐ-TTg", "2/QĐ-TTg") if number in page} == shown
    assert words in page
    answer = get(client, f"{DECISIONS}/register.csv{query}")
    assert answer.status_code == 200
    body = answer.get_data().decode("utf-8-sig")
    assert {number for number in ("1/QĐ-TTg", "2/QĐ-TTg") if number in body} == shown


def test_the_files_say_what_the_page_says(kept: World, client: FlaskClient) -> None:
    """Red when a column of `_line` moves."""
    body = get(client, f"{DECISIONS}/register.csv?state=conferred").get_data().decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(body), delimiter=";" if ";" in body else ","))
    (row,) = [line for line in lines if "1/QĐ-TTg" in line]
    head = next(line for line in lines if "Số quyết định" in line)
    found = dict(zip(head, row, strict=True))
    told = {
        "Số quyết định": "1/QĐ-TTg",
        "Ngày ký": "10/05/2025",
        "Đơn vị, cá nhân": "Hải Phòng",
        "Đối tượng": "Thành viên của cụm",
        "Hình thức": "Cờ thi đua của Chính phủ",
        "Năm thi đua": "2024",
        "Trạng thái": "Đã trao tặng",
        "Từ khi trình (ngày)": "43",
        "Ngày trao tặng": "20/05/2025",
        "Số sổ vàng, số bằng": "TĐ-07",
        "Căn cứ hủy bỏ": "",
    }
    assert {name: found[name] for name in told} == told
    answer = get(client, f"{DECISIONS}/register.xlsx")
    assert "tptw-decisions.xlsx" in answer.headers["Content-Disposition"]
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.get_data()))
    cells = {
        cell
        for name in book.sheet_names
        for line in book.get_sheet_by_name(name).to_python()
        for cell in line
    }
    assert {"1/QĐ-TTg", "2/QĐ-TTg", "TĐ-07"} <= cells
    assert get(client, f"{DECISIONS}/register.pdf").status_code == 404


def test_a_decision_tells_the_prize_with_its_rules(kept: World, client: FlaskClient) -> None:
    """12.0 × 2.340.000 = 28.080.000; 7.0 × 2.340.000 = 16.380.000, whose factor nobody has confirmed."""
    flag, paper = main_of(client, f"{DECISIONS}/1"), main_of(client, f"{DECISIONS}/2")
    assert "28.080.000 đồng" in flag
    assert "theo quy tắc: 12 × 2.340.000 đồng. Căn cứ: Nghị định 98/2023/NĐ-CP, Điều 54" in flag
    assert "Chưa xác nhận" not in flag
    assert "16.380.000 đồng" in paper
    assert "Chưa xác nhận" in paper


def test_a_decision_after_the_rules_of_prizes_tells_no_sum(world: World, client: FlaskClient) -> None:
    """On 14/10/2025 no row gives the factor of a flag: words, not a dash and not a guess."""
    number = build(world, *SENT)
    with world.database.writing() as session, unit_of_work(session):
        made.decided(session, world, [session.get_one(Proposal, number)])
    shown = main_of(client, f"{DECISIONS}/1")
    assert "làm tròn đến đồng" not in shown
    assert "Chưa có hệ số trong bộ quy tắc ngày 14/10/2025" in shown
    assert "Chế độ của ngày này: Nghị định 152/2025/NĐ-CP" in shown


@pytest.fixture
def both(world: World) -> World:
    """Flags of HP (1) and CT (2), sent."""
    build(world, *SENT)
    with world.database.writing() as session, unit_of_work(session):
        made.sent(session, world, session.query(Cycle).filter_by(year=2024).one(), "CT")
    return world


def test_a_decision_refuses_the_rest_with_a_reason(
    both: World, client_as: SignIn, client: FlaskClient
) -> None:
    """Red when `record` forgets `refused`, or writes no reason."""
    secretary = client_as("secretary.hn")
    reason = "Số lượng Cờ được tặng ít hơn số đề nghị."
    data = DECISION | {"proposals": ["1"], "refused": ["2"], "refusal": reason}
    assert submit(secretary, f"{DECISIONS}/new", data).status_code == 302
    with both.database.reading() as session:
        rows = {row.id: (row.state, row.outcome_note) for row in session.query(Proposal)}
        assert rows == {1: (ProposalState.DECIDED, ""), 2: (ProposalState.NOT_GRANTED, reason)}
    assert reason in text_of(get(client_as("leader.ct"), f"{PROPOSALS}/2"))
    public = main_of(client, f"{YEAR}/awards")
    assert "Không được tặng hoặc đã hủy bỏ" in public
    assert "Cần Thơ" in public


def test_whoever_got_no_answer_is_named_beside_the_decision(
    both: World, client_as: SignIn, client: FlaskClient
) -> None:
    """Nobody is forgotten: the same form and year, still waiting. The public is not shown it."""
    secretary = client_as("secretary.hn")
    assert submit(secretary, f"{DECISIONS}/new", DECISION | {"proposals": ["1"]}).status_code == 302
    shown = main_of(secretary, f"{DECISIONS}/1")
    assert "Cùng năm, cùng hình thức còn chờ quyết định" in shown
    assert "Cần Thơ" in shown
    assert "còn chờ quyết định" not in main_of(client, f"{DECISIONS}/1")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"refused": ["2"], "refusal": " "}, "Nhập lý do."),
        ({"refused": ["1"], "refusal": "Không đủ."}, "không thể vừa được khen thưởng vừa không được tặng"),
        ({"refused": ["9"], "refusal": "Không đủ."}, "Danh sách đã thay đổi. Chọn lại."),
        ({"proposals": [], "refused": ["2"], "refusal": "Không đủ."}, "Chọn ít nhất một đề nghị"),
    ],
)
def test_bad_input_to_a_refusal(
    both: World, database: Database, client_as: SignIn, data: dict[str, Any], message: str
) -> None:
    secretary = client_as("secretary.hn")
    with unchanged(database):
        answer = submit(secretary, f"{DECISIONS}/new", DECISION | {"proposals": ["1"]} | data)
    assert (answer.status_code, message in text_of(answer)) == (422, True), text_of(answer)
    assert "1234/QĐ-TTg" in text_of(answer)
