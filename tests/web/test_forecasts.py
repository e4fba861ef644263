"""Results pages: the pace beside the member's own forecast, the list of risks with its reasons, who confirmed."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from flask.testing import FlaskClient

from emulation.db import Database, unit_of_work
from emulation.services.pledges import TargetDraft
from emulation.vocabulary.kinds import Confidence, Operator, Period
from emulation.vocabulary.moves import ReportMove
from emulation.vocabulary.states import Phase
from tests.conftest import unchanged
from tests.factories import pledges as made_pledges
from tests.factories import results as made
from tests.factories.world import World
from tests.support.pages import get, submit, text_of

RESULTS = "/clusters/tptw/2025/results"
HP = f"{RESULTS}/HP/mid-year"
SignIn = Callable[[str], FlaskClient]


@pytest.fixture(autouse=True)
def _agreed(world: World) -> None:
    """Hải Phòng has agreed to growth of 7.5, a revenue of at least 1,000 and a poverty of at most 0.5."""
    with world.database.writing() as session, unit_of_work(session):
        revenue = TargetDraft(
            world.indicators["BUDGET_REVENUE"], operator=Operator.GE, low=Decimal(1000), source="NQ 2"
        )
        poverty = TargetDraft(
            world.indicators["POVERTY_RATE"], operator=Operator.LE, high=Decimal("0.5"), source="NQ 3"
        )
        made_pledges.accepted(session, world, "HP", targets=[made_pledges.growth(world), revenue, poverty])
    world.set_phase(Phase.MID_YEAR)


def report(world: World, *, accept: bool = True, **lines: Any) -> None:
    """A report of the half-year: code=(value, more)."""
    with world.database.writing() as session, unit_of_work(session):
        rows = [made.line(world, value, code, **more) for code, (value, more) in lines.items()]
        (made.accepted if accept else made.submitted)(session, world, "HP", lines=rows)


def risks(client: FlaskClient) -> str:
    """The list of risks as text with single spaces."""
    page = text_of(get(client, RESULTS))
    return " ".join(page.split("<h2>Nguy cơ không đạt</h2>")[1].split("</section>")[0].split())


def test_the_pace_stands_beside_the_own_forecast_with_its_numbers(world: World, client_as: SignIn) -> None:
    """480.5 × 12 / 6 = 961. Rates have none. Red when pace_of is not drawn, and when `grows` is not asked."""
    more = {"forecast": Decimal(1020), "confidence": Confidence.SURE}
    report(world, BUDGET_REVENUE=("480.5", more), GRDP_GROWTH=("7.4", {}), POVERTY_RATE=("0.45", {}))
    page = text_of(get(client_as("officer.hp"), HP))
    cell = page.split("Thu ngân sách nhà nước</a>")[1].split("</tr>")[0]
    assert "1.020,0" in cell and "Theo tiến độ: 961,0" in cell and "480,5 × 12 / 6" in cell
    assert page.count("Theo tiến độ:") == 1


@pytest.mark.parametrize("value", ["0", "-5", None])
def test_nothing_zero_and_less_have_no_pace(world: World, client_as: SignIn, value: str | None) -> None:
    report(world, GRDP_GROWTH=("7.5", {}), BUDGET_REVENUE=(value, {}))
    assert "Theo tiến độ:" not in text_of(get(client_as("officer.hp"), HP))
    assert "Theo tiến độ hiện nay" not in risks(client_as("officer.hp"))


def test_a_pace_below_the_plan_is_a_risk_although_the_member_is_sure(world: World, client_as: SignIn) -> None:
    """Red when worries_about leaves out the pace."""
    report(world, BUDGET_REVENUE=("480.5", {"confidence": Confidence.SURE}), GRDP_GROWTH=("7.4", {}))
    found = risks(client_as("secretary.hn"))
    assert "Hải Phòng" in found and "Tin chắc" in found
    assert "Theo tiến độ hiện nay thì không đạt cam kết." in found and "480,5 × 12 / 6" in found
    assert "Tốc độ tăng GRDP" not in found, "7.4 of 7.5 at mid-year is no risk by itself: a rate has no pace"


def test_a_pace_that_reaches_the_plan_is_none(world: World, client_as: SignIn) -> None:
    report(world, BUDGET_REVENUE=("500", {"confidence": Confidence.SURE}))
    assert "Hải Phòng" not in risks(client_as("secretary.hn"))


def test_every_reason_is_said(world: World, client_as: SignIn) -> None:
    """The member's word with its reason, its own forecast, the pace. Red when the first reason ends the search."""
    more = {"confidence": Confidence.UNLIKELY, "confidence_reason": "Thuế giảm", "forecast": Decimal(940)}
    report(world, BUDGET_REVENUE=("450", more))
    found = risks(client_as("secretary.hn"))
    for words in (
        "Đơn vị tự đánh giá khó đạt.",
        "Dự báo của đơn vị không đạt cam kết. (940,0)",
        "Theo tiến độ hiện nay thì không đạt cam kết.",
        "Thuế giảm",
    ):
        assert words in found


def test_a_forecast_that_breaks_a_ceiling_is_a_risk(world: World, client_as: SignIn) -> None:
    """Lower is better: 0.52 where at most 0.5 was promised."""
    report(world, POVERTY_RATE=("0.45", {"forecast": Decimal("0.52")}))
    assert "Dự báo của đơn vị không đạt cam kết. (0,52)" in risks(client_as("secretary.hn"))


def test_a_full_year_ends_all_guessing(world: World, client_as: SignIn) -> None:
    report(
        world, BUDGET_REVENUE=("450", {"confidence": Confidence.UNLIKELY, "confidence_reason": "Thuế giảm"})
    )
    revenue = {"member_id": world.members["HP"], "indicator_id": world.indicators["BUDGET_REVENUE"]}
    with world.database.writing() as session:
        made.figure(session, world, "1001", **revenue)
        session.commit()
    assert "Hải Phòng" not in risks(client_as("secretary.hn"))


def test_who_submitted_and_who_accepted_is_said(world: World, client_as: SignIn) -> None:
    """From the trail. Red when _accepted looks for another deed."""
    report(world, accept=False, GRDP_GROWTH=("7.4", {}))
    page = " ".join(text_of(get(client_as("officer.dn"), HP)).split())
    assert "<dt>Tiếp nhận</dt><dd>Chưa tiếp nhận</dd>" in page
    submit(client_as("secretary.hn"), HP, {}, action=f"{HP}/move/accept")
    page = " ".join(text_of(get(client_as("officer.dn"), HP)).split())
    assert "10:00 ngày 15/10/2025, Người leader.hp" in page
    assert "<dt>Tiếp nhận</dt><dd>10:00 ngày 15/10/2025, Người secretary.hn</dd>" in page


def test_a_report_comes_back_with_reasons_at_its_lines(
    world: World, client_as: SignIn, database: Database
) -> None:
    """Beside the line in the form and on the page; message 11 when nothing is said at all."""
    report(world, accept=False, GRDP_GROWTH=("7.4", {}), POVERTY_RATE=("0.45", {}))
    secretary, officer = client_as("secretary.hn"), client_as("officer.hp")
    poverty = {"lines-0-line": str(world.indicators["GRDP_GROWTH"]), "lines-0-reason": ""}
    poverty |= {"lines-1-line": str(world.indicators["POVERTY_RATE"]), "lines-1-reason": "Chuẩn nghèo nào?"}
    with unchanged(database):
        nothing = submit(
            secretary, HP, poverty | {"lines-1-reason": ""}, action=f"{HP}/move/{ReportMove.RETURN}"
        )
    assert nothing.status_code == 422
    assert "Nhập lý do. Lý do được ghi vào nhật ký và gửi cho đơn vị." in text_of(nothing)
    assert submit(secretary, HP, poverty, action=f"{HP}/move/return").status_code == 302
    form = text_of(get(officer, f"{HP}/edit"))
    fieldset = next(part for part in form.split("<fieldset") if "Tỷ lệ hộ nghèo" in part)
    assert "Chuẩn nghèo nào?" in fieldset and form.count("Chuẩn nghèo nào?") == 1
    assert "Chuẩn nghèo nào?" in text_of(get(officer, HP))


def test_the_period_of_the_figure_gives_the_months(world: World, client_as: SignIn) -> None:
    """Nine months: 720 × 12 / 9 = 960."""
    revenue = {"member_id": world.members["HP"], "indicator_id": world.indicators["BUDGET_REVENUE"]}
    with world.database.writing() as session:
        made.figure(session, world, "720", period=Period.Q3, **revenue)
        session.commit()
    found = risks(client_as("secretary.hn"))
    assert "Theo tiến độ: 960,0" in found and "720,0 × 12 / 9" in found
