"""Pages of conferences: recording, mending, and proposing from them."""

import pytest
from flask.testing import FlaskClient

from emulation.db import Database
from tests.conftest import unchanged
from tests.factories.world import World
from tests.support.awards import CONFERENCE, YEAR, SignIn, build
from tests.support.pages import get, submit, text_of


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
        assert "ít nhất một đề nghị" in text_of(submit(secretary, page, row))
        twice = submit(secretary, page, row | {"rows-0-award_form": "1"})
        assert twice.status_code == 422
        assert "đã có đề nghị" in text_of(twice)
        assert submit(secretary, page, row | {"rows-0-award_form": "x"}).status_code == 422
