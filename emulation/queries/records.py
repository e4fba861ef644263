"""What a member achieved in the cluster over the years: published ranks and honours."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.awards import Award, AwardForm, Decision, Proposal
from emulation.models.cycles import Cycle
from emulation.models.rankings import RankingRow, YearRanking
from emulation.queries.editions import current_places
from emulation.queries.rows import rows_as
from emulation.vocabulary.kinds import Provenance
from emulation.vocabulary.states import ProposalState, RankingState


@dataclass(frozen=True)
class RankRow:
    """A published rank: "hạng 2/5"."""

    year: int
    rank: int | None
    member_count: int
    is_tied: bool
    provenance: Provenance
    source: str


@dataclass(frozen=True)
class HonourRow:
    """An award that was decided or conferred."""

    year: int
    name_vi: str
    name_en: str
    nominee: str
    state: ProposalState
    number: str | None
    signed_on: date | None
    conferred_on: date | None
    provenance: Provenance
    source: str


def ranks_of(session: Session, cluster_id: int, member_id: int) -> list[RankRow]:
    """The member's ranks in published rankings as they stand after corrections, newest year first."""
    statement = (
        select(
            YearRanking.id,
            YearRanking.year,
            RankingRow.rank,
            YearRanking.member_count,
            RankingRow.is_tied,
            YearRanking.provenance,
            YearRanking.source,
        )
        .join(RankingRow, RankingRow.ranking_id == YearRanking.id)
        .where(
            YearRanking.cluster_id == cluster_id,
            YearRanking.state == RankingState.PUBLISHED,
            RankingRow.member_id == member_id,
        )
        .order_by(YearRanking.year.desc())
    )
    published = list(session.execute(statement))
    corrected = current_places(session, YearRanking.cluster_id == cluster_id)
    rows = []
    for found in published:
        ranking_id, *columns = tuple[Any, ...](found)
        row, place = RankRow(*columns), corrected.get(ranking_id, {}).get(member_id)
        rows.append(row if place is None else replace(row, rank=place.rank, is_tied=place.is_tied))
    return rows


def honours_of(session: Session, cluster_id: int, member_id: int) -> list[HonourRow]:
    """The member's awards that stand, newest year first. A revoked decision is no honour."""
    statement = (
        select(
            Cycle.year,
            AwardForm.name_vi,
            AwardForm.name_en,
            Proposal.nominee,
            Proposal.state,
            Decision.number,
            Decision.signed_on,
            Award.conferred_on,
            Proposal.provenance,
            Proposal.source,
        )
        .join(Cycle, Cycle.id == Proposal.cycle_id)
        .join(AwardForm, AwardForm.id == Proposal.award_form_id)
        .outerjoin(Award, Award.proposal_id == Proposal.id)
        .outerjoin(Decision, Decision.id == Award.decision_id)
        .where(
            Cycle.cluster_id == cluster_id,
            Proposal.member_id == member_id,
            Proposal.state.in_((ProposalState.DECIDED, ProposalState.CONFERRED)),
        )
        .order_by(Cycle.year.desc(), AwardForm.position, Proposal.id)
    )
    return rows_as(session, HonourRow, statement)
