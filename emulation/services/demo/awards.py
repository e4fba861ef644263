"""Illustrative awards: a year decided, one that waits for its decision (normal for months), one on the chair's desk."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from emulation.models.awards import Award, AwardForm, Decision, Proposal
from emulation.models.conferences import Conference
from emulation.models.cycles import Cycle
from emulation.models.rankings import RankingRow, YearRanking
from emulation.services.demo.ground import Ground, at
from emulation.services.demo.illustrative import NOTE
from emulation.vocabulary.kinds import Provenance
from emulation.vocabulary.states import ProposalState

DECIDED, WAITING = 2023, 2024
#: Place in the illustrative ranking → award form.
FORMS = {1: "flag_gov", 2: "flag_gov", 3: "pm_certificate", 4: "pm_certificate"}
UPWARD = "Ban Thi đua - Khen thưởng Trung ương"


def load_awards(ground: Ground, cycles: dict[int, Cycle], held: dict[int, Conference]) -> None:
    """Proposals of two past years by the illustrative ranking, and one decision; nothing of this was published."""
    *conferred, still_to_come = FORMS
    states = dict.fromkeys(conferred, ProposalState.CONFERRED) | {still_to_come: ProposalState.DECIDED}
    decided = propose(ground, cycles[DECIDED], states, **_sent(cycles[DECIDED], held))
    sent = dict.fromkeys(FORMS, ProposalState.SENT)
    propose(ground, cycles[WAITING], sent, **_sent(cycles[WAITING], held))
    decision = Decision(
        cluster_id=ground.cluster_id,
        number="Minh họa 01",
        signed_on=date(DECIDED + 1, 10, 1),
        issuer="Thủ tướng Chính phủ",
        summary=f"Minh họa: tặng thưởng các đơn vị dẫn đầu năm {DECIDED}",
        entered_at=at(date(DECIDED + 1, 10, 5)),
        provenance=Provenance.ILLUSTRATIVE,
        note=NOTE,
    )
    ground.add(decision)
    for row in decided:
        on = date(DECIDED + 1, 12, 10) if row.state is ProposalState.CONFERRED else None
        ground.add(Award(decision_id=decision.id, proposal_id=row.id, conferred_on=on))


def _sent(cycle: Cycle, held: dict[int, Conference]) -> dict[str, Any]:
    """The dated facts of a proposal that went upward after the year's conference."""
    conference = held.get(cycle.year)
    return {
        "conference_id": conference.id if conference else None,
        "cluster_vote_on": date(cycle.year + 1, 3, 20),
        "cluster_vote_for": 5,
        "cluster_vote_base": 5,
        "sent_on": date(cycle.year + 1, 4, 10),
        "sent_to": UPWARD,
    }


def propose(
    ground: Ground, cycle: Cycle, states: Mapping[int, ProposalState], **facts: Any
) -> list[Proposal]:
    """A proposal for each place of the year's ranking in `states`, in that state."""
    forms = dict(ground.session.execute(select(AwardForm.code, AwardForm.id)).all())
    officers = {ground.members[code]: ground.people[f"officer.{code.lower()}"] for code in ground.members}
    places = (
        select(RankingRow.position, RankingRow.rank, RankingRow.member_id)
        .join(YearRanking, YearRanking.id == RankingRow.ranking_id)
        .where(YearRanking.cycle_id == cycle.id, RankingRow.position.in_(states))
        .order_by(RankingRow.position)
    )
    proposals = [
        Proposal(
            cycle_id=cycle.id,
            member_id=member_id,
            nominee=ground.name(member_id),
            award_form_id=forms[FORMS[position]],
            state=states[position],
            merit=f"Xếp thứ {rank} trong cụm năm {cycle.year} (minh họa).",
            entered_by_id=officers[member_id],
            entered_at=at(date(cycle.year + 1, 3, 12)),
            provenance=Provenance.ILLUSTRATIVE,
            note=NOTE,
            **facts,
        )
        for position, rank, member_id in ground.session.execute(places)
    ]
    ground.add(*proposals)
    return proposals
