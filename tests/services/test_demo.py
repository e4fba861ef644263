"""The demo: published facts as literals, everything else marked, the same whenever it is loaded."""

import hashlib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from emulation.db import Database, unit_of_work
from emulation.models import Base
from emulation.models.accounts import User
from emulation.models.audit import AuditEvent
from emulation.models.awards import Proposal
from emulation.models.clusters import Cluster, Member
from emulation.models.crosschecks import CrossRoster, CrossSheet
from emulation.models.cycles import Cycle
from emulation.models.evidence import EvidenceUse
from emulation.models.indicators import ActualValue
from emulation.models.pledges import Agreement, Pledge
from emulation.models.rankings import YearRanking
from emulation.models.results import ResultReport
from emulation.models.scorecards import Scorecard
from emulation.models.scoring import ScoreSheet
from emulation.services import demo
from emulation.services.demo import figures, illustrative
from emulation.vocabulary.kinds import Period, Provenance
from emulation.vocabulary.states import (
    CrossState,
    Phase,
    PledgeState,
    ProposalState,
    RankingState,
    ReportState,
    SheetState,
)
from tests.conftest import KINDS
from tests.support.demo import PASSWORD, SAFE, filled


def test_past_years_are_closed_and_the_running_one_is_not(running: Session) -> None:
    phases = dict(running.execute(select(Cycle.year, Cycle.phase)).all())
    assert phases.pop(2025) is Phase.SECOND_HALF
    assert sorted(phases) == [2011, 2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024]
    assert set(phases.values()) == {Phase.CLOSED}


@pytest.mark.parametrize("stage", list(demo.STAGES))
def test_everything_is_published_with_a_source_or_marked(
    stages: Callable[[str], Session], stage: str
) -> None:
    """Decisions 7: in the demo nothing passes for a recorded fact; a published row names its source."""
    session = stages(stage)
    for mapper in Base.registry.mappers:
        table: Any = mapper.class_
        if not hasattr(table, "provenance"):
            continue
        for origin, source, note in session.execute(select(table.provenance, table.source, table.note)):
            assert origin is not Provenance.RECORDED, f"{table.__name__}: {note}"
            assert source or origin is Provenance.ILLUSTRATIVE, f"{table.__name__}: {note}"


@pytest.mark.parametrize("stage", list(demo.STAGES))
def test_scores_and_their_rankings_are_illustrative(stages: Callable[[str], Session], stage: str) -> None:
    session = stages(stage)
    for table in (ScoreSheet, Scorecard, Pledge, Agreement):
        assert set(session.scalars(select(table.provenance))) == {Provenance.ILLUSTRATIVE}
    with_points = select(YearRanking.provenance).where(YearRanking.year > 2011)
    assert set(session.scalars(with_points)) == {Provenance.ILLUSTRATIVE}


def test_nothing_is_known_before_its_day(running: Session) -> None:
    """On 15/10/2025 no result of the whole year 2025 exists; those of quarter and half-year are illustrative."""
    statement = select(ActualValue.period, ActualValue.provenance).where(ActualValue.year == 2025).distinct()
    assert {tuple(row) for row in running.execute(statement)} == {
        (Period.Q1, Provenance.ILLUSTRATIVE),
        (Period.MID_YEAR, Provenance.ILLUSTRATIVE),
    }
    latest = running.scalar(select(func.max(ActualValue.entered_at)))
    assert latest is not None and latest <= demo.STAGES["running"]


def test_there_is_work_for_each_role(running: Session) -> None:
    pledges = (
        select(Member.code, Pledge.state, Pledge.on_behalf, Pledge.confirmed_at)
        .join(Member, Member.id == Pledge.member_id)
        .join(Cycle, Cycle.id == Pledge.cycle_id)
        .where(Cycle.year == 2025)
        .order_by(Member.protocol_order)
    )
    signed = [(code, PledgeState.SIGNED, False, None) for code in ("HN", "HCM", "HP", "DN", "CT")]
    waiting = ("HUE", PledgeState.SUBMITTED, True, None)
    assert [tuple(row) for row in running.execute(pledges)] == [*signed, waiting]
    reports = (
        select(Member.code, ResultReport.period, ResultReport.state, ResultReport.days_late)
        .join(Member, Member.id == ResultReport.member_id)
        .order_by(ResultReport.id)
    )
    assert [tuple(row) for row in running.execute(reports)] == [
        ("HN", Period.Q1, ReportState.ACCEPTED, 0),
        ("HCM", Period.Q1, ReportState.ACCEPTED, 0),
        ("HP", Period.Q1, ReportState.ACCEPTED, 0),
        ("CT", Period.Q1, ReportState.ACCEPTED, 8),
        ("HN", Period.MID_YEAR, ReportState.ACCEPTED, 0),
        ("HCM", Period.MID_YEAR, ReportState.ACCEPTED, 0),
        ("HP", Period.MID_YEAR, ReportState.ACCEPTED, 12),
        ("DN", Period.MID_YEAR, ReportState.RETURNED, 0),
        ("CT", Period.MID_YEAR, ReportState.SUBMITTED, 28),
        ("HUE", Period.MID_YEAR, ReportState.DRAFT, 0),
        ("HN", Period.Q3, ReportState.AWAITING_APPROVAL, 0),
        ("HCM", Period.Q3, ReportState.DRAFT, 0),
    ]


def test_the_scoring_stage_shows_a_cross_check_under_way(stages: Callable[[str], Session]) -> None:
    """Six sheets handed over; three cross sheets sealed, one in draft, two not begun, none opened."""
    session = stages("scoring")
    sheets = select(ScoreSheet.state).join(Cycle, Cycle.id == ScoreSheet.cycle_id)
    checking = sheets.where(Cycle.year == 2025, Cycle.phase == Phase.CROSS_CHECKING)
    assert list(session.scalars(checking)) == [SheetState.CROSS_CHECKING] * 6
    checks = (
        select(Member.code, CrossSheet.state)
        .join(Member, Member.id == CrossSheet.checker_id)
        .order_by(Member.protocol_order)
    )
    assert [tuple(row) for row in session.execute(checks)] == [
        ("HN", CrossState.SEALED),
        ("HCM", CrossState.SEALED),
        ("HP", CrossState.DRAFT),
        ("DN", CrossState.SEALED),
        ("CT", CrossState.ASSIGNED),
        ("HUE", CrossState.ASSIGNED),
    ]
    assert session.scalar(select(CrossRoster.opened_at)) is None
    assert session.scalar(
        select(func.count()).select_from(EvidenceUse).where(EvidenceUse.object_type == "score_line")
    )


def test_the_conference_stage_is_ready_to_publish(stages: Callable[[str], Session]) -> None:
    session = stages("conference")
    ranking = session.scalars(select(YearRanking).where(YearRanking.year == 2025)).one()
    assert (ranking.state, ranking.member_count) == (RankingState.FINALISED, 6)
    assert session.scalar(select(Cycle.phase).where(Cycle.year == 2025)) is Phase.CONFERENCE
    of_year = select(Proposal.state).join(Cycle, Cycle.id == Proposal.cycle_id).where(Cycle.year == 2025)
    assert list(session.scalars(of_year.order_by(Proposal.id))) == [
        *([ProposalState.SUBMITTED] * 2),
        ProposalState.IN_DISCLOSURE,
        ProposalState.DRAFT,
        *([ProposalState.SUBMITTED] * 2),
    ]


def test_the_cast_is_fictional_and_marked(running: Session) -> None:
    users = list(running.scalars(select(User).order_by(User.id)))
    assert len(users) == 20
    assert all(user.is_demo and user.email.endswith("@demo.example") for user in users)
    outside = running.scalars(select(Cluster).where(Cluster.code == "minhhoa")).one()
    assert not outside.is_public


def test_every_kind_of_row_left_a_trail(running: Session) -> None:
    tables = {table for (table,) in running.execute(select(AuditEvent.object_type).distinct())}
    assert {"cluster", "member", "cycle", "term", "conference", "year_ranking", "proposal"} <= tables
    assert {"actual_value", "pledge", "agreement", "scorecard", "score_sheet", "result_report"} <= tables


#: Written with fresh randomness each time.
FRESH = ("password_hash", "totp_seed", "code_hash")


def _content(session: Session) -> str:
    digest = hashlib.sha256()
    for table in Base.metadata.sorted_tables:
        columns = [column for column in table.c if column.name not in FRESH]
        for row in session.execute(select(*columns).order_by(table.c.id)):
            digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()


def test_loading_twice_gives_the_same_demo(running: Session, tmp_path: Path) -> None:
    again = filled(tmp_path, "running")
    with again.reading() as session:
        assert _content(session) == _content(running)
        assert demo.is_loaded(session)
    again.close()


@pytest.mark.both
@pytest.mark.parametrize("database", KINDS[1:], indirect=True)
def test_it_loads_on_postgresql_too(database: Database, tmp_path: Path) -> None:
    with database.writing() as session, unit_of_work(session):
        assert not demo.is_loaded(session)
        demo.load(session, stage="running", password=PASSWORD, folder=tmp_path, safe=SAFE)
    with database.reading() as session:
        assert demo.is_loaded(session)
        assert session.scalar(text("SELECT count(*) FROM ranking_row")) == 35


def test_a_published_cell_is_never_overwritten_by_an_invented_one(running: Session) -> None:
    """Where a full-year amount was published no illustrative version stands beside it."""
    both = (
        select(ActualValue.member_id, ActualValue.indicator_id, ActualValue.year)
        .where(ActualValue.period == Period.YEAR, ActualValue.value.is_not(None))
        .group_by(ActualValue.member_id, ActualValue.indicator_id, ActualValue.year)
        .having(func.count(ActualValue.provenance.distinct()) > 1)
    )
    assert running.execute(both).all() == []


def test_every_published_row_of_the_source_is_carried_over() -> None:
    """109 rows of the source (handbook 13), plus the ranks that were published beside scores."""
    found = list(figures.figures())
    assert len([one for one in found if not one.note.startswith("Thứ hạng được nêu")]) == 109
    assert len(found) == 109 + 15
    assert all(one.source for one in found)


def test_invented_numbers_depend_on_their_cell_alone() -> None:
    assert illustrative.chance("HN", "FDI", 2022) == illustrative.chance("HN", "FDI", 2022)
    first = illustrative.actual("HN", "FDI", 2023, 3, {})
    assert first == illustrative.actual("HN", "FDI", 2023, 3, {})
    assert Decimal("1.5") < first < Decimal("3")
