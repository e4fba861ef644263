"""Editions of published rankings: what corrections say, so that every page shows the same current place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
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


@dataclass(frozen=True)
class CorrectionRow:
    """A correction after publication ("đính chính"): its words, and the places of its edition if points changed."""

    name_vi: str | None
    name_en: str | None
    text: str
    reason: str
    entered_at: datetime
    edition: int
    checksum: str
    places: Mapping[int, Corrected] = field(default_factory=dict)


def corrections_of(session: Session, rankings: ColumnElement[bool]) -> dict[int, list[CorrectionRow]]:
    """Ranking → its corrections, oldest first. `rankings` is the condition on YearRanking. One statement."""
    row = RankingCorrection
    statement = (
        select(row.ranking_id, Member.name_vi, Member.name_en, row.text, row.reason, row.entered_at)
        .add_columns(row.edition, row.checksum, row.places)
        .join(YearRanking, YearRanking.id == row.ranking_id)
        .outerjoin(Member, Member.id == row.member_id)
        .where(rankings)
        .order_by(row.ranking_id, row.edition)
    )
    found: dict[int, list[CorrectionRow]] = {}
    for line in session.execute(statement):
        ranking_id, *columns, places = tuple[Any, ...](line)
        read = {int(member): _read(place) for member, place in places.items()}
        found.setdefault(ranking_id, []).append(replace(CorrectionRow(*columns), places=read))
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


def newest(corrections: Sequence[CorrectionRow]) -> Mapping[int, Corrected]:
    """The places of the newest edition that holds any; none before the first correction of points."""
    return next((row.places for row in reversed(corrections) if row.places), {})


def current_places(session: Session, rankings: ColumnElement[bool]) -> dict[int, Mapping[int, Corrected]]:
    """Ranking → member → the place that corrections gave it. One statement."""
    return {key: newest(rows) for key, rows in corrections_of(session, rankings).items()}


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
