"""Clusters and members by HTTP: twelve members by forms, public pages, every wrong way."""

from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from emulation.db import Database
from emulation.models.clusters import Member, Membership
from emulation.models.rankings import RankingRow, YearRanking
from emulation.vocabulary.states import RankingState
from tests.conftest import unchanged
from tests.factories.world import World
from tests.support.clusters import EDIT, MEMBERS, SignIn, row
from tests.support.pages import BASE, get, hidden_of, submit, text_of
from tests.support.statements import counted

NEW = "/admin/clusters/new"


CLUSTER = {
    "code": "mien-nui",
    "kind": "cluster",
    "name_vi": "Cụm thi đua các tỉnh miền núi",
    "founded_on": "01/02/2011",
    "rotation_rule": "longest_wait",
    "is_public": "y",
}


def test_an_administrator_makes_a_cluster_of_twelve_with_two_vice_chairs(
    client_as: SignIn, client: FlaskClient, world: World
) -> None:
    """From nothing to the first term by forms; from then on the administrator is locked out."""
    admin = client_as("admin")
    answer = submit(admin, NEW, CLUSTER)
    assert answer.headers["Location"] == "/clusters/mien-nui/members/edit"
    rows: dict[str, str] = {"valid_from": "01/01/2020", "decision": "Quyết định 12/QĐ"}
    for number in range(12):
        rows |= row(number, code=f"t{number}", name_vi=f"Tỉnh số {number}", phone=f"02{number}")
    answer = submit(admin, "/clusters/mien-nui/members/edit", rows)
    assert answer.status_code == 302, text_of(answer)
    page = text_of(get(client, "/clusters/mien-nui/members"))
    assert "12 thành viên năm 2025" in page
    assert page.index("Tỉnh số 0") < page.index("Tỉnh số 9") < page.index("Tỉnh số 10")
    term = {
        "year": "2025",
        "chair": _id(world, "T3"),
        "vices": [_id(world, "T1"), _id(world, "T7")],
        "starts_on": "01/01/2025",
        "decision": "Biên bản 1",
    }
    answer = submit(admin, "/clusters/mien-nui/terms/new", term)
    assert answer.status_code == 302, text_of(answer)
    board = text_of(get(client, "/clusters/mien-nui/rotation"))
    assert board.count("<strong>Cụm phó</strong>") == 2
    assert board.count("<strong>Cụm trưởng</strong>") == 1
    assert get(admin, "/clusters/mien-nui/terms/new").status_code == 403
    assert get(admin, "/clusters/mien-nui/members/edit").status_code == 403


def _id(world: World, code: str) -> str:
    with world.database.reading() as session:
        return str(session.query(Member.id).filter_by(code=code).scalar())


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"code": ""}, "Nhập mã cụm."),
        ({"code": "miền núi"}, "Mã cụm chỉ gồm chữ thường không dấu"),
        ({"code": "tptw"}, "Mã “tptw” đã có cụm dùng. Chọn mã khác."),
        ({"code": "x" * 17}, "nhiều nhất 16 ký tự"),
        ({"name_vi": "  "}, "Nhập tên cụm."),
        ({"kind": "nation"}, "Chọn loại."),
        ({"rotation_rule": ""}, "Chọn quy tắc luân phiên."),
        ({"founded_on": "31/02/2011"}, "Ngày thành lập phải là ngày có thật, ví dụ 27/03/2026."),
        ({"founded_on": "năm 2011"}, "phải là ngày có thật"),
    ],
)
def test_a_faulty_cluster_is_told_and_nothing_is_written(
    client_as: SignIn, world: World, database: Database, values: dict[str, str], message: str
) -> None:
    admin = client_as("admin")
    with unchanged(database):
        answer = submit(admin, NEW, CLUSTER | {"contact": "Sở Nội vụ 024"} | values)
    page = text_of(answer)
    assert answer.status_code == 422
    assert message in page
    assert "Sở Nội vụ 024" in page
    assert "Có lỗi cần sửa" in page


@pytest.mark.parametrize("who", ["secretary.hn", "leader.hn", "auditor", "outsider"])
def test_only_administrators_open_the_form_for_clusters(client_as: SignIn, world: World, who: str) -> None:
    assert get(client_as(who), NEW).status_code == 403


def test_a_cluster_is_sent_once(client_as: SignIn, world: World, database: Database) -> None:
    admin = client_as("admin")
    fields = hidden_of(admin, NEW) | CLUSTER
    assert admin.post(NEW, data=fields, base_url=BASE).status_code == 302
    with unchanged(database):
        again = admin.post(NEW, data=fields, base_url=BASE)
    assert again.headers["Location"] == "/clusters/mien-nui/members/edit"


def test_editing_the_cluster_with_an_old_version_is_a_conflict(
    client_as: SignIn, world: World, database: Database
) -> None:
    page, secretary = "/clusters/tptw/edit", client_as("secretary.hn")
    values = {"kind": "cluster", "name_vi": "Tên mới", "rotation_rule": "fixed_order"}
    assert submit(secretary, page, values).status_code == 302
    with unchanged(database):
        answer = submit(secretary, page, values | {"name_vi": "Tên cũ"}, version="1")
    assert answer.status_code == 409
    assert "Nội dung bạn nhập vẫn còn bên dưới" in text_of(answer)


def test_a_year_without_members_says_so_and_a_wrong_year_is_the_running_one(
    client: FlaskClient, world: World
) -> None:
    assert "Chưa có thành viên nào trong năm 2010." in text_of(get(client, f"{MEMBERS}?year=2010"))
    for wrong in ("abc", "1.234", "-1", "99999999", ""):
        assert "5 thành viên năm 2025" in text_of(get(client, f"{MEMBERS}?year={wrong}"))


def _ranking(session: Session, world: World, state: RankingState) -> None:
    ranking = YearRanking(
        cycle_id=world.cycle_id,
        cluster_id=world.cluster_id,
        year=2025,
        state=RankingState.FROZEN,
        member_count=5,
        tie_rules=[],
    )
    session.add(ranking)
    session.flush()
    session.add(RankingRow(ranking_id=ranking.id, member_id=world.members["HP"], position=2, rank=2))
    session.flush()
    ranking.state = state
    session.commit()


@pytest.mark.parametrize("state", list(RankingState))
def test_a_profile_shows_published_ranks_only(
    client: FlaskClient, world: World, database: Database, state: RankingState
) -> None:
    """Red when `ranks_of` no longer asks for the state."""
    with database.writing() as session:
        _ranking(session, world, state)
    page = text_of(get(client, f"{MEMBERS}/hp"))
    assert ("hạng 2/5" in page) is (state is RankingState.PUBLISHED)
    assert ("Chưa có số liệu công bố" in page) is (state is not RankingState.PUBLISHED)


def test_an_unknown_member_is_not_found(client: FlaskClient, world: World) -> None:
    assert get(client, f"{MEMBERS}/XX").status_code == 404


@pytest.mark.parametrize(
    "path",
    [MEMBERS, f"{MEMBERS}/history", f"{MEMBERS}/HN", "/clusters/tptw/rotation", "/clusters/tptw/terms", EDIT],
)
def test_pages_cost_the_same_for_one_member_and_for_twelve(
    client_as: SignIn, database: Database, now: Any, path: str
) -> None:
    world = World.build(database, now, (("HN", "Hà Nội"), ("HCM", "TP. Hồ Chí Minh")))
    secretary = client_as("secretary.hn")
    get(secretary, path)
    with counted(database) as few:
        assert get(secretary, path).status_code == 200
    with database.writing() as session:
        for number in range(10):
            member = Member(
                code=f"M{number}", name_vi=f"M{number}", sort_key="m", search_text="m", protocol_order=9
            )
            session.add(member)
            session.flush()
            session.add(
                Membership(cluster_id=world.cluster_id, member_id=member.id, valid_from=date(2020, 1, 1))
            )
        session.commit()
    with counted(database) as many:
        assert get(secretary, path).status_code == 200
    assert len(many) == len(few) <= 8 + 2, [*many]
