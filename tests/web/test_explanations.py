"""Pages of explanations: the list, one with its three values, asking, answering, sending, concluding."""

from decimal import Decimal

import pytest

from emulation.models.explanations import Explanation
from emulation.models.scoring import ScoreLine
from emulation.vocabulary.moves import ExplanationMove
from emulation.vocabulary.states import Phase
from tests.conftest import unchanged
from tests.factories import explanations as made
from tests.factories import scores as made_scores
from tests.factories.world import World
from tests.support.pages import get, submit, text_of
from tests.support.scores import SignIn, Y, building, reading, submitted
from tests.support.statements import counted

LIST = f"{Y}/explanations"


def asked(world: World) -> tuple[str, int]:
    """A question about I.02 to Hải Phòng; its page and its line."""
    with building(world) as session:
        row = made.requested(session, world)
        return f"{LIST}/{row.id}", row.line_id


def sent(world: World) -> tuple[str, int]:
    with building(world) as session:
        row = made.sent(session, world)
        return f"{LIST}/{row.id}", row.line_id


def test_an_empty_year_says_so(client_as: SignIn, world: World) -> None:
    for who in ("officer.hp", "secretary.hn", "auditor"):
        assert "Không có tiêu chí nào phải giải trình." in text_of(get(client_as(who), LIST))


def test_the_appraiser_asks_from_the_review_page(client_as: SignIn, world: World) -> None:
    ids = submitted(world)
    world.set_phase(Phase.EXPLAINING)
    secretary = client_as("secretary.hn")
    page = f"{LIST}/ask/HP/{ids['I.02']}"
    assert page in text_of(get(secretary, f"{Y}/scores/HP/review"))
    good = {"points": "20", "reason": "Minh chứng chưa đủ", "due_on": "20/10/2025"}
    for wrong, message in (
        ({"points": "40,01"}, "Điểm phải từ 0 đến 40."),
        ({"points": "nhiều"}, "phải là số"),
        ({"reason": ""}, "Nhập lý do yêu cầu giải trình."),
        ({"due_on": "31/02/2025"}, "phải là ngày có thật"),
        ({"due_on": "14/10/2025"}, "Hạn giải trình phải từ hôm nay trở đi."),
    ):
        with unchanged(world.database):
            answer = submit(secretary, page, good | wrong)
        assert answer.status_code == 422 and message in text_of(answer), wrong
    answer = submit(secretary, page, good)
    assert answer.status_code == 302
    body = text_of(get(secretary, answer.location))
    assert "36,50" in body and "20,00" in body and "Chờ kết luận" in body
    review = text_of(get(secretary, f"{Y}/scores/HP/review"))
    assert page not in review and "Điểm của tiêu chí này được ghi ở trang giải trình." in review
    assert "Còn 3 ngày làm việc đến hạn nộp (Thứ Hai, 20/10/2025)." in text_of(
        get(client_as("officer.hp"), answer.location)
    )


def test_officer_writes_and_leader_sends(client_as: SignIn, world: World) -> None:
    page, _line = asked(world)
    officer, leader, secretary = (client_as(who) for who in ("officer.hp", "leader.hp", "secretary.hn"))
    with unchanged(world.database):
        answer = submit(officer, page, {"text": ""})
    assert answer.status_code == 422 and "Nhập nội dung giải trình." in text_of(answer)
    assert submit(officer, page, {"text": "Đã bổ sung báo cáo số 12/BC-CA"}).status_code == 302
    assert "12/BC-CA" not in text_of(get(secretary, page)), "a draft is not for others"
    assert submit(officer, page, {}, f"{page}/move/request_approval").status_code == 302
    with unchanged(world.database):
        answer = submit(leader, page, {"reason": ""}, f"{page}/move/return")
    assert answer.status_code == 422 and "Nhập lý do." in text_of(answer)
    for step in ("settle", "dance"):
        assert submit(leader, page, {}, f"{page}/move/{step}").status_code == 404
    assert submit(leader, page, {}, f"{page}/move/send").status_code == 302
    assert "12/BC-CA" in text_of(get(secretary, page))
    assert "Đã gửi giải trình" in text_of(get(secretary, LIST))


def test_of_two_writers_the_second_sees_both_versions(client_as: SignIn, world: World) -> None:
    page, _line = asked(world)
    officer = client_as("officer.hp")
    assert submit(officer, page, {"text": "Bản thứ nhất của đơn vị"}).status_code == 302
    answer = submit(officer, page, {"text": "Bản thứ hai của đơn vị"}, version="1")
    assert answer.status_code == 409
    assert "Bản thứ nhất" in text_of(answer) and "Bản thứ hai" in text_of(answer)


def test_the_conclusion_is_the_final_value_on_every_page(client_as: SignIn, world: World) -> None:
    page, line_id = sent(world)
    secretary = client_as("secretary.hn")
    body = text_of(get(secretary, page))
    assert "Ghi kết luận" in body and made.ANSWER in body
    good = {"outcome": "partly", "points": "30", "reason": "Đủ cho một phần"}
    for wrong, message in (
        ({"outcome": ""}, "Chọn kết luận."),
        ({"outcome": "conceded"}, "Chọn kết luận."),
        ({"points": ""}, "Nhập điểm kết luận."),
        ({"points": "41"}, "Điểm phải từ 0 đến 40."),
        ({"outcome": "accepted"}, "Chấp nhận giải trình là giữ điểm tự chấm."),
        ({"reason": ""}, "Nhập lý do kết luận."),
        ({"reason": "vì"}, "Nhập lý do. Lý do được ghi vào nhật ký"),
    ):
        with unchanged(world.database):
            answer = submit(secretary, page, good | wrong, f"{page}/settle")
        assert answer.status_code == 422 and message in text_of(answer), wrong
    assert submit(secretary, page, good, f"{page}/settle").status_code == 302
    with reading(world) as session:
        assert session.get_one(ScoreLine, line_id).appraised == Decimal(30)
    for who in ("officer.hp", "secretary.hn", "auditor"):
        body = text_of(get(client_as(who), page))
        assert "30,00" in body and "Đủ cho một phần" in body and "Chấp nhận một phần" in body
    sheet = text_of(get(client_as("officer.hp"), f"{Y}/scores/HP/self"))
    assert "Chấp nhận một phần" in sheet and "30,00" in sheet


def test_agreeing_leads_to_its_own_conclusion(client_as: SignIn, world: World) -> None:
    page, line_id = asked(world)
    leader, secretary = client_as("leader.hp"), client_as("secretary.hn")
    assert "Đồng ý với điểm kiểm tra chéo" in text_of(get(leader, page))
    assert submit(leader, page, {}, f"{page}/move/concede").status_code == 302
    given = {"outcome": "conceded", "points": "", "reason": "Đơn vị đồng ý"}
    assert submit(secretary, page, given, f"{page}/settle").status_code == 302
    with reading(world) as session:
        assert session.get_one(ScoreLine, line_id).appraised == Decimal(20)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("officer.hp", 200),
        ("leader.hp", 200),
        ("secretary.hp", 200),
        ("secretary.hn", 200),
        ("leader.hcm", 200),
        ("auditor", 200),
        ("officer.dn", 403),
        ("secretary.dn", 403),
        ("council.hn", 403),
        ("admin", 403),
        ("outsider", 404),
    ],
)
def test_who_reads_an_explanation(client_as: SignIn, world: World, who: str, status: int) -> None:
    page, _line = asked(world)
    assert get(client_as(who), page).status_code == status


def test_others_find_nothing_in_the_list(client_as: SignIn, world: World) -> None:
    """Red when the list is not narrowed by the reader's scope."""
    asked(world)
    assert "I.02" not in text_of(get(client_as("officer.dn"), LIST))
    assert "I.02" in text_of(get(client_as("officer.hp"), LIST))


def test_the_list_asks_the_same_number_of_questions_for_any_size(client_as: SignIn, world: World) -> None:
    secretary, counts = client_as("secretary.hn"), []
    with building(world) as session:
        ids = made_scores.ground(session, world)
        for city in ("HP", "DN", "CT"):
            made_scores.submitted(session, world, ids, city)
        made.requested(session, world, ids, "HP")
    for more in ((), ("DN", "CT")):
        with building(world) as session:
            for city in more:
                made.requested(session, world, ids, city)
        with counted(world.database) as statements:
            assert get(secretary, LIST).status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 8, counts


def test_tasks_lead_to_the_explanations(client_as: SignIn, world: World) -> None:
    asked(world)
    work = text_of(get(client_as("officer.hp"), "/my-work"))
    assert "Soạn giải trình 1 tiêu chí của Hải Phòng năm 2025" in work and LIST in work
    with building(world) as session:
        row = session.query(Explanation).one()
        made.written(session, world, row)
        made.step(session, world, row, "officer.hp", ExplanationMove.REQUEST_APPROVAL)
    assert "Duyệt và gửi giải trình 1 tiêu chí" in text_of(get(client_as("leader.hp"), "/my-work"))
    with building(world) as session:
        row = session.query(Explanation).one()
        made.step(session, world, row, "leader.hp", ExplanationMove.SEND)
    assert "Kết luận giải trình 1 tiêu chí của Hải Phòng" in text_of(
        get(client_as("secretary.hn"), "/my-work")
    )


def test_evidence_is_attached_while_the_answer_is_written(client_as: SignIn, world: World) -> None:
    page, _line = asked(world)
    number = page.rsplit("/", 1)[1]
    use = f"{Y}/evidence/HP/use/explanation/{number}"
    officer = client_as("officer.hp")
    assert use in text_of(get(officer, page))
    assert f"?for=explanation-{number}" in text_of(get(officer, use))
    assert get(client_as("secretary.hn"), use).status_code == 404, "nothing is shown before it is sent"
