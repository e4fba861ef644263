"""Editions of published rankings: what corrections say, so that every page shows the same current place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, select
from sqlalchemy.orm import Session, aliased

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


#: The member that a correction is about, beside the members of the rows.
ABOUT = aliased(Member)
#: What a CorrectionRow reads, in the order of its fields.
CORRECTION: tuple[Any, ...] = (
    ABOUT.name_vi,
    ABOUT.name_en,
    RankingCorrection.text,
    RankingCorrection.reason,
    RankingCorrection.entered_at,
    RankingCorrection.edition,
    RankingCorrection.checksum,
    RankingCorrection.places,
)


def read_correction(values: Sequence[Any]) -> CorrectionRow:
    """The columns of CORRECTION as a row."""
    *columns, places = values
    read = {int(member): _read(place) for member, place in places.items()}
    return replace(CorrectionRow(*columns), places=read)


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
    """Ranking → member → the place that corrections gave it; `rankings` is the condition on YearRanking."""
    row = RankingCorrection
    statement = (
        select(row.ranking_id, *CORRECTION)
        .join(YearRanking, YearRanking.id == row.ranking_id)
        .outerjoin(ABOUT, ABOUT.id == row.member_id)
        .where(rankings)
        .order_by(row.ranking_id, row.edition)
    )
    found: dict[int, list[CorrectionRow]] = {}
    for ranking_id, *values in session.execute(statement):
        found.setdefault(ranking_id, []).append(read_correction(values))
    return {key: newest(rows) for key, rows in found.items()}


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
