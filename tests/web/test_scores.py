"""The scores room by HTTP: each role's pages, bad input on every form, nothing hidden leaks, steady query counts."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event, update

from emulation.app import create_app
from emulation.db import Database
from emulation.models.clusters import Membership
from emulation.queries.sheets import get_sheet
from emulation.settings import Settings
from emulation.vocabulary.states import Phase, SheetState
from tests.conftest import signed_in, unchanged
from tests.factories import scores as made
from tests.factories.world import CITIES, World
from tests.support.pages import get, submit, text_of
from tests.support.scores import SignIn, Y, all_reviewed, building, reading, submitted


def prepared(world: World, city: str = "HN") -> dict[str, int]:
    with building(world) as session:
        ids = made.ground(session, world)
        made.prepared(session, world, city)
    return ids


def line(ids: dict[str, int], code: str, number: int = 0, **typed: str) -> dict[str, str]:
    """What a browser sends for one criterion."""
    fields = {"criterion": str(ids[code]), "reason": ""} | typed
    return {f"lines-{number}-{name}": value for name, value in fields.items()}


def group_one(ids: dict[str, int], points: str, reason: str = "Có báo cáo") -> dict[str, str]:
    """Group I of the small tree with points for I.02."""
    return line(ids, "I.01", claimed="") | line(ids, "I.02", 1, claimed=points, reason=reason)


def test_a_member_scores_group_by_group_signs_and_submits(client_as: SignIn, world: World) -> None:
    with building(world) as session:
        ids = made.ground(session, world)
    officer, page = client_as("officer.hp"), f"{Y}/scores/HP/self"
    assert "Chưa có phiếu điểm" in text_of(get(officer, page))
    assert submit(officer, page, {}, f"{page}/prepare").status_code == 302
    body = text_of(get(officer, page))
    assert "Đã làm 3/6" in body and "70 × 7,4/8 = 64,75" in body
    answer = submit(officer, page, group_one(ids, "36,5"), f"{page}?group=I")
    assert answer.status_code == 302 and answer.headers["Location"].endswith("group=II")
    two = f"{page}?group=II"
    assert submit(officer, two, line(ids, "II.01", claimed="50", reason="Có báo cáo"), two).status_code == 302
    three = f"{page}?group=III"
    items = {"lines-0-items-0-answer": "yes", "lines-0-items-1-answer": "yes"}
    assert submit(officer, three, line(ids, "III.01", claimed="") | items, three).status_code == 302
    assert "Đã làm 6/6" in text_of(get(officer, page))
    assert submit(officer, page, {}, f"{Y}/scores/HP/move/request_approval").status_code == 302
    leader = client_as("leader.hp")
    assert submit(leader, page, {}, f"{Y}/scores/HP/move/submit").status_code == 302
    with reading(world) as session:
        assert get_sheet(session, world.cycle_id, world.members["HP"]).state is SheetState.SUBMITTED


@pytest.mark.parametrize(
    ("points", "reason", "message"),
    [
        ("44", "Có báo cáo", "Điểm phải từ 0 đến 40"),
        ("bốn mươi", "Có báo cáo", "phải là số, ví dụ 7,5"),
        ("1.234", "Có báo cáo", "“1.234” có thể là 1234 hoặc 1,234"),
        ("36,555", "Có báo cáo", "nhiều hơn 2 chữ số thập phân"),
        ("36,5", "", "Nhập lý do chấm điểm này"),
        ("-1", "Có báo cáo", "Điểm phải từ 0 đến 40"),
    ],
)
def test_bad_points_are_told_beside_the_field_and_kept(
    client_as: SignIn, world: World, points: str, reason: str, message: str
) -> None:
    """44 of 40 is refused and the line stays open (handbook 6.1)."""
    ids = prepared(world)
    officer, page = client_as("officer.hn"), f"{Y}/scores/HN/self"
    with unchanged(world.database):
        answer = submit(officer, page, group_one(ids, points, reason), f"{page}?group=I")
    body = text_of(answer)
    assert answer.status_code == 422
    assert message in body and f'value="{points}"' in body and "Có lỗi cần sửa" in body


@pytest.mark.parametrize("count", ["-1", "1,5", "nhiều", "1000"])
def test_bad_counts_are_told_and_kept(client_as: SignIn, world: World, count: str) -> None:
    ids = prepared(world)
    officer, page = client_as("officer.hn"), f"{Y}/scores/HN/self?group=B"
    with unchanged(world.database):
        typed = line(ids, "B", claimed="") | {"lines-0-items-0-count": count}
        answer = submit(officer, page, typed, page)
    assert answer.status_code == 422
    assert "Số lần phải từ 0 đến 999" in text_of(answer) and f'value="{count}"' in text_of(answer)


def test_a_stale_second_tab_shows_both_versions(client_as: SignIn, world: World) -> None:
    ids = prepared(world)
    officer, page = client_as("officer.hn"), f"{Y}/scores/HN/self"
    assert submit(officer, page, group_one(ids, "30"), f"{page}?group=I").status_code == 302
    with unchanged(world.database):
        answer = submit(officer, page, group_one(ids, "31"), f"{page}?group=I", version="1")
    assert answer.status_code == 409
    assert "Người officer.hn đã sửa bản này" in text_of(answer)


def test_a_double_submit_is_written_once(client_as: SignIn, world: World) -> None:
    ids = prepared(world)
    officer, page = client_as("officer.hn"), f"{Y}/scores/HN/self"
    form = {"form_key": "one-key"} | group_one(ids, "30")
    assert submit(officer, page, form, f"{page}?group=I").status_code == 302
    with unchanged(world.database):
        assert submit(officer, page, form, f"{page}?group=I").status_code == 302
    assert "Hệ thống không ghi lần thứ hai" in text_of(get(officer, page))


def test_the_wrong_phase_refuses(client_as: SignIn, world: World) -> None:
    ids = prepared(world)
    officer, page = client_as("officer.hn"), f"{Y}/scores/HN/self"
    world.set_phase(Phase.CONFERENCE)
    with unchanged(world.database):
        answer = submit(officer, page, group_one(ids, "30") | {"version": "1"}, f"{page}?group=I")
    assert answer.status_code == 422 and "Tự chấm điểm" in text_of(answer)


def test_before_the_phase_the_page_says_when_it_opens(client_as: SignIn, world: World) -> None:
    body = text_of(get(client_as("officer.hn"), f"{Y}/scores/HN/self"))
    assert "Kỳ tự chấm mở từ 01/12/2025." in body and "Lập phiếu tự chấm" not in body


def test_returning_without_a_reason_is_refused(client_as: SignIn, world: World) -> None:
    submitted(world)
    secretary, page = client_as("secretary.hn"), f"{Y}/scores/HP/self"
    with unchanged(world.database):
        answer = submit(secretary, page, {"reason": " "}, f"{Y}/scores/HP/move/return")
    assert answer.status_code == 422
    assert "Nhập lý do. Lý do được ghi vào nhật ký và gửi cho đơn vị." in text_of(answer)
    done = submit(secretary, page, {"reason": "Thiếu minh chứng"}, f"{Y}/scores/HP/move/return")
    assert done.status_code == 302
    assert "Thiếu minh chứng" in text_of(get(client_as("officer.hp"), page))


def test_unknown_moves_and_members_are_not_found(client_as: SignIn, world: World) -> None:
    submitted(world)
    secretary, page = client_as("secretary.hn"), f"{Y}/scores/HP/self"
    for step in ("freeze", "explain", "nothing"):
        assert submit(secretary, page, {}, f"{Y}/scores/HP/move/{step}").status_code == 404
    assert get(secretary, f"{Y}/scores/XX/self").status_code == 404


@pytest.mark.parametrize("points", ["44", "abc", "1.234"])
def test_bad_appraisals_are_told_and_kept(client_as: SignIn, world: World, points: str) -> None:
    ids = submitted(world)
    secretary, page = client_as("secretary.hn"), f"{Y}/scores/HP/review"
    typed = line(ids, "I.01", points="") | line(ids, "I.02", 1, points=points, reason="Thiếu minh chứng")
    with unchanged(world.database):
        answer = submit(secretary, page, typed, f"{page}?group=I")
    assert answer.status_code == 422 and f'value="{points}"' in text_of(answer)


def test_the_secretariat_appraises_with_a_reason(client_as: SignIn, world: World) -> None:
    ids = submitted(world)
    secretary, page = client_as("secretary.hn"), f"{Y}/scores/HP/review"
    typed = line(ids, "I.01", points="") | line(ids, "I.02", 1, points="30")
    with unchanged(world.database):
        answer = submit(secretary, page, typed, f"{page}?group=I")
    assert answer.status_code == 422 and "Nhập lý do" in text_of(answer)
    typed["lines-1-reason"] = "Thiếu minh chứng"
    assert submit(secretary, page, typed, f"{page}?group=I").status_code == 302
    assert "Thiếu minh chứng" in text_of(get(client_as("officer.hp"), f"{Y}/scores/HP/self"))


def test_nobody_appraises_the_own_member(client_as: SignIn, world: World) -> None:
    submitted(world, "HN")
    for who in ("secretary.hn", "officer.hn", "secretary.hp", "auditor"):
        assert get(client_as(who), f"{Y}/scores/HN/review").status_code in (403, 404)
    assert get(client_as("secretary.hcm"), f"{Y}/scores/HN/review").status_code == 200


def test_unpublished_scores_of_others_are_in_no_answer(
    client_as: SignIn, client: FlaskClient, world: World
) -> None:
    """36,50 and 171,25 belong to HCM's unpublished sheet; neither other officers nor visitors get them."""
    all_reviewed(world, frozen=True)
    pages = [
        f"{Y}/scores",
        f"{Y}/scores/HCM/self",
        f"{Y}/scores/HCM/review",
        f"{Y}/totals",
        f"{Y}/totals/finalise",
        f"{Y}/totals/publish",
        f"{Y}/eligibility",
        f"{Y}/ranking",
        "/clusters/tptw",
        "/clusters/tptw/year-over-year",
    ]
    for reader in (client, client_as("officer.hp"), client_as("leader.ct"), client_as("outsider")):
        for page in pages:
            body = text_of(get(reader, page))
            assert not [secret for secret in ("36,50", "171,25", "36.50", "171.25") if secret in body], page
    for page in pages[1:6]:
        assert get(client_as("officer.hp"), page).status_code in (403, 404), page
        assert get(client, page).status_code == 302, page
    assert "171,25" in text_of(get(client_as("secretary.hn"), f"{Y}/totals"))


@contextmanager
def counting(database: Database) -> Iterator[list[str]]:
    """The SELECTs of the block."""
    found: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            found.append(statement)

    event.listen(database.primary, "before_cursor_execute", note)
    yield found
    event.remove(database.primary, "before_cursor_execute", note)


TWELVE = (*CITIES, *((f"M{n:02}", f"Thành phố {n}") for n in range(6, 13)))


@pytest.mark.parametrize("page", ["scores", "totals", "eligibility"])
def test_lists_ask_the_same_number_of_questions_for_any_size(
    database: Database, settings: Settings, now: Any, page: str
) -> None:
    """Twelve members, then two, because ten left during the year: equal counts, at most 8."""
    world = World.build(database, now, TWELVE)
    with building(world) as session:
        ids = made.ground(session, world)
        for city in world.members:
            made.reviewed(session, world, ids, city)
    client, counts = signed_in(create_app(settings, database), "secretary.hn"), []
    for left in ([], list(world.members.values())[2:]):
        with building(world) as session:
            leaving = update(Membership).where(Membership.member_id.in_(left))
            session.execute(leaving.values(valid_to=date(2025, 6, 1)))
        with counting(database) as found:
            body = text_of(get(client, f"{Y}/{page}"))
        assert ("Thành phố 12" in body) == (not left)
        counts.append(len(found))
    assert counts[0] == counts[1] <= 8, counts


@pytest.mark.parametrize(
    "wrong",
    [
        lambda ids: line(ids, "I.01") | {"lines-1-criterion": ""},
        lambda ids: line(ids, "I.02") | line(ids, "I.01", 1),
        lambda ids: line(ids, "I.01") | line(ids, "I.02", 1) | line(ids, "II.01", 2),
        lambda ids: line(ids, "I.01") | line(ids, "I.02", 1) | {"lines-0-items-0-count": "x"},
    ],
)
def test_rows_that_the_page_did_not_offer_are_not_found(
    client_as: SignIn, world: World, database: Database, wrong: Callable[[dict[str, int]], dict[str, str]]
) -> None:
    ids, page = prepared(world), f"{Y}/scores/HN/self"
    officer = client_as("officer.hn")
    with unchanged(database):
        assert submit(officer, page, wrong(ids)).status_code == 404
