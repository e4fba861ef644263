"""The polls room by HTTP: minutes are taken down, judged, mended; who sees what; wrong numbers beside their field."""

from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import select

from emulation.db import Database, unit_of_work
from emulation.models.awards import Proposal
from emulation.models.cycles import Cycle
from emulation.models.polls import Poll
from emulation.models.rulebook import LegalRule
from emulation.vocabulary.award_kinds import PollBody
from emulation.vocabulary.moves import ProposalMove
from tests.conftest import unchanged
from tests.factories import awards as made
from tests.factories.world import CITIES, World
from tests.support.awards import PROPOSALS, YEAR, SignIn, build
from tests.support.ground import laid
from tests.support.pages import BASE, get, hidden_of, submit, text_of
from tests.support.samples import pdf
from tests.support.statements import counted

POLLS = f"{YEAR}/polls"
CLUSTER = f"{POLLS}/new?body=cluster"
COUNCIL = f"{POLLS}/new?body=city_council&member=HP"
#: Example 8 of handbook 9: five members, four votes.
MINUTES = {
    "held_on": "10/03/2025",
    "round": "1",
    "members": "5",
    "present": "4",
    "written": "1",
    "issued": "5",
    "returned": "5",
    "minutes_number": "05/BB-KP",
    "minutes_on": "11/03/2025",
    "tellers": "Nguyễn Văn Kiểm, Trần Thị Phiếu",
    "rows-0-votes_for": "4",
    "rows-0-against": "1",
    "rows-0-blank": "0",
    "rows-0-invalid": "0",
}


def with_threshold(world: World) -> None:
    """The cluster's own regulation asks for 80 %."""
    with world.database.writing() as session, unit_of_work(session):
        rule = session.scalars(select(LegalRule).where(LegalRule.code == "cluster_vote.own")).one()
        rule.value = "80"
        laid(session)


def test_minutes_are_taken_down_and_judged(client_as: SignIn, world: World) -> None:
    """Red when the row's proposal does not travel in the form, or the page leaves out what was counted."""
    number = build(world, ProposalMove.SUBMIT)
    secretary = client_as("secretary.hn")
    assert "Chưa ghi lượt bỏ phiếu nào." in text_of(get(secretary, POLLS))
    proposal = text_of(get(secretary, f"{PROPOSALS}/{number}"))
    assert "Ghi kết quả kiểm phiếu" in proposal
    answer = submit(secretary, CLUSTER, MINUTES | {"file": (BytesIO(pdf()), "bien-ban.pdf")})
    assert answer.status_code == 302, text_of(answer)
    page = answer.headers["Location"]
    shown = text_of(get(secretary, page))
    for words in (
        "Cụm bỏ phiếu ngày 10/03/2025, lượt 1",
        "bốn",
        "Đạt 4/5 = 80,00%. Chưa có ngưỡng để so sánh: cần người quyết định.",
        "05/BB-KP, 11/03/2025",
        "Nguyễn Văn Kiểm, Trần Thị Phiếu",
        "bien-ban.pdf",
    ):
        assert words in shown
    assert "10/03/2025, lượt 1: 4/5 phiếu đồng ý" in text_of(get(secretary, f"{PROPOSALS}/{number}"))
    assert "10/03/2025, lượt 1: 4/5 phiếu đồng ý" in text_of(
        get(secretary, f"{PROPOSALS}/{number}/pass_vote")
    )
    assert submit(secretary, f"{PROPOSALS}/{number}/pass_vote", {}).status_code == 302


def test_the_council_of_a_city_by_its_officer(client_as: SignIn, world: World) -> None:
    """Handbook 9, example 2: N 13, ten present, nine for; one in writing for, two against: 10/13."""
    build(world)
    officer = client_as("officer.hp")
    assert get(officer, CLUSTER).status_code == 403
    assert get(officer, COUNCIL.replace("HP", "CT")).status_code == 403
    example = {"members": "13", "present": "10", "written": "2", "issued": "12", "returned": "12"}
    counts = {"rows-0-votes_for": "10", "rows-0-against": "2"}
    answer = submit(officer, COUNCIL, MINUTES | example | counts)
    assert answer.status_code == 302, text_of(answer)
    shown = text_of(get(officer, answer.headers["Location"]))
    assert "Đạt 10/13 = 76,92%" in shown
    assert "Hội đồng của Hải Phòng bỏ phiếu ngày 10/03/2025, lượt 1" in shown
    assert "mười ba" in shown
    assert "cần 9 (2/3) → đủ" in shown  # 2/3 of 13 is 8.67
    assert "Chưa xác nhận" in shown


@pytest.mark.asvs("2.2.3")
@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("held_on", "31/02/2025", "phải là ngày có thật"),
        ("held_on", "", "Nhập ngày bỏ phiếu."),
        ("held_on", "16/10/2025", "không thể sau hôm nay (15/10/2025)"),
        ("held_on", "31/12/2023", "không thể trước năm đó"),
        ("round", "0", "phải từ 1 đến 20"),
        ("round", "2", "chưa có lượt 1"),
        ("members", "", "Nhập tổng số người được tính."),
        ("members", "6", "trong năm này là 5"),
        ("present", "6", "Số có mặt (6) lớn hơn tổng số (5)."),
        ("written", "2", "Số ý kiến bằng văn bản (2) lớn hơn số vắng (1)."),
        ("issued", "1.234", "phải từ 0 đến 1000"),
        ("returned", "6", "Số phiếu thu về (6) lớn hơn số phiếu phát ra (5)."),
        ("minutes_on", "09/03/2025", "phải sau ngày bỏ phiếu (10/03/2025)"),
        ("rows-0-votes_for", "bốn", "phải từ 0 đến 1000"),
        ("rows-0-votes_for", "3", "Tổng các loại phiếu là 4, số phiếu thu về là 5. Hai số phải bằng nhau."),
        ("rows-0-votes_for", "", "Nhập số phiếu đồng ý."),
        ("rows-0-invalid", "-1", "phải từ 0 đến 1000"),
    ],
)
def test_every_error_stands_beside_its_field_and_nothing_is_lost(
    client_as: SignIn, database: Database, world: World, field: str, typed: str, message: str
) -> None:
    """Red when an error has no field, or a field falls back to what the page offered."""
    build(world, ProposalMove.SUBMIT)
    secretary = client_as("secretary.hn")
    data = MINUTES | {field: typed}
    with unchanged(database):
        answer = submit(secretary, CLUSTER, data)
        assert answer.status_code == 422
    shown = text_of(answer)
    assert "Có lỗi cần sửa" in shown
    assert message in shown.split(f'id="{field}-error"')[1].split("</div>")[0]
    for value in filter(None, data.values()):
        assert f'value="{value}"' in shown


def test_a_file_that_is_no_paper_is_told_and_the_numbers_are_kept(
    client_as: SignIn, database: Database, world: World
) -> None:
    build(world, ProposalMove.SUBMIT)
    secretary = client_as("secretary.hn")
    with unchanged(database):
        answer = submit(secretary, CLUSTER, MINUTES | {"file": (BytesIO(b"MZ"), "bien-ban.exe")})
    assert answer.status_code == 422
    assert "bien-ban.exe" in text_of(answer)
    assert "Nguyễn Văn Kiểm" in text_of(answer)


def test_nothing_counted_is_told_beside_the_first_row(client_as: SignIn, world: World) -> None:
    build(world, ProposalMove.SUBMIT)
    empty = {name: "" for name in MINUTES if name.startswith("rows-")}
    answer = submit(client_as("secretary.hn"), CLUSTER, MINUTES | empty)
    assert answer.status_code == 422
    assert "Nhập số phiếu của ít nhất một đề nghị." in text_of(answer)


@pytest.mark.parametrize("query", ["", "?body=x", "?body=city_council", "?body=city_council&member=XX"])
def test_an_address_without_a_body_is_not_there(client_as: SignIn, world: World, query: str) -> None:
    build(world, ProposalMove.SUBMIT)
    assert get(client_as("secretary.hn"), f"{POLLS}/new{query}").status_code == 404


def test_a_strange_row_is_refused(client_as: SignIn, database: Database, world: World) -> None:
    """A proposal of another city in the form of a council. Red when `checked` does not look whose it is."""
    number = build(world, ProposalMove.SUBMIT)
    officer = client_as("officer.ct")
    fields = hidden_of(officer, COUNCIL.replace("HP", "CT")) | MINUTES | {"rows-0-proposal": str(number)}
    with unchanged(database):
        answer = officer.post(COUNCIL.replace("HP", "CT"), data=fields, base_url=BASE)
    assert answer.status_code == 404


def test_a_failed_vote_says_what_is_missing_and_stops_the_move(
    client_as: SignIn, database: Database, world: World
) -> None:
    """Five members need four; three are one short."""
    number = build(world, ProposalMove.SUBMIT)
    with_threshold(world)
    secretary = client_as("secretary.hn")
    counts = {"rows-0-votes_for": "3", "rows-0-against": "2"}
    page = submit(secretary, CLUSTER, MINUTES | counts).headers["Location"]
    sentence = "Đạt 3/5 = 60,00% < 80% → chưa đủ điều kiện, thiếu 1 phiếu. Căn cứ: Quy chế của cụm."
    assert sentence in text_of(get(secretary, page))
    assert "Chưa xác nhận" in text_of(get(secretary, page))
    with unchanged(database):
        answer = submit(secretary, f"{PROPOSALS}/{number}/pass_vote", {})
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    again = submit(secretary, f"{CLUSTER}&after={page.rsplit('/', 1)[1]}", MINUTES | {"round": "2"})
    assert again.status_code == 302
    shown = text_of(get(secretary, again.headers["Location"]))
    assert "Đạt 4/5 = 80,00% ≥ 80% → đủ điều kiện." in shown
    assert "Ngày 10/03/2025, lượt 1" in shown.split("Các lượt khác")[1]
    assert submit(secretary, f"{PROPOSALS}/{number}/pass_vote", {}).status_code == 302


def test_the_number_of_a_round_is_not_called_as_the_round(client_as: SignIn, world: World) -> None:
    """The card is the round; its number is called as in the trail. Red when both say “Lượt bỏ phiếu”."""
    build(world, ProposalMove.SUBMIT)
    form = text_of(get(client_as("secretary.hn"), CLUSTER))
    assert form.count("Lượt bỏ phiếu") == 1
    assert '<label for="round">Lượt</label>' in form


def test_the_next_round_knows_its_day_and_number(client_as: SignIn, world: World) -> None:
    build(world, ProposalMove.SUBMIT)
    secretary = client_as("secretary.hn")
    page = submit(secretary, CLUSTER, MINUTES).headers["Location"]
    form = text_of(get(secretary, f"{CLUSTER}&after={page.rsplit('/', 1)[1]}"))
    assert 'value="10/03/2025"' in form
    assert 'id="round" name="round" aria-describedby="round-hint" inputmode="decimal" value="2"' in form
    assert get(secretary, f"{COUNCIL}&after={page.rsplit('/', 1)[1]}").status_code == 404


def test_mending_keeps_the_file_and_asks_for_a_reason_once_something_rests_on_it(
    client_as: SignIn, database: Database, world: World
) -> None:
    number = build(world, ProposalMove.SUBMIT)
    secretary = client_as("secretary.hn")
    file = {"file": (BytesIO(pdf()), "bien-ban.pdf")}
    page = submit(secretary, CLUSTER, MINUTES | file).headers["Location"]
    better = {name: value for name, value in MINUTES.items() if name != "rows-0-blank"}
    better |= {"rows-0-votes_for": "5", "rows-0-against": "0", "rows-0-blank": "0"}
    assert submit(secretary, f"{page}/edit", better).status_code == 302
    assert "bien-ban.pdf" in text_of(get(secretary, page))
    assert submit(secretary, f"{PROPOSALS}/{number}/pass_vote", {}).status_code == 302
    with unchanged(database):
        answer = submit(secretary, f"{page}/edit", MINUTES)
    assert answer.status_code == 422
    assert "Nhập lý do." in text_of(answer).split('id="reason-error"')[1]
    reason = {"reason": "Chép nhầm một phiếu."}
    with unchanged(database):
        assert submit(secretary, f"{page}/edit", MINUTES | reason, version="9").status_code == 409
    assert submit(secretary, f"{page}/edit", MINUTES | reason).status_code == 302


def test_readers_see_the_counts_of_those_they_may_read(client_as: SignIn, world: World) -> None:
    """Red when lines_of_cycle leaves out the scope: a city would read the counts of another one."""
    number = build(world, ProposalMove.SUBMIT)
    with world.database.writing() as session, unit_of_work(session):
        cycle = session.get_one(Proposal, number)
        other = made.draft(session, world, session.get_one(Cycle, cycle.cycle_id), "CT")
        made.step(session, world, other, ProposalMove.SUBMIT)
    secretary = client_as("secretary.hn")
    rows = {f"rows-1-{name}": value for name, value in (("votes_for", "5"), ("against", "0"))}
    rows |= {"rows-1-blank": "0", "rows-1-invalid": "0"}
    page = submit(secretary, CLUSTER, MINUTES | rows).headers["Location"]
    for who in ("secretary.hn", "secretary.hcm", "leader.hn", "auditor"):
        shown = text_of(get(client_as(who), page)).split("<main")[1]
        assert "Hải Phòng" in shown and "Cần Thơ" in shown
    own = text_of(get(client_as("officer.ct"), page)).split("<main")[1]
    assert "Cần Thơ" in own and "Hải Phòng" not in own
    assert "Hải Phòng" not in text_of(get(client_as("leader.ct"), POLLS)).split("<main")[1]
    assert get(client_as("officer.dn"), page).status_code == 404
    assert get(client_as("outsider"), page).status_code in (403, 404)
    assert get(client_as("officer.ct"), f"{page}/edit").status_code == 404


def test_the_list_needs_the_same_few_queries_at_any_size(
    database: Database, settings: Any, now: Any, client_as: SignIn
) -> None:
    cities = (*CITIES, *((f"M{n}", f"Thành viên {n}") for n in range(7)))
    world = World.build(database, now, cities)
    found = []
    with database.writing() as session, unit_of_work(session):
        cycle = made.ground(session, world)
        made.sent(session, world, cycle, "HP", "cert_unit")
        cycle_id = cycle.id
    auditor = client_as("auditor")
    for more in ((), [city for city, _name in cities if city != "HP"]):
        with database.writing() as session, unit_of_work(session):
            for city in more:
                made.sent(session, world, session.get_one(Cycle, cycle_id), city, "cert_unit")
        with counted(database) as seen:
            assert get(auditor, POLLS).status_code == 200
        found.append(len(seen))
    assert found[0] == found[1] <= 8 + 3, found


def test_the_votes_of_both_bodies_stand_apart(client_as: SignIn, world: World) -> None:
    number = build(world, ProposalMove.SUBMIT)
    with world.database.writing() as session, unit_of_work(session):
        for body in PollBody:
            made.voted(session, world, session.get_one(Proposal, number), body)
        assert len(session.scalars(select(Poll)).all()) == 2
    shown = text_of(get(client_as("leader.hp"), POLLS))
    assert shown.index("Hội đồng Thi đua - Khen thưởng của đơn vị") < shown.index("13/15")
    assert shown.index("Các thành viên của cụm") < shown.index("5/5")
