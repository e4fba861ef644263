"""A report of results comes back with reasons at single lines, and loses them when it is sent again."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.audit import AuditEvent
from emulation.models.notices import Notice
from emulation.models.results import ResultReport
from emulation.queries.results import lines_of
from emulation.vocabulary.errors import DomainError, NotFound
from emulation.vocabulary.moves import ReportMove
from emulation.vocabulary.states import ReportState
from tests.factories import results as made
from tests.factories.world import World


@pytest.fixture(autouse=True)
def _reporting(session: Session, world: World) -> None:
    made.reporting(world, session, ("HN", "HP"))


def submitted(session: Session, world: World) -> ResultReport:
    lines = [made.line(world), made.line(world, "0.4", "POVERTY_RATE")]
    return made.submitted(session, world, "HP", lines=lines)


def reasons_of(session: Session, report: ResultReport) -> list[str]:
    return [line.return_reason for line in lines_of(session, report.id)]


def test_a_line_alone_is_reason_enough_and_everybody_reads_it_in_full(session: Session, world: World) -> None:
    """Red when _give_reasons writes nothing, and when the event gets `reason` alone."""
    report, poverty = submitted(session, world), world.indicators["POVERTY_RATE"]
    made.step(
        session, world, report, "secretary.hn", ReportMove.RETURN, "", {poverty: "Số theo chuẩn nghèo cũ"}
    )
    assert report.state is ReportState.RETURNED
    assert reasons_of(session, report) == ["", "Số theo chuẩn nghèo cũ"]
    told = "Tỷ lệ hộ nghèo: Số theo chuẩn nghèo cũ."
    event = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc()).limit(1)).one()
    assert (event.verb, event.reason) == ("result.return", told)
    officer = select(Notice.values).where(Notice.user_id == world.users["officer.hp"])
    assert session.scalars(officer.order_by(Notice.id.desc()).limit(1)).one()["reason"] == told


def test_lines_lose_their_reasons_when_the_report_is_sent_again(session: Session, world: World) -> None:
    """Red when REQUEST_APPROVAL no longer clears."""
    report, growth = submitted(session, world), world.indicators["GRDP_GROWTH"]
    made.step(session, world, report, "secretary.hn", ReportMove.RETURN, "Sửa giúp", {growth: "Thiếu nguồn"})
    report = made.draft(session, world, "HP", version=report.version, lines=[made.line(world, "7")])
    assert reasons_of(session, report) == ["Thiếu nguồn", ""]
    made.step(session, world, report, "officer.hp", ReportMove.REQUEST_APPROVAL)
    assert reasons_of(session, report) == ["", ""]


@pytest.mark.parametrize("lines", [{}, {"GRDP_GROWTH": " "}, {"GRDP_GROWTH": "sai"}])
def test_no_sentence_is_message_11(session: Session, world: World, lines: dict[str, str]) -> None:
    report = submitted(session, world)
    reasons = {world.indicators[code]: text for code, text in lines.items()}
    with pytest.raises(DomainError, match="Nhập lý do"):
        made.step(session, world, report, "secretary.hn", ReportMove.RETURN, "", reasons)


def test_an_indicator_that_is_not_in_the_report_is_not_there(session: Session, world: World) -> None:
    report = submitted(session, world)
    reasons = {world.indicators["PCI_RANK"]: "Thiếu nguồn số liệu"}
    with pytest.raises(NotFound):
        made.step(session, world, report, "secretary.hn", ReportMove.RETURN, "", reasons)
