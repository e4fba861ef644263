"""The builder by forms alone: the table of the tree, samples, editions, files, what is not assigned."""

import io
import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from emulation.gateways import workbooks
from emulation.vocabulary.kinds import RuleType
from tests.conftest import unchanged
from tests.factories.world import World
from tests.support.cards import CARD, NEW, SignIn, id_of, issue, page_of, press
from tests.support.pages import BASE, get, hidden_of, submit, text_of

TREE = f"{CARD}/tree"
IMPORT = f"{CARD}/import"
EXEMPT = f"{CARD}/exemptions"


def typed(world: World, **points: str) -> dict[str, str]:
    """The table as a browser sends it; points of single codes replaced ("I_01")."""
    found: dict[str, str] = {}
    for place, line in enumerate(page_of(world).criteria):
        most = points.get(line.code.replace(".", "_"), format(line.max_points.normalize(), "f"))
        found |= {
            f"rows-{place}-criterion": str(line.id),
            f"rows-{place}-code": line.code,
            f"rows-{place}-name_vi": line.name_vi,
            f"rows-{place}-max_points": most,
        }
    return found


def codes(world: World) -> list[tuple[str, int]]:
    page = page_of(world)
    return [(line.code, page.depths[line.id]) for line in page.criteria]


def test_the_table_says_at_every_group_whether_it_adds_up(secretary: FlaskClient, small: World) -> None:
    shown = text_of(get(secretary, TREE))
    assert "Khớp: tổng tiêu chí con 60" in shown and "Khớp: tổng các nhóm 100" in shown
    answer = submit(secretary, TREE, typed(small, I_01="50"))
    assert (answer.status_code, answer.location) == (302, TREE)
    shown = text_of(get(secretary, TREE))
    assert "Tổng tiêu chí con 65, tiêu chí cha 60" in shown
    assert "Tổng tiêu chí con 65, tiêu chí cha 60" in text_of(get(secretary, CARD))
    assert submit(secretary, TREE, typed(small, I="65")).status_code == 302
    assert "Tổng các nhóm 105, tổng điểm của bảng 100" in text_of(get(secretary, TREE))


@pytest.mark.parametrize(
    ("verb", "code", "after"),
    [
        ("up", "I.02", [("I", 0), ("I.02", 1), ("I.01", 1), ("II", 0), ("B", 0)]),
        ("down", "I", [("II", 0), ("I", 0), ("I.01", 1), ("I.02", 1), ("B", 0)]),
        ("in", "II", [("I", 0), ("I.01", 1), ("I.02", 1), ("II", 1), ("B", 0)]),
        ("out", "I.01", [("I", 0), ("I.02", 1), ("I.01", 0), ("II", 0), ("B", 0)]),
    ],
)
def test_a_button_saves_what_was_typed_moves_and_comes_back(
    secretary: FlaskClient, small: World, verb: str, code: str, after: list[tuple[str, int]]
) -> None:
    """Red when the button moves without saving the rows before."""
    number = id_of(small, code)
    answer = submit(secretary, TREE, typed(small, I_01="47,5") | {"act": f"{verb}-{number}"})
    assert (answer.status_code, answer.location) == (302, f"{TREE}#{verb}-{number}")
    assert codes(small) == after
    assert 'value="47,5"' in text_of(get(secretary, TREE))
    assert f'id="{verb}-{number}"' in text_of(get(secretary, TREE))


def test_a_row_is_added_below_and_the_reader_stands_in_it(secretary: FlaskClient, small: World) -> None:
    answer = submit(secretary, TREE, typed(small, I_01="40") | {"act": f"add-{id_of(small, 'I.01')}"})
    assert answer.location == f"{TREE}#name-{id_of(small, 'I.03')}"
    assert [code for code, _depth in codes(small)] == ["I", "I.01", "I.03", "I.02", "II", "B"]


def test_removing_asks_first(secretary: FlaskClient, small: World) -> None:
    number = id_of(small, "I.02")
    answer = submit(secretary, TREE, typed(small, I_01="60") | {"act": f"remove-{number}"})
    assert answer.location == f"{CARD}/criteria/{number}/remove"
    with unchanged(small.database):
        assert "Xóa tiêu chí I.02?" in text_of(get(secretary, answer.location))
        group = text_of(get(secretary, f"{CARD}/criteria/{id_of(small, 'I')}/remove"))
    assert "Xóa hoặc chuyển các tiêu chí con trước." in group and "Xóa tiêu chí I</button>" not in group
    done = submit(secretary, answer.location, {})
    assert done.location == f"{TREE}#name-{id_of(small, 'I.01')}"
    assert "I.02" not in dict(codes(small))


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"rows-1-code": "I 1"}, "Mã gồm chữ, số và dấu chấm, ví dụ I.01."),
        ({"rows-1-code": "II"}, "Mã “II” đã dùng cho tiêu chí khác."),
        ({"rows-1-name_vi": " "}, "Nhập tên tiêu chí."),
        ({"rows-1-max_points": "một"}, "Điểm tối đa phải là số, ví dụ 7,5."),
        ({"rows-1-max_points": "0"}, "Điểm phải lớn hơn 0."),
        ({"act": "in-{II.}"}, ""),
    ],
)
def test_a_faulty_row_is_told_and_everything_typed_stays(
    secretary: FlaskClient, small: World, values: dict[str, str], message: str
) -> None:
    if "act" in values:
        values = {"act": f"in-{id_of(small, 'I.02')}"}
        message = "I.01 có cách chấm riêng nên không chứa được tiêu chí con."
    data = typed(small) | {"rows-2-name_vi": "Vừa nhập"} | values
    with unchanged(small.database):
        answer = submit(secretary, TREE, data)
    shown = text_of(answer)
    assert (answer.status_code, message in shown, 'value="Vừa nhập"' in shown) == (422, True, True)


def test_rows_of_nowhere_and_a_stale_table(secretary: FlaskClient, small: World) -> None:
    with unchanged(small.database):
        assert submit(secretary, TREE, typed(small) | {"rows-1-criterion": "99999"}).status_code == 404
        assert submit(secretary, TREE, typed(small) | {"rows-1-criterion": "x"}).status_code == 404
        assert submit(secretary, TREE, typed(small), version="1").status_code == 409


RULES: list[tuple[str, dict[str, str], str]] = [
    ("ratio_cap", {}, "60 × (97/95), tối đa 60 → 60,00"),
    ("ratio_uncapped", {}, "60 × 97/95 ≈ 61,26 (vượt chuẩn)"),
    ("ratio_cap_x", {"x": "1,10"}, "60 × 97/95 ≈ 61,26"),
    ("per_pct", {"step": "2", "pts": "1"}, "Đạt 94,74% kế hoạch: (100 × 90/95)/2 × 1 ≈ 47,37"),
    ("over_bonus", {"base": "50", "k": "2", "m": "10"}, "50 + 2 × (100 × 97/95 − 100) ≈ 54,21"),
    ("under_penalty", {"k": "2"}, "60 − 2 × (100 − 100 × 90/95) ≈ 49,47"),
    ("inverse", {}, "60 × 5/6 = 50,00"),
    ("band", {"rows-0-end": "93", "rows-0-pts": "6", "rows-1-start": "93", "rows-1-pts": "60"}, "60,00"),
    ("boolean", {"rows-0-name": "Ký giao ước"}, "60,00"),
    ("rank", {"scope": "cluster", "rows-0-start": "1", "rows-0-pts": "55"}, "55,00"),
    ("manual", {}, "Chấm theo đánh giá 7,5, tối đa 60 → 7,50"),
    ("bonus", {"cap": "20", "rows-0-name": "Cờ", "rows-0-pts": "6"}, "20,00"),
    ("penalty", {"cap": "10", "rows-0-name": "Chậm", "rows-0-pts": "1,5"}, "−7,50"),
]


def test_all_rules_are_tried() -> None:
    assert {rule for rule, _values, _answer in RULES} == {rule.value for rule in RuleType}


@pytest.mark.parametrize(("rule", "values", "expected"), RULES)
def test_a_rule_is_tried_before_it_is_saved_and_nothing_typed_is_lost(
    secretary: FlaskClient, small: World, rule: str, values: dict[str, str], expected: str
) -> None:
    """No code, no indicator yet: points and parameters are enough. Red when try_out asks for all fields."""
    page = f"{NEW}?rule={rule}"
    names = re.findall(r'name="(samples-\d-\w+)" value="([^"]*)"', text_of(get(secretary, page)))
    assert len({name.split("-")[1] for name, _value in names}) in (1, 3)
    data = dict(names) | {"name_vi": "Đang nhập", "max_points": "60"} | values
    if rule == "band":
        data["samples-0-actual"] = "93"
    with unchanged(small.database):
        answer = submit(secretary, page, data | {"try": "1"}, action=NEW)
    shown = text_of(answer)
    assert (answer.status_code, expected in shown) == (200, True), shown
    assert 'value="Đang nhập"' in shown


def test_a_faulty_trial_is_told_beside_its_field(secretary: FlaskClient, small: World) -> None:
    data = {"max_points": "60", "x": "0,9", "samples-0-plan": "95", "samples-0-actual": "97"}
    with unchanged(small.database):
        answer = submit(secretary, f"{NEW}?rule=ratio_cap_x", data | {"try": "1"}, action=NEW)
        words = submit(
            secretary, f"{NEW}?rule=ratio_cap", data | {"samples-0-plan": "abc", "try": "1"}, action=NEW
        )
    assert answer.status_code == 422 and "Bội số chặn trên phải từ 1 trở lên" in text_of(answer)
    assert words.status_code == 422 and "Kế hoạch phải là số" in text_of(words)


def test_another_rule_brings_its_fields_and_keeps_what_was_typed(
    secretary: FlaskClient, small: World
) -> None:
    data = {"code": "IV", "name_vi": "Giữ lại", "max_points": "30", "rule": "band"}
    with unchanged(small.database):
        answer = submit(secretary, f"{NEW}?rule=ratio_cap", data | {"change_rule": "1"}, action=NEW)
        unasked = submit(secretary, f"{NEW}?rule=ratio_cap", data, action=NEW)
    for shown in (text_of(answer), text_of(unasked)):
        assert 'value="Giữ lại"' in shown and 'name="rows-2-pts"' in shown
    assert (answer.status_code, unasked.status_code) == (200, 200)


def test_a_saved_rule_shows_its_samples_at_once(secretary: FlaskClient, small: World) -> None:
    shown = text_of(get(secretary, f"{CARD}/criteria/{id_of(small, 'I.01')}"))
    assert "45 × 90/95 ≈ 42,63" in shown and "45 × (97/95), tối đa 45 → 45,00" in shown


def test_editions_are_listed_read_and_compared(
    secretary: FlaskClient, client_as: SignIn, world: World
) -> None:
    issue(world)
    assert "Chưa có bảng nào khác để so sánh" in text_of(get(secretary, f"{CARD}/compare"))
    assert press(secretary, f"{CARD}/edition").status_code == 302
    assert "Hai bảng giống nhau" in text_of(get(secretary, f"{CARD}/compare?with=1"))
    submit(secretary, TREE, typed(world, I_01="40") | {"act": f"up-{id_of(world, 'II')}"})
    shown = text_of(get(secretary, f"{CARD}/compare"))
    assert "2 khác biệt:" in shown and "Năm 2025, bản 2 so với năm 2025, bản 1" in shown
    assert "45 điểm" in shown and "40 điểm" in shown and "II, I" in shown
    back = text_of(get(secretary, f"{CARD}/compare?edition=1&with=2"))
    assert "Năm 2025, bản 1 so với năm 2025, bản 2" in back
    old = text_of(get(secretary, f"{CARD}?edition=1"))
    assert "đang xem" in old and "/tree" not in old
    for missing in ("?with=7", "?edition=7", "?with=x", "?with=2019"):
        assert get(secretary, f"{CARD}/compare{missing}").status_code == 404
    outsider = client_as("outsider")
    assert get(outsider, f"{CARD}/compare?edition=2&with=1").status_code == 404
    assert "Chưa có bảng nào khác" in text_of(get(outsider, f"{CARD}/compare"))
    assert get(outsider, f"{CARD}?edition=2").status_code == 404


def test_a_year_without_a_scorecard_has_nothing_to_compare(secretary: FlaskClient, world: World) -> None:
    del world
    assert "chưa có bảng tiêu chí" in text_of(get(secretary, f"{CARD}/compare"))
    assert get(secretary, f"{CARD}/export.xlsx").status_code == 404


def upload(client: FlaskClient, content: bytes, name: str = "bang.csv", **more: Any) -> Any:
    data = hidden_of(client, IMPORT) | {"file": (io.BytesIO(content), name)} | more
    return client.post(IMPORT, data=data, base_url=BASE, content_type="multipart/form-data")


def test_the_file_that_goes_out_comes_in_unchanged(secretary: FlaskClient, small: World) -> None:
    for form in ("csv", "xlsx"):
        answer = get(secretary, f"{CARD}/export.{form}")
        assert f'filename="tptw-2025-scorecard-1.{form}"' in answer.headers["Content-Disposition"]
        with unchanged(small.database):
            shown = text_of(upload(secretary, answer.data, f"bang.{form}"))
        assert "5 dòng: 0 mới, 0 thay đổi, 5 không đổi, 0 có lỗi; 0 tiêu chí bị bỏ." in shown
        assert 'name="write"' not in shown
    assert get(secretary, f"{CARD}/export.pdf").status_code == 404
    assert workbooks.read(get(secretary, f"{CARD}/export.xlsx").data, "b.xlsx")[0].rows[0][0] == (
        "Bảng tiêu chí chấm điểm năm 2025"
    )


def test_a_changed_file_is_shown_then_written_once(secretary: FlaskClient, small: World) -> None:
    lines = (
        get(secretary, f"{CARD}/export.csv").get_data(as_text=True).replace(";45,00;", ";40,00;").splitlines()
    )
    extra = "I.03;I;Mới;;5;Theo thứ hạng;toàn quốc | 1 → … = 5;PCI_RANK;;"
    content = "\r\n".join([*lines[:-1], extra]).encode()
    with unchanged(small.database):
        preview = upload(secretary, content)
    shown = text_of(preview)
    assert "5 dòng: 1 mới, 1 thay đổi, 3 không đổi, 0 có lỗi; 1 tiêu chí bị bỏ." in shown, shown
    assert "trước: 45" in shown
    carried = re.search(r'name="table"[^>]*value="([^"]*)"', shown)
    assert carried is not None
    data = {"table": carried.group(1), "write": "1"}
    written = submit(secretary, IMPORT, data)
    assert (written.status_code, written.location) == (302, CARD)
    assert [code for code, _depth in codes(small)] == ["I", "I.01", "I.02", "I.03", "II"]
    with unchanged(small.database):
        assert "5 không đổi" in text_of(upload(secretary, content))
    again = submit(secretary, IMPORT, data)
    assert again.status_code == 302
    assert "không có gì thay đổi" in text_of(get(secretary, CARD))


def test_faulty_rows_are_told_and_block_all(secretary: FlaskClient, small: World) -> None:
    content = "Mã;Tên tiêu chí;Điểm tối đa;Cách chấm\r\nI 1;Tên;5;Nhóm\r\nII;Tên;năm;Bốc thăm\r\n".encode()
    with unchanged(small.database):
        shown = text_of(upload(secretary, content))
        assert "2 có lỗi" in shown and 'name="write"' not in shown
        assert "Mã gồm chữ, số và dấu chấm" in shown and "Cách chấm phải là một trong" in shown
        forced = submit(secretary, IMPORT, {"table": content.decode(), "write": "1"})
    assert (forced.status_code, "Sửa trong tệp rồi chọn lại" in text_of(forced)) == (422, True)


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"", "bang.csv", "rỗng"),
        (b"PK\x03\x04junk", "bang.xlsx", ""),
        (b"a;b\r\n1;2\r\n", "bang.csv", "Không thấy dòng tên cột"),
        (b"x", "bang.exe", "phải là"),
    ],
)
def test_a_file_that_is_no_table_is_refused(
    secretary: FlaskClient, small: World, content: bytes, name: str, message: str
) -> None:
    with unchanged(small.database):
        answer = upload(secretary, content, name)
    assert (answer.status_code, message in text_of(answer)) == (422, True)


def test_no_file_and_a_tampered_table(secretary: FlaskClient, small: World) -> None:
    with unchanged(small.database):
        nothing = submit(secretary, IMPORT, {})
        tampered = submit(secretary, IMPORT, {"table": "\0\x01", "write": "1"})
    assert (nothing.status_code, "Chọn tệp." in text_of(nothing)) == (422, True)
    assert tampered.status_code == 422


def test_an_issued_scorecard_takes_no_file(secretary: FlaskClient, world: World) -> None:
    issue(world)
    assert "không sửa được nữa" in text_of(get(secretary, IMPORT))
    table = get(secretary, f"{CARD}/export.csv").get_data(as_text=True)
    with unchanged(world.database):
        assert submit(secretary, IMPORT, {"table": table, "write": "1"}).status_code == 422


def test_what_is_not_assigned_is_written_shown_and_taken_back(
    secretary: FlaskClient, client_as: SignIn, small: World
) -> None:
    assert "Mọi tiêu chí đều giao" in text_of(get(secretary, EXEMPT))
    data = {
        "member": str(small.members["HP"]),
        "criterion": str(id_of(small, "I.02")),
        "reason": "Không có rừng",
    }
    assert submit(secretary, EXEMPT, data).status_code == 302
    assert "Không giao cho Hải Phòng: Không có rừng" in text_of(get(secretary, CARD))
    reader = text_of(get(client_as("officer.hp"), EXEMPT))
    assert "Không có rừng" in reader and "Giao lại" not in reader
    removing = text_of(get(secretary, f"{CARD}/criteria/{id_of(small, 'I.02')}/remove"))
    assert "Hải Phòng: Không có rừng" in removing
    found = re.search(r"exemptions/(\d+)/remove", text_of(get(secretary, EXEMPT)))
    assert found is not None
    done = submit(secretary, EXEMPT, {}, action=f"{EXEMPT}/{found.group(1)}/remove")
    assert done.status_code == 302
    assert "Mọi tiêu chí đều giao" in text_of(get(secretary, EXEMPT))


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"member": ""}, "Chọn thành viên."),
        ({"criterion": ""}, "Chọn tiêu chí."),
        ({"criterion": "99999"}, "Chọn tiêu chí."),
        ({"reason": ""}, "Nhập lý do."),
        ({"reason": "x"}, "Nhập lý do."),
    ],
)
def test_a_faulty_exemption_is_told_and_kept(
    secretary: FlaskClient, small: World, values: dict[str, str], message: str
) -> None:
    data = {
        "member": str(small.members["HP"]),
        "criterion": str(id_of(small, "I.02")),
        "reason": "Không có rừng",
    }
    with unchanged(small.database):
        answer = submit(secretary, EXEMPT, data | values)
    assert (answer.status_code, message in text_of(answer)) == (422, True)


@pytest.mark.parametrize("who", ["officer.hn", "secretary.hcm", "auditor", "admin", "outsider"])
def test_others_build_nothing(client_as: SignIn, small: World, who: str) -> None:
    client = client_as(who)
    token = hidden_of(client, "/preferences")
    with unchanged(small.database):
        for path in (TREE, IMPORT, EXEMPT, f"{EXEMPT}/1/remove"):
            answer = client.post(path, data=token | typed(small), base_url=BASE)
            assert answer.status_code in (403, 404), (path, answer.status_code)
        for path in (TREE, IMPORT, f"{CARD}/criteria/{id_of(small, 'I')}/remove"):
            assert get(client, path).status_code in (403, 404), path
