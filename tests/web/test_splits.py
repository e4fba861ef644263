"""The list made shorter by HTTP: the list, its check page, all rows or none, and a row that moved meanwhile."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from emulation.db import Database, unit_of_work
from emulation.models.awards import Proposal
from emulation.models.cycles import Cycle
from emulation.vocabulary.moves import ProposalMove
from emulation.vocabulary.states import Phase
from tests.conftest import unchanged
from tests.factories import awards as made
from tests.factories.world import World
from tests.support.awards import PROPOSALS, YEAR, SignIn, build
from tests.support.ground import laid
from tests.support.pages import BASE, get, hidden_of, text_of

SPLIT = f"{PROPOSALS}/split"
REASON = "Vượt số lượng được hướng dẫn."


@pytest.fixture
def listed(world: World) -> World:
    """Flags of Hải Phòng, Hà Nội and TP. Hồ Chí Minh, sent to the chair: the proposals 1, 2, 3."""
    build(world, ProposalMove.SUBMIT)
    with world.database.writing() as session, unit_of_work(session):
        cycle = session.query(Cycle).filter_by(year=2024).one()
        for city in ("HN", "HCM"):
            made.step(session, world, made.draft(session, world, cycle, city), ProposalMove.SUBMIT)
    return world


def rows(client: FlaskClient, *out: int, reason: str = REASON) -> dict[str, Any]:
    """The form as it stands, with these positions left out."""
    fields: dict[str, Any] = hidden_of(client, SPLIT)
    for position in range(3):
        if position in out:
            fields[f"rows-{position}-reason"] = reason
        else:
            fields[f"rows-{position}-stays"] = "y"
    return fields


def post(client: FlaskClient, fields: dict[str, Any]) -> TestResponse:
    """Send the form."""
    return client.post(SPLIT, data=fields, base_url=BASE)


def main_of(answer: TestResponse) -> str:
    """The page without its frame."""
    return text_of(answer).split("<main")[1]


def states(world: World) -> list[str]:
    """The state of every proposal."""
    with world.database.reading() as session:
        return [row.state.value for row in session.query(Proposal).order_by(Proposal.id)]


def test_the_list_its_check_page_and_the_shorter_list(listed: World, client_as: SignIn) -> None:
    """Red when the check page writes, or when its form forgets a reason or a tick."""
    secretary = client_as("secretary.hn")
    shown = main_of(get(secretary, SPLIT))
    assert "Cờ thi đua của Chính phủ – Đã gửi Cụm trưởng" in shown
    assert shown.index("Hải Phòng") < shown.index("Hà Nội") < shown.index("TP. Hồ Chí Minh")
    fields = rows(secretary, 1)
    with unchanged(listed.database):
        checked = post(secretary, fields)
    assert checked.status_code == 200
    assert "3 đề nghị: đưa vào 2, không đưa vào 1." in text_of(checked)
    assert REASON in main_of(checked)
    answer = post(secretary, fields | {"confirmed": "yes"})
    assert answer.status_code == 302
    assert answer.headers["Location"].endswith(PROPOSALS)
    assert "3 đề nghị → 2 được đưa vào danh sách." in text_of(get(secretary, PROPOSALS))
    assert states(listed) == ["submitted", "not_granted", "submitted"]
    told = text_of(get(client_as("leader.hn"), f"{PROPOSALS}/2"))
    assert REASON in told
    assert "đã giữ đề nghị trong danh sách rút gọn" in text_of(get(secretary, f"{PROPOSALS}/1"))
    with unchanged(listed.database):
        again = post(secretary, fields | {"confirmed": "yes"})
    assert again.status_code == 302


def test_back_to_the_list_loses_nothing(listed: World, client_as: SignIn) -> None:
    """Red when the check page leads back by a plain link."""
    secretary = client_as("secretary.hn")
    fields = rows(secretary, 2, reason="Lý do gõ dở")
    with unchanged(listed.database):
        answer = post(secretary, fields | {"confirmed": "yes", "back": "yes"})
    shown = main_of(answer)
    assert (answer.status_code, "Lý do gõ dở" in shown) == (200, True)
    assert shown.count("checked") == 2
    assert 'name="confirmed" type="hidden" value="yes"' not in shown


@pytest.mark.parametrize("confirmed", ["", "yes"], ids=["before the check page", "after it"])
def test_a_row_that_moved_meanwhile_stops_all_and_the_rest_can_go_on(
    listed: World, client_as: SignIn, confirmed: str
) -> None:
    """Red when _page does not renew the rows, or keeps `confirmed`."""
    secretary = client_as("secretary.hn")
    fields = rows(secretary, 1)
    with listed.database.writing() as session, unit_of_work(session):
        made.step(session, listed, session.get_one(Proposal, 3), ProposalMove.WITHDRAW)
    with unchanged(listed.database):
        answer = post(secretary, fields | {"confirmed": confirmed})
    shown = main_of(answer)
    assert answer.status_code == 422
    assert "Có đề nghị vừa rời danh sách này nên chưa ghi gì." in shown
    assert REASON in shown
    assert "TP. Hồ Chí Minh" not in shown.split("<form")[1]
    assert states(listed) == ["submitted", "submitted", "withdrawn"]
    again = {key: value for key, value in fields.items() if not key.startswith("rows-2-")}
    again["form_key"] = hidden_of(secretary, SPLIT)["form_key"]
    assert post(secretary, again | {"confirmed": "yes"}).status_code == 302
    assert states(listed) == ["submitted", "not_granted", "withdrawn"]


def test_a_list_that_is_gone_altogether_says_so(listed: World, client_as: SignIn) -> None:
    secretary = client_as("secretary.hn")
    fields = rows(secretary, 1)
    with listed.database.writing() as session, unit_of_work(session):
        for key in (1, 2, 3):
            made.step(session, listed, session.get_one(Proposal, key), ProposalMove.WITHDRAW)
    assert post(secretary, fields | {"confirmed": "yes"}).status_code == 422
    assert "Không có danh sách nào rút gọn được" in main_of(get(secretary, SPLIT))


@pytest.mark.parametrize(
    ("out", "data", "message"),
    [
        ((), {}, "Danh sách không thay đổi"),
        ((1,), {"rows-1-reason": " "}, "Nhập lý do."),
        ((1,), {"rows-1-reason": "x" * 501}, "Viết ngắn hơn: nhiều nhất 500 ký tự."),
        ((1,), {"rows-1-version": "7"}, "Đề nghị cho Hà Nội vừa thay đổi"),
        ((1,), {"rows-1-proposal_id": "không"}, "Đề nghị cho Hà Nội vừa thay đổi"),
        ((1,), {"award_form": "999"}, "Chọn hình thức khen thưởng."),
        ((1,), {"state": "decided"}, "Chọn trạng thái."),
    ],
    ids=["nobody", "no reason", "too long", "stale", "no number", "no form", "another state"],
)
def test_bad_input_to_a_shorter_list(
    listed: World,
    database: Database,
    client_as: SignIn,
    out: tuple[int, ...],
    data: dict[str, str],
    message: str,
) -> None:
    secretary = client_as("secretary.hn")
    for confirmed in ("", "yes"):
        fields = rows(secretary, *out) | {"rows-0-reason": "Đã gõ ở đây"} | data | {"confirmed": confirmed}
        with unchanged(database):
            answer = post(secretary, fields)
        assert (answer.status_code, message in text_of(answer)) == (422, True), text_of(answer)
        assert "Đã gõ ở đây" in main_of(answer)


def test_lists_stand_apart_by_form_and_state(listed: World, client_as: SignIn) -> None:
    with listed.database.writing() as session, unit_of_work(session):
        made.step(session, listed, session.get_one(Proposal, 3), ProposalMove.PASS_VOTE)
        form = made.form_id(session)
    secretary = client_as("secretary.hn")
    shown = main_of(get(secretary, f"{SPLIT}?state=voted&form={form}"))
    assert "Đã gửi Cụm trưởng: 2" in shown
    assert "TP. Hồ Chí Minh" in shown.split("<form")[1]
    assert "Hải Phòng" not in shown.split("<form")[1]
    for wrong in ("state=voted&form=x", "state=decided&form=1", "state=&form="):
        assert "Hải Phòng" in main_of(get(secretary, f"{SPLIT}?{wrong}")).split("<form")[1]


def test_only_the_chairs_secretariat_comes_in(listed: World, client: FlaskClient, client_as: SignIn) -> None:
    """Red when `_desk` does not ask for PROPOSAL_REVIEW."""
    assert get(client, SPLIT).status_code == 302
    for who in ("officer.hp", "leader.hn", "secretary.hcm", "auditor", "admin", "outsider"):
        person = client_as(who)
        assert get(person, SPLIT).status_code in (403, 404), who
        assert "Rút gọn danh sách" not in text_of(get(person, f"{YEAR}/proposals")), who
    assert "Rút gọn danh sách" in text_of(get(client_as("secretary.hn"), PROPOSALS))


def test_a_closed_year_keeps_its_lists(listed: World, database: Database, client_as: SignIn) -> None:
    secretary = client_as("secretary.hn")
    fields = rows(secretary, 1) | {"confirmed": "yes"}
    with listed.database.writing() as session, unit_of_work(session):
        session.query(Cycle).filter_by(year=2024).one().phase = Phase.CLOSED
        laid(session)
    with unchanged(database):
        assert post(secretary, fields).status_code in (409, 422)
