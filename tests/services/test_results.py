"""Reports: from draft to accepted, every refusal, versions that are only added, lateness."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.audit import AuditEvent
from emulation.models.clusters import MemberChange
from emulation.models.indicators import ActualValue
from emulation.queries.figures import figures_of_year, scored_figures, standing_figures
from emulation.queries.results import lines_of
from emulation.vocabulary.errors import DomainError, NotAllowed, Sealed, Stale
from emulation.vocabulary.kinds import ActualStatus, Boundary, ChangeKind, Confidence, Period, Provenance
from emulation.vocabulary.moves import ReportMove
from emulation.vocabulary.states import Phase, ReportState
from tests.conftest import unchanged
from tests.factories import results as made
from tests.factories.world import World


@pytest.fixture(autouse=True)
def _reporting(session: Session, world: World) -> None:
    made.reporting(world, session, ("HN", "HP"))


def test_a_draft_keeps_zero_minus_and_blank_apart(session: Session, world: World) -> None:
    report = made.draft(
        session, world, lines=[made.line(world, "-9.77"), made.line(world, None, "POVERTY_RATE")]
    )
    assert [line.value for line in lines_of(session, report.id)] == [Decimal("-9.77"), None]
    made.draft(session, world, version=report.version, lines=[made.line(world, "0")])
    assert [line.value for line in lines_of(session, report.id)] == [Decimal(0), None]


def test_accepting_adds_versions_and_blank_lines_add_none(session: Session, world: World) -> None:
    """A blank mid-year line stays blank: no figure, not a zero."""
    lines = [made.line(world, "6.8", source="12/BC-UBND"), made.line(world, None, "POVERTY_RATE")]
    report = made.accepted(session, world, lines=lines)
    (figure,) = figures_of_year(session, [world.members["HN"]], 2025)
    assert (figure.value, figure.period, figure.status) == (
        Decimal("6.8"),
        Period.MID_YEAR,
        ActualStatus.ESTIMATE,
    )
    assert (figure.provenance, figure.source) == (Provenance.RECORDED, "12/BC-UBND")
    assert report.state is ReportState.ACCEPTED
    verbs = [event.verb for event in session.scalars(select(AuditEvent).order_by(AuditEvent.id))]
    assert verbs[-4:] == ["result.saved", "result.request_approval", "result.submit", "result.accept"]


def test_without_a_source_the_report_itself_is_the_source(session: Session, world: World) -> None:
    made.accepted(session, world)
    (figure,) = figures_of_year(session, [world.members["HN"]], 2025)
    assert figure.source == "Báo cáo của Hà Nội"


def test_a_corrected_report_adds_a_version_and_overwrites_none(session: Session, world: World) -> None:
    report = made.accepted(session, world, lines=[made.line(world), made.line(world, "0.4", "POVERTY_RATE")])
    made.step(session, world, report, "secretary.hn", ReportMove.REOPEN, "Cục Thống kê đã sửa số.")
    version = report.version
    session.expire_all()
    made.draft(session, world, version=version, lines=[made.line(world, "6.5", status=ActualStatus.REVISED)])
    report = made.record(session, world)
    made.step(session, world, report, "officer.hn", ReportMove.REQUEST_APPROVAL)
    made.step(session, world, report, "leader.hn", ReportMove.SUBMIT)
    made.step(session, world, report, "secretary.hn", ReportMove.ACCEPT)
    rows = figures_of_year(session, [world.members["HN"]], 2025)
    growth = [row.value for row in rows if row.indicator_id == world.indicators["GRDP_GROWTH"]]
    poverty = [row.value for row in rows if row.indicator_id == world.indicators["POVERTY_RATE"]]
    assert (growth, poverty) == ([Decimal("6.8"), Decimal("6.5")], [Decimal("0.4")])


def test_a_figure_stands_on_the_new_map_after_a_change_of_territory(session: Session, world: World) -> None:
    change = MemberChange(
        cluster_id=world.cluster_id,
        member_id=world.members["HP"],
        kind=ChangeKind.BOUNDARY,
        effective_on=date(2025, 6, 30),
        description="Sắp xếp",
    )
    session.add(change)
    session.flush()
    made.accepted(session, world, "HP")
    made.accepted(session, world, "HN")
    maps = {
        row.member_id: row.boundary for row in figures_of_year(session, list(world.members.values()), 2025)
    }
    assert maps == {world.members["HP"]: Boundary.NEW, world.members["HN"]: Boundary.OLD}


def test_late_is_counted_from_the_periods_deadline(session: Session, world: World) -> None:
    """Mid-year is due on 31/07/2025; submitted on 15/10/2025: 76 days."""
    assert made.submitted(session, world).days_late == 76
    session.commit()
    world.set_phase(Phase.SECOND_HALF)
    session.expire_all()
    assert made.submitted(session, world, "HP", period=Period.Q3).days_late == 0


def test_only_the_own_officer_writes(session: Session, world: World) -> None:
    report = made.draft(session, world, "HP")
    with pytest.raises(NotAllowed):
        made.step(session, world, report, "officer.hn", ReportMove.REQUEST_APPROVAL)
    with pytest.raises(NotAllowed):
        made.step(session, world, report, "secretary.hn", ReportMove.REQUEST_APPROVAL)


def test_whoever_entered_or_submitted_does_not_approve(session: Session, world: World) -> None:
    """Red when FOUR_EYES in rules/access.py loses RESULT_SUBMIT or RESULT_REVIEW."""
    report = made.draft(session, world)
    made.step(session, world, report, "officer.hn", ReportMove.REQUEST_APPROVAL)
    report.entered_by_id = world.users["leader.hn"]
    with pytest.raises(NotAllowed, match="Người nhập không được tự duyệt"):
        made.step(session, world, report, "leader.hn", ReportMove.SUBMIT)
    report.entered_by_id = world.users["officer.hn"]
    made.step(session, world, report, "leader.hn", ReportMove.SUBMIT)
    report.submitted_by_id = world.users["secretary.hn"]
    with pytest.raises(NotAllowed, match="Người nhập không được tự duyệt"):
        made.step(session, world, report, "secretary.hn", ReportMove.ACCEPT)
    made.step(session, world, report, "secretary2.hn", ReportMove.ACCEPT)


def test_returning_needs_a_reason_and_keeps_it(session: Session, world: World) -> None:
    report = made.submitted(session, world)
    with pytest.raises(DomainError, match=r"Nhập lý do\. Lý do được ghi vào nhật ký"):
        made.step(session, world, report, "secretary.hn", ReportMove.RETURN)
    made.step(session, world, report, "secretary.hn", ReportMove.RETURN, "Thiếu nguồn của tăng trưởng.")
    assert (report.state, report.return_reason) == (ReportState.RETURNED, "Thiếu nguồn của tăng trưởng.")


@pytest.mark.parametrize("phase", [Phase.PLEDGING, Phase.FIRST_HALF, Phase.SELF_SCORING, Phase.CLOSED])
def test_the_wrong_phase_is_refused(session: Session, world: World, phase: Phase) -> None:
    session.commit()
    world.set_phase(phase)
    session.expire_all()
    with pytest.raises(Sealed if phase is Phase.CLOSED else DomainError), unchanged(world.database):
        made.draft(session, world)


def test_what_was_submitted_in_time_is_accepted_later(session: Session, world: World) -> None:
    made.submitted(session, world)
    session.commit()
    world.set_phase(Phase.SELF_SCORING)
    session.expire_all()
    report = made.record(session, world)
    with pytest.raises(DomainError, match="không mở trong giai đoạn"):
        made.step(session, world, report, "secretary.hn", ReportMove.RETURN, "Sửa lại giúp.")
    made.step(session, world, report, "secretary.hn", ReportMove.ACCEPT)
    assert report.state is ReportState.ACCEPTED


def test_a_stale_version_is_refused(session: Session, world: World) -> None:
    report = made.draft(session, world)
    made.draft(session, world, version=report.version, lines=[made.line(world, "7")])
    with pytest.raises(Stale):
        made.draft(session, world, version=0)


def test_an_indicator_outside_the_pledge_or_twice_is_refused(session: Session, world: World) -> None:
    with pytest.raises(DomainError, match="không có trong giao ước"):
        made.draft(session, world, lines=[made.line(world, "5", "PCI_RANK")])
    with pytest.raises(DomainError, match="đã có ở dòng 1"):
        made.draft(session, world, lines=[made.line(world), made.line(world, "7")])
    with pytest.raises(DomainError, match="Khó đạt"):
        made.draft(session, world, lines=[made.line(world, confidence=Confidence.UNLIKELY)])


def test_an_empty_report_goes_to_nobody(session: Session, world: World) -> None:
    report = made.draft(session, world, lines=[made.line(world, None)])
    with pytest.raises(DomainError, match="ít nhất một kết quả"):
        made.step(session, world, report, "officer.hn", ReportMove.REQUEST_APPROVAL)


def test_the_version_that_stands(session: Session, world: World) -> None:
    """Revised before official before estimate, newest first; part-year only where nothing covers the year."""
    cell = (world.members["HN"], world.indicators["GRDP_GROWTH"])
    members = [world.members["HN"]]
    made.figure(session, world, "7.4", period=Period.MID_YEAR, status=ActualStatus.REVISED)
    assert scored_figures(session, members, 2025) == {}
    assert standing_figures(session, members, 2025)[cell].value == Decimal("7.4")
    made.figure(session, world, "8.5", status=ActualStatus.ESTIMATE)
    made.figure(session, world, "8.1")
    official = made.figure(session, world, "8.2")
    made.figure(session, world, None, status=ActualStatus.REVISED, note="trên 8")
    assert scored_figures(session, members, 2025)[cell].id == official
    assert standing_figures(session, members, 2025)[cell].id == official
    assert standing_figures(session, members, 2025, Period.MID_YEAR)[cell].value == Decimal("7.4")
    revised = made.figure(session, world, "8.02", status=ActualStatus.REVISED)
    assert scored_figures(session, members, 2025)[cell].id == revised


def test_nothing_but_new_versions_touches_the_figures(session: Session, world: World) -> None:
    figure = made.figure(session, world, "8.2")
    session.commit()
    row = session.get(ActualValue, figure)
    assert row is not None
    row.value = Decimal("9")
    with pytest.raises(Exception, match="sealed: actual_value"):
        session.flush()
    session.rollback()
