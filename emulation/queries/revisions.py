"""Figures that were revised after they were scored: frozen points do not move, but readers are told."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.scorecards import Criterion
from emulation.models.scoring import ScoreLine, ScoreSheet
from emulation.queries.figures import scored_figures


def count_revised(session: Session, cycle_id: int, year: int) -> int:
    """How many criteria of a year have, for any member, another figure today than the one that was scored."""
    statement = (
        select(ScoreSheet.member_id, Criterion.indicator_id, Criterion.id, ScoreLine.actual_value_id)
        .join(ScoreLine, ScoreLine.sheet_id == ScoreSheet.id)
        .join(Criterion, Criterion.id == ScoreLine.criterion_id)
        .where(ScoreSheet.cycle_id == cycle_id, Criterion.indicator_id.is_not(None))
        .order_by(ScoreLine.id)
    )
    lines = session.execute(statement).all()
    if not lines:
        return 0
    current = scored_figures(session, sorted({line[0] for line in lines}), year)
    revised = set()
    for member_id, indicator_id, criterion_id, scored_id in lines:
        figure = current.get((member_id, indicator_id or 0))
        if figure is not None and figure.value is not None and figure.id != scored_id:
            revised.add(criterion_id)
    return len(revised)
