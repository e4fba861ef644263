"""The later stages of the running year: scoring under way, and a ranking ready to be published."""

from datetime import date

from sqlalchemy import select

from emulation.models.awards import AwardForm, Proposal
from emulation.models.conferences import Conference
from emulation.models.cycles import Cycle
from emulation.models.rankings import RankingRow, YearRanking
from emulation.services.demo import scores
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
#: Place → form proposed, and how far the proposal has come on 20/03/2026.
PROPOSALS = {
    1: ("flag_gov", ProposalState.SUBMITTED),
    2: ("flag_gov", ProposalState.SUBMITTED),
    3: ("pm_certificate", ProposalState.SUBMITTED),
    4: ("pm_certificate", ProposalState.DRAFT),
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
    forms = dict(ground.session.execute(select(AwardForm.code, AwardForm.id)).all())
    places = (
        select(RankingRow.rank, RankingRow.member_id)
        .join(YearRanking, YearRanking.id == RankingRow.ranking_id)
        .where(YearRanking.cycle_id == cycle.id, RankingRow.position.in_(PROPOSALS))
        .order_by(RankingRow.position)
    )
    rows = []
    officers = {ground.members[code]: ground.people[f"officer.{code.lower()}"] for code in ground.members}
    for place, (rank, member_id) in enumerate(ground.session.execute(places), start=1):
        form, state = PROPOSALS[place]
        row = Proposal(
            cycle_id=cycle.id,
            member_id=member_id,
            award_form_id=forms[form],
            state=state,
            merit=f"Xếp thứ {rank} trong cụm năm {RUNNING} (minh họa).",
            entered_by_id=officers[member_id],
            entered_at=at(date(RUNNING + 1, 3, 12)),
            provenance=Provenance.ILLUSTRATIVE,
            note=NOTE,
        )
        rows.append(row)
    ground.add(*rows)
    ground.tell(rows[0], ground.moment, proposals=len(rows))
