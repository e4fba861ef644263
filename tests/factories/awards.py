"""A frozen ranking, the catalogue of award forms, and proposals at any step."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.awards import Award, AwardForm, Decision, Proposal
from emulation.models.conferences import Conference
from emulation.models.cycles import Cycle
from emulation.models.polls import Poll
from emulation.models.rankings import RankingRow, YearRanking
from emulation.queries.places import members_of_year
from emulation.queries.poll_records import rounds_on
from emulation.queries.polls import votes_of
from emulation.rules.poll_rounds import next_round
from emulation.rules.poll_verdicts import required_for
from emulation.services import catalogues, conferences, decisions, polls, proposals
from emulation.services.decisions import DecisionFacts
from emulation.services.poll_checks import CountDraft, PollFacts
from emulation.services.proposals import ProposalDraft
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.award_kinds import AwardKind, PollBody
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.kinds import ConferenceKind
from emulation.vocabulary.moves import ProposalMove
from emulation.vocabulary.states import Phase, RankingState
from tests.factories import dossiers
from tests.factories.verdicts import cleared
from tests.factories.world import World
from tests.support.ground import laid

SECRETARY = "secretary.hn"
#: The year of the world is 2025 and its clock stands at 15/10/2025: proposals here are about 2024.
YEAR = 2024
FACTS: dict[ProposalMove, dict[str, Any]] = {
    ProposalMove.SEND: {
        "sent_on": date(2025, 3, 28),
        "sent_to": "Ban Thi đua - Khen thưởng Trung ương",
        "sent_number": "45/TTr-UBND",
    },
    ProposalMove.APPRAISE: {"received_on": date(2025, 4, 2)},
}
REASON = "Thiếu phụ lục số liệu."
FOUND_BY = "Ban Thi đua - Khen thưởng thành phố"


def actor_system(world: World) -> Actor:
    """The actor of commands."""
    return Actor(None, "Hệ thống", local_date(world.now))


def ground(session: Session, world: World, state: RankingState = RankingState.FROZEN) -> Cycle:
    """Year 2024 in the phase awarding with a frozen ranking HN, HCM, HP, DN, CT…, and the award forms."""
    catalogues.load_award_forms(session, actor=actor_system(world), now=world.now)
    cycle = Cycle(cluster_id=world.cluster_id, year=YEAR, phase=Phase.AWARDING, opened_at=world.now)
    session.add(cycle)
    laid(session)
    ranking = YearRanking(
        cycle_id=cycle.id,
        cluster_id=world.cluster_id,
        year=YEAR,
        state=RankingState.FROZEN,
        member_count=len(world.members),
        tie_rules=[],
    )
    session.add(ranking)
    laid(session)
    for position, member_id in enumerate(world.members.values(), start=1):
        session.add(
            RankingRow(
                ranking_id=ranking.id,
                member_id=member_id,
                position=position,
                rank=position,
                total=Decimal(900 - 10 * position),
            )
        )
    laid(session)
    ranking.state = state
    laid(session)
    return cycle


def form_id(session: Session, code: str = "flag_gov") -> int:
    """The id of an award form."""
    return session.scalars(select(AwardForm.id).where(AwardForm.code == code)).one()


def held(session: Session, world: World, cycle: Cycle) -> Conference:
    """The year-end conference of 22/03/2025."""
    return conferences.record(
        session,
        actor=world.actor(session, SECRETARY),
        now=world.now,
        cycle=cycle,
        facts=conferences.ConferenceFacts(ConferenceKind.YEAR_END, date(2025, 3, 22), "Cần Thơ"),
    )


def draft(
    session: Session, world: World, cycle: Cycle, city: str = "HP", form: str = "flag_gov", **more: Any
) -> Proposal:
    """A draft by the city's officer."""
    who = more.pop("who", f"officer.{city.lower()}")
    more.setdefault("discovered_by", FOUND_BY)
    return proposals.draft(
        session,
        actor=world.actor(session, who),
        now=world.now,
        cycle=cycle,
        proposal=ProposalDraft(world.members[city], form_id(session, form), **more),
    )


def voted(
    session: Session,
    world: World,
    row: Proposal,
    body: PollBody = PollBody.CLUSTER,
    votes_for: int | None = None,
    **facts: Any,
) -> Poll:
    """A round about one proposal: 5 of the cluster's 5 on 10/03/2025, 13 of a council's 15 on 12/03/2025."""
    cycle = session.get_one(Cycle, row.cycle_id)
    is_cluster = body is PollBody.CLUSTER
    members = len(members_of_year(session, cycle.cluster_id, cycle.year)) if is_cluster else 15
    day = date(2025, 3, 10 if is_cluster else 12)
    votes = votes_for if votes_for is not None else members if is_cluster else 13
    member_id = None if is_cluster else row.member_id
    known = rounds_on(session, cycle.id, body, member_id, facts.get("held_on", day))
    told: dict[str, Any] = {"held_on": day, "members": members, "round": next_round(known)} | facts
    return polls.record(
        session,
        actor=world.actor(session, SECRETARY),
        now=world.now,
        cycle=cycle,
        body=body,
        member_id=member_id,
        facts=PollFacts(**told),
        counts={0: CountDraft(row.id, votes)},
    )


def voted_before(session: Session, world: World, row: Proposal, move: ProposalMove) -> None:
    """The votes that a move rests on, where they were not recorded yet."""
    known = votes_of(session, [row.id]).get(row.id, {})
    for body in required_for(move, AwardKind.MERIT):
        if body not in known:
            voted(session, world, row, body)


def step(
    session: Session, world: World, row: Proposal, move: ProposalMove, who: str = "", **more: Any
) -> Proposal:
    """One move by the person whose move it is; the votes, papers and rulings it rests on are there first."""
    if votes := more.pop("votes", True):
        voted_before(session, world, row, move)
    if move is ProposalMove.SEND:
        dossiers.complete(session, world, row, votes=votes)
        cleared(session, world, row, votes=votes)
    leader = "leader." + next(city for city, key in world.members.items() if key == row.member_id).lower()
    mover = leader if move in (ProposalMove.SUBMIT, ProposalMove.WITHDRAW) else SECRETARY
    values: dict[str, Any] = {"facts": FACTS.get(move, {}), "reason": REASON, "version": row.version} | more
    return proposals.move(
        session,
        actor=world.actor(session, who or mover),
        now=world.now,
        proposal=row,
        step=move,
        **values,
    )


def sent(session: Session, world: World, cycle: Cycle, city: str = "HP", form: str = "flag_gov") -> Proposal:
    """A proposal that was sent upward on 28/03/2025."""
    row = draft(session, world, cycle, city, form)
    for move in (ProposalMove.SUBMIT, ProposalMove.PASS_VOTE, ProposalMove.SEND):
        step(session, world, row, move)
    return row


def decided(
    session: Session, world: World, rows: list[Proposal], number: str = "1234/QĐ-TTg", **more: Any
) -> Decision:
    """The decision of 14/10/2025 for these proposals."""
    values: dict[str, Any] = {"signed_on": date(2025, 10, 14), "issuer": "Thủ tướng Chính phủ"} | more
    return decisions.record(
        session,
        actor=world.actor(session, SECRETARY),
        now=world.now,
        cluster_id=world.cluster_id,
        facts=DecisionFacts(number, **values),
        proposal_ids=[row.id for row in rows],
    )


def award_of(session: Session, row: Proposal) -> Award:
    """The award that a proposal led to."""
    return session.scalars(select(Award).where(Award.proposal_id == row.id)).one()
