"""Cross-checks of a year: the roster, who has sealed, a checker's own sheet, and points once they are opened.

Secrecy stands here: nothing gives points or salts of a sheet that is not opened but `written_lines`, which is for the
checker's own people (services/crosschecks asks the access table first), and the records for services.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import case, select
from sqlalchemy.orm import Session, aliased, selectinload

from emulation.models.accounts import User
from emulation.models.clusters import Member
from emulation.models.crosschecks import CrossLine, CrossRoster, CrossSheet
from emulation.models.cycles import Cycle
from emulation.models.evidence import Evidence, EvidenceUse
from emulation.models.scorecards import Criterion
from emulation.models.scoring import ScoreLine, ScoreSheet
from emulation.queries.rows import find_as, rows_as
from emulation.vocabulary.crosschecks import OwnLine, Pair
from emulation.vocabulary.evidence import Proof
from emulation.vocabulary.states import CrossState, SheetState

#: Until when a checker needs the evidence.
AT_WORK = (CrossState.ASSIGNED, CrossState.DRAFT, CrossState.SEALED)


@dataclass(frozen=True)
class RosterPage:
    """The roster of a year with the people behind it."""

    id: int
    version: int
    checks_each: int
    years_apart: int
    reason: str
    entered_at: datetime
    entered_by: str | None
    opened_at: datetime | None
    opened_by: str | None


@dataclass(frozen=True)
class AssignmentRow:
    """One assignment: who checks whom, how far, and its seal. The salt is empty until it is opened."""

    id: int
    version: int
    checker_id: int
    checker_code: str
    checker_vi: str
    checker_en: str
    member_id: int
    member_code: str
    member_vi: str
    member_en: str
    state: CrossState
    sheet_state: SheetState | None
    entered_by_id: int | None
    entered_by: str | None
    entered_at: datetime | None
    sealed_by: str | None
    sealed_at: datetime | None
    seal_code: str
    seal_salt: str

    @property
    def pair(self) -> Pair:
        """(checker, member)."""
        return self.checker_id, self.member_id


def find_roster_page(session: Session, cycle_id: int) -> RosterPage | None:
    """The roster of a year, or None."""
    entered, opened, row = aliased(User), aliased(User), CrossRoster
    statement = (
        select(row.id, row.version, row.checks_each, row.years_apart, row.reason, row.entered_at)
        .add_columns(entered.full_name, row.opened_at, opened.full_name)
        .outerjoin(entered, entered.id == row.entered_by_id)
        .outerjoin(opened, opened.id == row.opened_by_id)
        .where(row.cycle_id == cycle_id)
    )
    return find_as(session, RosterPage, statement)


def assignments_of(session: Session, cycle_id: int) -> list[AssignmentRow]:
    """The assignments of a year, by checker and member in protocol order."""
    checker, member = aliased(Member), aliased(Member)
    entered, sealed, row = aliased(User), aliased(User), CrossSheet
    shown = case((row.state == CrossState.OPENED, row.seal_salt), else_="")
    statement = (
        select(row.id, row.version, row.checker_id, checker.code, checker.name_vi, checker.name_en)
        .add_columns(row.member_id, member.code, member.name_vi, member.name_en, row.state)
        .add_columns(ScoreSheet.state, row.entered_by_id, entered.full_name, row.entered_at)
        .add_columns(sealed.full_name, row.sealed_at, row.seal_code, shown)
        .join(checker, checker.id == row.checker_id)
        .join(member, member.id == row.member_id)
        .outerjoin(
            ScoreSheet, (ScoreSheet.cycle_id == row.cycle_id) & (ScoreSheet.member_id == row.member_id)
        )
        .outerjoin(entered, entered.id == row.entered_by_id)
        .outerjoin(sealed, sealed.id == row.sealed_by_id)
        .where(row.cycle_id == cycle_id)
        .order_by(checker.protocol_order, checker.id, member.protocol_order, member.id)
    )
    return rows_as(session, AssignmentRow, statement)


def earlier_pairs(session: Session, cluster_id: int, year: int, years: int) -> dict[int, frozenset[Pair]]:
    """The pairs of each of the `years` years before `year`; a year without a roster has none."""
    found: dict[int, set[Pair]] = {year - back: set() for back in range(1, years + 1)}
    statement = (
        select(Cycle.year, CrossSheet.checker_id, CrossSheet.member_id)
        .join(Cycle, Cycle.id == CrossSheet.cycle_id)
        .where(Cycle.cluster_id == cluster_id, Cycle.year.in_(found))
    )
    for of_year, checker, member in session.execute(statement):
        found[of_year].add((checker, member))
    return {of_year: frozenset(pairs) for of_year, pairs in found.items()}


def own_lines(session: Session, cycle_id: int, member_ids: Collection[int]) -> dict[int, list[OwnLine]]:
    """Member → the lines of its score sheet, in the order of the scorecard."""
    line = ScoreLine
    statement = (
        select(ScoreSheet.member_id, line.id, line.criterion_id, Criterion.code)
        .add_columns(line.claimed, line.computed, line.not_assigned)
        .join(ScoreSheet, ScoreSheet.id == line.sheet_id)
        .join(Criterion, Criterion.id == line.criterion_id)
        .where(ScoreSheet.cycle_id == cycle_id, ScoreSheet.member_id.in_(member_ids))
        .order_by(Criterion.position, Criterion.id)
    )
    found: dict[int, list[OwnLine]] = {}
    for member_id, *values in session.execute(statement):
        found.setdefault(member_id, []).append(OwnLine(*values))
    return found


def written_lines(session: Session, cross_sheet_id: int) -> dict[int, tuple[Decimal | None, str]]:
    """Criterion → points and reason, opened or not: for the checker's own people only."""
    statement = select(CrossLine.criterion_id, CrossLine.points, CrossLine.reason).where(
        CrossLine.cross_sheet_id == cross_sheet_id
    )
    return {criterion: (points, reason) for criterion, points, reason in session.execute(statement)}


def is_waiting(session: Session, cycle_id: int, member_id: int) -> bool:
    """Whether somebody is to check this member, and the year's sheets are not opened yet."""
    statement = (
        select(CrossSheet.id)
        .join(CrossRoster, CrossRoster.id == CrossSheet.roster_id)
        .where(CrossSheet.cycle_id == cycle_id, CrossSheet.member_id == member_id)
        .where(CrossRoster.opened_at.is_(None))
    )
    return session.scalar(statement.limit(1)) is not None


def is_checkers_evidence(session: Session, file_id: int, checker_ids: Collection[int]) -> bool:
    """Whether a file supports a line of a sheet that one of these members is checking now."""
    statement = (
        select(CrossSheet.id)
        .join(
            ScoreSheet,
            (ScoreSheet.cycle_id == CrossSheet.cycle_id) & (ScoreSheet.member_id == CrossSheet.member_id),
        )
        .join(ScoreLine, ScoreLine.sheet_id == ScoreSheet.id)
        .join(
            EvidenceUse,
            (EvidenceUse.object_id == ScoreLine.id) & (EvidenceUse.object_type == Proof.SCORE_LINE.value),
        )
        .join(Evidence, Evidence.id == EvidenceUse.evidence_id)
        .where(Evidence.file_id == file_id, CrossSheet.checker_id.in_(checker_ids))
        .where(CrossSheet.state.in_(AT_WORK), ScoreSheet.state == SheetState.CROSS_CHECKING)
    )
    return bool(checker_ids) and session.scalar(statement.limit(1)) is not None


def find_roster(session: Session, cycle_id: int, *, held: bool = False) -> CrossRoster | None:
    """The record, or None. `held`: nobody else seals, opens or assigns in this year until the transaction ends.

    PostgreSQL locks the row; SQLite has one writer anyway.
    """
    statement = select(CrossRoster).where(CrossRoster.cycle_id == cycle_id)
    if held:
        statement = statement.with_for_update(key_share=True)
    return session.scalars(statement.execution_options(populate_existing=True)).one_or_none()


def sheets_of_roster(session: Session, roster_id: int) -> list[CrossSheet]:
    """The records of the assignments with their lines, as they stand now."""
    statement = (
        select(CrossSheet)
        .options(selectinload(CrossSheet.lines))
        .where(CrossSheet.roster_id == roster_id)
        .order_by(CrossSheet.id)
        .execution_options(populate_existing=True)
    )
    return list(session.scalars(statement))


def find_sheet(session: Session, cycle_id: int, pair: Pair) -> CrossSheet | None:
    """The record of one assignment with its lines, as it stands now, or None."""
    checker, member = pair
    statement = (
        select(CrossSheet)
        .options(selectinload(CrossSheet.lines))
        .where(CrossSheet.cycle_id == cycle_id)
        .where(CrossSheet.checker_id == checker, CrossSheet.member_id == member)
        .execution_options(populate_existing=True)
    )
    return session.scalars(statement).one_or_none()


def member_codes(session: Session, ids: Collection[int]) -> Mapping[int, tuple[str, str]]:
    """Member → its code and Vietnamese name."""
    statement = select(Member.id, Member.code, Member.name_vi).where(Member.id.in_(ids))
    return {number: (code, name) for number, code, name in session.execute(statement)}
