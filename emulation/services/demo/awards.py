"""Illustrative awards: a year decided, one that waits for its decision (normal for months), one on the chair's desk."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from emulation.models.awards import Award, AwardForm, Decision, Proposal
from emulation.models.conferences import Conference
from emulation.models.cycles import Cycle
from emulation.models.polls import Poll, PollCount
from emulation.models.rankings import RankingRow, YearRanking
from emulation.services.demo import disclosures
from emulation.services.demo.ground import Ground, at
from emulation.services.demo.illustrative import NOTE
from emulation.vocabulary.award_kinds import NomineeKind, PollBody
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
    _vote(ground, cycles[DECIDED], decided, held)
    sent = dict.fromkeys(FORMS, ProposalState.SENT)
    waiting = propose(ground, cycles[WAITING], sent, **_sent(cycles[WAITING], held))
    _vote(ground, cycles[WAITING], waiting, held)
    disclosures.load_reported(ground, cycles[WAITING], waiting)
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
        "sent_on": date(cycle.year + 1, 4, 10),
        "sent_to": UPWARD,
    }


def _vote(ground: Ground, cycle: Cycle, proposals: list[Proposal], held: dict[int, Conference]) -> None:
    """The cluster's round at the conference, and one round of each council, by invented minutes."""
    conference = held.get(cycle.year)
    day = conference.held_on if conference else date(cycle.year + 1, 3, 20)
    poll = _poll(cycle, PollBody.CLUSTER, day, 5, number=f"Minh họa KP-{cycle.year}")
    poll.conference_id = conference.id if conference else None
    ground.add(poll)
    ground.add(*(_count(poll, row, votes_for=5, against=0) for row in proposals))
    councils: dict[int, Poll] = {}
    for row in proposals:
        if row.member_id not in councils:
            number = f"Minh họa HĐ-{cycle.year}-{len(councils) + 1}"
            council = _poll(cycle, PollBody.CITY_COUNCIL, date(cycle.year + 1, 4, 2), 15, number=number)
            council.member_id, council.present, council.written = row.member_id, 13, 2
            ground.add(council)
            councils[row.member_id] = council
        ground.add(_count(councils[row.member_id], row, votes_for=14, against=1))


def _poll(cycle: Cycle, body: PollBody, day: date, members: int, number: str) -> Poll:
    """A round in which everybody voted."""
    return Poll(
        cycle_id=cycle.id,
        body=body,
        held_on=day,
        members=members,
        present=members,
        written=0,
        issued=members,
        returned=members,
        minutes_number=number,
        minutes_on=day,
        tellers="Ban kiểm phiếu (minh họa)",
        entered_at=at(day),
        provenance=Provenance.ILLUSTRATIVE,
        note=NOTE,
    )


def _count(poll: Poll, row: Proposal, votes_for: int, against: int) -> PollCount:
    return PollCount(
        poll_id=poll.id, proposal_id=row.id, votes_for=votes_for, against=against, blank=0, invalid=0
    )


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
            achieved_on=date(cycle.year, 12, 31),
            discovered_by="Cơ quan thường trực thi đua của đơn vị (minh họa)",
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


#: Beside the members themselves: who they are, in the words of the form. Nobody of this name exists.
OTHERS: tuple[dict[str, Any], ...] = (
    {
        "nominee_kind": NomineeKind.COLLECTIVE,
        "nominee": "Tổ thu gom rác số 3 (minh họa)",
        "is_small_collective": True,
        "merit": "Phân loại rác tại nguồn ở 12/12 tổ dân phố (minh họa).",
    },
    {
        "nominee_kind": NomineeKind.PERSON,
        "nominee": "Nguyễn Thị Minh Họa",
        "nominee_post": "Công nhân vệ sinh môi trường",
        "is_direct_worker": True,
        "merit": "Ba sáng kiến rút ngắn thời gian thu gom (minh họa).",
    },
)


def propose_others(ground: Ground, cycle: Cycle, code: str) -> None:
    """A small collective and a direct worker of one member, on the chair's desk."""
    form = ground.session.scalars(select(AwardForm.id).where(AwardForm.code == "pm_certificate")).one()
    ground.add(
        *(
            Proposal(
                cycle_id=cycle.id,
                member_id=ground.members[code],
                award_form_id=form,
                state=ProposalState.SUBMITTED,
                achieved_on=date(cycle.year, 12, 31),
                discovered_by="Công đoàn cơ sở (minh họa)",
                entered_by_id=ground.people[f"officer.{code.lower()}"],
                entered_at=at(date(cycle.year + 1, 3, 12)),
                provenance=Provenance.ILLUSTRATIVE,
                note=NOTE,
                **facts,
            )
            for facts in OTHERS
        )
    )
