"""Editions of published rankings: what corrections say, so that every page shows the same current place."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, select
from sqlalchemy.orm import Session

from emulation.models.clusters import Member
from emulation.models.rankings import RankingCorrection, RankingRow, YearRanking
from emulation.vocabulary.kinds import TieRule
from emulation.vocabulary.states import RankingState


@dataclass(frozen=True)
class Corrected:
    """A member's place in an edition."""

    total: Decimal
    rank: int | None
    is_tied: bool
    position: int
    tie_rule: TieRule | None


def editions_of(
    session: Session, rankings: ColumnElement[bool]
) -> dict[int, dict[int, Mapping[int, Corrected]]]:
    """Ranking → edition → its places by member (none where only words were corrected), oldest first.

    `rankings` is the condition on YearRanking. One statement.
    """
    row = RankingCorrection
    statement = (
        select(row.ranking_id, row.edition, row.places)
        .join(YearRanking, YearRanking.id == row.ranking_id)
        .where(rankings)
        .order_by(row.ranking_id, row.edition)
    )
    found: dict[int, dict[int, Mapping[int, Corrected]]] = {}
    for ranking_id, edition, places in session.execute(statement):
        read = {int(member): _read(place) for member, place in places.items()}
        found.setdefault(ranking_id, {})[edition] = read
    return found


def _read(place: Mapping[str, Any]) -> Corrected:
    rule = place.get("tie_rule")
    return Corrected(
        Decimal(place["total"]),
        place["rank"],
        bool(place["tied"]),
        place["position"],
        TieRule(rule) if rule else None,
    )


def newest(editions: Mapping[int, Mapping[int, Corrected]]) -> Mapping[int, Corrected]:
    """The places of the newest edition that holds any; none before the first correction of points."""
    return next((editions[number] for number in sorted(editions, reverse=True) if editions[number]), {})


def current_places(session: Session, rankings: ColumnElement[bool]) -> dict[int, Mapping[int, Corrected]]:
    """Ranking → member → the place that corrections gave it. One statement."""
    return {key: newest(editions) for key, editions in editions_of(session, rankings).items()}


def previous_rank(cluster_id: int, year: int) -> ScalarSelect[int | None]:
    """The rank of the selected member in the published ranking of the year before: a column beside Member."""
    rank = (
        select(RankingRow.rank)
        .join(YearRanking, YearRanking.id == RankingRow.ranking_id)
        .where(
            YearRanking.cluster_id == cluster_id,
            YearRanking.year == year - 1,
            YearRanking.state == RankingState.PUBLISHED,
            RankingRow.member_id == Member.id,
        )
    )
    return rank.correlate(Member).scalar_subquery()
