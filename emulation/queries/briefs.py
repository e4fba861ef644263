"""The lines of a member's sheets in published years: what a summary of a year compares. Nothing else is read."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.rankings import YearRanking
from emulation.models.scorecards import Criterion
from emulation.models.scoring import ScoreLine, ScoreSheet
from emulation.queries.rows import rows_as
from emulation.vocabulary.kinds import RuleType
from emulation.vocabulary.states import RankingState


@dataclass(frozen=True)
class PublishedLine:
    """One criterion of a sheet whose ranking is published, with its three stages of points."""

    year: int
    code: str
    name_vi: str
    name_en: str
    max_points: Decimal
    rule_type: RuleType
    computed: Decimal | None
    claimed: Decimal | None
    appraised: Decimal | None
    not_assigned: bool


def published_lines(
    session: Session, cluster_id: int, member_id: int, years: Collection[int]
) -> list[PublishedLine]:
    """The member's lines in those of `years` whose ranking is published, by year in the order of the scorecard."""
    line, criterion = ScoreLine, Criterion
    statement = (
        select(
            YearRanking.year,
            criterion.code,
            criterion.name_vi,
            criterion.name_en,
            criterion.max_points,
            criterion.rule_type,
            line.computed,
            line.claimed,
            line.appraised,
            line.not_assigned,
        )
        .join(ScoreSheet, ScoreSheet.cycle_id == YearRanking.cycle_id)
        .join(line, line.sheet_id == ScoreSheet.id)
        .join(criterion, criterion.id == line.criterion_id)
        .where(
            YearRanking.cluster_id == cluster_id,
            YearRanking.state == RankingState.PUBLISHED,
            YearRanking.year.in_(years),
            ScoreSheet.member_id == member_id,
            criterion.rule_type.is_not(None),
        )
        .order_by(YearRanking.year, criterion.position, criterion.id)
    )
    return rows_as(session, PublishedLine, statement)
