"""The status board by HTTP: words and deadlines, links that open, the buttons of the secretariat, files."""

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from emulation.models.notices import Notice
from emulation.vocabulary.moves import PledgeMove
from tests.conftest import unchanged
from tests.factories import full_year, pledges
from tests.factories.world import World
from tests.support.pages import get, submit, text_of
from tests.support.statements import counted

BOARD = "/clusters/tptw/2025/board"
SignIn = Callable[[str], FlaskClient]


@pytest.fixture
def papers(world: World) -> World:
    with world.database.writing() as session:
        pledges.draft(session, world, "HP")
        pledge = pledges.draft(session, world, "DN")
        pledges.step(session, world, pledge, "officer.dn", PledgeMove.REQUEST_APPROVAL)
        pledges.accepted(session, world, "CT")
        session.commit()
    return world


def test_the_board_says_who_stands_where_and_who_must_act(papers: World, client_as: SignIn) -> None:
    shown = text_of(get(client_as("council.hn"), BOARD))
    for words in ("Bảng theo dõi tiến độ", "Nháp", "Chờ lãnh đạo duyệt", "Đã thống nhất", "Chưa bắt đầu"):
        assert words in shown
    assert "Thứ Hai, 31/03/2025" in shown and "Đã quá hạn 198 ngày" in shown and "1/5 đã nộp" in shown
    assert "Quá hạn 198 ngày" in shown and "Lãnh đạo đơn vị" in shown
    assert "Chưa đến kỳ" in shown and "Nhắc việc" not in shown and "/remind/" not in shown


@pytest.mark.parametrize(
    "who",
    ["officer.hp", "leader.dn", "secretary.hn", "secretary.hcm", "leader.hn", "teller", "auditor", "admin"],
)
def test_every_link_of_the_board_opens(papers: World, client_as: SignIn, who: str) -> None:
    with papers.database.writing() as session:
        full_year.fill(session, papers)
        session.commit()
    client = client_as(who)
    page = get(client, BOARD).get_data(as_text=True)
    links = set(re.findall(r'<a class="btn btn-text" href="(/clusters/[^"]+)"', page))
    assert {get(client, link).status_code for link in links} <= {200}
    assert links or who in ("teller", "admin")


def test_the_secretariat_reminds_a_task_and_a_member(papers: World, client_as: SignIn) -> None:
    client = client_as("secretary.hn")
    assert "Nhắc 4 đơn vị chưa xong" in text_of(get(client, BOARD))
    assert submit(client, BOARD, {}, f"{BOARD}/remind/pledge/HP").location == BOARD
    assert "Đã nhắc 1 người." in text_of(get(client, BOARD))
    submit(client, BOARD, {}, f"{BOARD}/remind/pledge")
    assert "Đã nhắc 3 người; 1 người đã được nhắc hôm nay." in text_of(get(client, BOARD))
    with papers.database.reading() as session:
        assert len(list(session.scalars(select(Notice.id).where(Notice.key.like("reminder/board/%"))))) == 4
    notices = text_of(get(client_as("officer.hp"), "/notices"))
    assert "nhắc: Giao ước năm 2025 của Hải Phòng, hạn 31/03/2025. Hiện trạng: Nháp." in notices
    assert 'href="/clusters/tptw/2025/pledges/HP"' in notices


@pytest.mark.parametrize("to", ["remind/lunch", "remind/pledge/XX", "remind/pledge/na"])
def test_what_is_not_on_the_board_is_not_found(papers: World, client_as: SignIn, to: str) -> None:
    client = client_as("secretary.hn")
    get(client, BOARD)
    with unchanged(papers.database):
        assert submit(client, BOARD, {}, f"{BOARD}/{to}").status_code == 404


def test_others_do_not_remind(papers: World, client_as: SignIn) -> None:
    client = client_as("officer.hp")
    get(client, "/notices/mail")
    with unchanged(papers.database):
        assert submit(client, "/notices/mail", {}, f"{BOARD}/remind/pledge").status_code == 403


def test_the_files_say_what_the_page_says(papers: World, client_as: SignIn) -> None:
    client = client_as("leader.hp")
    lines = get(client, f"{BOARD}.csv").get_data().decode("utf-8-sig").splitlines()
    assert lines[0] == "Bảng theo dõi tiến độ năm 2025"
    assert lines[3].split(";")[:3] == ["Thành viên", "Giao ước", "Báo cáo quý I"]
    assert lines[4].startswith("Hạn;Thứ Hai, 31/03/2025;")
    assert lines[5].startswith("Tổng hợp;1/5 đã nộp;Chưa đến kỳ")
    hai_phong = next(line for line in lines if line.startswith("Hải Phòng"))
    assert '"Nháp; Quá hạn 198 ngày; việc của: Cán bộ của đơn vị"' in hai_phong
    sheet = CalamineWorkbook.from_filelike(BytesIO(get(client, f"{BOARD}.xlsx").data)).get_sheet_by_index(0)
    cells = [cell for row in sheet.to_python() for cell in row]
    assert "Chờ lãnh đạo duyệt; Quá hạn 198 ngày; việc của: Lãnh đạo đơn vị" in cells


def test_visitors_sign_in_first(client: FlaskClient, world: World) -> None:
    assert "/sign-in" in get(client, BOARD).location


def test_the_number_of_questions_does_not_grow(world: World, client_as: SignIn) -> None:
    client = client_as("secretary.hn")
    get(client, BOARD)
    with counted(world.database) as few:
        get(client, BOARD)
    with world.database.writing() as session:
        for city in ("HN", "HP", "CT", "DN"):
            pledges.accepted(session, world, city)
        session.commit()
    with counted(world.database) as many:
        get(client, BOARD)
    assert len(few) == len(many) <= 10, many
