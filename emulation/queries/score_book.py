"""Every scored line of a year with who decided and why: what a spreadsheet of the scores holds (screens, lesson 16)."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from emulation.models.accounts import User
from emulation.models.clusters import Member
from emulation.models.explanations import Explanation
from emulation.models.scorecards import Criterion
from emulation.models.scoring import ScoreLine, ScoreSheet
from emulation.queries.rows import rows_as
from emulation.vocabulary.kinds import ExplanationOutcome
from emulation.vocabulary.states import SheetState


@dataclass(frozen=True)
class BookRow:
    """One line: the member, the criterion, all stages of points with their reasons, and its explanation."""

    line_id: int
    member_id: int
    name_vi: str
    name_en: str
    state: SheetState
    criterion_id: int
    code: str
    criterion_vi: str
    criterion_en: str
    max_points: Decimal
    computed: Decimal | None
    formula: str
    claimed: Decimal | None
    claim_reason: str
    appraised: Decimal | None
    appraisal_reason: str
    appraised_by: str | None
    not_assigned: bool
    explanation_id: int | None
    asked_reason: str | None
    text: str | None
    outcome: ExplanationOutcome | None
    settled_by: str | None


def lines_of_year(session: Session, cycle_id: int) -> list[BookRow]:
    """All lines of a year, members in protocol order, criteria in that of the scorecard. One statement."""
    line, sheet, row = ScoreLine, ScoreSheet, Explanation
    decided, settled = aliased(User), aliased(User)
    statement = (
        select(line.id, Member.id, Member.name_vi, Member.name_en, sheet.state)
        .add_columns(Criterion.id, Criterion.code, Criterion.name_vi, Criterion.name_en, Criterion.max_points)
        .add_columns(line.computed, line.formula, line.claimed, line.claim_reason, line.appraised)
        .add_columns(line.appraisal_reason, decided.full_name, line.not_assigned)
        .add_columns(row.id, row.asked_reason, row.text, row.outcome, settled.full_name)
        .join(sheet, sheet.id == line.sheet_id)
        .join(Member, Member.id == sheet.member_id)
        .join(Criterion, Criterion.id == line.criterion_id)
        .outerjoin(row, row.line_id == line.id)
        .outerjoin(decided, decided.id == line.appraised_by_id)
        .outerjoin(settled, settled.id == row.settled_by_id)
        .where(sheet.cycle_id == cycle_id)
        .order_by(Member.protocol_order, Member.sort_key, Criterion.position, Criterion.id)
    )
    return rows_as(session, BookRow, statement)
