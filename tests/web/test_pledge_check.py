"""The way of a pledge past its check page and the chair's review, with reasons at single targets."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from emulation.db import Database, unit_of_work
from emulation.queries.pledges import get_pledge, targets_of
from emulation.services.pledges import TargetDraft
from emulation.vocabulary.moves import PledgeMove
from tests.conftest import unchanged
from tests.factories import pledges as made
from tests.factories.world import World
from tests.support.pages import get, submit, text_of

HP = "/clusters/tptw/2025/pledges/HP"
CHECK, REVIEW = f"{HP}/check", f"{HP}/review"
SignIn = Callable[[str], FlaskClient]


@pytest.fixture
def ids(world: World) -> tuple[int, int]:
    """The ids of growth and revenue in Hải Phòng's draft; growth lacks a day and an owner."""
    with world.database.writing() as session, unit_of_work(session):
        whole: dict[str, Any] = {"source": "NQ 2", "owner": "Sở Tài chính", "due_on": date(2025, 12, 31)}
        revenue = TargetDraft(world.indicators["BUDGET_REVENUE"], low=made.growth(world).low, **whole)
        growth = made.growth(world, note="Đẩy mạnh thu hút đầu tư")
        summary = "Tích cực thi đua. Trồng 500 ha rừng."
        pledge = made.draft(session, world, "HP", summary=summary, targets=[growth, revenue])
        first, second = (row.id for row in targets_of(session, pledge.id))
    return first, second


def advance(world: World, *moves: tuple[str, PledgeMove]) -> None:
    with world.database.writing() as session, unit_of_work(session):
        from_db = get_pledge(session, world.cycle_id, world.members["HP"])
        for who, move in moves:
            made.step(session, world, from_db, who, move)


TO_LEADER = ("officer.hp", PledgeMove.REQUEST_APPROVAL)
TO_CHAIR = ("leader.hp", PledgeMove.SUBMIT)


def typed(ids: tuple[int, int], *texts: str, reason: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {"reason": reason}
    for row, (target, text) in enumerate(zip(ids, texts, strict=True)):
        found |= {f"lines-{row}-line": str(target), f"lines-{row}-reason": text}
    return found


def test_the_officer_reads_all_answers_and_what_cannot_be_measured(
    client_as: SignIn, ids: tuple[int, int]
) -> None:
    """Screens 3.8 and journey J2 (5): gaps by name, vague words marked, a way to change each part."""
    page = text_of(get(client_as("officer.hp"), CHECK))
    assert "<mark>Tích cực</mark>" in page and "<mark>Đẩy mạnh</mark>" in page
    assert "<strong>3/5</strong> – còn thiếu: ngày hoàn thành, đơn vị chủ trì" in page
    assert "1/2 chỉ tiêu đủ con số, đơn vị tính, ngày hoàn thành, đơn vị chủ trì và văn bản giao." in page
    assert "Thứ Tư, 31/12/2025" in page and "Chưa cung cấp" in page
    assert f'href="{HP}/edit#targets-1-indicator"' in page
    assert "Trình lãnh đạo duyệt" in page and "Trả lại để sửa" not in page


def test_marked_as_qualitative_nothing_is_pointed_out(
    client_as: SignIn, world: World, ids: tuple[int, int]
) -> None:
    """Red when assess() looks through the note of a qualitative target."""
    with world.database.writing() as session, unit_of_work(session):
        meant = made.growth(world, note="Đẩy mạnh thu hút đầu tư", is_qualitative=True)
        summary = "Tích cực thi đua (định tính)."
        version = get_pledge(session, world.cycle_id, world.members["HP"]).version
        made.draft(session, world, "HP", summary=summary, version=version, targets=[meant])
    page = text_of(get(client_as("officer.hp"), CHECK))
    assert "<mark>" not in page
    assert "<strong>1/3</strong> (định tính)" in page


def test_the_meter_stands_in_the_form_while_it_is_typed(client_as: SignIn, ids: tuple[int, int]) -> None:
    officer = client_as("officer.hp")
    assert "<mark>Đẩy mạnh</mark>" in text_of(get(officer, f"{HP}/edit"))
    row = {"targets-0-indicator": "1", "targets-0-note": "Từng bước đổi mới", "row_add": "targets"}
    page = text_of(submit(officer, f"{HP}/edit", row))
    assert "<mark>Từng bước</mark>" in page
    assert "<strong>1/5</strong> – còn thiếu: con số, ngày hoàn thành, đơn vị chủ trì, văn bản giao" in page


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("31/02/2025", "Hoàn thành trước ngày phải là ngày có thật, ví dụ 27/03/2026."),
        ("01/01/2026", "Ngày hoàn thành phải nằm trong năm 2025."),
    ],
)
def test_a_wrong_day_is_told_beside_its_field(
    client_as: SignIn, database: Database, world: World, ids: tuple[int, int], value: str, message: str
) -> None:
    officer = client_as("officer.hp")
    row = {
        "targets-0-indicator": str(world.indicators["GRDP_GROWTH"]),
        **{"targets-0-plan_source": "city_council", "targets-0-operator": "ge", "targets-0-low": "8"},
        "targets-0-due_on": value,
    }
    with unchanged(database):
        answer = submit(officer, f"{HP}/edit", row)
    assert answer.status_code == 422
    assert message in text_of(answer) and f'value="{value}"' in text_of(answer)


def test_the_leader_returns_at_one_target_and_the_officer_reads_it_beside_the_row(
    client_as: SignIn, world: World, ids: tuple[int, int]
) -> None:
    """J2 (7). Red when edit.html gets no reasons, and when show.html leaves out the targets' reasons."""
    advance(world, TO_LEADER)
    leader, officer = client_as("leader.hp"), client_as("officer.hp")
    answer = submit(leader, CHECK, typed(ids, "", "Chưa rõ nguồn thu nào"), action=f"{HP}/move/return")
    assert answer.status_code == 302, text_of(answer)
    form = text_of(get(officer, f"{HP}/edit"))
    assert "Chưa rõ nguồn thu nào" in form.split('name="targets-1-indicator"')[0].split("<fieldset")[-1]
    assert "field-error" not in form, "it is help, not an error"
    assert "Chưa rõ nguồn thu nào" in text_of(get(officer, HP))
    assert "Thu ngân sách nhà nước: Chưa rõ nguồn thu nào." in text_of(get(officer, "/notices"))
    advance(world, TO_LEADER)
    assert "Chưa rõ nguồn thu nào" not in text_of(get(leader, CHECK))


@pytest.mark.parametrize(("who", "page", "moves"), [
    ("leader.hp", CHECK, (TO_LEADER,)),
    ("secretary.hn", REVIEW, (TO_LEADER, TO_CHAIR)),
])  # fmt: skip
def test_returning_without_any_reason_is_message_11(
    client_as: SignIn, database: Database, world: World, ids: tuple[int, int], who: str, page: str, moves: Any
) -> None:
    """On the page where the button stands; what was typed at a line is kept and told there."""
    advance(world, *moves)
    person = client_as(who)
    with unchanged(database):
        empty = submit(person, page, typed(ids, "", ""), action=f"{HP}/move/return")
        short = submit(person, page, typed(ids, "", "sai"), action=f"{HP}/move/return")
    for answer in (empty, short):
        assert answer.status_code == 422
        assert "Nhập lý do. Lý do được ghi vào nhật ký và gửi cho đơn vị." in text_of(answer)
    assert 'aria-describedby="lines-1-reason-error"' in text_of(short)
    assert 'value="sai"' in text_of(short)


def test_a_target_that_is_not_in_the_pledge_is_not_found(
    client_as: SignIn, database: Database, world: World, ids: tuple[int, int]
) -> None:
    advance(world, TO_LEADER)
    leader = client_as("leader.hp")
    for stranger in ("999999", "abc", ""):
        sent = {"reason": "Thiếu chỉ tiêu", "lines-0-line": stranger, "lines-0-reason": "Sai số liệu"}
        with unchanged(database):
            assert submit(leader, CHECK, sent, action=f"{HP}/move/return").status_code == 404


def test_a_pledge_that_lacks_something_has_no_button(client_as: SignIn, world: World) -> None:
    """Red when check.html offers the move whatever is missing."""
    with world.database.writing() as session, unit_of_work(session):
        made.draft(session, world, "HP", targets=[made.growth(world, source="")])
    officer = client_as("officer.hp")
    page = text_of(get(officer, CHECK))
    assert "Chưa đủ để trình:" in page and "Nhập văn bản giao chỉ tiêu ở dòng 1." in page
    assert "move/request_approval" not in page
    refused = submit(officer, CHECK, {}, action=f"{HP}/move/request_approval")
    assert (refused.status_code, "Nhập văn bản giao chỉ tiêu" in text_of(refused)) == (422, True)


def test_after_submitting_the_page_says_what_happens_next(
    client_as: SignIn, world: World, ids: tuple[int, int]
) -> None:
    """Message 2 and screens 3.9."""
    advance(world, TO_LEADER)
    leader = client_as("leader.hp")
    assert "Nộp giao ước cho Cụm trưởng" in text_of(get(leader, CHECK))
    submit(leader, CHECK, {}, action=f"{HP}/move/submit")
    page = text_of(get(leader, HP))
    assert "Đã nộp giao ước của Hải Phòng năm 2025 lúc 10:00 ngày 15/10/2025. Mã hồ sơ: GU-2025-HP." in page
    assert "Tổ thư ký Cụm trưởng xem xét rồi thống nhất, hoặc trả lại kèm lý do." in page
    assert "Mã hồ sơ: " not in text_of(get(leader, HP)), "said once; the number stays"
    assert "GU-2025-HP" in text_of(get(leader, HP))


def test_the_chair_sees_what_is_new_and_vague_and_agrees(
    client_as: SignIn, world: World, ids: tuple[int, int]
) -> None:
    advance(world, TO_LEADER, TO_CHAIR)
    secretary = client_as("secretary.hn")
    assert f'href="{REVIEW}"' in text_of(get(secretary, HP))
    page = text_of(get(secretary, REVIEW))
    assert page.count("Mới so với năm trước") == 2
    assert page.count(">Chưa đo được<") == 1
    assert submit(secretary, REVIEW, {}, action=f"{HP}/move/accept").status_code == 302
    assert "Chưa có giao ước nào chờ thống nhất." in text_of(get(secretary, REVIEW))


def test_check_and_review_are_for_those_inside(
    client_as: SignIn, client: FlaskClient, ids: tuple[int, int]
) -> None:
    """Red without the require in inner_desk_of."""
    for page in (CHECK, REVIEW):
        assert get(client, page).status_code == 302
        assert get(client_as("officer.dn"), page).status_code == 403
        assert get(client_as("outsider"), page).status_code == 404
        reader = text_of(get(client_as("auditor"), page))
        assert "Tích cực" in reader and "/move/" not in reader
    assert get(client_as("officer.dn"), CHECK.replace("HP", "DN")).status_code == 404, "no pledge yet"
