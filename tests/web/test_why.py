"""“Vì sao?” pages: nothing before publication, no person ever, one line alone; the ranking by criteria with files."""

import csv
import json
from collections.abc import Callable
from datetime import datetime
from io import StringIO

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update

from emulation.db import Database
from emulation.models.accounts import User
from emulation.models.explanations import Explanation
from emulation.models.pledges import PledgeTarget
from emulation.models.rankings import RankingCorrection, YearRanking
from emulation.models.scoring import ScoreSheet
from emulation.vocabulary.kinds import Provenance
from emulation.vocabulary.states import CrossState, RankingState, SheetState
from tests.factories import explained as made
from tests.factories import rankings, scores
from tests.factories.world import CITIES, World
from tests.support import freezing
from tests.support.pages import get, text_of
from tests.support.papers import Paper
from tests.support.scores import building
from tests.support.statements import counted

SignIn = Callable[[str], FlaskClient]
Y = "/clusters/tptw/2025"
PUBLIC, INSIDE, CRITERIA = f"{Y}/ranking/HP/why", f"{Y}/scores/HP/why", f"{Y}/ranking/criteria"
FILES = (".csv", ".xlsx", ".json")
TWELVE = (*CITIES, *((f"M{number:02}", f"Thành phố {number}") for number in range(6, 13)))


@pytest.fixture
def published(world: World) -> World:
    """The explained year, published."""
    with building(world) as session:
        made.published(session, world)
    return world


def test_the_public_sheet_says_formula_way_reasons_and_what_is_hidden(
    published: World, client: FlaskClient
) -> None:
    page = text_of(get(client, PUBLIC))
    for words in (
        "Vì sao? Phiếu điểm của Hải Phòng năm 2025",
        'id="I.01"',
        "70 × 7,4/8 = 64,75",
        "Chấm theo đánh giá 30, tối đa 40 → 30,00",
        "Có 2/2 mục, cần đủ 2 mục để được 20 điểm → 20,00",
        "lý do: Số ước tháng 12, hỏi […], […]",
        "Chấp nhận một phần – lý do: Văn bản của Cục Thống kê do […] ký",
        "Số liệu sửa sau khi khóa, không làm thay đổi điểm.",
        "Không hiện: họ tên, thư điện tử, số điện thoại",
        "Tổ thư ký Cụm trưởng hoặc Cụm phó",
        "Nguồn: Cục Thống kê",
        "Nghị quyết 01/NQ-HĐND",
        "tổng 170,00 điểm",
        "Số liệu đã khóa lúc",
        f'href="{PUBLIC}?line=I.01"',
        "data-print",
    ):
        assert words in page, words
    assert "Tính lại khác điểm đã lưu" not in page


def test_no_person_of_the_world_is_on_a_public_page(published: World, client: FlaskClient) -> None:
    """Red when the public sheet is not told whose names to hide."""
    with published.database.reading() as session:
        people = session.execute(select(User.full_name, User.email)).all()
    for address in (PUBLIC, f"{PUBLIC}?line=I.01", CRITERIA, f"{CRITERIA}.csv", f"{CRITERIA}.json"):
        page = text_of(get(client, address))
        for secret in (*made.SECRETS, *(word for person in people for word in person)):
            assert secret not in page, (address, secret)


def test_only_public_files_are_linked_for_everybody(
    published: World, client: FlaskClient, client_as: SignIn
) -> None:
    page = text_of(get(client, PUBLIC))
    assert page.count("/clusters/tptw/files/") == 1
    assert "Công văn của […]" in page
    inside = text_of(get(client_as("leader.hp"), INSIDE))
    assert inside.count("/clusters/tptw/files/") == 2
    assert "Công văn của Người leader.hp" in inside


def test_insiders_read_people_checks_and_answers(published: World, client_as: SignIn) -> None:
    page = text_of(get(client_as("officer.hp"), INSIDE))
    for words in (
        made.CLAIM,
        made.APPRAISAL,
        "Kín câu hỏi",
        "Kín trả lời",
        "Kín chéo của DN",
        "64,88",
        "trung vị",
    ):
        assert words in page, words
    assert get(client_as("officer.dn"), INSIDE).status_code == 403
    assert get(client_as("outsider"), INSIDE).status_code in (403, 404)
    assert get(client_as("leader.hp"), f"{Y}/scores/DN/why").status_code == 403


def test_an_answer_that_was_not_sent_is_on_no_sheet(world: World, client_as: SignIn) -> None:
    """Red when `_ANSWER` in queries/why.py is the text whether it was sent or not."""
    with building(world) as session:
        made.reviewed(session, world)
        session.query(Explanation).one().sent_at = None
    for who in ("secretary.hn", "leader.hn", "auditor"):
        page = text_of(get(client_as(who), INSIDE))
        assert "Kín câu hỏi" in page
        assert "Kín trả lời" not in page


def test_sealed_points_are_on_no_sheet(world: World, client_as: SignIn) -> None:
    with building(world) as session:
        ids = made.reviewed(session, world)
        made.checks(session, world, ids, CrossState.SEALED)
    for who in ("officer.hp", "secretary.hn", "auditor"):
        page = text_of(get(client_as(who), INSIDE))
        assert "66,00" in page
        assert "Kín chéo" not in page
        assert "64,88" not in page


@pytest.mark.parametrize("state", ["nothing", "reviewed", "frozen", "finalised"])
def test_before_publication_the_sheet_is_not_found_and_no_number_shows(
    world: World, client: FlaskClient, client_as: SignIn, state: str
) -> None:
    """Red when the route does not ask whether the year is published."""
    with building(world) as session:
        if state != "nothing":
            made.reviewed(session, world)
        if state in ("frozen", "finalised"):
            scores.freeze(session, world)
        if state == "finalised":
            freezing.finalise(session, world)
    for reader in (client, client_as("officer.hp"), client_as("officer.dn")):
        assert get(reader, PUBLIC).status_code == 404
        for form in ("", *FILES):
            answer = get(reader, f"{CRITERIA}{form}")
            assert answer.status_code == 200
            if form != ".xlsx":
                page = text_of(answer)
                assert "Bảng xếp hạng năm 2025 chưa được công bố." in page
                assert "65,5" not in page
                assert "65.5" not in page


def test_what_is_not_there_is_not_found(published: World, client: FlaskClient) -> None:
    for address in (
        f"{Y}/ranking/XX/why",
        f"{PUBLIC}?line=I.99",
        "/clusters/tptw/1999/ranking/HP/why",
        "/clusters/tptw/1999/ranking/criteria",
        f"{CRITERIA}.txt",
    ):
        assert get(client, address).status_code == 404, address


def test_one_line_alone(published: World, client: FlaskClient) -> None:
    page = text_of(get(client, f"{PUBLIC}?line=I.01"))
    assert "<title>I.01: Vì sao? Phiếu điểm của Hải Phòng năm 2025" in page
    assert "70 × 7,4/8 = 64,75" in page
    assert "II.01" not in page
    assert f'href="{PUBLIC}#I.01"' in page
    assert "data-print" in page


def test_a_moved_target_is_said_on_the_page(
    published: World, client: FlaskClient, database: Database
) -> None:
    with database.writing() as session:
        session.execute(update(PledgeTarget).values(low=9))
        session.commit()
    page = text_of(get(client, PUBLIC))
    assert "Tính lại khác điểm đã lưu: tính lại 57,56, đã lưu 64,75." in page
    assert "Tính lại khác điểm đã lưu ở tiêu chí: I.01." in page


def test_a_correction_is_pointed_to_and_changes_nothing(published: World, client: FlaskClient) -> None:
    assert "đính chính" not in text_of(get(client, PUBLIC))
    with building(published) as session:
        ranking = session.scalars(select(YearRanking)).one()
        told = {"text": "Tổng điểm đúng là 171,00.", "reason": "Cộng nhầm", "entered_at": published.now}
        session.add(RankingCorrection(ranking_id=ranking.id, **told))
    page = text_of(get(client, PUBLIC))
    assert "Sau khi công bố có đính chính (bản 2), ghi ở bảng xếp hạng." in page
    assert "tổng 170,00 điểm" in page


def test_links_lead_to_the_sheets(published: World, client: FlaskClient, client_as: SignIn) -> None:
    ranking = text_of(get(client, f"{Y}/ranking"))
    assert f'href="{PUBLIC}"' in ranking
    assert f'href="{CRITERIA}"' in ranking
    assert f'href="{INSIDE}"' in text_of(get(client_as("officer.hp"), f"{Y}/scores/HP/self"))
    assert f'href="{PUBLIC}"' in text_of(get(client, CRITERIA))


def test_a_year_from_before_the_sheets_says_so(world: World, client: FlaskClient) -> None:
    with building(world) as session:
        rankings.ranking(session, world, 2012, {"HN": (1, "900"), "HP": (2, None)})
    sheet = text_of(get(client, "/clusters/tptw/2012/ranking/HP/why"))
    assert "Năm 2012 không có phiếu điểm từng tiêu chí của Hải Phòng" in sheet
    for form in ("", ".csv", ".json"):
        page = text_of(get(client, f"/clusters/tptw/2012/ranking/criteria{form}"))
        assert "Bảng xếp hạng năm 2012 được ghi từ nguồn công bố, không có phiếu điểm từng tiêu chí." in page
    assert "Xem vì sao" not in text_of(get(client, "/clusters/tptw/2012/ranking"))


def test_criteria_page_and_files_hold_the_same_points(published: World, client: FlaskClient) -> None:
    page = text_of(get(client, CRITERIA))
    for words in (
        "I.01 Tốc độ tăng GRDP",
        "65,50",
        "cách thấp nhất 0,75 điểm",
        "bằng nhau",
        "170,00",
        "<details",
    ):
        assert words in page, words
    text = get(client, f"{CRITERIA}.csv").get_data().decode("utf-8-sig")
    rows = {tuple(row[:2]): row for row in csv.reader(StringIO(text), delimiter=";") if len(row) > 5}
    head = ["Hà Nội", "TP. Hồ Chí Minh", "Hải Phòng", "Đà Nẵng", "Cần Thơ"]
    assert rows["Loại dòng", "Mã"][4:9] == head
    assert rows["Tiêu chí", "I.01"] == [
        *("Tiêu chí", "I.01", "Tốc độ tăng GRDP", "70,00"),
        *("64,75", "64,75", "65,50", "64,75", "64,75", "Hải Phòng", "cách thấp nhất 0,75 điểm"),
    ]
    assert rows["Cộng nhóm", "I"][4:9] == ["102,75", "101,25", "95,50", "96,75", "84,75"]
    assert rows["Cộng các nhóm", ""][6] == "165,50"
    assert rows["Tổng điểm", ""][6] == "170,00"
    table = json.loads(text_of(get(client, f"{CRITERIA}.json")))["tables"][0]
    assert table["rows"][0]["points_HP"] == "65.50"
    assert get(client, f"{CRITERIA}.xlsx").status_code == 200
    paper = Paper(get(client, f"{CRITERIA}.pdf").data)
    (of_growth,) = [row for row in paper.tables[0] if row[1] == "I.01"]
    assert of_growth[4:9] == ["64,75", "64,75", "65,50", "64,75", "64,75"]
    assert f'href="{CRITERIA}.pdf"' in page


def test_only_published_hides_an_illustrative_year(world: World, client: FlaskClient) -> None:
    with building(world) as session:
        made.published(session, world, Provenance.ILLUSTRATIVE)
    assert "Minh họa" in text_of(get(client, CRITERIA))
    for form in ("", ".csv", ".json"):
        page = text_of(get(client, f"{CRITERIA}{form}?only=published"))
        assert "Năm 2025 chỉ có xếp hạng minh họa. Chưa có số liệu công bố." in page
        assert "65,5" not in page


@pytest.mark.parametrize("cities", [TWELVE, TWELVE[:2]], ids=["twelve", "two"])
def test_the_number_of_questions_does_not_grow_with_members(
    database: Database, now: datetime, client: FlaskClient, cities: tuple[tuple[str, str], ...]
) -> None:
    """Six for all criteria of all members, nine for a sheet with its frame, however many members there are."""
    world = World.build(database, now, cities)
    with building(world) as session:
        ids = scores.ground(session, world)
        for city, _name in cities:
            scores.submitted(session, world, ids, city)
        session.execute(update(ScoreSheet).values(state=SheetState.PUBLISHED))
        ranks: dict[str, tuple[int | None, str | None]] = {city: (1, "171.25") for city, _name in cities}
        rankings.ranking(session, world, 2025, ranks, RankingState.PUBLISHED)
    with counted(database) as whole:
        page = text_of(get(client, CRITERIA))
    assert page.count("Xem vì sao") == len(cities)
    with counted(database) as sheet:
        assert "70 × 7,4/8" in text_of(get(client, f"{Y}/ranking/HN/why"))
    assert (len(whole), len(sheet)) == (6, 9), (whole, sheet)
