"""The awards room by HTTP: the way of a proposal to its decision, and every wrong way."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, event

from emulation.db import Database, unit_of_work
from emulation.models.awards import Proposal
from emulation.models.cycles import Cycle
from emulation.vocabulary.award_kinds import PollBody
from emulation.vocabulary.states import Phase, RankingState
from tests.conftest import unchanged
from tests.factories import awards as made
from tests.factories.verdicts import cleared
from tests.factories.world import CITIES, World
from tests.support.awards import CONFERENCE, PROPOSALS, SEND, SENT, YEAR, SignIn, build, completed
from tests.support.ground import laid
from tests.support.pages import get, submit, text_of

DECISIONS = "/clusters/tptw/decisions"


DECISION = {"number": "1234/QĐ-TTg", "signed_on": "14/10/2025", "issuer": "Thủ tướng Chính phủ"}


REVOKED = {
    "number": "99/QĐ-TTg",
    "revoked_on": "15/10/2025",
    "ground": "a",
    "reason": "Kê khai sai số thu ngân sách.",
    "typed": "THU HỒI",
}


def decide(world: World, proposal_id: int) -> str:
    """A decision for a sent proposal; the address of its page."""
    with world.database.writing() as session, unit_of_work(session):
        decision = made.decided(session, world, [session.get_one(Proposal, proposal_id)])
        return f"{DECISIONS}/{decision.id}"


def test_two_leaders_from_the_conference_to_a_decision_in_a_closed_year(
    client_as: SignIn, client: FlaskClient, world: World
) -> None:
    """Handbook 15, A13. Red when Work.DECIDE ends with AWARDING, or when the conference is not kept."""
    with world.database.writing() as session, unit_of_work(session):
        cycle_id = made.ground(session, world).id
        flag = str(made.form_id(session))
    secretary = client_as("secretary.hn")
    assert submit(secretary, f"{YEAR}/conference/new", CONFERENCE).status_code == 302
    page = f"{YEAR}/conference/1/proposals"
    shown = text_of(get(secretary, page))
    assert shown.index("Hà Nội – ") < shown.index("TP. Hồ Chí Minh – ") < shown.index("Cần Thơ – ")
    rows = {
        f"rows-{number}-{name}": value
        for number, city in enumerate(("HN", "HCM"))
        for name, value in (("member_id", str(world.members[city])), ("award_form", flag), ("merit", ""))
    }
    assert submit(secretary, page, rows | {"discovered_by": made.FOUND_BY}).status_code == 302
    assert "Số đề nghị đã lập: 2" in text_of(get(secretary, PROPOSALS))
    for number, city in ((1, "hn"), (2, "hcm")):
        path = f"{PROPOSALS}/{number}/submit"
        assert submit(client_as(f"leader.{city}"), path, {}).status_code == 302
    with world.database.writing() as session, unit_of_work(session):
        for body in PollBody:
            made.voted(session, world, session.get_one(Proposal, 1), body)
    assert submit(secretary, f"{PROPOSALS}/1/pass_vote", {}).status_code == 302
    completed(world, 1)
    with world.database.writing() as session, unit_of_work(session):
        cleared(session, world, session.get_one(Proposal, 1))
    assert submit(secretary, f"{PROPOSALS}/1/send", SEND).status_code == 302
    reason = {"reason": "Thành phố xin rút."}
    assert submit(client_as("leader.hcm"), f"{PROPOSALS}/2/withdraw", reason).status_code == 302
    with world.database.writing() as session, unit_of_work(session):
        made.draft(session, world, session.get_one(Cycle, cycle_id), "CT")
        session.get_one(Cycle, cycle_id).phase = Phase.CLOSED
        laid(session)
    answer = submit(secretary, f"{DECISIONS}/new", DECISION | {"proposals": ["1"]})
    assert answer.status_code == 302, text_of(answer)
    public = text_of(get(client, f"{YEAR}/awards"))
    assert "1234/QĐ-TTg" in public
    assert "Đã có quyết định" in public
    assert "Hồ Chí Minh" not in public.split("<main")[1]
    assert "200 ngày" in text_of(get(client, f"{DECISIONS}/1"))
    assert "Hội nghị tổng kết, 22/03/2025" in text_of(get(client, f"{YEAR}/conference"))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"number": ""}, "Nhập số quyết định."),
        ({"signed_on": "31/02/2025"}, "phải là ngày có thật"),
        ({"signed_on": "16/10/2025"}, "không thể sau hôm nay (15/10/2025)"),
        ({"signed_on": "27/03/2025"}, "phải sau ngày trình (28/03/2025)"),
        ({"issuer": ""}, "Nhập cơ quan ban hành."),
        ({"proposals": []}, "Chọn ít nhất một đề nghị được khen thưởng."),
        ({"proposals": ["999"]}, "Danh sách đã thay đổi. Chọn lại."),
    ],
)
def test_bad_input_to_a_decision(
    client_as: SignIn, database: Database, world: World, data: dict[str, Any], message: str
) -> None:
    number = build(world, *SENT)
    good = DECISION | {"proposals": [str(number)], "summary": "Trích yếu riêng"}
    secretary = client_as("secretary.hn")
    with unchanged(database):
        answer = submit(secretary, f"{DECISIONS}/new", good | data)
        assert answer.status_code == 422
    assert message in text_of(answer)
    assert "Trích yếu riêng" in text_of(answer)


def test_a_number_that_is_in_the_register_is_a_field_error(
    client_as: SignIn, database: Database, world: World
) -> None:
    decide(world, build(world, *SENT))
    with world.database.writing() as session, unit_of_work(session):
        cycle = session.query(Cycle).filter_by(year=2024).one()
        second = made.sent(session, world, cycle, "CT")
        number = second.id
    secretary = client_as("secretary.hn")
    with unchanged(database):
        answer = submit(secretary, f"{DECISIONS}/new", DECISION | {"proposals": [str(number)]})
        assert answer.status_code == 422
    assert "Quyết định số 1234/QĐ-TTg ngày 14/10/2025 đã có trong sổ." in text_of(answer)
    assert 'id="number-error"' in text_of(answer)


def test_a_decision_with_its_file_is_conferred_and_revoked_and_stays(
    client_as: SignIn, client: FlaskClient, database: Database, world: World
) -> None:
    number = build(world, *SENT)
    secretary = client_as("secretary.hn")
    file = (BytesIO(b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"), "quyet-dinh.pdf")
    answer = submit(secretary, f"{DECISIONS}/new", DECISION | {"proposals": [str(number)], "file": file})
    assert answer.status_code == 302, text_of(answer)
    page = f"{DECISIONS}/1"
    confer, revoke = f"{page}/1/confer", f"{page}/1/revoke"
    strangers = [client_as(name) for name in ("secretary.hcm", "leader.hn", "auditor")]
    with unchanged(database):
        early = submit(secretary, confer, {"conferred_on": "13/10/2025", "event": "Lễ"})
        assert "phải sau ngày ký quyết định (14/10/2025)" in text_of(early)
        assert submit(secretary, confer, {"conferred_on": "hôm nay"}).status_code == 422
        assert submit(secretary, confer, {"conferred_on": "15/10/2025"}, version="9").status_code == 409
        for stranger in strangers:
            assert get(stranger, revoke).status_code == 403
    assert submit(secretary, confer, {"conferred_on": "15/10/2025"}).status_code == 302
    for wrong, message in (
        ({"typed": "xóa"}, "gõ THU HỒI"),
        ({"reason": ""}, "Nhập lý do"),
        ({"ground": ""}, "Chọn căn cứ hủy bỏ"),
        ({"revoked_on": "13/10/2025"}, "phải sau ngày ký quyết định (14/10/2025)"),
        ({"number": ""}, "Nhập số quyết định hủy bỏ"),
    ):
        with unchanged(database):
            answer = submit(secretary, revoke, REVOKED | wrong)
            assert answer.status_code == 422
        assert message in text_of(answer)
    assert submit(secretary, revoke, REVOKED | {"typed": "thu hồi"}).status_code == 302
    for path in (DECISIONS, page):
        shown = text_of(get(client, path))
        assert "Đã hủy bỏ quyết định" in shown
        assert "Kê khai sai số thu ngân sách." in shown
        assert "Tải quyết định số 1234/QĐ-TTg" in shown
    assert get(secretary, revoke).status_code == 404


@pytest.mark.parametrize(
    ("typed", "status", "words"),
    [
        ("30/06/2025", 200, "Nghị định 98/2023/NĐ-CP"),
        ("02/07/2025", 200, "Nghị định 152/2025/NĐ-CP"),
        ("31/02/2025", 422, "Ngày phải là ngày có thật"),
        ("", 200, "Có hiệu lực ngày 15/10/2025."),
    ],
)
def test_the_rules_of_a_day_are_public(
    client: FlaskClient, world: World, typed: str, status: int, words: str
) -> None:
    build(world)
    answer = get(client, f"/rules?on={typed}")
    assert (answer.status_code, words in text_of(answer)) == (status, True)
    assert typed in text_of(answer)


def test_an_empty_rulebook_register_and_conference_say_so(client: FlaskClient, world: World) -> None:
    assert "Chưa có quy tắc nào cho ngày này." in text_of(get(client, "/rules"))
    assert "Chưa có quyết định nào." in text_of(get(client, DECISIONS))
    assert "chưa được ghi" in text_of(get(client, "/clusters/tptw/2025/conference"))


@contextmanager
def statements() -> Iterator[list[str]]:
    """The SELECTs that run in the block."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield seen
    event.remove(Engine, "before_cursor_execute", note)


def counts(client: FlaskClient) -> dict[str, int]:
    """How many SELECTs each list page needs."""
    found = {}
    for path in (f"{YEAR}/awards", f"{YEAR}/conference", DECISIONS, f"{DECISIONS}/1", PROPOSALS, "/rules"):
        with statements() as seen:
            assert get(client, path).status_code in (200, 302)
        found[path] = len(seen)
    return found


def test_lists_need_the_same_few_queries_at_any_size(
    database: Database, settings: Any, now: Any, client_as: SignIn
) -> None:
    """One member and twelve: equal, and at most 8 beyond the frame's own (sign-in, place)."""
    cities = (*CITIES, *((f"M{n}", f"Thành viên {n}") for n in range(7)))
    world = World.build(database, now, cities)
    with database.writing() as session, unit_of_work(session):
        cycle = made.ground(session, world, RankingState.PUBLISHED)
        rows = [made.sent(session, world, cycle, city, "cert_unit") for city, _name in cities]
        made.decided(session, world, rows[:1])
        cycle_id, ids = cycle.id, [row.id for row in rows[1:]]
    auditor = client_as("auditor")
    one = counts(auditor)
    with database.writing() as session, unit_of_work(session):
        assert cycle_id
        for number, key in enumerate(ids):
            made.decided(session, world, [session.get_one(Proposal, key)], f"{number}/QĐ-TTg")
    twelve = counts(auditor)
    assert one == twelve
    assert max(twelve.values()) <= 8, twelve
