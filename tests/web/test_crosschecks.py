"""Cross-checks by HTTP: J4 steps 3 to 5, and what nobody else sees before the opening (acceptance 2)."""

from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from emulation.db import Database
from emulation.models.cycles import Deadline
from emulation.models.scorecards import Criterion
from emulation.models.scoring import ScoreLine, ScoreSheet
from emulation.queries.evidence_uses import get_thing
from emulation.services import evidence_uses
from emulation.settings import Settings
from emulation.vocabulary.evidence import Proof
from emulation.vocabulary.moves import SheetMove
from emulation.vocabulary.states import Phase
from tests.conftest import unchanged
from tests.factories import crosschecks as made
from tests.factories import evidence as papers
from tests.factories import scores
from tests.factories.crosschecks import RING
from tests.factories.world import World
from tests.support.pages import get, submit, text_of
from tests.support.scores import SignIn, Y, building

C = f"{Y}/cross-check"
ASSIGN = f"{C}/roster/assign"
NOT_YOURS = "Bạn không được phân công kiểm tra thành phố này."
#: Points and a reason that stand nowhere else.
POINTS, REASON = "33,21", "lý do kín đáo của Hải Phòng"


def scoring(world: World) -> None:
    with building(world) as session:
        scores.cycle_of(session, world, Phase.SELF_SCORING)


def started(world: World) -> dict[str, int]:
    with building(world) as session:
        return made.started(session, world)


def by_hand(world: World, **change: str) -> dict[str, str]:
    """The rows of a roster as a browser sends them."""
    fields = {"checks_each": "1", "years_apart": "2", "reason": ""}
    for row, (checker, member) in enumerate((RING | change).items()):
        fields[f"pairs-{row}-checker"] = str(world.members[checker])
        fields[f"pairs-{row}-member"] = str(world.members[member])
    return fields


def group_one(ids: dict[str, int], points: str = "", reason: str = "") -> dict[str, str]:
    """Group I of the small tree with points for I.02."""
    return {
        "lines-0-criterion": str(ids["I.01"]),
        "lines-0-points": "",
        "lines-0-reason": "",
        "lines-1-criterion": str(ids["I.02"]),
        "lines-1-points": points,
        "lines-1-reason": reason,
    }


def test_the_chair_draws_a_roster_and_reads_its_proof(client_as: SignIn, world: World) -> None:
    scoring(world)
    chair = client_as("secretary.hn")
    assert "Chưa phân công." in text_of(get(chair, C))
    assert (
        submit(chair, ASSIGN, {"checks_each": "2", "years_apart": "2"}, f"{C}/roster/draw").status_code == 302
    )
    page = text_of(get(client_as("officer.ct"), C))
    for words in (
        "Không ai tự kiểm tra mình",
        "Không có hai thành viên kiểm tra lẫn nhau",
        "Không lặp lại cặp kiểm tra của hai năm liền trước (các năm đó không có phân công)",
        "Mỗi thành viên kiểm tra đúng 2 thành viên khác",
    ):
        assert words in page
    assert page.count("Đúng") == 5 and "Chưa đúng" not in page
    assert "Lập phân công" not in page and "Sửa phân công" not in page


def test_what_is_impossible_is_said_with_what_would_help(client_as: SignIn, world: World) -> None:
    scoring(world)
    chair = client_as("secretary.hn")
    answer = submit(chair, ASSIGN, {"checks_each": "3", "years_apart": "2"}, f"{C}/roster/draw")
    page = text_of(answer)
    assert answer.status_code == 422
    assert "cần ít nhất 7 thành viên" in page
    assert "mỗi thành viên kiểm tra 2 thành viên, tránh lặp lại cặp của hai năm liền trước" in page
    assert f"{ASSIGN}?checks=2&years=2" in page


def test_a_mutual_pair_is_refused_beside_its_field(
    client_as: SignIn, world: World, database: Database
) -> None:
    """J4 step 3."""
    scoring(world)
    chair = client_as("secretary.hn")
    with unchanged(database):
        answer = submit(chair, ASSIGN, by_hand(world, HCM="HN"))
    page = text_of(answer)
    assert answer.status_code == 422
    field = page.index('id="pairs-1-member-error"')
    assert "TP. Hồ Chí Minh và Hà Nội kiểm tra lẫn nhau" in page[field : field + 300] or (
        "Hà Nội và TP. Hồ Chí Minh kiểm tra lẫn nhau" in page[field : field + 300]
    )
    assert submit(chair, ASSIGN, by_hand(world)).status_code == 302


@pytest.mark.parametrize(
    "wrong", [{"pairs-0-member": ""}, {"pairs-0-member": "x"}, {"checks_each": "9"}, {"years_apart": "1"}]
)
def test_a_wrong_roster_is_shown_again(
    client_as: SignIn, world: World, database: Database, wrong: dict[str, str]
) -> None:
    scoring(world)
    chair = client_as("secretary.hn")
    with unchanged(database):
        answer = submit(chair, ASSIGN, by_hand(world) | wrong)
    assert answer.status_code == 422


def test_rows_that_no_browser_sends_are_not_found(
    client_as: SignIn, world: World, database: Database
) -> None:
    scoring(world)
    fields, chair = by_hand(world) | {"pairs-0-checker": "999"}, client_as("secretary.hn")
    with unchanged(database):
        assert submit(chair, ASSIGN, fields).status_code == 404


def test_the_checkers_way_from_points_to_the_seal(
    client_as: SignIn, world: World, database: Database
) -> None:
    """J4 step 4: without reason refused, with reason sealed."""
    ids = started(world)
    officer, page = client_as("officer.hp"), f"{C}/DN"
    body = text_of(get(officer, page))
    for words in ("Điểm đơn vị tự chấm", "70 × 7,4/8 = 64,75", "Theo báo cáo của Công an thành phố"):
        assert words in body
    with unchanged(database):
        answer = submit(officer, page, group_one(ids, POINTS), f"{page}?group=I")
    assert answer.status_code == 422
    assert "Nhập lý do vì điểm kiểm tra khác điểm đơn vị tự chấm." in text_of(answer)
    answer = submit(officer, page, group_one(ids, POINTS, REASON), f"{page}?group=I")
    assert answer.status_code == 302 and answer.headers["Location"].endswith("group=II")
    assert get(officer, f"{page}/seal").status_code == 403
    leader = client_as("leader.hp")
    check = text_of(get(leader, f"{page}/seal"))
    assert POINTS in check and REASON in check
    assert "Đồng ý với điểm đơn vị tự chấm ở 5 tiêu chí còn lại." in check
    assert submit(leader, f"{page}/seal", {}).status_code == 302
    after = text_of(get(officer, page))
    assert "Đã niêm phong" in after and "Mã niêm phong" in after and 'name="lines-0-points"' not in after
    with unchanged(database):
        assert submit(officer, page, group_one(ids, "1", REASON), f"{page}?group=I").status_code == 422


def test_other_members_sheets_are_not_theirs(client_as: SignIn, world: World, database: Database) -> None:
    ids = started(world)
    for who, member in (
        ("officer.hp", "CT"),
        ("officer.hp", "HP"),
        ("secretary.hp", "DN"),
        ("auditor", "DN"),
    ):
        body = text_of(get(client_as(who), f"{C}/{member}"))
        assert NOT_YOURS in body and "Theo báo cáo của Công an thành phố" not in body, (who, member)
    officer, leader = client_as("officer.hp"), client_as("leader.hp")
    with unchanged(database):
        assert submit(officer, f"{C}/DN", group_one(ids, "30", REASON), f"{C}/CT").status_code == 403
        assert submit(leader, f"{C}/DN", {}, f"{C}/CT/seal").status_code == 403


#: Everybody but the checker's own officer and leader.
OTHERS = (
    *("officer.dn", "leader.dn", "officer.hn", "leader.hn", "secretary.hn", "secretary.hcm", "secretary.hp"),
    *("leader.hcm", "council.hn", "teller", "auditor", "admin"),
)
PAGES = (
    *(C, f"{C}/roster/seals", ASSIGN, *(f"{C}/{member}" for member in RING)),
    *(f"{C}/DN/seal", f"{Y}/scores", f"{Y}/scores/DN/self", f"{Y}/scores/DN/review", f"{Y}/totals"),
    *(f"{Y}/board", f"{Y}/board.csv", "/my-work", "/notices", "/audit", "/audit.csv", f"{Y}/manage"),
    *("/search?q=kín+đáo", f"{C}?sort=points", f"{C}?checker=HP"),
)


@pytest.mark.asvs("8.2.3")
@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_sees_a_sealed_point_or_reason_anywhere(
    client_as: SignIn, world: World, who: str
) -> None:
    """Acceptance 2, J4 step 4. Red when `written` of the desk asks for any assignment of the page."""
    ids = started(world)
    with building(world) as session:
        for city in ("HP", "DN", "CT"):
            made.saved(session, world, city, made.lines(ids, "33.21", REASON))
        for city in ("HP", "DN"):
            made.seal(session, world, city)
    client = client_as(who)
    with building(world) as session:
        sheets = [made.sheet_of(session, world, city).id for city in RING]
        roster = made.sheet_of(session, world, "HP").roster_id
    trails = [f"/audit/cross_sheet/{number}" for number in sheets]
    for path in (*PAGES, *trails, f"/audit/cross_roster/{roster}"):
        body = text_of(get(client, path))
        own = who.endswith((".dn", ".hn")) and path in (f"{C}/CT", f"{C}/HCM")
        for secret in (POINTS, "33.21", REASON):
            assert secret not in body or (own and who in ("officer.dn", "leader.dn")), (who, path, secret)


def test_after_the_last_seal_points_codes_and_figures_are_shown(client_as: SignIn, world: World) -> None:
    """J4 step 5: all open together, codes match; others' points stay unseen."""
    ids = started(world)
    with building(world) as session:
        for city in RING:
            made.sealed(session, world, ids, city, "33.21" if city == "HP" else None)
    seals = text_of(get(client_as("officer.ct"), f"{C}/roster/seals"))
    assert seals.count("khớp") == 5 and "không khớp" not in seals
    for who in ("officer.dn", "secretary.hn", "auditor", "leader.hcm"):
        body = text_of(get(client_as(who), f"{C}/DN"))
        assert POINTS in body and "khác tự chấm" in body, who
    assert POINTS in text_of(get(client_as("officer.hp"), f"{C}/DN")), "the checker's own sheet"
    assert POINTS not in text_of(get(client_as("officer.ct"), f"{C}/DN"))


@pytest.fixture
def file_id(world: World, settings: Settings) -> int:
    """Evidence behind a line of Đà Nẵng's sheet, before it is signed."""
    with building(world) as session:
        ids = scores.ground(session, world)
        sheet = scores.scored(session, world, ids, "DN")
        paper = papers.paper(session, world, settings.data_path, "DN", title="Báo cáo của Cục Thống kê")
        line = select(ScoreLine.id).join(ScoreSheet).where(ScoreLine.criterion_id == ids["I.01"])
        thing = get_thing(session, Proof.SCORE_LINE, session.scalars(line).one())
        officer = world.actor(session, "officer.dn")
        evidence_uses.choose(session, actor=officer, now=world.now, thing=thing, used={paper.id: "3"})
        scores.step(session, world, sheet, "officer.dn", SheetMove.REQUEST_APPROVAL)
        scores.step(session, world, sheet, "leader.dn", SheetMove.SUBMIT)
        for city in ("HN", "HCM", "HP", "CT"):
            scores.submitted(session, world, ids, city)
        made.assigned(session, world)
        return paper.file_id


def opens(client: FlaskClient, file_id: int) -> bool:
    return get(client, f"/clusters/tptw/files/{file_id}").status_code == 200


@pytest.mark.asvs("8.2.2")
def test_evidence_opens_for_the_checker_while_at_work(client_as: SignIn, world: World, file_id: int) -> None:
    """By assignment, from handing over to the opening. Red when `is_checkers_evidence` forgets the pair."""
    checkers, others = ("officer.hp", "leader.hp"), ("officer.ct", "leader.ct", "secretary.hp", "officer.hn")
    assert not opens(client_as("officer.hp"), file_id), "not before it is handed over"
    with building(world) as session:
        scores.cycle_of(session, world, Phase.CROSS_CHECKING)
        made.hand_over(session, world)
        ids = {line.code: line.id for line in session.scalars(select(Criterion))}
    assert f"/clusters/tptw/files/{file_id}" in text_of(get(client_as("officer.hp"), f"{C}/DN"))
    assert [opens(client_as(who), file_id) for who in checkers] == [True, True]
    assert [opens(client_as(who), file_id) for who in others] == [False] * 4
    assert get(client_as("officer.hp"), f"{Y}/evidence/DN").status_code == 403, "the store stays closed"
    with building(world) as session:
        for city in RING:
            made.sealed(session, world, ids, city)
    assert not opens(client_as("officer.hp"), file_id), "nor after the opening"


def test_the_chair_hands_over_and_opens_after_the_last_day(client_as: SignIn, world: World) -> None:
    with building(world) as session:
        ids = scores.ground(session, world)
        for city in RING:
            scores.submitted(session, world, ids, city)
        made.assigned(session, world)
        scores.cycle_of(session, world, Phase.CROSS_CHECKING)
    chair = client_as("secretary.hn")
    assert "Giao kiểm tra chéo (5 phiếu)" in text_of(get(chair, C))
    assert submit(chair, C, {}, f"{C}/roster/start").status_code == 302
    assert "Giao kiểm tra chéo (" not in text_of(get(chair, C))
    assert submit(chair, ASSIGN, {}, f"{C}/roster/open").status_code == 409
    assert "Mở niêm phong" not in text_of(get(chair, C)), "the phase has no last day"
    with building(world) as session:
        made.sealed(session, world, ids, "HP", "33.21")
        first, last = date(2025, 10, 1), date(2025, 10, 14)
        phase = Phase.CROSS_CHECKING
        session.add(Deadline(cycle_id=world.cycle_id, phase=phase, starts_on=first, due_on=last))
    assert "1 phiếu đã niêm phong được mở cùng lúc; 4 phiếu chưa niêm phong" in text_of(get(chair, C))
    assert submit(chair, C, {}, f"{C}/roster/open").status_code == 302
    assert "Mở niêm phong lúc" in text_of(get(chair, C))
    assert POINTS in text_of(get(chair, f"{C}/DN"))
    missed = text_of(get(client_as("officer.hn"), f"{C}/HCM"))
    assert "không niêm phong đúng hạn" in missed and 'name="lines-0-points"' not in missed
