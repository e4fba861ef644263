"""Explanations: the list of a year, one with its line and people, and the records for services."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ScalarSelect, Select, func, select
from sqlalchemy.orm import Session, aliased

from emulation.models.accounts import User
from emulation.models.clusters import Member
from emulation.models.explanations import Explanation
from emulation.models.scorecards import Criterion
from emulation.models.scoring import ScoreLine, ScoreSheet
from emulation.queries.rows import find_as, rows_as, seen
from emulation.queries.writers import who_wrote
from emulation.vocabulary.actor import Scope
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.kinds import ExplanationOutcome
from emulation.vocabulary.states import ExplanationState


@dataclass(frozen=True)
class Named:
    """What a criterion is called in both languages."""

    name_vi: str
    name_en: str


@dataclass(frozen=True)
class ExplanationRow:
    """A disputed line with its stages of points and the people behind its explanation.

    `outcome` before the state is settled is the member's own: it agrees with the points of the check.
    `writers`: whose hand is in the answer, for four eyes (only filled in for one).
    """

    id: int
    version: int
    cycle_id: int
    member_id: int
    code: str
    name_vi: str
    name_en: str
    sheet_id: int
    line_id: int
    criterion_id: int
    criterion: str
    criterion_vi: str
    criterion_en: str
    state: ExplanationState
    computed: Decimal | None
    claimed: Decimal | None
    claim_reason: str
    appraised: Decimal | None
    asked_points: Decimal | None
    asked_reason: str
    asked_at: datetime
    asked_by: str | None
    due_on: date | None
    text: str
    return_reason: str
    written_at: datetime | None
    written_by_id: int | None
    written_by: str | None
    sent_at: datetime | None
    sent_by_id: int | None
    sent_by: str | None
    days_late: int
    outcome: ExplanationOutcome | None
    outcome_points: Decimal | None
    outcome_reason: str
    settled_at: datetime | None
    settled_by: str | None
    writers: frozenset[int] = frozenset()

    @property
    def named(self) -> Named:
        """What the criterion is called; the names of the row itself are the member's."""
        return Named(self.criterion_vi, self.criterion_en)

    @property
    def own(self) -> Decimal | None:
        """What the member says: its claim, else what the rule gave."""
        return self.claimed if self.claimed is not None else self.computed

    @property
    def is_conceded(self) -> bool:
        """Whether the member agreed with the points of the check."""
        return self.outcome is ExplanationOutcome.CONCEDED


def _rows() -> Select[*tuple[object, ...]]:
    """The columns of an ExplanationRow, in the order of its fields."""
    row, line = Explanation, ScoreLine
    asked, written, sent, settled = (aliased(User) for _person in range(4))
    statement: Select[*tuple[object, ...]] = (
        select(row.id, row.version, row.cycle_id, row.member_id)
        .add_columns(Member.code, Member.name_vi, Member.name_en, line.sheet_id, line.id)
        .add_columns(Criterion.id, Criterion.code, Criterion.name_vi, Criterion.name_en, row.state)
        .add_columns(line.computed, line.claimed, line.claim_reason, line.appraised)
        .add_columns(row.asked_points, row.asked_reason, row.asked_at, asked.full_name, row.due_on)
        .add_columns(row.text, row.return_reason, row.written_at, row.written_by_id, written.full_name)
        .add_columns(row.sent_at, row.sent_by_id, sent.full_name, row.days_late)
        .add_columns(row.outcome, row.outcome_points, row.outcome_reason, row.settled_at, settled.full_name)
        .join(line, line.id == row.line_id)
        .join(Criterion, Criterion.id == line.criterion_id)
        .join(Member, Member.id == row.member_id)
        .outerjoin(asked, asked.id == row.asked_by_id)
        .outerjoin(written, written.id == row.written_by_id)
        .outerjoin(sent, sent.id == row.sent_by_id)
        .outerjoin(settled, settled.id == row.settled_by_id)
    )
    return statement


def explanations_of(session: Session, cycle_id: int, cluster_id: int, scope: Scope) -> list[ExplanationRow]:
    """The explanations of a year that the reader may see: members in protocol order, criteria in that of the card."""
    statement = (
        _rows()
        .where(Explanation.cycle_id == cycle_id, seen(scope, cluster_id, Explanation.member_id))
        .order_by(Member.protocol_order, Member.sort_key, Criterion.position, Criterion.id)
    )
    return rows_as(session, ExplanationRow, statement)


def get_row(session: Session, cycle_id: int, explanation_id: int) -> ExplanationRow:
    """One explanation of the year with who wrote its answer; raises NotFound."""
    statement = _rows().where(Explanation.cycle_id == cycle_id, Explanation.id == explanation_id)
    row = find_as(session, ExplanationRow, statement)
    if row is None:
        raise NotFound()
    people = (row.written_by_id, row.sent_by_id)
    return replace(row, writers=who_wrote(session, "explanation", row.id, row.state, *people))


def of_sheet(session: Session, sheet_id: int) -> dict[int, ExplanationRow]:
    """Criterion → the explanation of its line, on one sheet."""
    rows = rows_as(session, ExplanationRow, _rows().where(ScoreLine.sheet_id == sheet_id))
    return {row.criterion_id: row for row in rows}


def open_codes(session: Session, cycle_id: int) -> Mapping[int, list[str]]:
    """Member → the codes of the criteria whose explanation waits for its conclusion, in the order of the card."""
    statement = (
        select(Explanation.member_id, Criterion.code)
        .join(ScoreLine, ScoreLine.id == Explanation.line_id)
        .join(Criterion, Criterion.id == ScoreLine.criterion_id)
        .where(Explanation.cycle_id == cycle_id, Explanation.state != ExplanationState.SETTLED)
        .order_by(Criterion.position, Criterion.id)
    )
    found: dict[int, list[str]] = {}
    for member_id, code in session.execute(statement):
        found.setdefault(member_id, []).append(code)
    return found


def open_lines(cycle_id: int) -> ScalarSelect[int]:
    """How many criteria of the selected member wait for their conclusion: a column beside Member."""
    row = Explanation
    waiting = select(func.count(row.id)).where(
        row.cycle_id == cycle_id, row.member_id == Member.id, row.state != ExplanationState.SETTLED
    )
    return waiting.correlate(Member).scalar_subquery()


def get_explanation(session: Session, cycle_id: int, explanation_id: int) -> Explanation:
    """The record, for a service; raises NotFound."""
    statement = select(Explanation).where(Explanation.cycle_id == cycle_id, Explanation.id == explanation_id)
    row = session.scalars(statement.execution_options(populate_existing=True)).one_or_none()
    if row is None:
        raise NotFound()
    return row


def explanations_of_lines(session: Session, sheet_id: int) -> dict[int, Explanation]:
    """Line → its explanation, for a service that works on the sheet."""
    statement = (
        select(Explanation)
        .join(ScoreLine, ScoreLine.id == Explanation.line_id)
        .where(ScoreLine.sheet_id == sheet_id)
    )
    return {row.line_id: row for row in session.scalars(statement)}


def line_of(session: Session, line_id: int) -> tuple[ScoreLine, ScoreSheet, Criterion]:
    """A line with its sheet and its criterion, for a service; raises NotFound."""
    statement = (
        select(ScoreLine, ScoreSheet, Criterion)
        .join(ScoreSheet, ScoreSheet.id == ScoreLine.sheet_id)
        .join(Criterion, Criterion.id == ScoreLine.criterion_id)
        .where(ScoreLine.id == line_id)
    )
    row = session.execute(statement).one_or_none()
    if row is None:
        raise NotFound()
    return row[0], row[1], row[2]
