"""Where members stand in the frozen ranking, as corrected since, as proposals need it."""

from dataclasses import dataclass, replace
from decimal import Decimal

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from emulation.models.cycles import Cycle
from emulation.models.rankings import RankingRow, YearRanking
from emulation.models.scoring import Eligibility
from emulation.queries.editions import Corrected, current_places
from emulation.vocabulary.states import EligibilityState


@dataclass(frozen=True)
class Standing:
    """Where a member stands in the frozen ranking of a year, and whether it is considered."""

    rank: int | None
    member_count: int | None
    is_tied: bool
    total: Decimal | None
    eligibility: EligibilityState
    reason: str
    is_ranked: bool


def standing_of(session: Session, cycle_id: int, member_id: int) -> Standing:
    """A member's place in the frozen ranking; what was decided about its eligibility counts before the frozen row."""
    statement = (
        select(
            RankingRow.rank,
            YearRanking.member_count,
            RankingRow.is_tied,
            RankingRow.total,
            RankingRow.eligibility,
            Eligibility.state,
            Eligibility.reason,
            RankingRow.id,
            YearRanking.id,
        )
        .select_from(Cycle)
        .outerjoin(YearRanking, YearRanking.cycle_id == Cycle.id)
        .outerjoin(
            RankingRow, and_(RankingRow.ranking_id == YearRanking.id, RankingRow.member_id == member_id)
        )
        .outerjoin(Eligibility, and_(Eligibility.cycle_id == Cycle.id, Eligibility.member_id == member_id))
        .where(Cycle.id == cycle_id)
    )
    rank, count, tied, total, frozen, decided, reason, row_id, ranking_id = session.execute(statement).one()
    eligibility = decided or frozen or EligibilityState.ELIGIBLE
    row = Standing(rank, count, bool(tied), total, eligibility, reason or "", row_id is not None)
    corrected = current_places(session, YearRanking.id == ranking_id) if row_id is not None else {}
    return _placed(row, corrected.get(ranking_id or 0, {}).get(member_id))


def _placed(row: Standing, place: Corrected | None) -> Standing:
    if place is None:
        return row
    return replace(row, rank=place.rank, is_tied=place.is_tied, total=place.total)


def standings_of_year(session: Session, cycle_id: int) -> dict[int, Standing]:
    """Every ranked member's place in the frozen ranking, by member id, in ranking order."""
    statement = (
        select(
            RankingRow.member_id,
            RankingRow.rank,
            YearRanking.member_count,
            RankingRow.is_tied,
            RankingRow.total,
            RankingRow.eligibility,
        )
        .join(YearRanking, YearRanking.id == RankingRow.ranking_id)
        .where(YearRanking.cycle_id == cycle_id)
        .order_by(RankingRow.position)
    )
    rows = {
        member_id: Standing(rank, count, tied, total, eligibility, "", True)
        for member_id, rank, count, tied, total, eligibility in session.execute(statement)
    }
    corrected = current_places(session, YearRanking.cycle_id == cycle_id)
    places = next(iter(corrected.values()), {})
    ordered = sorted(rows, key=lambda member: places[member].position if member in places else 0)
    return {member: _placed(rows[member], places.get(member)) for member in ordered}
