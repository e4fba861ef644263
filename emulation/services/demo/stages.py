"""The later stages of the running year: scoring under way, and a ranking ready to be published."""

from datetime import date

from emulation.models.conferences import Conference
from emulation.models.cycles import Cycle
from emulation.services.demo import awards, crosschecks, disclosures, evidence, scores
from emulation.services.demo.ground import Ground, at
from emulation.services.demo.history import RUNNING
from emulation.services.demo.illustrative import NOTE
from emulation.services.demo.papers import members_of
from emulation.vocabulary.kinds import ConferenceKind, Provenance
from emulation.vocabulary.moves import SheetMove
from emulation.vocabulary.states import Phase, ProposalState

SENT = (SheetMove.REQUEST_APPROVAL, SheetMove.SUBMIT)
#: Place → how far its proposal has come on 20/03/2026.
PROPOSALS = {
    1: ProposalState.SUBMITTED,
    2: ProposalState.SUBMITTED,
    3: ProposalState.VOTED,
    4: ProposalState.DRAFT,
}


def load_scoring(ground: Ground, cycle: Cycle) -> None:
    """Six sheets sent and handed over to their checkers; the cross-check is under way on 10/02/2026."""
    scores.set_phase(ground, cycle, Phase.SELF_SCORING, at(date(RUNNING, 12, 1)))
    for member in members_of(ground, RUNNING):
        sheet = scores.prepare(ground, cycle, member, at(date(RUNNING + 1, 1, 12)))
        if member == evidence.MEMBER:
            crosschecks.load_proof(ground, cycle, member)
        scores.advance(ground, cycle, member, sheet, at(date(RUNNING + 1, 1, 19)), *SENT)
    crosschecks.load_roster(ground, cycle)
    scores.set_phase(ground, cycle, Phase.CROSS_CHECKING, at(date(RUNNING + 1, 1, 22)))
    crosschecks.hand_over(ground, cycle)
    crosschecks.load_checks(ground, cycle)


def load_conference(ground: Ground, cycle: Cycle) -> None:
    """A finalised ranking, the preparatory meeting, and proposals on the chair's desk."""
    scores.load_ranking(ground, cycle, publish_on=None)
    meeting = Conference(
        cycle_id=cycle.id,
        kind=ConferenceKind.PREPARATORY,
        held_on=date(RUNNING + 1, 3, 6),
        place="Hà Nội",
        presided_by="Tổ thư ký Cụm trưởng",
        provenance=Provenance.ILLUSTRATIVE,
        note=NOTE,
    )
    ground.add(meeting)
    proposals = awards.propose(ground, cycle, PROPOSALS)
    disclosures.load_open(ground, cycle, [row for row in proposals if row.state is ProposalState.VOTED])
    awards.propose_others(ground, cycle, "CT")
