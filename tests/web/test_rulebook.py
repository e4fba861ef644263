"""The rulebook's pages: the rules of a day for everybody; asking, confirming, choosing for those who keep it."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from emulation.models.rulebook import LegalRule, RuleChoice
from tests.conftest import unchanged
from tests.factories import rules as made
from tests.factories.world import World
from tests.support.awards import build
from tests.support.pages import get, submit, text_of
from tests.support.statements import counted

SignIn = Callable[[str], FlaskClient]
ADMIN = "/admin/rules"
CHOICES = f"{ADMIN}/choices/tptw/ballot_flag"
ROW = {
    "title": "Tỷ lệ phiếu cho Cờ thi đua của Chính phủ",
    "comparator": "≥",
    "value": "75",
    "unit": "%",
    "base": "tất cả thành viên Hội đồng",
    "document": "Nghị định 98/2023/NĐ-CP",
    "valid_from": "01/01/2024",
    "valid_to": "01/07/2025",
    "reason": "Đã có văn bản.",
    "source": "Công văn 12/BNV",
}


@pytest.fixture
def loaded(world: World) -> World:
    """The world with its rulebook."""
    made.load(world)
    return world


def number(world: World, code: str = made.FLAG) -> int:
    with world.database.reading() as session:
        return made.rule(session, code).id


def value(world: World, code: str = made.FLAG) -> str:
    with world.database.reading() as session:
        return made.rule(session, code).value


# For everybody -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("31/12/2023", "theo chế độ R1: Nghị định 91/2017/NĐ-CP (từ 01/10/2017, trước 01/01/2024)"),
        ("01/01/2024", "theo chế độ R2: Nghị định 98/2023/NĐ-CP (từ 01/01/2024, trước 01/07/2025)"),
        ("30/6/2025", "theo chế độ R2: Nghị định 98/2023/NĐ-CP"),
        ("01/7/2025", "theo chế độ R3: Nghị định 152/2025/NĐ-CP (từ 01/07/2025, trước 01/03/2027)"),
        ("01/3/2027", "Không có chế độ nào có hiệu lực ngày 01/03/2027: cần người quyết định."),
    ],
)
def test_which_regime_applies_on_a_day(loaded: World, client: FlaskClient, day: str, sentence: str) -> None:
    """Acceptance 2, for every visitor."""
    answer = get(client, f"/rules?on={day}")
    assert answer.status_code == 200
    assert sentence in text_of(answer)


def test_alternatives_stand_beside_each_other_and_are_marked(loaded: World, client: FlaskClient) -> None:
    """Red when `grouped` keeps rows of one head apart, or the page does not say that they are alternatives."""
    page = text_of(get(client, "/rules?on=30/06/2025"))
    ballots = page[page.index("Bỏ phiếu</") : page.index("Công khai</")]
    order = [
        ballots.index(words)
        for words in ("cách dẫn thứ nhất", "cách dẫn thứ hai", "Tỷ lệ phiếu cho Cờ thi đua của Chính phủ")
    ]
    assert order == sorted(order)
    assert ballots.count("Phương án 1<") == 3  # flag, orders, sector councils
    assert "Phương án 4<" in ballots
    assert "≥ 2/3" in ballots
    assert "Căn cứ: Quyết định 2264/2014 của Kiểm toán nhà nước" in ballots


def test_only_what_nobody_has_confirmed(loaded: World, client: FlaskClient) -> None:
    page = text_of(get(client, "/rules?on=30/06/2025&show=unconfirmed"))
    assert "Chưa xác nhận" in page
    assert ">Đã xác nhận<" not in page
    assert "theo chế độ R2" in page


def test_the_days_beside_a_change_are_one_click_away(loaded: World, client: FlaskClient) -> None:
    page = text_of(get(client, "/rules?on=01/07/2025"))
    assert 'href="/rules?on=30/06/2025&show=all"' in page
    assert 'href="/rules?on=01/03/2027&show=all"' in page


def test_a_day_that_is_none_is_said_beside_the_field(loaded: World, client: FlaskClient) -> None:
    answer = get(client, "/rules?on=31/02/2025")
    assert answer.status_code == 422
    assert 'value="31/02/2025"' in text_of(answer)
    assert "Ngày phải là ngày có thật" in text_of(answer)
    assert get(client, "/rules.csv?on=31/02/2025").status_code == 404


def test_the_file_holds_the_rows_of_the_page(loaded: World, client: FlaskClient) -> None:
    body = get(client, "/rules.csv?on=30/06/2025&show=unconfirmed").get_data().decode("utf-8-sig")
    assert "ballot_flag.n98" in body
    assert "ballot_flag.n152" not in body
    assert "flag_lead.l22" not in body
    assert get(client, "/rules.xlsx?on=30/06/2025").get_data().startswith(b"PK")


def test_a_clusters_own_row_is_public_with_its_name(loaded: World, client: FlaskClient) -> None:
    assert "Quy chế riêng" not in text_of(get(client, "/rules"))
    made.confirm(loaded, made.ask_new(loaded))
    page = text_of(get(client, "/rules"))
    assert "Quy chế riêng" in page
    assert "Cụm thi đua các thành phố trực thuộc Trung ương" in page


# Who sees and who may ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("secretary.hn", 200),
        ("leader.hn", 200),
        ("auditor", 200),
        ("outsider", 200),
        ("admin", 200),
        ("secretary.hcm", 403),
        ("secretary.hp", 403),
        ("officer.hn", 403),
    ],
)
def test_who_reads_the_changes(loaded: World, client_as: SignIn, who: str, status: int) -> None:
    client = client_as(who)
    for path in (ADMIN, f"{ADMIN}/{number(loaded)}"):
        assert get(client, path).status_code == status
    assert ("Bảng quy tắc pháp lý" in text_of(get(client, "/my-work"))) is (status == 200)


@pytest.mark.parametrize("who", ["leader.hn", "auditor", "admin"])
def test_readers_are_offered_no_buttons(loaded: World, client_as: SignIn, who: str) -> None:
    client = client_as(who)
    assert "Thêm quy tắc" not in text_of(get(client, ADMIN))
    assert "Đề nghị sửa" not in text_of(get(client, f"{ADMIN}/{number(loaded)}"))
    for path in (f"{ADMIN}/new", f"{ADMIN}/{number(loaded)}/edit", CHOICES):
        assert get(client, path).status_code == 403


def test_how_often_a_row_is_in_use(world: World, client_as: SignIn) -> None:
    """One draft of a flag: the ballot threshold of flags speaks about it, that of orders does not."""
    build(world)
    client = client_as("secretary.hn")
    assert "dùng cho 1 lượt" in text_of(get(client, f"{ADMIN}/{number(world)}"))
    assert "dùng cho 0 lượt" in text_of(get(client, f"{ADMIN}/{number(world, 'ballot_order.a')}"))


def test_a_row_that_is_not_there_is_not_found(loaded: World, client_as: SignIn) -> None:
    client = client_as("secretary.hn")
    for path in (f"{ADMIN}/99999", f"{ADMIN}/changes/99999", f"{ADMIN}/choices/tptw/no_such_head"):
        assert get(client, path).status_code == 404


# Asking and confirming ---------------------------------------------------------------------------------------


def test_a_rule_is_edited_by_one_and_confirmed_by_another(loaded: World, client_as: SignIn) -> None:
    """Acceptance 3 through the pages: asked, seen as a task, old and new side by side, confirmed, told."""
    asker, second = client_as("secretary.hn"), client_as("secretary2.hn")
    to = submit(asker, f"{ADMIN}/{number(loaded)}/edit", ROW).headers["Location"]
    assert value(loaded) == "80"
    own = text_of(get(asker, to))
    assert "Người đề nghị không tự xác nhận." in own
    assert "Rút đề nghị" in own
    with unchanged(loaded.database):
        assert submit(asker, to, {}, f"{to}/confirm").status_code == 403
    assert "Xác nhận thay đổi quy tắc “Tỷ lệ phiếu cho Cờ thi đua của Chính phủ”" in text_of(
        get(second, "/my-work")
    )
    assert to in text_of(get(second, ADMIN))
    page = text_of(get(second, to))
    assert ">80</td>" in page
    assert ">75</td>" in page
    assert "Cùng loại đã có 3 dòng có hiệu lực trong thời gian này." in page
    assert submit(second, to, {}, f"{to}/confirm").headers["Location"] == to
    assert value(loaded) == "75"
    assert "Bảng quy tắc đã được sửa." in text_of(get(second, to))
    assert "đã xác nhận thay đổi quy tắc mà bạn đề nghị" in text_of(get(asker, "/my-work"))
    history = text_of(get(second, f"{ADMIN}/{number(loaded)}"))
    for words in ("Đã có văn bản.", "Công văn 12/BNV", "đã nạp quy tắc"):
        assert words in history


def test_a_new_row_of_the_cluster_is_asked_for_and_confirmed_by_the_leader(
    loaded: World, client_as: SignIn
) -> None:
    fields = ROW | {"head": "cluster_vote", "owner": str(loaded.cluster_id), "valid_from": "", "valid_to": ""}
    to = submit(client_as("secretary.hn"), f"{ADMIN}/new", fields).headers["Location"]
    leader = client_as("leader.hn")
    assert submit(leader, to, {}, f"{to}/confirm").status_code == 302
    assert value(loaded, "cluster_vote.tptw") == "75"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"title": ""}, "Nhập nội dung quy tắc."),
        ({"value": "tám mươi"}, "Khi có phép so sánh, giá trị phải là số hoặc phân số"),
        ({"value": "1.234"}, "có thể là 1234 hoặc 1,234"),
        ({"valid_from": "31/02/2024"}, "phải là ngày có thật"),
        ({"valid_to": "01/01/2024"}, "Ngày hết hiệu lực phải sau ngày bắt đầu có hiệu lực (01/01/2024)."),
        ({"confirmed": "y"}, "Nhập ngày đối chiếu với văn bản chính thức."),
        ({"reason": ""}, "Nhập lý do thay đổi."),
        ({"source": " "}, "Nhập nguồn."),
        ({"comparator": "=>"}, "Chọn phép so sánh."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    loaded: World, client_as: SignIn, change: dict[str, str], said: str
) -> None:
    client = client_as("secretary.hn")
    with unchanged(loaded.database):
        answer = submit(client, f"{ADMIN}/{number(loaded)}/edit", ROW | {"note": "Giữ lại"} | change)
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert "Giữ lại" in text_of(answer)


def test_an_edit_that_changes_nothing_is_said(loaded: World, client_as: SignIn) -> None:
    client = client_as("secretary.hn")
    with unchanged(loaded.database):
        answer = submit(client, f"{ADMIN}/{number(loaded)}/edit", ROW | {"value": "80"})
    assert answer.status_code == 422
    assert "Chưa có gì thay đổi so với dòng đang có." in text_of(answer)


def test_refusing_needs_a_reason_that_is_told(loaded: World, client_as: SignIn) -> None:
    change = f"{ADMIN}/changes/{made.ask(loaded, value='75')}"
    second = client_as("secretary2.hn")
    with unchanged(loaded.database):
        answer = submit(second, change, {}, f"{change}/refuse")
    assert answer.status_code == 422
    assert "Nhập lý do không xác nhận." in text_of(answer)
    assert submit(second, change, {"reason": "Chưa thấy"}, f"{change}/refuse").status_code == 302
    assert "Chưa thấy" in text_of(get(client_as("secretary.hn"), change))
    assert value(loaded) == "80"


def test_whoever_asked_withdraws(loaded: World, client_as: SignIn) -> None:
    change = f"{ADMIN}/changes/{made.ask(loaded, value='75')}"
    asker = client_as("secretary.hn")
    assert submit(asker, change, {}, f"{change}/withdraw").status_code == 302
    assert "Đã rút đề nghị." in text_of(get(asker, change))


def test_a_stale_edit_shows_both_versions(loaded: World, client_as: SignIn) -> None:
    made.confirm(loaded, made.ask(loaded, value="70"))
    client = client_as("secretary.hn")
    with unchanged(loaded.database):
        answer = submit(client, f"{ADMIN}/{number(loaded)}/edit", ROW | {"value": "66"}, version="1")
    assert answer.status_code == 409
    assert "66" in text_of(answer)
    assert "70" in text_of(answer)


# Choosing ----------------------------------------------------------------------------------------------------


def test_a_cluster_chooses_between_alternatives(loaded: World, client_as: SignIn) -> None:
    client = client_as("secretary.hn")
    assert "Cụm chưa chọn phương án nào." in text_of(get(client, CHOICES))
    fields = {"rule_id": str(number(loaded)), "reason": "Theo Nghị định 98."}
    assert submit(client, CHOICES, fields).status_code == 302
    page = text_of(get(client, CHOICES))
    assert "Theo Nghị định 98." in page
    assert "Đang theo" in page
    assert "Cụm đang theo" in text_of(get(client, f"{ADMIN}?on=30/06/2025"))
    with loaded.database.reading() as session:
        assert session.scalars(select(RuleChoice.rule_id)).all() == [number(loaded)]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"rule_id": ""}, "Chọn một phương án."),
        ({"rule_id": "77777"}, "Chọn một phương án."),
        ({"reason": ""}, "Nhập lý do chọn."),
    ],
)
def test_a_faulty_choice_is_said_beside_its_field(
    loaded: World, client_as: SignIn, change: dict[str, str], said: str
) -> None:
    client = client_as("secretary.hn")
    fields = {"rule_id": str(number(loaded)), "reason": "Theo Nghị định 98."} | change
    with unchanged(loaded.database):
        answer = submit(client, CHOICES, fields)
    assert answer.status_code == 422
    assert said in text_of(answer)


def test_a_choice_made_meanwhile_shows_both(loaded: World, client_as: SignIn) -> None:
    client = client_as("secretary.hn")
    fields = {"rule_id": str(number(loaded)), "reason": "Theo Nghị định 98."}
    assert submit(client, CHOICES, fields).status_code == 302
    other = {"rule_id": str(number(loaded, "ballot_flag.other")), "reason": "Khác."}
    with unchanged(loaded.database):
        assert submit(client, CHOICES, other, version="0").status_code == 409


# Size --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/rules", ADMIN])
def test_a_longer_rulebook_asks_no_more(loaded: World, client_as: SignIn, path: str) -> None:
    client = client_as("secretary.hn")
    get(client, path)
    with counted(loaded.database) as before:
        get(client, path)
    made.ask(loaded, value="75")
    made.confirm(loaded, made.ask_new(loaded))
    with counted(loaded.database) as after:
        get(client, path)
    assert len(after) <= len(before) + 1  # the names of the clusters whose own rows stand there
    assert len(after) <= 14
    with loaded.database.reading() as session:
        assert len(session.scalars(select(LegalRule)).all()) == 136
