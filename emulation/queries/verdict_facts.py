"""The facts that rules are asked about, for all proposals of some years in a constant number of statements."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from emulation.models.awards import AwardForm, Proposal
from emulation.models.campaigns import Campaign
from emulation.models.clusters import Cluster, Member, Membership
from emulation.models.cycles import Cycle
from emulation.models.dossiers import DossierPaper
from emulation.models.rankings import RankingRow, YearRanking
from emulation.models.scoring import Eligibility
from emulation.queries.editions import current_places
from emulation.queries.verdict_events import votes_of, windows_of
from emulation.vocabulary.kinds import Provenance
from emulation.vocabulary.proposal_facts import Fitness, Ground, Place, ProposalFacts
from emulation.vocabulary.states import ProposalState

#: The paper of the dossier in which the city's council is minuted.
COUNCIL_MINUTES = "council_minutes"

#: The columns of ProposalFacts, in the order of its fields, up to the campaign.
_COLUMNS = (
    Proposal.id,
    Proposal.cycle_id,
    Cluster.id,
    Cycle.year,
    Proposal.member_id,
    Member.name_vi,
    Proposal.nominee,
    AwardForm.code,
    AwardForm.name_vi,
    Proposal.kind,
    Proposal.nominee_kind,
    Proposal.state,
    Proposal.planned_on,
    Proposal.sent_on,
    Proposal.received_on,
    Proposal.achieved_on,
    Proposal.campaign_id,
    exists().where(
        DossierPaper.proposal_id == Proposal.id,
        DossierPaper.kind == COUNCIL_MINUTES,
        DossierPaper.replaced_at.is_(None),
    ),
    Proposal.provenance == Provenance.PUBLISHED,
)


def facts_of_cycles(session: Session, cycles: Collection[int]) -> list[ProposalFacts]:
    """All proposals of these years, ended ones too, in the order in which they were written."""
    found = _proposals(session, cycles)
    rosters = _Rosters(session, {one.cluster_id for one in found})
    places, fitness = _places(session, cycles), _fitness(session, cycles)
    cluster_votes, council_votes = votes_of(session, cycles)
    windows = windows_of(session, cycles)
    return [
        replace(
            one,
            member_count=rosters.count(one.cluster_id, date(one.year, 12, 31)),
            left_on=rosters.left_on(one.cluster_id, one.member_id),
            place=places.get((one.cycle_id, one.member_id)),
            fitness=fitness.get((one.cycle_id, one.member_id), one.fitness),
            cluster_vote=cluster_votes.get(one.id),
            council_vote=council_votes.get(one.id),
            window=windows.get(one.id),
        )
        for one in found
    ]


def _proposals(session: Session, cycles: Collection[int]) -> list[ProposalFacts]:
    row = Proposal
    statement = (
        select(*_COLUMNS, Campaign.name, Campaign.state, Campaign.starts_on, Campaign.ends_on)
        .join(Cycle, Cycle.id == row.cycle_id)
        .join(Cluster, Cluster.id == Cycle.cluster_id)
        .join(Member, Member.id == row.member_id)
        .join(AwardForm, AwardForm.id == row.award_form_id)
        .outerjoin(Campaign, Campaign.id == row.campaign_id)
        .where(row.cycle_id.in_(cycles))
        .order_by(row.id)
    )
    found = []
    for *values, name, campaign_state, starts_on, ends_on in session.execute(statement):
        ground = None if name is None else Ground(name, campaign_state, starts_on, ends_on)
        found.append(replace(ProposalFacts(*values), campaign=ground))
    return found


class _Rosters:
    """The memberships of some clusters."""

    def __init__(self, session: Session, clusters: Iterable[int]) -> None:
        row = Membership
        self._ties = session.execute(
            select(row.cluster_id, row.member_id, row.valid_from, row.valid_to)
            .where(row.cluster_id.in_(sorted(clusters)))
            .order_by(row.valid_from)
        ).all()

    def count(self, cluster_id: int, day: date) -> int:
        """How many members a cluster has on a day."""
        return sum(
            cluster == cluster_id and since <= day and (until is None or day < until)
            for cluster, _member, since, until in self._ties
        )

    def left_on(self, cluster_id: int, member_id: int) -> date | None:
        """The end of a member's latest membership, None while it lasts."""
        ends = [
            until
            for cluster, member, _since, until in self._ties
            if (cluster, member) == (cluster_id, member_id)
        ]
        return ends[-1] if ends else None


def _places(session: Session, cycles: Collection[int]) -> dict[tuple[int, int], Place]:
    """Every frozen place as it stands after corrections, by year and member."""
    statement = (
        select(
            YearRanking.cycle_id,
            YearRanking.id,
            YearRanking.member_count,
            RankingRow.member_id,
            RankingRow.rank,
        )
        .join(RankingRow, RankingRow.ranking_id == YearRanking.id)
        .where(YearRanking.cycle_id.in_(cycles))
    )
    corrected = current_places(session, YearRanking.cycle_id.in_(cycles))
    ranks: dict[int, dict[int, int | None]] = {}
    counts: dict[int, int] = {}
    for cycle_id, ranking_id, count, member_id, rank in session.execute(statement):
        place = corrected.get(ranking_id, {}).get(member_id)
        ranks.setdefault(cycle_id, {})[member_id] = place.rank if place else rank
        counts[cycle_id] = count
    return {
        (cycle_id, member_id): Place(rank, _up_to(rank, found), counts[cycle_id])
        for cycle_id, found in ranks.items()
        for member_id, rank in found.items()
    }


def _up_to(rank: int | None, ranks: Mapping[int, int | None]) -> int:
    return sum(rank is not None and other is not None and other <= rank for other in ranks.values())


def _fitness(session: Session, cycles: Collection[int]) -> dict[tuple[int, int], Fitness]:
    row = Eligibility
    statement: Select[*tuple[Any, ...]] = select(
        row.cycle_id, row.member_id, row.state, row.reason, row.basis, row.decided_on
    ).where(row.cycle_id.in_(cycles))
    return {(cycle, member): Fitness(*told) for cycle, member, *told in session.execute(statement)}


def cycles_with_open_proposals(
    session: Session, clusters: Collection[int] | None, settled: Collection[ProposalState]
) -> list[int]:
    """The years of these clusters (of all with None) with a proposal in none of the `settled` states."""
    statement = (
        select(Proposal.cycle_id)
        .join(Cycle, Cycle.id == Proposal.cycle_id)
        .where(Proposal.state.not_in(settled))
        .distinct()
        .order_by(Proposal.cycle_id)
    )
    if clusters is not None:
        statement = statement.where(Cycle.cluster_id.in_(clusters))
    return list(session.scalars(statement))
