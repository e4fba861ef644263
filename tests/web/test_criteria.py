"""Building a scorecard by forms: criteria, their parameters, their order, and every wrong way."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from emulation.vocabulary.kinds import RuleType
from emulation.vocabulary.states import Phase
from tests.conftest import unchanged
from tests.factories.world import World
from tests.support.cards import CARD, HEAD, NEW, SignIn, id_of, issue, page_of, press
from tests.support.pages import BASE, get, hidden_of, submit, text_of

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
