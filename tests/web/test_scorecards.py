"""The scorecards room by HTTP: reading, trying, building and issuing, and every wrong way."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from emulation.db import Database, unit_of_work
from emulation.models.scorecards import Criterion
from emulation.services import scorecards
from emulation.vocabulary.kinds import RuleType
from emulation.vocabulary.states import ScorecardState
from tests.conftest import unchanged
from tests.factories import scorecards as made
from tests.factories.world import World
from tests.support.cards import CARD, HEAD, NEW, SignIn, id_of, issue, page_of, press
from tests.support.pages import get, submit, text_of


def test_a_visitor_sees_nothing_before_it_is_issued(client: FlaskClient, small: World) -> None:
    """Red when show() does not ask for issued ones only."""
    shown = text_of(get(client, CARD))
    assert "Bảng tiêu chí chưa ban hành." in shown
    assert "Tiêu chí I.01" not in shown


@pytest.mark.parametrize("who", ["officer.dn", "auditor", "council.hn"])
def test_people_of_the_cluster_read_the_draft_without_buttons(
    client_as: SignIn, small: World, who: str
) -> None:
    shown = text_of(get(client_as(who), CARD))
    assert "Tiêu chí I.01" in shown and "Đang soạn" in shown
    assert "Kiểm tra và ban hành" not in shown and "Lên" not in shown


def test_an_issued_one_is_public(client: FlaskClient, world: World) -> None:
    issue(world)
    shown = text_of(get(client, CARD))
    for words in (
        "Đã ban hành",
        "Tỷ lệ, có chặn trên",
        "Tốc độ tăng GRDP",
        "HĐND giao",
        "sáu: 6 điểm mỗi lần",
    ):
        assert words in shown
    assert "Tối đa 20 điểm." in shown


def test_an_outsider_is_like_the_public(client_as: SignIn, small: World) -> None:
    assert "Tiêu chí I.01" not in text_of(get(client_as("outsider"), CARD))


def test_trying_shows_the_worked_formula_and_writes_nothing(client: FlaskClient, world: World) -> None:
    issue(world)
    with unchanged(world.database):
        answer = get(client, f"{CARD}?criterion={id_of(world, 'I.01')}&plan=8,0&actual=7,4")
    assert answer.status_code == 200
    assert "45 × 7,4/8 ≈ 41,63" in text_of(answer)


def test_trying_a_bonus_counts_its_items(client: FlaskClient, world: World) -> None:
    issue(world)
    numbers = "items-0-count=2&items-1-count=4"
    shown = text_of(get(client, f"{CARD}?criterion={id_of(world, 'B')}&{numbers}"))
    assert "2 × 6 + 4 × 3 = 24, tối đa 20 → 20,00" in shown


@pytest.mark.parametrize(
    ("numbers", "status", "message"),
    [
        ("plan=8&actual=", 200, "Chưa có số liệu."),
        ("plan=0&actual=5", 200, "người thẩm định cho điểm"),
        ("plan=x&actual=5", 422, "Kế hoạch phải là số, ví dụ 7,5."),
        ("plan=1.234&actual=5", 422, "“1.234” có thể là 1234 hoặc 1,234."),
        ("plan=8&actual=6,12345", 422, "nhiều hơn 4 chữ số thập phân"),
    ],
)
def test_trying_with_odd_numbers_says_what_is_wrong(
    client: FlaskClient, world: World, numbers: str, status: int, message: str
) -> None:
    issue(world)
    answer = get(client, f"{CARD}?criterion={id_of(world, 'I.01')}&{numbers}")
    assert (answer.status_code, message in text_of(answer)) == (status, True)


@pytest.mark.parametrize("criterion", ["", "x", "99999", "-1"])
def test_trying_what_does_not_exist_shows_the_page(client: FlaskClient, world: World, criterion: str) -> None:
    issue(world)
    answer = get(client, f"{CARD}?criterion={criterion}&plan=1&actual=1")
    assert answer.status_code == 200 and "Tính thử I" not in text_of(answer)


def test_an_empty_year_offers_ways_to_start(secretary: FlaskClient, world: World) -> None:
    shown = text_of(get(secretary, CARD))
    assert "Nhập bảng minh họa 1.000 điểm" in shown and "Soạn từ đầu" in shown
    assert "Chép từ năm" not in shown


def test_the_template_is_loaded_once(secretary: FlaskClient, world: World) -> None:
    assert press(secretary, f"{CARD}/template").status_code == 302
    shown = text_of(get(secretary, CARD))
    assert "Minh họa – không phải bảng chính thức." in shown and "Thu ngân sách nhà nước" in shown
    with unchanged(world.database):
        again = press(secretary, f"{CARD}/template")
    assert (again.status_code, "Năm này đã có bảng tiêu chí." in text_of(again)) == (409, True)


def test_copying_without_an_earlier_year_is_refused(secretary: FlaskClient, world: World) -> None:
    with unchanged(world.database):
        answer = press(secretary, f"{CARD}/copy")
    assert (answer.status_code, "Chưa có năm trước để sao chép." in text_of(answer)) == (409, True)


def test_from_nothing_to_issued_by_forms(secretary: FlaskClient, client: FlaskClient, world: World) -> None:
    """Journey J1 (5): one criterion too high is named, mended, then issued."""
    assert submit(secretary, f"{CARD}/edit", HEAD).status_code == 302
    group = {"code": "I", "name_vi": "Kinh tế", "max_points": "100"}
    assert submit(secretary, f"{NEW}?rule=group", group, action=NEW).status_code == 302
    leaf = {"code": "I.01", "name_vi": "Tăng trưởng", "max_points": "105", "parent": str(id_of(world, "I"))}
    leaf |= {"indicator": str(world.indicators["GRDP_GROWTH"]), "plan_source": "city_council"}
    assert submit(secretary, f"{NEW}?rule=ratio_cap", leaf, action=NEW).status_code == 302
    assert "Tổng tiêu chí con 105" in text_of(get(secretary, CARD))
    blocked = get(secretary, f"{CARD}/issue")
    assert "I: Tổng tiêu chí con 105, tiêu chí cha 100" in text_of(blocked)
    with unchanged(world.database):
        refused = submit(secretary, CARD, {}, action=f"{CARD}/issue")
    assert refused.status_code == 422
    mend = f"{CARD}/criteria/{id_of(world, 'I.01')}"
    assert submit(secretary, mend, leaf | {"max_points": "100"}).status_code == 302
    assert submit(secretary, f"{CARD}/issue", {}).status_code == 302
    assert page_of(world).state is ScorecardState.ISSUED
    assert "Tăng trưởng" in text_of(get(client, CARD))


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"title": ""}, "Nhập tiêu đề."),
        ({"title": "x" * 201}, "Viết ngắn hơn: nhiều nhất 200 ký tự."),
        ({"total_points": ""}, "Nhập tổng điểm."),
        ({"total_points": "một nghìn"}, "Tổng điểm phải là số, ví dụ 7,5."),
        ({"total_points": "1.000"}, "“1.000” có thể là 1000 hoặc 1,000."),
        ({"total_points": "-5"}, "Điểm phải lớn hơn 0."),
        ({"total_points": "0"}, "Điểm phải lớn hơn 0."),
        ({"total_points": "10,005"}, "nhiều hơn 2 chữ số thập phân"),
        ({"ties-1": "content_one"}, "Mỗi tiêu chí phụ chỉ chọn một lần."),
        ({"ties-1": "lot"}, "Chọn tiêu chí phụ."),
    ],
)
def test_a_faulty_head_is_told_and_kept(
    secretary: FlaskClient, small: World, values: dict[str, str], message: str
) -> None:
    with unchanged(small.database):
        answer = submit(secretary, f"{CARD}/edit", HEAD | {"source": "QĐ 77/QĐ"} | values)
    shown = text_of(answer)
    assert (answer.status_code, message in shown) == (422, True), shown
    assert "QĐ 77/QĐ" in shown


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """The SELECT statements of the block."""
    found: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            found.append(statement)

    event.listen(database.primary, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(database.primary, "before_cursor_execute", note)


@pytest.mark.parametrize("who", ["", "secretary.hn"])
def test_the_page_asks_as_much_for_three_criteria_as_for_forty(
    client_as: SignIn, client: FlaskClient, world: World, who: str
) -> None:
    reader = client_as(who) if who else client
    get(reader, CARD)
    numbers = []
    issue(world)
    for more in (0, 37):
        with world.database.writing() as session, unit_of_work(session):
            if more:
                actor, cycle = world.actor(session, "secretary.hn"), made.cycle_of(session, world)
                scorecard = scorecards.start_edition(session, actor=actor, now=world.now, cycle=cycle)
                for number in range(more):
                    made.add(
                        session, world, scorecard, f"X.{number}", "1", RuleType.BONUS, params=_one_item()
                    )
                session.flush()
                assert session.query(Criterion).filter_by(scorecard_id=scorecard.id).count() == 42
                scorecards.issue(
                    session, actor=actor, now=world.now, scorecard=scorecard, version=scorecard.version
                )
        with counted(world.database) as statements:
            assert get(reader, CARD).status_code == 200
        numbers.append(len(statements))
    assert 0 < numbers[0] == numbers[1] <= 8, numbers


def _one_item() -> dict[str, Any]:
    return {"cap": "1", "items": [{"name": "Cờ", "pts": "1"}]}
