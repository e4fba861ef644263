"""Pages of proposals: drafting, sending, answering; who sees them and when they are public."""

import pytest
from flask.testing import FlaskClient

from emulation.db import Database, unit_of_work
from emulation.models.awards import Proposal
from emulation.vocabulary.kinds import Provenance
from emulation.vocabulary.moves import ProposalMove
from emulation.vocabulary.states import RankingState
from tests.conftest import unchanged
from tests.factories import awards as made
from tests.factories.world import World
from tests.support.awards import NOMINEE, PROPOSALS, SEND, SENT, YEAR, SignIn, build
from tests.support.pages import BASE, get, hidden_of, submit, text_of


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
    assert (
        "Áp dụng quy tắc ngày 02/04/2025 (ngày tiếp nhận hồ sơ) – chế độ R2, Nghị định 98/2023/NĐ-CP."
        in shown
    )
    assert "≥ 80 %" in shown
    assert "Tiền thưởng theo quy tắc ngày 02/04/2025" in shown
    assert "Nghị định 152/2025/NĐ-CP" not in shown
    assert "Chưa xác nhận" in shown


def test_flag_and_certificate_for_one_city_warn_before_submitting(client_as: SignIn, world: World) -> None:
    build(world, ProposalMove.SUBMIT)
    with world.database.writing() as session:
        certificate = str(made.form_id(session, "pm_certificate"))
    officer = client_as("officer.hp")
    member = str(world.members["HP"])
    answer = submit(
        officer, f"{PROPOSALS}/new", NOMINEE | {"member": member, "award_form": certificate, "merit": "Tốt"}
    )
    assert answer.status_code == 302, text_of(answer)
    shown = text_of(get(client_as("leader.hp"), f"{PROPOSALS}/2/submit"))
    assert "Cùng đơn vị, cùng năm đã có đề nghị “Cờ thi đua của Chính phủ”" in shown
    assert "Trùng đơn vị, trùng năm" in text_of(get(officer, PROPOSALS))


@pytest.mark.parametrize(
    ("moves", "step", "data", "message"),
    [
        (1, "pass_vote", {}, "Chưa ghi kết quả kiểm phiếu: Các thành viên của cụm."),
        (1, "return", {"reason": ""}, "Nhập lý do."),
        (2, "send", SEND | {"sent_to": ""}, "Nhập nơi nhận tờ trình."),
        (2, "send", SEND, "Chưa trình được vì còn quy tắc chưa đạt hoặc chưa có người quyết định."),
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
    with world.database.writing() as session, unit_of_work(session):
        made.voted(session, world, session.get_one(Proposal, number))
    fields = hidden_of(secretary, f"{path}/pass_vote")
    own, other = client_as("leader.hp"), client_as("leader.ct")
    with unchanged(database):
        assert get(own, f"{path}/pass_vote").status_code == 403
        assert get(other, f"{path}/withdraw").status_code == 404
        assert get(secretary, f"{path}/send").status_code == 404
        assert get(secretary, f"{path}/decide").status_code == 404
        assert submit(secretary, f"{path}/pass_vote", {}, version="7").status_code == 409
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
    good = NOMINEE | {"member": str(world.members["HP"]), "award_form": "1", "merit": "Thành tích riêng"}
    with unchanged(database):
        answer = submit(officer, f"{PROPOSALS}/new", good | data)
        assert answer.status_code == 422
    assert message in text_of(answer)
    assert "Thành tích riêng" in text_of(answer)


def test_another_city_is_not_in_the_list_of_an_officer(client_as: SignIn, world: World) -> None:
    build(world)
    data = NOMINEE | {"member": str(world.members["CT"]), "award_form": "1"}
    assert "Chọn thành viên." in text_of(submit(client_as("officer.hp"), f"{PROPOSALS}/new", data))


def test_a_draft_is_edited_and_a_second_tab_is_told(
    client_as: SignIn, database: Database, world: World
) -> None:
    number = build(world)
    officer, path = client_as("officer.hp"), f"{PROPOSALS}/{number}/edit"
    data = NOMINEE | {"award_form": "1", "nominee": "", "merit": "Vượt 14/14"}
    assert submit(officer, path, data).status_code == 302
    with unchanged(database):
        late = submit(officer, path, data | {"merit": "Bản cũ"}, version="1")
        assert late.status_code == 409
        assert "Bản cũ" in text_of(late)
        assert submit(officer, path, data | {"award_form": ""}).status_code == 422
    assert "Vượt 14/14" in text_of(get(officer, f"{PROPOSALS}/{number}"))
