"""The scorecards room by HTTP: reading, trying, building and issuing, and every wrong way."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from emulation.db import Database, unit_of_work
from emulation.models.scorecards import Criterion
from emulation.queries.scorecards import ScorecardPage, find_scorecard_page
from emulation.services import scorecards
from emulation.vocabulary.kinds import RuleType
from emulation.vocabulary.states import Phase, ScorecardState
from tests.conftest import unchanged
from tests.factories import scorecards as made
from tests.factories.world import World
from tests.support.pages import BASE, get, hidden_of, submit, text_of

CARD = "/clusters/tptw/2025/scorecard"
NEW = f"{CARD}/criteria/new"
SignIn = Callable[[str], FlaskClient]


@pytest.fixture
def small(world: World) -> World:
    """The world with the small draft, committed."""
    with world.database.writing() as session, unit_of_work(session):
        made.small(session, world)
    return world


@pytest.fixture
def secretary(client_as: SignIn, world: World) -> FlaskClient:
    """The chair's secretariat."""
    return client_as("secretary.hn")


def page_of(world: World) -> ScorecardPage:
    with world.database.reading() as session:
        page = find_scorecard_page(session, world.cycle_id)
    assert page is not None
    return page


def id_of(world: World, code: str) -> int:
    return next(line.id for line in page_of(world).criteria if line.code == code)


def issue(world: World) -> None:
    with world.database.writing() as session, unit_of_work(session):
        made.issued(session, world)


def press(client: FlaskClient, path: str, **more: str) -> Any:
    """A button of the main page."""
    return submit(client, CARD, dict(more), action=path)


# reading


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


# trying


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


# starting


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


HEAD = {"title": "Bảng năm 2025", "total_points": "100", "ties-0": "content_one", "ties-1": "fewer_penalties"}


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


# bad input


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


MANUAL = {"code": "III", "name_vi": "Tiêu chí mới", "max_points": "5"}


@pytest.mark.parametrize(
    ("rule", "values", "message"),
    [
        ("manual", {"code": ""}, "Nhập mã."),
        ("manual", {"code": "II"}, "Mã “II” đã dùng cho tiêu chí khác."),
        ("manual", {"code": "I 7"}, "Mã gồm chữ, số và dấu chấm, ví dụ I.01."),
        ("manual", {"code": "<b>"}, "Mã gồm chữ, số và dấu chấm, ví dụ I.01."),
        ("manual", {"name_vi": "  "}, "Nhập tên tiêu chí."),
        ("manual", {"max_points": ""}, "Nhập điểm tối đa."),
        ("manual", {"max_points": "năm"}, "Điểm tối đa phải là số, ví dụ 7,5."),
        ("manual", {"max_points": "1.234"}, "“1.234” có thể là 1234 hoặc 1,234."),
        ("manual", {"max_points": "-5"}, "Điểm phải lớn hơn 0."),
        ("manual", {"parent": "99999"}, "Chọn thuộc nhóm."),
        ("ratio_cap", {"plan_source": "city_council"}, "Chọn chỉ tiêu."),
        ("ratio_cap_x", {"x": "0,9"}, "Bội số chặn trên phải từ 1 trở lên, ví dụ 1,10."),
        ("ratio_cap_x", {"x": ""}, "Nhập bội số chặn trên."),
        ("per_pct", {"step": "0", "pts": "1"}, "phải lớn hơn 0."),
        ("over_bonus", {"base": "4", "k": "1", "m": "2"}, "vượt điểm tối đa 5."),
        ("under_penalty", {"k": "-1"}, "phải lớn hơn 0."),
        ("band", {}, "Cần ít nhất một dòng."),
        ("band", {"rows-0-start": "x", "rows-0-pts": "1"}, "Từ phải là số, ví dụ 7,5."),
        ("band", {"rows-0-end": "4", "rows-0-pts": "6"}, "Điểm phải từ 0 đến 5."),
        (
            "band",
            {"rows-0-end": "4", "rows-0-pts": "1", "rows-1-start": "5", "rows-1-pts": "2"},
            "Dòng 2 phải nối tiếp dòng trước, không hở và không chồng nhau.",
        ),
        ("rank", {"scope": "", "rows-0-start": "1", "rows-0-pts": "5"}, "Chọn thứ hạng."),
        (
            "rank",
            {"scope": "cluster", "rows-0-start": "2", "rows-0-pts": "5"},
            "Bậc đầu tiên bắt đầu từ hạng 1.",
        ),
        (
            "rank",
            {"scope": "cluster", "rows-0-start": "1,5", "rows-0-pts": "5"},
            "Từ hạng phải từ 1 đến 999.",
        ),
        ("boolean", {"rows-0-name": ""}, "Nhập mục phải có."),
        ("boolean", {"rows-0-name": "a", "rows-1-name": "a"}, "Mục “a” có hai lần."),
        ("bonus", {"cap": "6", "rows-0-name": "a", "rows-0-pts": "1"}, "Mức tối đa 6 vượt điểm tối đa 5."),
        ("penalty", {"cap": "5", "rows-0-name": "a", "rows-0-pts": "-1"}, "phải lớn hơn 0."),
    ],
)
def test_a_faulty_criterion_is_told_and_kept(
    secretary: FlaskClient, small: World, rule: str, values: dict[str, str], message: str
) -> None:
    needs = {"indicator": str(small.indicators["GRDP_GROWTH"]), "plan_source": "central"}
    data = MANUAL | {"evidence_hint": "Tờ trình 9/TTr"} | (needs if values.get("plan_source") is None else {})
    with unchanged(small.database):
        answer = submit(secretary, f"{NEW}?rule={rule}", data | values, action=NEW)
    shown = text_of(answer)
    assert (answer.status_code, message in shown) == (422, True), shown
    assert "Tờ trình 9/TTr" in shown


def test_rows_are_added_without_script_and_nothing_is_written(secretary: FlaskClient, small: World) -> None:
    data = MANUAL | {"rows-0-name": "Mục một", "row_add": "rows"}
    with unchanged(small.database):
        answer = submit(secretary, f"{NEW}?rule=boolean", data, action=NEW)
    assert answer.status_code == 200
    assert "Mục một" in text_of(answer) and 'name="rows-1-name"' in text_of(answer)


@pytest.mark.parametrize(
    ("rule", "values", "params"),
    [
        ("ratio_cap_x", {"x": "1,10"}, {"x": "1.1"}),
        (
            "per_pct",
            {"step": "4", "pts": "0,5", "whole_steps": "y"},
            {"step": "4", "pts": "0.5", "whole_steps": True},
        ),
        ("over_bonus", {"base": "4", "k": "0,5", "m": "1"}, {"base": "4", "k": "0.5", "m": "1"}),
        (
            "band",
            {"rows-0-end": "40", "rows-0-pts": "1", "rows-1-start": "40", "rows-1-pts": "5"},
            {
                "whole": False,
                "bands": [{"from": None, "to": "40", "pts": "1"}, {"from": "40", "to": None, "pts": "5"}],
            },
        ),
        (
            "rank",
            {"scope": "national", "rows-0-start": "1", "rows-0-pts": "5"},
            {"scope": "national", "steps": [{"from": 1, "to": None, "pts": "5"}]},
        ),
        ("boolean", {"rows-0-name": "Ký giao ước"}, {"items": ["Ký giao ước"]}),
        (
            "penalty",
            {"cap": "5", "rows-0-name": "Chậm", "rows-0-pts": "1,5"},
            {"cap": "5", "items": [{"name": "Chậm", "pts": "1.5"}]},
        ),
    ],
)
def test_parameters_are_stored_and_come_back(
    secretary: FlaskClient, small: World, rule: str, values: dict[str, str], params: dict[str, Any]
) -> None:
    needs = {"indicator": str(small.indicators["GRDP_GROWTH"]), "plan_source": "central"}
    answer = submit(secretary, f"{NEW}?rule={rule}", MANUAL | needs | values, action=NEW)
    assert answer.status_code == 302, text_of(answer)
    line = next(each for each in page_of(small).criteria if each.code == "III")
    assert (line.rule_type, line.params) == (RuleType(rule), params)
    form = text_of(get(secretary, f"{CARD}/criteria/{line.id}"))
    for name, typed in values.items():
        assert f'name="{name}"' in form, name
        if typed not in ("y", "national"):
            assert f'value="{typed.rstrip("0") if "," in typed else typed}"' in form, name


# order, removal, versions, roles, phases


def test_up_down_and_remove_are_buttons(secretary: FlaskClient, small: World) -> None:
    assert press(secretary, f"{CARD}/criteria/{id_of(small, 'II')}/up").status_code == 302
    assert press(secretary, f"{CARD}/criteria/{id_of(small, 'I.01')}/down").status_code == 302
    assert press(secretary, f"{CARD}/criteria/{id_of(small, 'B')}/remove").status_code == 302
    assert [line.code for line in page_of(small).criteria] == ["II", "I", "I.02", "I.01"]
    with unchanged(small.database):
        answer = press(secretary, f"{CARD}/criteria/{id_of(small, 'I')}/remove")
    assert (answer.status_code, "Xóa hoặc chuyển các tiêu chí con trước." in text_of(answer)) == (409, True)


def test_a_stale_form_shows_both_versions(secretary: FlaskClient, small: World) -> None:
    path = f"{CARD}/criteria/{id_of(small, 'II')}"
    with unchanged(small.database):
        answer = submit(secretary, path, MANUAL | {"code": "II"}, version="1")
        button = press(secretary, f"{path}/up", version="1")
        head = submit(secretary, f"{CARD}/edit", HEAD, version="1")
        issuing = submit(secretary, f"{CARD}/issue", {}, version="1")
    assert [each.status_code for each in (answer, button, head, issuing)] == [409, 409, 409, 409]
    assert "Bản bạn vừa nhập" in text_of(answer) and "Tiêu chí mới" in text_of(answer)


def test_the_same_form_sent_twice_adds_once(secretary: FlaskClient, small: World) -> None:
    fields = hidden_of(secretary, f"{NEW}?rule=manual") | MANUAL
    for _time in range(2):
        assert secretary.post(NEW, data=fields, base_url=BASE).status_code == 302
    assert [line.code for line in page_of(small).criteria].count("III") == 1


POSTS = ("copy", "template", "edition", "edit", "issue", "criteria/new")


@pytest.mark.parametrize("who", ["officer.hn", "leader.hn", "secretary.hcm", "auditor", "admin", "outsider"])
def test_others_change_nothing(client_as: SignIn, small: World, who: str) -> None:
    client = client_as(who)
    token = hidden_of(client, "/preferences")
    with unchanged(small.database):
        for verb in (*POSTS, f"criteria/{id_of(small, 'I')}", f"criteria/{id_of(small, 'I')}/remove"):
            answer = client.post(f"{CARD}/{verb}", data=token | MANUAL | HEAD, base_url=BASE)
            assert answer.status_code in (403, 404), (verb, answer.status_code)


def test_after_the_phase_nothing_is_offered_or_written(secretary: FlaskClient, small: World) -> None:
    small.set_phase(Phase.TOTALS)
    assert "Kiểm tra và ban hành" not in text_of(get(secretary, CARD))
    with unchanged(small.database):
        answer = submit(secretary, f"{NEW}?rule=manual", MANUAL, action=NEW)
    assert (answer.status_code, "không mở trong giai đoạn" in text_of(answer)) == (422, True)


def test_an_issued_one_is_locked_but_can_be_renewed(secretary: FlaskClient, world: World) -> None:
    issue(world)
    with unchanged(world.database):
        answer = submit(secretary, f"{NEW}?rule=manual", MANUAL, action=NEW)
    assert (answer.status_code, "đã ban hành" in text_of(answer)) == (422, True)
    assert press(secretary, f"{CARD}/edition").status_code == 302
    assert page_of(world).edition == 2


def test_a_criterion_of_another_scorecard_is_not_found(secretary: FlaskClient, small: World) -> None:
    with unchanged(small.database):
        assert get(secretary, f"{CARD}/criteria/99999").status_code == 404
        token = hidden_of(secretary, f"{NEW}?rule=manual")
        answer = secretary.post(f"{CARD}/criteria/99999", data=token | MANUAL, base_url=BASE)
        assert answer.status_code == 404


@pytest.mark.parametrize("path", [CARD, f"{CARD}/edit", NEW, f"{NEW}?rule=band", f"{CARD}/issue"])
def test_pages_for_editing_answer(secretary: FlaskClient, small: World, path: str) -> None:
    assert get(secretary, path).status_code == 200


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
