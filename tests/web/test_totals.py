"""Freezing, finalising, publishing, ballots about ties."""

import io
import re

from python_calamine import CalamineWorkbook

from emulation.queries.score_book import lines_of_year
from emulation.queries.scores import find_ranking, frozen_rows
from emulation.vocabulary.kinds import ActualStatus
from emulation.vocabulary.states import CrossState, Phase, RankingState
from tests.conftest import unchanged
from tests.factories import explanations as made_explanations
from tests.factories import scores as made
from tests.factories.world import World
from tests.support.freezing import finalise, name, publish
from tests.support.pages import get, hidden_of, submit, text_of
from tests.support.scores import SignIn, Y, all_reviewed, building, reading, submitted


def test_a_year_is_frozen_finalised_and_published(client_as: SignIn, world: World) -> None:
    all_reviewed(world)
    secretary, leader, vice = (client_as(who) for who in ("secretary.hn", "leader.hn", "leader.hcm"))
    totals = f"{Y}/totals"
    finalise = f"{totals}/finalise"
    assert "Điểm nội dung I cao hơn" in text_of(get(secretary, totals))
    assert submit(secretary, totals, {}, f"{totals}/freeze").status_code == 302
    body = text_of(get(secretary, totals))
    assert "Điểm năm 2025 đang khóa từ 10:00 ngày 15/10/2025." in body
    assert "Bạn chưa được chỉ định chốt điểm" in text_of(get(leader, finalise))
    named = [str(world.users[who]) for who in ("leader.hn", "leader.hcm")]
    for wrong, message in (
        ([], "Chọn ít nhất một người chốt điểm."),
        (["x"], "Chỉ chọn lãnh đạo của Cụm trưởng hoặc Cụm phó"),
        ([str(world.users["leader.hp"])], "Chỉ chọn lãnh đạo của Cụm trưởng hoặc Cụm phó"),
    ):
        with unchanged(world.database):
            answer = submit(secretary, finalise, {"approvers": wrong}, f"{finalise}/approvers")
        assert answer.status_code == 422 and message in text_of(answer)
    assert submit(secretary, finalise, {"approvers": named}, f"{finalise}/approvers").status_code == 302
    with unchanged(world.database):
        stale = submit(leader, finalise, {"checksum": "0" * 64})
    assert stale.status_code == 422 and "khóa lại sau khi bạn mở" in text_of(stale)
    assert submit(leader, finalise, {}).status_code == 302
    assert "Bạn đã chốt lúc 10:00 ngày 15/10/2025. Còn chờ những người khác." in text_of(
        get(leader, finalise)
    )
    assert submit(vice, finalise, {}).status_code == 302
    assert "Người leader.hn (Hà Nội)" in text_of(get(vice, finalise))
    world.set_phase(Phase.CONFERENCE)
    assert "Để tiếp tục, gõ CÔNG BỐ." in text_of(get(leader, f"{totals}/publish"))
    with unchanged(world.database):
        answer = submit(leader, f"{totals}/publish", {"word": "CONG BO"})
    assert answer.status_code == 422 and 'value="CONG BO"' in text_of(answer)
    assert submit(leader, f"{totals}/publish", {"word": " công bố "}).status_code == 302
    with reading(world) as session:
        ranking = find_ranking(session, world.cycle_id)
        assert ranking is not None and ranking.state is RankingState.PUBLISHED


def test_what_is_not_finalised_is_not_published(client_as: SignIn, world: World) -> None:
    all_reviewed(world, frozen=True)
    secretary, totals = client_as("secretary.hn"), f"{Y}/totals"
    with building(world) as session:
        name(session, world, "leader.hn", "leader.hcm")
    with unchanged(world.database):
        early = submit(secretary, totals, {"word": "CÔNG BỐ"}, f"{totals}/publish")
    assert early.status_code == 422 and "Điểm chưa chốt nên chưa công bố được." in text_of(early)


def test_a_correction_makes_a_new_edition_on_every_page(client_as: SignIn, world: World) -> None:
    """CT 134,75 → 172,00: second of five. Red when a page reads the published rows alone."""
    all_reviewed(world, frozen=True)
    with building(world) as session:
        finalise(session, world)
        made.cycle_of(session, world, Phase.AWARDING)
        publish(session, world)
    secretary, public = client_as("secretary.hn"), client_as("officer.ct")
    page, action = f"{Y}/totals/publish", f"{Y}/totals/correct"
    rows = {
        f"totals-{place}-member": str(world.members[city])
        for place, city in enumerate(("HN", "HCM", "DN", "HP", "CT"))
    }
    good = rows | {"text": "Cộng nhầm dòng II.01", "reason": "Kiểm tra lại phiếu", "totals-4-total": "172"}
    for wrong, message in (
        ({"text": ""}, "Nhập nội dung đính chính."),
        ({"reason": ""}, "Nhập lý do."),
        ({"totals-4-total": "-1"}, "Tổng điểm phải từ 0 đến 99.999,99."),
        ({"totals-4-total": "nhiều"}, "phải là số"),
    ):
        with unchanged(world.database):
            answer = submit(secretary, page, good | wrong, action)
        assert answer.status_code == 422 and message in text_of(answer), wrong
    old = hidden_of(secretary, page)
    assert submit(secretary, page, good, action).status_code == 302
    with unchanged(world.database):
        late = submit(secretary, page, good | {"totals-4-total": "173"}, action, version=old["version"])
    assert late.status_code == 422 and "Vừa có đính chính khác được ghi (lần 1)" in text_of(late)
    body = text_of(get(public, f"{Y}/ranking"))
    assert body.index('<tr id="CT">') < body.index('<tr id="HCM">')
    assert "Đính chính lần 1" in body and "đã công bố: 134,75" in body and "172,00" in body
    older = text_of(get(public, f"{Y}/ranking?edition=1"))
    assert "Bản hiện hành là đính chính lần 1." in older and "172,00" not in older.split("<table")[1]
    for edition in ("0", "3", "x"):
        assert get(public, f"{Y}/ranking?edition={edition}").status_code == 404
    assert "172" in get(public, f"{Y}/ranking.json").get_data(as_text=True)
    assert "Hạng đã công bố" in get(public, f"{Y}/ranking.csv").get_data(as_text=True)
    years = text_of(get(public, "/clusters/tptw/year-over-year"))
    assert "đính chính lần 1" in years and "đã công bố: hạng 5, 134,75" in years


def test_a_figure_revised_after_the_freeze_is_said_and_moves_nothing(client_as: SignIn, world: World) -> None:
    """J4 step 7. Red when count_revised compares nothing."""
    all_reviewed(world, frozen=True)
    with building(world) as session:
        finalise(session, world)
        made.cycle_of(session, world, Phase.AWARDING)
        publish(session, world)
    reader, said = client_as("officer.ct"), "Có số liệu mới hơn cho 1 tiêu chí; điểm đã khóa nên không đổi."
    assert said not in text_of(get(reader, f"{Y}/ranking"))
    with building(world) as session:
        made.figure(session, world, "HP", "9.9", ActualStatus.REVISED)
    body = text_of(get(reader, f"{Y}/ranking"))
    assert said in body and "164,75" in body


def test_the_page_of_a_criterion_shows_checks_middle_and_mean(client_as: SignIn, world: World) -> None:
    """I.02: own 38, 36.5, 30, 32, 20; HP checked with 12 and 20."""
    ids = all_reviewed(world)
    with building(world) as session:
        for checker, points in (("DN", "12"), ("CT", "20")):
            made_explanations.opened_check(session, world, checker, "HP", ids["I.02"], points)
    secretary = client_as("secretary.hn")
    body = text_of(get(secretary, f"{Y}/totals/criteria/{ids['I.02']}"))
    rows = [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in body.split("<tr>")]
    (hai_phong,) = [row for row in rows if row.startswith("Hải Phòng")]
    assert "Đà Nẵng: 12,00" in hai_phong and "16,00" in hai_phong and "18,00 lệch nhiều" in hai_phong
    (mean,) = [row for row in rows if row.startswith("Trung bình")]
    assert "31,30" in mean  # (38 + 36.5 + 30 + 32 + 20) / 5
    (median,) = [row for row in rows if row.startswith("Trung vị")]
    assert "32,00" in median
    matrix = text_of(get(secretary, f"{Y}/totals"))
    assert "kiểm tra 16,00" in matrix and "lệch nhiều" in matrix and "10% điểm tối đa" in matrix
    assert get(secretary, f"{Y}/totals/criteria/999999").status_code == 404


def test_the_workbook_holds_every_checker_reason_and_decider(client_as: SignIn, world: World) -> None:
    with building(world) as session:
        row = made_explanations.sent(session, world)
        made_explanations.settle(session, world, row)
        ids = {line.code: line.criterion_id for line in lines_of_year(session, world.cycle_id)}
        made_explanations.opened_check(session, world, "DN", "HP", ids["I.02"], "25")
        made_explanations.opened_check(
            session, world, "CT", "HP", ids["I.02"], "3.21", state=CrossState.SEALED
        )
    answer = get(client_as("auditor"), f"{Y}/totals.xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.data))
    sheets = [book.get_sheet_by_index(number).to_python() for number in range(3)]
    told = {str(cell) for sheet in sheets for line in sheet for cell in line}
    for words in ("Minh chứng đủ cho một phần", "Người secretary.hn", made_explanations.ANSWER, "Đà Nẵng"):
        assert words in told, words
    assert "25.0" in told and "3.21" not in told, "what is sealed is in no file"
    assert get(client_as("officer.hp"), f"{Y}/totals.xlsx").status_code == 403


def test_freezing_with_open_sheets_says_what_blocks(client_as: SignIn, world: World) -> None:
    submitted(world)
    world.set_phase(Phase.TOTALS)
    secretary = client_as("secretary.hn")
    assert "Còn 5 việc chặn khóa điểm" in text_of(get(secretary, f"{Y}/totals"))
    with unchanged(world.database):
        answer = submit(secretary, f"{Y}/scores/HP/self", {}, f"{Y}/totals/freeze")
    assert answer.status_code == 422 and "còn 5 việc chặn" in text_of(answer)


def test_thawing_needs_a_reason_and_the_newest_version(client_as: SignIn, world: World) -> None:
    all_reviewed(world, frozen=True)
    secretary, totals = client_as("secretary.hn"), f"{Y}/totals"
    with unchanged(world.database):
        assert submit(secretary, totals, {"reason": ""}, f"{totals}/unfreeze").status_code == 422
        stale = submit(secretary, totals, {"reason": "Bổ sung"}, f"{totals}/unfreeze", version="9")
    assert stale.status_code == 409
    assert (
        submit(secretary, totals, {"reason": "Bổ sung minh chứng"}, f"{totals}/unfreeze").status_code == 302
    )


def test_a_ballot_about_a_tie_is_recorded(client_as: SignIn, world: World) -> None:
    with building(world) as session:
        ids = made.ground(session, world)
        for city in world.members:
            made.reviewed(session, world, ids, city, one="30" if city in ("HP", "HCM") else str(len(city)))
        made.cycle_of(session, world, Phase.TOTALS)
    secretary, totals = client_as("secretary.hn"), f"{Y}/totals"
    assert "Bỏ phiếu kín về các đơn vị bằng điểm" in text_of(get(secretary, totals))
    rows = {
        "places-0-member": str(world.members["HCM"]),
        "places-1-member": str(world.members["HP"]),
        "minutes": "01/BB",
    }
    for first, second, minutes in (("1", "1", "01/BB"), ("x", "2", "01/BB"), ("1", "2", "")):
        typed = rows | {"places-0-place": first, "places-1-place": second, "minutes": minutes}
        with unchanged(world.database):
            assert submit(secretary, totals, typed, f"{totals}/ballot").status_code == 422
    good = rows | {"places-0-place": "2", "places-1-place": "1"}
    assert submit(secretary, totals, good, f"{totals}/ballot").status_code == 302
    assert submit(secretary, totals, {}, f"{totals}/freeze").status_code == 302
    with reading(world) as session:
        ranking = find_ranking(session, world.cycle_id)
        assert ranking is not None
        assert frozen_rows(session, ranking.id)[0].member_id == world.members["HP"]
