"""The check of a proposal on its page, as a page to print, as PDF; a person's word as a form."""

import re
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from emulation.db import Database, unit_of_work
from emulation.models.awards import Proposal
from emulation.models.rulebook import LegalRule
from emulation.models.verdicts import ProposalRuling
from emulation.services import verdicts
from emulation.vocabulary.award_kinds import Verdict
from emulation.vocabulary.moves import ProposalMove
from tests.conftest import unchanged
from tests.factories import awards as made
from tests.factories.verdicts import cleared
from tests.factories.world import World
from tests.support.awards import PROPOSALS, SEND, SignIn, build
from tests.support.ground import laid
from tests.support.pages import get, submit, text_of
from tests.support.papers import Paper

DECIDER = "leader.hn"


def on(world: World, number: int, day: date) -> None:
    """The dossier was received on that day."""
    with world.database.writing() as session, unit_of_work(session):
        session.get_one(Proposal, number).received_on = day
        laid(session)


def rows_of(page: str) -> list[str]:
    """The rules of the check, each as its text."""
    return [re.sub(r"<[^>]+>", " ", row) for row in re.findall(r'<tr id="rule-.*?</tr>', page, re.DOTALL)]


@pytest.mark.parametrize(
    ("day", "head"),
    [
        (date(2023, 12, 31), "31/12/2023 (ngày tiếp nhận hồ sơ) – chế độ R1, Nghị định 91/2017/NĐ-CP."),
        (date(2024, 1, 1), "01/01/2024 (ngày tiếp nhận hồ sơ) – chế độ R2, Nghị định 98/2023/NĐ-CP."),
        (date(2025, 6, 30), "30/06/2025 (ngày tiếp nhận hồ sơ) – chế độ R2, Nghị định 98/2023/NĐ-CP."),
        (date(2025, 7, 1), "01/07/2025 (ngày tiếp nhận hồ sơ) – chế độ R3, Nghị định 152/2025/NĐ-CP."),
        (date(2027, 3, 1), "01/03/2027 (ngày tiếp nhận hồ sơ); không có chế độ nào có hiệu lực."),
    ],
)
def test_every_rule_tells_its_verdict_its_reason_and_its_basis(
    client_as: SignIn, world: World, day: date, head: str
) -> None:
    """Acceptance 2, on screen and on the sheet. Red when the table leaves out the badge or the basis."""
    number = build(world, ProposalMove.SUBMIT)
    on(world, number, day)
    reader = client_as("auditor")
    with world.database.reading() as session:
        check = verdicts.judge(session, number, date(2025, 10, 15))
        unconfirmed = check.unconfirmed
    for path in (f"{PROPOSALS}/{number}", f"{PROPOSALS}/{number}/check"):
        shown = text_of(get(reader, path))
        assert f"Áp dụng quy tắc ngày {head}" in shown
        rows = rows_of(shown)
        assert len(rows) == len(check.findings)
        for row, one in zip(rows, check.urgent_first(), strict=True):
            assert one.title in row
            assert one.verdict.label in row
            assert ("Chưa xác nhận" in row) is one.is_unconfirmed
            assert any(word in row for word in ("Căn cứ: ", "Chưa có văn bản"))
            assert one.document in row
        assert f"Trong đó {unconfirmed} quy tắc chưa xác nhận" in shown
    paper = Paper(get(reader, f"{PROPOSALS}/{number}/check.pdf").data).text
    assert paper.count("Chưa xác nhận") == unconfirmed
    for one in check.findings:
        assert re.sub(r"\s+", "", one.title) in re.sub(r"\s+", "", paper)


def test_nobody_else_reads_a_check(client_as: SignIn, client: FlaskClient, world: World) -> None:
    number = build(world)
    assert get(client, f"{PROPOSALS}/{number}/check").status_code == 302
    for stranger in ("officer.ct", "outsider", "admin"):
        for page in ("check", "check.pdf", "check/flag_criteria"):
            assert get(client_as(stranger), f"{PROPOSALS}/{number}/{page}").status_code in (403, 404)


def test_the_counts_stand_on_top_and_the_day_is_told(client_as: SignIn, world: World) -> None:
    number = build(world)
    shown = text_of(get(client_as("officer.hp"), f"{PROPOSALS}/{number}"))
    with world.database.reading() as session:
        check = verdicts.judge(session, number, date(2025, 10, 15))
    numbers = [check.count(verdict) for verdict in Verdict]
    assert "{} đạt, {} không đạt, {} cần người quyết định.".format(*numbers) in shown
    assert "15/10/2025 (hôm nay; hồ sơ chưa được tiếp nhận và chưa có ngày dự kiến)" in shown
    assert "/check/flag_criteria" not in shown


def test_a_person_answers_and_the_rules_own_verdict_stays_visible(
    client_as: SignIn, database: Database, world: World
) -> None:
    number = build(world)
    leader, page = client_as(DECIDER), f"{PROPOSALS}/{number}"
    assert f"{page}/check/flag_criteria" in text_of(get(leader, page))
    path = f"{page}/check/flag_criteria"
    form = text_of(get(leader, path))
    assert "Cần xem đủ ba tiêu chuẩn" in form and "Căn cứ: Luật Thi đua, khen thưởng 06/2022/QH15" in form
    with unchanged(database):
        for wrong, message in (
            ({"verdict": "passed", "reason": ""}, "Nhập lý do."),
            ({"verdict": "", "reason": "Đã họp."}, "Chọn đạt hay không đạt."),
            ({"verdict": "needs_person", "reason": "Đã họp."}, ""),
            ({"verdict": "x", "reason": "Đã họp."}, ""),
        ):
            answer = submit(leader, path, wrong)
            assert answer.status_code == 422, wrong
            assert message in text_of(answer)
    good = {"verdict": "failed", "reason": "Còn 2 chỉ tiêu."}
    assert submit(leader, path, good).status_code == 302
    shown = text_of(get(client_as("officer.hp"), page))
    row = next(row for row in rows_of(shown) if "Cần xem đủ ba tiêu chuẩn" in row)
    assert "Không đạt" in row and "Theo quy tắc: Cần người quyết định" in row
    assert "Không đạt theo quyết định của" in row
    assert "Lý do: Còn 2 chỉ tiêu." in row
    assert submit(leader, path, {"verdict": "passed", "reason": "Đã đủ."}, version="0").status_code == 409
    assert submit(leader, path, {"verdict": "passed", "reason": "Đã đủ."}).status_code == 302
    with world.database.reading() as session:
        assert session.scalars(select(ProposalRuling)).one().verdict is Verdict.PASSED


def test_only_what_is_asked_has_a_form(client_as: SignIn, database: Database, world: World) -> None:
    number = build(world)
    leader = client_as(DECIDER)
    with unchanged(database):
        for head in ("merit", "cluster_vote", "nothing", "pmcert_slots"):
            assert get(leader, f"{PROPOSALS}/{number}/check/{head}").status_code == 404
    assert get(client_as("officer.hp"), f"{PROPOSALS}/{number}/check/flag_criteria").status_code == 403


def test_sending_lists_what_stands_in_the_way(client_as: SignIn, database: Database, world: World) -> None:
    number = build(world, ProposalMove.SUBMIT, ProposalMove.PASS_VOTE)
    secretary = client_as("secretary.hn")
    with unchanged(database):
        answer = submit(secretary, f"{PROPOSALS}/{number}/send", SEND)
        assert answer.status_code == 422
    shown = text_of(answer)
    assert "Chưa trình được vì còn quy tắc chưa đạt" in shown
    assert "Chưa có kết quả bỏ phiếu của Hội đồng." in shown
    assert f"{PROPOSALS}/{number}#check" in shown


def test_a_decided_proposal_shows_what_it_was_decided_under(client_as: SignIn, world: World) -> None:
    number = build(world, ProposalMove.SUBMIT, ProposalMove.PASS_VOTE, ProposalMove.SEND)
    with world.database.writing() as session, unit_of_work(session):
        row = session.get_one(Proposal, number)
        row.received_on = date(2025, 4, 2)
        laid(session)
        cleared(session, world, row)
        made.decided(session, world, [row])
        rule = session.scalars(select(LegalRule).where(LegalRule.code == "flag_slots.five")).one()
        rule.document = "Văn bản khác"
        laid(session)
    shown = text_of(get(client_as("officer.hp"), f"{PROPOSALS}/{number}"))
    assert "Ghi lại lúc 10:00 ngày 15/10/2025 khi có quyết định." in shown
    assert "Theo quy tắc ngày 02/04/2025 – chế độ R2, Nghị định 98/2023/NĐ-CP." in shown
    assert "Văn bản khác" not in shown
    assert "/check/flag_criteria" not in text_of(get(client_as(DECIDER), f"{PROPOSALS}/{number}"))
    assert get(client_as(DECIDER), f"{PROPOSALS}/{number}/check").status_code == 200


def test_a_refusal_tells_its_rules_in_the_readers_language(client_as: SignIn, world: World) -> None:
    """Red when `_named` in services/verdicts.py fills its sentences in, or `said` does not look phrases up."""
    number = build(world, ProposalMove.SUBMIT, ProposalMove.PASS_VOTE)
    secretary = client_as("secretary.hn")
    secretary.set_cookie("__Host-language", "en", domain="localhost", secure=True)
    shown = text_of(submit(secretary, f"{PROPOSALS}/{number}/send", SEND))
    assert (
        "while rules are failed or wait for a person's decision. Leader of the cluster: The unit ranks 3/5"
        in shown
    )
    assert (
        "Vote of the members of the cluster: The rule has no value yet; it must be entered. (Basis: " in shown
    )
