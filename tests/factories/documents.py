"""The year 2024 as papers tell it: ranking, scorecard, conferences, two proposals, votes, figures, written parts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.audit import AuditEvent
from emulation.models.awards import Proposal
from emulation.models.conferences import Conference
from emulation.models.cycles import Cycle
from emulation.models.disclosures import Disclosure, DisclosureComment, DisclosureNominee
from emulation.models.dossiers import DossierPaper, ReportPart
from emulation.models.polls import Poll, PollCount
from emulation.models.rulebook import LegalRule
from emulation.models.scorecards import Criterion, Scorecard
from emulation.models.scoring import ScoreLine, ScoreSheet
from emulation.queries.places import find_place
from emulation.services import documents
from emulation.vocabulary.award_kinds import PollBody
from emulation.vocabulary.documents import DocumentKind
from emulation.vocabulary.kinds import ConferenceKind, Operator, Provenance, RuleType
from emulation.vocabulary.states import (
    CommentState,
    DisclosureState,
    ProposalState,
    ScorecardState,
    SheetState,
)
from tests.factories import awards, rankings
from tests.factories.world import World
from tests.support.ground import laid

#: What stands in the data and so must stand in the papers.
MERIT = "Tăng trưởng GRDP dẫn đầu <Khen & thưởng> {{ 7*7 }}"
SITUATION = "Thành phố cảng, trung tâm công nghiệp của vùng."
GUESTS = "Đồng chí Phó Chủ tịch nước"
NUMBER = "5/BB-CTĐ"
DECREE = "Nghị định 98/2023/NĐ-CP"
LAW = "Luật Thi đua, khen thưởng 06/2022/QH15"
RULES: tuple[dict[str, Any], ...] = (
    {"code": "parent_law.l22", "title": "Luật đang có hiệu lực", "document": LAW, "confirmed": True},
    {"code": "regime.r2", "title": "Quy định chi tiết", "value": "R2", "document": DECREE, "confirmed": True},
    {
        "code": "ballot_flag.n98",
        "title": "Tỷ lệ phiếu đề nghị Cờ thi đua của Chính phủ",
        "value": "80",
        "unit": "%",
        "comparator": "≥",
        "document": DECREE,
    },
    {
        "code": "cluster_vote.tptw",
        "title": "Tỷ lệ phiếu của cụm",
        "value": "80",
        "unit": "%",
        "comparator": "≥",
        "document": "Quy chế của cụm",
        "article": "Điều 7",
    },
    {
        "code": "paper_achievement_report.n98",
        "title": "Báo cáo thành tích của tập thể",
        "value": "Mẫu số 02",
        "document": DECREE,
        "confirmed": True,
    },
)


@dataclass
class Year:
    """What was laid; `keys` are plain, to be asked for without the session."""

    cycle: Cycle
    flag: Proposal
    certificate: Proposal
    conference: Conference
    preparatory: Conference
    cluster_poll: Poll
    council_poll: Poll

    keys: dict[str, int]

    def key(self, kind: str) -> int:
        """The record that a paper of a kind is about; 0 for the year itself."""
        return self.keys.get(kind, 0)


def lay(session: Session, world: World, provenance: Provenance = Provenance.RECORDED) -> Year:
    """Everything written directly. HN is chair of 2025, HP is proposed for the flag, DN for the certificate."""
    cycle = awards.ground(session, world)
    _scores(session, world, cycle)
    for values in RULES:
        own = world.cluster_id if values["code"].startswith("cluster_vote") else None
        session.add(LegalRule(valid_from=date(2024, 1, 1), cluster_id=own, **values))
    held = _conference(session, cycle, ConferenceKind.YEAR_END, date(2025, 3, 22), provenance)
    before = _conference(session, cycle, ConferenceKind.PREPARATORY, date(2025, 3, 5), provenance)
    flag = _proposal(session, world, cycle, "HP", "flag_gov", held, provenance)
    certificate = _proposal(session, world, cycle, "DN", "pm_certificate", held, provenance)
    rankings.plan(session, world, "HP", awards.YEAR, "7.5", operator=Operator.GE)
    rankings.figure(session, world, "HP", awards.YEAR, "11.01")
    session.add(ReportPart(proposal_id=flag.id, code="situation", text=SITUATION, entered_at=world.now))
    cluster = _poll(session, cycle, PollBody.CLUSTER, None, held, 5, 5, 0)
    _count(session, cluster, flag, 5, 0, 0, 0)
    _count(session, cluster, certificate, 3, 1, 1, 0)
    council = _poll(session, cycle, PollBody.CITY_COUNCIL, world.members["HP"], None, 11, 9, 2)
    _count(session, council, flag, 9, 1, 0, 1)
    _consultation(session, world, flag)
    laid(session)
    keys = dict.fromkeys(("submission", "achievement_report", "disclosure_summary"), flag.id)
    keys |= dict.fromkeys(("council_minutes", "council_ballot"), council.id)
    keys |= {"conference_minutes": held.id, "preparatory_minutes": before.id, "cluster_ballot": cluster.id}
    return Year(cycle, flag, certificate, held, before, cluster, council, keys)


def _consultation(session: Session, world: World, flag: Proposal) -> None:
    """Reported, with one comment that is shown and answered and one that is not."""
    window = Disclosure(
        cycle_id=flag.cycle_id,
        title="Lấy ý kiến",
        state=DisclosureState.REPORTED,
        opens_on=date(2025, 3, 10),
        working_days=10,
        closes_on=date(2025, 3, 24),
        announced_at="Cổng thông tin thành phố",
        summary="Nhận 2 ý kiến, đăng 1.",
        entered_at=world.now,
    )
    session.add(window)
    laid(session)
    session.add(DisclosureNominee(disclosure_id=window.id, proposal_id=flag.id))
    for number, (state, content, answer) in enumerate(
        (
            (CommentState.ANSWERED, "Xứng đáng", "Cảm ơn ý kiến của ông/bà."),
            (CommentState.HIDDEN, "Không được đăng", ""),
        )
    ):
        comment = DisclosureComment(
            disclosure_id=window.id, code_hash=f"{number:064}", full_name="Lê Văn Tám"
        )
        comment.content, comment.state, comment.answer = content, state, answer
        comment.consented_at = comment.received_at = world.now
        session.add(comment)
    laid(session)


def _scores(session: Session, world: World, cycle: Cycle) -> None:
    card = Scorecard(
        cycle_id=cycle.id,
        title="Bảng tiêu chí 2024",
        total_points=Decimal(1000),
        state=ScorecardState.ISSUED,
        tie_rules=[],
        edition=2,
    )
    session.add(card)
    laid(session)
    criteria = []
    for place, (code, name, most) in enumerate(
        (("I.01", "Tốc độ tăng GRDP", 70), ("I.02", "Thu ngân sách nhà nước", 60)), start=1
    ):
        one = Criterion(
            scorecard_id=card.id,
            position=place,
            code=code,
            name_vi=name,
            max_points=Decimal(most),
            rule_type=RuleType.MANUAL,
        )
        session.add(one)
        criteria.append(one)
    laid(session)
    for number, member_id in enumerate(world.members.values()):
        sheet = ScoreSheet(
            cycle_id=cycle.id,
            member_id=member_id,
            scorecard_id=card.id,
            state=SheetState.REVIEWED,
            entered_at=world.now,
        )
        session.add(sheet)
        laid(session)
        for one in criteria:
            line = ScoreLine(sheet_id=sheet.id, criterion_id=one.id, claimed=one.max_points - number)
            line.appraised = one.max_points - number - Decimal("0.25")
            session.add(line)
    laid(session)


def _conference(
    session: Session, cycle: Cycle, kind: ConferenceKind, day: date, provenance: Provenance
) -> Conference:
    found = Conference(
        cycle_id=cycle.id,
        kind=kind,
        held_on=day,
        place="Cần Thơ",
        presided_by="Chủ tịch Ủy ban nhân dân thành phố Cần Thơ",
        guests=GUESTS,
        minutes_number=NUMBER,
        minutes_on=day,
        summary="Báo cáo tổng kết công tác thi đua năm 2024",
        provenance=provenance,
    )
    session.add(found)
    laid(session)
    return found


def _proposal(
    session: Session,
    world: World,
    cycle: Cycle,
    city: str,
    form: str,
    held: Conference,
    provenance: Provenance,
) -> Proposal:
    name = {"HP": "Hải Phòng", "DN": "Đà Nẵng"}[city]
    found = Proposal(
        cycle_id=cycle.id,
        member_id=world.members[city],
        award_form_id=awards.form_id(session, form),
        conference_id=held.id,
        nominee=name,
        merit=MERIT,
        state=ProposalState.SENT,
        planned_on=date(2025, 3, 30),
        sent_on=date(2025, 3, 28),
        sent_to="Ban Thi đua - Khen thưởng Trung ương",
        sent_number="8",
        entered_at=world.now,
        entered_by_id=world.users[f"officer.{city.lower()}"],
        provenance=provenance,
    )
    session.add(found)
    laid(session)
    return found


def _poll(
    session: Session,
    cycle: Cycle,
    body: PollBody,
    member_id: int | None,
    held: Conference | None,
    members: int,
    present: int,
    written: int,
) -> Poll:
    found = Poll(
        cycle_id=cycle.id,
        body=body,
        member_id=member_id,
        conference_id=held.id if held else None,
        held_on=date(2025, 3, 10),
        members=members,
        present=present,
        written=written,
        issued=members,
        returned=members,
        minutes_number="7/BBKP",
        minutes_on=date(2025, 3, 10),
        tellers="PGS.TS. Nguyễn Văn Ánh, Trần Thị Bình",
        entered_at=cycle.opened_at,
    )
    session.add(found)
    laid(session)
    return found


def _count(session: Session, poll: Poll, row: Proposal, *numbers: int) -> None:
    votes_for, against, blank, invalid = numbers
    session.add(
        PollCount(
            poll_id=poll.id,
            proposal_id=row.id,
            votes_for=votes_for,
            against=against,
            blank=blank,
            invalid=invalid,
        )
    )
    laid(session)


def unsent(session: Session, world: World) -> Year:
    """The year with a proposal that is not yet sent."""
    found = lay(session, world)
    found.flag.state = ProposalState.VOTED
    session.commit()
    return found


def maker(session: Session, world: World, year: Year, folder: Path) -> Callable[..., DossierPaper]:
    """Puts a paper into the dossier of the proposal: kind, who, version."""
    place = find_place(session, world.code, world.now.date())
    assert place is not None

    def put(
        kind: DocumentKind = DocumentKind.SUBMISSION, who: str = "officer.hp", version: int = 0
    ) -> DossierPaper:
        return documents.make(
            session,
            actor=world.actor(session, who),
            now=world.now,
            proposal=year.flag,
            kind=kind,
            known=place.get_year(2024),
            version=version,
            store=documents.Store(folder, 20),
        )

    return put


def told(session: Session) -> list[str]:
    """What the trail tells of papers and templates."""
    wanted = ("proposal.paper_added", "proposal.paper_replaced", "template.uploaded", "template.withdrawn")
    events = session.scalars(select(AuditEvent).order_by(AuditEvent.id))
    return [event.verb for event in events if event.verb in wanted]
