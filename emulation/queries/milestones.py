"""How far a year is: counts in one statement."""

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import Session

from emulation.models.awards import Proposal
from emulation.models.conferences import Conference
from emulation.models.crosschecks import CrossRoster, CrossSheet
from emulation.models.cycles import Cycle
from emulation.models.pledges import Agreement, Pledge
from emulation.models.rankings import YearRanking
from emulation.models.results import ResultReport
from emulation.models.scorecards import Scorecard
from emulation.models.scoring import ScoreSheet
from emulation.queries.places import members_of_year
from emulation.vocabulary.desk import Counts
from emulation.vocabulary.kinds import Period
from emulation.vocabulary.states import (
    CrossState,
    PledgeState,
    ProposalState,
    ReportState,
    ScorecardState,
    SheetState,
)

REPORTED = (ReportState.SUBMITTED, ReportState.ACCEPTED)
NOT_SUBMITTED = (SheetState.DRAFT, SheetState.AWAITING_APPROVAL, SheetState.RETURNED)
REVIEWED = (SheetState.REVIEWED, SheetState.FROZEN, SheetState.FINALISED, SheetState.PUBLISHED)
#: States in which a proposal still waits for somebody.
OPEN_PROPOSALS = (
    ProposalState.DRAFT,
    ProposalState.SUBMITTED,
    ProposalState.RETURNED,
    ProposalState.VOTED,
    ProposalState.IN_DISCLOSURE,
    ProposalState.SENT,
    ProposalState.APPRAISING,
)


def counts_of(session: Session, cycle: Cycle) -> Counts:
    """What the year has so far; members are those of its last day."""
    statement = select(
        _number(Agreement, cycle, Agreement.signed_on.is_not(None)),
        _number(Pledge, cycle, Pledge.state == PledgeState.SIGNED),
        _reports(cycle, Period.MID_YEAR),
        _reports(cycle, Period.YEAR),
        _number(Scorecard, cycle, Scorecard.state == ScorecardState.ISSUED),
        _number(ScoreSheet, cycle, ScoreSheet.state.not_in(NOT_SUBMITTED)),
        _number(ScoreSheet, cycle, ScoreSheet.state.in_(REVIEWED)),
        _number(Proposal, cycle, Proposal.state.in_(OPEN_PROPOSALS)),
        _number(CrossSheet, cycle, true()),
        _number(CrossSheet, cycle, CrossSheet.state == CrossState.SEALED),
        _number(CrossRoster, cycle, CrossRoster.opened_at.is_not(None)),
        select(YearRanking.state).where(YearRanking.cycle_id == cycle.id).scalar_subquery(),
    )
    row = session.execute(statement).one()
    agreements, signed, mid_year, year, cards, submitted, reviewed, proposals, *cross, ranking = row
    kinds = session.scalars(select(Conference.kind).where(Conference.cycle_id == cycle.id))
    return Counts(
        members=len(members_of_year(session, cycle.cluster_id, cycle.year)),
        agreement_signed=agreements > 0,
        pledges_signed=signed,
        mid_year_reports=mid_year,
        year_reports=year,
        scorecard_issued=cards > 0,
        sheets_submitted=submitted,
        sheets_reviewed=reviewed,
        cross_sheets=cross[0],
        cross_sealed=cross[1],
        cross_opened=cross[2] > 0,
        ranking=ranking,
        conferences=frozenset(kinds),
        open_proposals=proposals,
    )


def _number(table: type, cycle: Cycle, condition: ColumnElement[bool]) -> ColumnElement[int]:
    where = (table.cycle_id == cycle.id, condition)  # type: ignore[attr-defined]
    return select(func.count()).select_from(table).where(*where).scalar_subquery()


def _reports(cycle: Cycle, period: Period) -> ColumnElement[int]:
    condition = (ResultReport.period == period) & ResultReport.state.in_(REPORTED)
    return _number(ResultReport, cycle, condition)
