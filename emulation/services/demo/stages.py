"""The later stages of the running year: scoring under way, and a ranking ready to be published."""

from datetime import date

from emulation.models.conferences import Conference
from emulation.models.cycles import Cycle
from emulation.services.demo import awards, scores
from emulation.services.demo.ground import Ground, at
from emulation.services.demo.history import RUNNING
from emulation.services.demo.illustrative import NOTE
from emulation.vocabulary.kinds import ConferenceKind, Provenance
from emulation.vocabulary.moves import SheetMove
from emulation.vocabulary.states import Phase, ProposalState

SENT = (SheetMove.REQUEST_APPROVAL, SheetMove.SUBMIT)
#: How far each member's sheet has come on 10/02/2026; the sixth has not begun.
SHEETS = {
    "HN": (*SENT, SheetMove.REVIEW),
    "HCM": (*SENT, SheetMove.REVIEW),
    "HP": SENT,
    "DN": (SheetMove.REQUEST_APPROVAL,),
    "CT": (*SENT, SheetMove.RETURN),
}
REASON = "Đề nghị bổ sung minh chứng cho điểm thưởng và giải trình tỷ lệ giải ngân vốn đầu tư công."
#: Place → how far its proposal has come on 20/03/2026.
PROPOSALS = {
    1: ProposalState.SUBMITTED,
    2: ProposalState.SUBMITTED,
    3: ProposalState.SUBMITTED,
    4: ProposalState.DRAFT,
}


def load_scoring(ground: Ground, cycle: Cycle) -> None:
    """Sheets in different states: reviewed, sent, waiting for a signature, returned, not begun."""
    scores.set_phase(ground, cycle, Phase.TOTALS, at(date(RUNNING + 1, 1, 22)))
    for member, steps in SHEETS.items():
        sheet = scores.prepare(ground, cycle, member, at(date(RUNNING + 1, 1, 12)))
        now = at(date(RUNNING + 1, 1, 19))
        scores.advance(ground, cycle, member, sheet, now, *steps, reason=REASON)


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
    awards.propose(ground, cycle, PROPOSALS)
