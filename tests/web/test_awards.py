"""The awards room by HTTP: the way of a proposal to its decision, and every wrong way."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, event

from emulation.db import Database, unit_of_work
from emulation.models.awards import Proposal
from emulation.models.cycles import Cycle
from emulation.services import rulebook
from emulation.vocabulary.kinds import Provenance
from emulation.vocabulary.moves import ProposalMove
from emulation.vocabulary.states import Phase, RankingState
from tests.conftest import unchanged
from tests.factories import awards as made
from tests.factories.world import CITIES, World
from tests.support.ground import laid
from tests.support.pages import BASE, get, hidden_of, submit, text_of

YEAR = "/clusters/tptw/2024"
PROPOSALS = f"{YEAR}/proposals"
DECISIONS = "/clusters/tptw/decisions"
SignIn = Callable[[str], FlaskClient]
VOTE = {"cluster_vote_on": "10/03/2025", "cluster_vote_for": "5", "cluster_vote_base": "5"}
SEND = {
    "council_vote_on": "12/03/2025",
    "council_vote_for": "13",
    "council_vote_base": "15",
    "sent_on": "28/03/2025",
    "sent_to": "Ban Thi đua - Khen thưởng Trung ương",
    "sent_number": "45/TTr-UBND",
}
DECISION = {"number": "1234/QĐ-TTg", "signed_on": "14/10/2025", "issuer": "Thủ tướng Chính phủ"}
REVOKED = {
    "number": "99/QĐ-TTg",
    "revoked_on": "15/10/2025",
    "ground": "a",
    "reason": "Kê khai sai số thu ngân sách.",
    "typed": "THU HỒI",
}
CONFERENCE = {"kind": "year_end", "held_on": "22/03/2025", "place": "Cần Thơ"}


def build(world: World, *moves: ProposalMove, ranking: RankingState = RankingState.FROZEN) -> int:
    """2024 with its ranking; a proposal of Hải Phòng after these moves. Returns its id."""
    with world.database.writing() as session, unit_of_work(session):
        cycle = made.ground(session, world, ranking)
        rulebook.load(session, actor=made.actor_system(world), now=world.now)
        row = made.draft(session, world, cycle, merit="Vượt 12/14 chỉ tiêu")
        for move in moves:
            made.step(session, world, row, move)
        return row.id


def decide(world: World, proposal_id: int) -> str:
    """A decision for a sent proposal; the address of its page."""
    with world.database.writing() as session, unit_of_work(session):
        decision = made.decided(session, world, [session.get_one(Proposal, proposal_id)])
        return f"{DECISIONS}/{decision.id}"


SENT = (ProposalMove.SUBMIT, ProposalMove.PASS_VOTE, ProposalMove.SEND)


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
    assert submit(secretary, page, rows).status_code == 302
    assert "Số đề nghị đã lập: 2" in text_of(get(secretary, PROPOSALS))
    for number, city in ((1, "hn"), (2, "hcm")):
        path = f"{PROPOSALS}/{number}/submit"
        assert submit(client_as(f"leader.{city}"), path, {}).status_code == 302
    assert submit(secretary, f"{PROPOSALS}/1/pass_vote", VOTE).status_code == 302
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


def test_drafts_are_nobody_elses_business(client_as: SignIn, client: FlaskClient, world: World) -> None:
    number = build(world)
    assert "Chưa có đề nghị khen thưởng nào được công khai." in text_of(get(client, f"{YEAR}/awards"))
    assert get(client, f"{PROPOSALS}/{number}").status_code == 302
    for stranger in ("officer.ct", "outsider", "admin"):
        signed_in = client_as(stranger)
        assert get(signed_in, f"{PROPOSALS}/{number}").status_code in (403, 404)
        assert "Vượt 12/14" not in text_of(get(signed_in, PROPOSALS))
        assert "Hải Phòng" not in text_of(get(signed_in, PROPOSALS)).split("<main")[1]
    for reader in ("officer.hp", "leader.hp", "secretary.hn", "secretary.hcm", "leader.hn", "auditor"):
        shown = text_of(get(client_as(reader), f"{PROPOSALS}/{number}"))
        assert "Vượt 12/14" in shown
        assert "hạng 3/5" in shown


def test_the_rank_is_public_only_with_a_published_ranking(client: FlaskClient, world: World) -> None:
    build(world, *SENT)
    shown = text_of(get(client, f"{YEAR}/awards"))
    assert "Đã trình cấp trên" in shown
    assert "hạng 3/5" not in shown


@pytest.mark.parametrize("moves", [(), SENT[:1], SENT[:2]], ids=["draft", "submitted", "voted"])
def test_a_proposal_is_public_only_once_it_is_put_to_consultation_or_sent(
    client: FlaskClient, world: World, moves: tuple[ProposalMove, ...]
) -> None:
    """Red when queries.awards.PUBLIC takes in SUBMITTED or VOTED."""
    build(world, *moves)
    for page in ("awards", "conference"):
        assert "Hải Phòng" not in text_of(get(client, f"{YEAR}/{page}")).split("<main")[1]


def test_published_proposals_name_their_source(client: FlaskClient, world: World) -> None:
    number = build(world, ProposalMove.SUBMIT, ranking=RankingState.PUBLISHED)
    with world.database.writing() as session:
        row = session.get_one(Proposal, number)
        row.provenance, row.source = Provenance.PUBLISHED, "Cổng Hà Nội, 09/04/2021"
        session.commit()
    shown = text_of(get(client, f"{YEAR}/awards"))
    assert "Nguồn: Cổng Hà Nội, 09/04/2021" in shown
    assert "hạng 3/5" in shown


def test_the_rules_behind_a_proposal_follow_its_receipt(client_as: SignIn, world: World) -> None:
    number = build(world, *SENT, ProposalMove.APPRAISE)
    shown = text_of(get(client_as("secretary.hn"), f"{PROPOSALS}/{number}"))
    assert "Căn cứ áp dụng ngày 02/04/2025" in shown
    assert "≥ 80 %" in shown
    assert "Nghị định 98/2023/NĐ-CP" in shown
    assert "Nghị định 152/2025/NĐ-CP" not in shown
    assert "Chưa xác nhận" in shown


def test_flag_and_certificate_for_one_city_warn_before_submitting(client_as: SignIn, world: World) -> None:
    build(world, ProposalMove.SUBMIT)
    with world.database.writing() as session:
        certificate = str(made.form_id(session, "pm_certificate"))
    officer = client_as("officer.hp")
    member = str(world.members["HP"])
    answer = submit(
        officer, f"{PROPOSALS}/new", {"member": member, "award_form": certificate, "merit": "Tốt"}
    )
    assert answer.status_code == 302, text_of(answer)
    shown = text_of(get(client_as("leader.hp"), f"{PROPOSALS}/2/submit"))
    assert "Cùng đơn vị, cùng năm đã có đề nghị “Cờ thi đua của Chính phủ”" in shown
    assert "Trùng đơn vị, trùng năm" in text_of(get(officer, PROPOSALS))


@pytest.mark.parametrize(
    ("moves", "step", "data", "message"),
    [
        (1, "pass_vote", VOTE | {"cluster_vote_on": "31/02/2025"}, "phải là ngày có thật"),
        (1, "pass_vote", VOTE | {"cluster_vote_on": ""}, "Nhập ngày bỏ phiếu của cụm."),
        (1, "pass_vote", VOTE | {"cluster_vote_for": "6"}, "phải từ 0 đến 5"),
        (1, "pass_vote", VOTE | {"cluster_vote_for": "năm"}, "phải từ 0 đến 1000"),
        (1, "pass_vote", VOTE | {"cluster_vote_for": "1.234"}, "phải từ 0 đến 1000"),
        (1, "pass_vote", VOTE | {"cluster_vote_base": "6"}, "trong năm này là 5"),
        (1, "return", {"reason": ""}, "Nhập lý do."),
        (2, "send", SEND | {"sent_to": ""}, "Nhập nơi nhận tờ trình."),
        (
            2,
            "send",
            SEND | {"sent_on": "09/03/2025", "council_vote_on": "08/03/2025"},
            "Ngày trình phải sau ngày bỏ phiếu của cụm (10/03/2025).",
        ),
        (3, "appraise", {"received_on": "27/03/2025"}, "phải sau ngày trình (28/03/2025)"),
        (3, "refuse", {"reason": " "}, "Nhập lý do."),
    ],
)
def test_bad_input_to_a_move_is_told_and_kept(
    client_as: SignIn,
    database: Database,
    world: World,
    moves: int,
    step: str,
    data: dict[str, str],
    message: str,
) -> None:
    number = build(world, *SENT[:moves])
    secretary = client_as("secretary.hn")
    with unchanged(database):
        answer = submit(secretary, f"{PROPOSALS}/{number}/{step}", data)
        assert answer.status_code == 422
    shown = text_of(answer)
    assert message in shown
    assert "Có lỗi cần sửa" in shown
    for typed in filter(str.strip, data.values()):
        assert typed in shown


def test_wrong_people_wrong_steps_and_stale_versions(
    client_as: SignIn, database: Database, world: World
) -> None:
    number = build(world, ProposalMove.SUBMIT)
    path = f"{PROPOSALS}/{number}"
    secretary = client_as("secretary.hn")
    fields = hidden_of(secretary, f"{path}/pass_vote") | VOTE
    own, other = client_as("leader.hp"), client_as("leader.ct")
    with unchanged(database):
        assert get(own, f"{path}/pass_vote").status_code == 403
        assert get(other, f"{path}/withdraw").status_code == 404
        assert get(secretary, f"{path}/send").status_code == 404
        assert get(secretary, f"{path}/decide").status_code == 404
        assert submit(secretary, f"{path}/pass_vote", VOTE, version="7").status_code == 409
        assert submit(secretary, f"{path}/pass_vote", SEND, f"{path}/send").status_code == 422
    assert secretary.post(f"{path}/pass_vote", data=fields, base_url=BASE).status_code == 302
    with unchanged(database):
        again = secretary.post(f"{path}/pass_vote", data=fields, base_url=BASE)
        assert again.headers["Location"].endswith(path)
    assert "không ghi lần thứ hai" in text_of(get(secretary, path))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"member": "", "award_form": ""}, "Chọn thành viên."),
        ({"member": "999"}, "Chọn thành viên."),
        ({"award_form": "x"}, "Chọn hình thức khen thưởng."),
        ({}, "đã có đề nghị “Cờ thi đua của Chính phủ” trong năm này"),
    ],
)
def test_bad_input_to_a_new_proposal(
    client_as: SignIn, database: Database, world: World, data: dict[str, str], message: str
) -> None:
    build(world)
    officer = client_as("officer.hp")
    good = {"member": str(world.members["HP"]), "award_form": "1", "merit": "Thành tích riêng"}
    with unchanged(database):
        answer = submit(officer, f"{PROPOSALS}/new", good | data)
        assert answer.status_code == 422
    assert message in text_of(answer)
    assert "Thành tích riêng" in text_of(answer)


def test_another_city_is_not_in_the_list_of_an_officer(client_as: SignIn, world: World) -> None:
    build(world)
    data = {"member": str(world.members["CT"]), "award_form": "1"}
    assert "Chọn thành viên." in text_of(submit(client_as("officer.hp"), f"{PROPOSALS}/new", data))


def test_a_draft_is_edited_and_a_second_tab_is_told(
    client_as: SignIn, database: Database, world: World
) -> None:
    number = build(world)
    officer, path = client_as("officer.hp"), f"{PROPOSALS}/{number}/edit"
    data = {"award_form": "1", "nominee": "", "merit": "Vượt 14/14"}
    assert submit(officer, path, data).status_code == 302
    with unchanged(database):
        late = submit(officer, path, data | {"merit": "Bản cũ"}, version="1")
        assert late.status_code == 409
        assert "Bản cũ" in text_of(late)
        assert submit(officer, path, data | {"award_form": ""}).status_code == 422
    assert "Vượt 14/14" in text_of(get(officer, f"{PROPOSALS}/{number}"))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"held_on": "31/02/2025"}, "phải là ngày có thật"),
        ({"held_on": ""}, "Nhập ngày họp."),
        ({"place": " "}, "Nhập địa điểm."),
        ({"kind": "party"}, "Chọn loại hội nghị."),
        ({"held_on": "22/03/2024"}, "họp trong năm 2025, không phải 2024"),
        ({"minutes_on": "21/03/2025"}, "Ngày biên bản phải sau ngày họp (22/03/2025)."),
    ],
)
def test_bad_input_to_a_conference(
    client_as: SignIn, database: Database, world: World, data: dict[str, str], message: str
) -> None:
    build(world)
    secretary = client_as("secretary.hn")
    with unchanged(database):
        answer = submit(secretary, f"{YEAR}/conference/new", CONFERENCE | {"guests": "Khách"} | data)
        assert answer.status_code == 422
    assert message in text_of(answer)
    assert "Khách" in text_of(answer)


def test_a_conference_is_mended_and_a_second_tab_is_told(
    client_as: SignIn, client: FlaskClient, world: World
) -> None:
    build(world)
    secretary = client_as("secretary.hn")
    submit(secretary, f"{YEAR}/conference/new", CONFERENCE)
    path = f"{YEAR}/conference/1/edit"
    assert submit(secretary, path, CONFERENCE | {"minutes_number": "05/BB-CTĐ"}).status_code == 302
    assert submit(secretary, path, CONFERENCE, version="1").status_code == 409
    assert "Số 05/BB-CTĐ" in text_of(get(client, f"{YEAR}/conference"))
    assert get(client_as("secretary.hcm"), path).status_code == 403
    again = submit(secretary, f"{YEAR}/conference/new", CONFERENCE)
    assert "đã được ghi" in text_of(again)


def test_a_conference_that_proposes_nobody_is_asked(
    client_as: SignIn, database: Database, world: World
) -> None:
    build(world)
    secretary = client_as("secretary.hn")
    submit(secretary, f"{YEAR}/conference/new", CONFERENCE)
    row = {"rows-0-member_id": str(world.members["HP"]), "rows-0-award_form": "", "rows-0-merit": "Đủ"}
    page = f"{YEAR}/conference/1/proposals"
    with unchanged(database):
        assert "ít nhất một đơn vị" in text_of(submit(secretary, page, row))
        twice = submit(secretary, page, row | {"rows-0-award_form": "1"})
        assert twice.status_code == 422
        assert "đã có đề nghị" in text_of(twice)
        assert submit(secretary, page, row | {"rows-0-award_form": "x"}).status_code == 422


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
        ("", 200, "Quy tắc có hiệu lực ngày 15/10/2025"),
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
        facts = made.FACTS[ProposalMove.PASS_VOTE] | {"cluster_vote_base": 12}
        made.FACTS[ProposalMove.PASS_VOTE], kept = facts, made.FACTS[ProposalMove.PASS_VOTE]
        rows = [made.sent(session, world, cycle, city) for city, _name in cities]
        made.FACTS[ProposalMove.PASS_VOTE] = kept
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
