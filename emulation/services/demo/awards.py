"""Illustrative awards: one year decided and conferred, the next one waiting for its decision, as it does for months."""

from datetime import date

from sqlalchemy import select

from emulation.models.awards import Award, AwardForm, Decision, Proposal
from emulation.models.conferences import Conference
from emulation.models.cycles import Cycle
from emulation.models.rankings import RankingRow, YearRanking
from emulation.services.demo.ground import Ground, at
from emulation.vocabulary.kinds import Provenance
from emulation.vocabulary.states import ProposalState

DECIDED, WAITING = 2023, 2024
#: Place in the illustrative ranking → award form.
FORMS = {1: "flag_gov", 2: "flag_gov", 3: "pm_certificate", 4: "pm_certificate"}
NOTE = "Minh họa: chưa có số liệu công bố về khen thưởng của năm này."
MERIT = "Minh họa: dẫn đầu các nội dung thi đua của Cụm theo bảng xếp hạng minh họa."
UPWARD = "Ban Thi đua - Khen thưởng Trung ương"


def load_awards(ground: Ground, cycles: dict[int, Cycle], held: dict[int, Conference]) -> None:
    """Proposals of two years by the illustrative ranking, and one decision; nothing here was published."""
    decided = _proposals(ground, cycles[DECIDED], held.get(DECIDED), ProposalState.CONFERRED)
    _proposals(ground, cycles[WAITING], held.get(WAITING), ProposalState.SENT)
    decision = Decision(
        cluster_id=ground.cluster_id,
        number="Minh họa 01",
        signed_on=date(DECIDED + 1, 10, 1),
        issuer="Thủ tướng Chính phủ",
        summary="Minh họa: tặng thưởng các đơn vị dẫn đầu năm 2023",
        entered_at=at(date(DECIDED + 1, 10, 5)),
        provenance=Provenance.ILLUSTRATIVE,
        note=NOTE,
    )
    ground.add(decision)
    ground.add(
        *(
            Award(decision_id=decision.id, proposal_id=proposal.id, conferred_on=date(DECIDED + 1, 12, 10))
            for proposal in decided
        )
    )
    ground.tell(decision, ground.moment, awards=len(decided))


def _proposals(
    ground: Ground, cycle: Cycle, conference: Conference | None, state: ProposalState
) -> list[Proposal]:
    forms = dict(ground.session.execute(select(AwardForm.code, AwardForm.id)).all())
    places = (
        select(RankingRow.position, RankingRow.member_id)
        .join(YearRanking, YearRanking.id == RankingRow.ranking_id)
        .where(YearRanking.cycle_id == cycle.id, RankingRow.position.in_(FORMS))
        .order_by(RankingRow.position)
    )
    proposals = [
        Proposal(
            cycle_id=cycle.id,
            member_id=member_id,
            award_form_id=forms[FORMS[position]],
            conference_id=conference.id if conference else None,
            merit=MERIT,
            state=state,
            cluster_vote_on=date(cycle.year + 1, 3, 20),
            cluster_vote_for=5,
            cluster_vote_base=5,
            sent_on=date(cycle.year + 1, 4, 10),
            sent_to=UPWARD,
            entered_at=at(date(cycle.year + 1, 3, 25)),
            provenance=Provenance.ILLUSTRATIVE,
            note=NOTE,
        )
        for position, member_id in ground.session.execute(places)
    ]
    ground.add(*proposals)
    ground.tell(proposals[0], ground.moment, proposals=len(proposals))
    return proposals
