"""What the overview of a cluster shows: the last published ranking, signed pledges, new decisions."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from emulation.models.awards import Decision
from emulation.models.campaigns import Campaign
from emulation.models.clusters import Member, Membership
from emulation.models.pledges import Pledge
from emulation.models.rankings import RankingRow, YearRanking
from emulation.queries.editions import current_places
from emulation.queries.rows import rows_as
from emulation.vocabulary.kinds import Provenance
from emulation.vocabulary.states import CampaignState, PledgeState, RankingState


@dataclass(frozen=True)
class PlaceRow:
    """A member's place in a published ranking; points may be unknown."""

    rank: int | None
    is_tied: bool
    code: str
    name_vi: str
    name_en: str
    total: Decimal | None
    of: int
    provenance: Provenance
    source: str


def published_places(session: Session, cycle_id: int) -> list[PlaceRow]:
    """The places of a year whose ranking is published, as they stand after corrections, in order; else nothing."""
    statement = (
        select(
            RankingRow.member_id,
            RankingRow.rank,
            RankingRow.is_tied,
            Member.code,
            Member.name_vi,
            Member.name_en,
            RankingRow.total,
            YearRanking.member_count,
            YearRanking.provenance,
            YearRanking.source,
        )
        .join(YearRanking, YearRanking.id == RankingRow.ranking_id)
        .join(Member, Member.id == RankingRow.member_id)
        .where(YearRanking.cycle_id == cycle_id, YearRanking.state == RankingState.PUBLISHED)
        .order_by(RankingRow.position, Member.protocol_order)
    )
    published = list(session.execute(statement))
    corrected = current_places(session, YearRanking.cycle_id == cycle_id)
    places = next(iter(corrected.values()), {})
    rows = []
    for member_id, *columns in published:
        row, place = PlaceRow(*columns), places.get(member_id)
        if place is not None:
            row = replace(row, rank=place.rank, is_tied=place.is_tied, total=place.total)
        rows.append((place.position if place else 0, row))
    return [row for _position, row in sorted(rows, key=lambda pair: pair[0])]


class Counts(NamedTuple):
    """Signed pledges and members of a year (none without a year), and campaigns that are launched and not over."""

    signed: int
    members: int
    campaigns: int


def counts_of(session: Session, cluster_id: int, cycle_id: int | None, year: int) -> Counts:
    """What the counters of the overview show, in one statement."""
    last_day = date(year, 12, 31)
    signed = select(func.count()).where(Pledge.cycle_id == cycle_id, Pledge.state == PledgeState.SIGNED)
    members = select(func.count(Membership.member_id.distinct())).where(
        Membership.cluster_id == cluster_id,
        Membership.valid_from <= last_day,
        or_(Membership.valid_to.is_(None), Membership.valid_to > last_day),
    )
    going = select(func.count(Campaign.id)).where(
        Campaign.cluster_id == cluster_id,
        Campaign.state.in_((CampaignState.LAUNCHED, CampaignState.REVIEWED)),
    )
    counts = (signed.scalar_subquery(), members.scalar_subquery(), going.scalar_subquery())
    return Counts(*session.execute(select(*counts)).one())


@dataclass(frozen=True)
class DecisionRow:
    """A decision in the register; `total` is how many the register holds."""

    number: str
    signed_on: date
    issuer: str
    summary: str
    provenance: Provenance
    source: str
    total: int


def newest_decisions(session: Session, cluster_id: int, most: int = 3) -> list[DecisionRow]:
    """The newest decisions of a cluster."""
    statement = (
        select(
            Decision.number,
            Decision.signed_on,
            Decision.issuer,
            Decision.summary,
            Decision.provenance,
            Decision.source,
            func.count().over(),
        )
        .where(Decision.cluster_id == cluster_id)
        .order_by(Decision.signed_on.desc(), Decision.id.desc())
        .limit(most)
    )
    return rows_as(session, DecisionRow, statement)
