"""The history of one target: who changed what, and what the public may know of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from flask.testing import FlaskClient

from emulation.db import unit_of_work
from emulation.queries.pledges import get_pledge, targets_of
from emulation.services import audit
from emulation.services.pledges import TargetDraft
from emulation.vocabulary.kinds import Operator
from emulation.vocabulary.moves import PledgeMove
from emulation.vocabulary.states import PledgeState
from tests.factories import pledges as made
from tests.factories import results as figures
from tests.factories.world import World
from tests.support.pages import get, text_of

PLEDGES = "/clusters/tptw/2025/pledges"
GROWTH = f"{PLEDGES}/HN/targets/GRDP_GROWTH"
SignIn = Callable[[str], FlaskClient]


@pytest.fixture(autouse=True)
def _history(world: World) -> None:
    """Hà Nội writes 7.5, is returned at this row, and writes a range with a day."""
    with world.database.writing() as session, unit_of_work(session):
        pledge = made.draft(session, world)
        row = targets_of(session, pledge.id)[0].id
        made.step(session, world, pledge, "officer.hn", PledgeMove.REQUEST_APPROVAL)
        made.step(session, world, pledge, "leader.hn", PledgeMove.RETURN, "", {row: "Nghị quyết ghi khoảng"})
        target = made.growth(
            world, "6.5", operator=Operator.RANGE, high=Decimal(7), due_on=date(2025, 12, 31)
        )
        revenue = TargetDraft(world.indicators["BUDGET_REVENUE"], low=Decimal(4321), source="NQ 2")
        made.draft(session, world, version=pledge.version, targets=[target, revenue])


def sign(world: World) -> None:
    with world.database.writing() as session, unit_of_work(session):
        pledge = get_pledge(session, world.cycle_id, world.members["HN"])
        for who, move in (
            ("officer.hn", PledgeMove.REQUEST_APPROVAL),
            ("leader.hn", PledgeMove.SUBMIT),
            ("secretary.hn", PledgeMove.ACCEPT),
        ):
            made.step(session, world, pledge, who, move)
        made.signed_agreement(session, world, ("HN",))


def test_those_inside_read_who_changed_what_and_why(client_as: SignIn) -> None:
    """Old → new of this target alone, in words. Red when moments_of takes every indicator."""
    page = text_of(get(client_as("officer.hn"), GROWTH))
    assert "<strong>Người officer.hn</strong> đã lưu giao ước" in page
    assert "Cam kết (HĐND giao): <ins>đúng bằng 7,5</ins>" in page
    assert "Dấu (HĐND giao): <del>đúng bằng</del> → <ins>trong khoảng … đến …</ins>" in page
    assert "Hoàn thành trước ngày (HĐND giao): <ins>31/12/2025</ins>" in page
    assert "Lý do trả lại (HĐND giao): <ins>Nghị quyết ghi khoảng</ins>" in page
    assert "Lý do: Tốc độ tăng GRDP: Nghị quyết ghi khoảng." in page
    assert "4.321" not in page.split("Kế hoạch và kết quả các năm")[0]


def test_a_draft_has_no_public_history(client_as: SignIn, client: FlaskClient) -> None:
    """Nor one for other members. Red when `desk.page is None` is not asked."""
    for stranger in (client, client_as("officer.dn"), client_as("outsider"), client_as("admin")):
        assert get(stranger, GROWTH).status_code == 404
    for reader in (client_as("leader.hn"), client_as("auditor"), client_as("secretary.hcm")):
        assert get(reader, GROWTH).status_code == 200


def test_the_public_reads_after_the_signing_and_without_names(world: World, client: FlaskClient) -> None:
    """Red when _moments gives the public what happened before, or names."""
    sign(world)
    page = text_of(get(client, GROWTH))
    assert "Cam kết hiện nay: <strong>6,5 – 7</strong>" in page
    assert "Không có thay đổi nào sau khi ký." in page
    for private in ("Người officer.hn", "Nghị quyết ghi khoảng", "đúng bằng 7,5", "leader.hn"):
        assert private not in page


def test_a_change_after_the_signing_is_public_without_the_person(
    world: World, client: FlaskClient, client_as: SignIn
) -> None:
    """Reopened with a reason, changed, signed again: what changed is read by everybody, who and why are not."""
    sign(world)
    later = replace(world, now=world.now + timedelta(days=1))
    with world.database.writing() as session, unit_of_work(session):
        pledge = get_pledge(session, world.cycle_id, world.members["HN"])
        made.step(session, later, pledge, "secretary.hn", PledgeMove.REOPEN, "Quốc hội điều chỉnh")
        made.draft(session, later, version=pledge.version, targets=[made.growth(world, "8")])
        for who, move in (
            ("officer.hn", PledgeMove.REQUEST_APPROVAL),
            ("leader.hn", PledgeMove.SUBMIT),
            ("secretary.hn", PledgeMove.ACCEPT),
        ):
            made.step(session, later, pledge, who, move)
        pledge.state = PledgeState.SIGNED
        audit.record(
            session,
            actor=later.actor(session, "secretary.hn"),
            now=later.now,
            verb="pledge.sign",
            about=pledge,
        )
    page = text_of(get(client, GROWTH))
    assert "Cận dưới (HĐND giao): <del>6,5</del> → <ins>8</ins>" in page
    for private in ("Người officer.hn", "Quốc hội điều chỉnh", "đúng bằng 7,5"):
        assert private not in page
    assert "Người officer.hn" in text_of(get(client_as("officer.hn"), GROWTH))


def test_earlier_years_stand_beside_it(world: World, client_as: SignIn) -> None:
    with world.database.writing() as session:
        figures.figure(session, world, "7.44", 2023)
        session.commit()
    page = text_of(get(client_as("officer.hn"), GROWTH))
    row = page.split('<th scope="row">2023')[1].split("</tr>")[0]
    assert "7,44" in row and "Đã công bố" in row and "Cục Thống kê" in row


@pytest.mark.parametrize("indicator", ["PCI_RANK", "KHONG_CO"])
def test_what_was_never_promised_has_no_history(client_as: SignIn, indicator: str) -> None:
    assert get(client_as("officer.hn"), f"{PLEDGES}/HN/targets/{indicator}").status_code == 404


def test_each_target_leads_to_its_history(client_as: SignIn) -> None:
    assert f'href="{GROWTH}"' in text_of(get(client_as("officer.hn"), f"{PLEDGES}/HN"))
