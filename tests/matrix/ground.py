"""Two clusters full of private things, each with a marker in its text that says whose it is.

The rows are written directly: this is the ground that the requests run over, in states that a door may set anew
(`given`). A new kind of private text is marked with `mark(kind, owner)` here and gets a line in oracle.READERS.
"""

import hashlib
import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from emulation.gateways.files import path_of
from emulation.models.accounts import Appointment, User
from emulation.models.awards import Award, Decision, Proposal, RecoveryItem
from emulation.models.base import Base
from emulation.models.calendar import Extension, Milestone
from emulation.models.campaigns import (
    Campaign,
    CampaignFile,
    CampaignGoal,
    CampaignRegistration,
    CampaignReport,
)
from emulation.models.conferences import Conference
from emulation.models.crosschecks import CrossLine, CrossRoster, CrossSheet
from emulation.models.delegations import Delegation
from emulation.models.disclosures import Disclosure, DisclosureComment, DisclosureNominee
from emulation.models.dossiers import DossierPaper, PaperWaiver
from emulation.models.evidence import Evidence, EvidenceUse, StoredFile
from emulation.models.explanations import Explanation
from emulation.models.holidays import Holiday
from emulation.models.imports import SheetImport
from emulation.models.indicators import ActualValue, Indicator
from emulation.models.notices import Notice
from emulation.models.pledges import Agreement, AgreementContent, Pledge, PledgeTarget
from emulation.models.polls import Poll, PollCount
from emulation.models.privacy import DataRequest
from emulation.models.rankings import RankingApproval, RankingRow, YearRanking
from emulation.models.results import ReportLine, ResultReport
from emulation.models.rulebook import LegalRule, RuleChange
from emulation.models.scorecards import Criterion, Exemption, Scorecard
from emulation.models.scoring import ScoreLine, ScoreSheet
from emulation.models.terms import Term
from emulation.rules import rule_changes as rule_rules
from emulation.services import audit, catalogues, frozen, rule_changes, rulebook
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.award_kinds import PaperOrigin, PollBody, RecoveryKind
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.kinds import (
    ActualStatus,
    CampaignReportKind,
    ConferenceKind,
    DataRequestKind,
    ImportKind,
    Period,
    Role,
    RuleType,
    SigningCapacity,
)
from emulation.vocabulary.states import (
    CampaignState,
    CrossState,
    DataRequestState,
    DisclosureState,
    Phase,
    ProposalState,
    RankingState,
)
from tests.factories.world import World

R = TypeVar("R", bound=Base)
MARKER = re.compile(r"(zq([a-z]+)0([A-Z]+)qz)")
CITIES = {"bac": (("NA", "Nghệ An"), ("TH", "Thanh Hóa"), ("HT", "Hà Tĩnh"))}
MEMBERS = {"tptw": ("HN", "HCM", "HP", "DN", "CT"), "bac": ("NA", "TH", "HT")}
#: Owner of a marker → cluster. A cluster's own texts are marked with A (tptw) and B (bac).
CLUSTER_OF = {"A": "tptw", "B": "bac"} | {m: code for code, members in MEMBERS.items() for m in members}
#: Points that are not published, as any page may print them: 88.103,37 or 88103.37.
NUMBER = re.compile(r"(88[.,\s]?([1-9])(\d\d)[.,]37)")
POINTS = {"self": 1, "total": 2, "checked": 3, "asked": 4}
OWNERS = tuple(CLUSTER_OF)
PAPER = b"%PDF-1.4 paper of "
#: Who checks whom: checker → member.
CHECKS = {
    "tptw": {"HP": "DN", "DN": "CT", "CT": "HN", "HN": "HCM", "HCM": "HP"},
    "bac": {"NA": "TH", "TH": "HT", "HT": "NA"},
}


def mark(kind: str, owner: str) -> str:
    """A text that nobody but the readers of this kind may see."""
    return f"zq{kind}0{owner}qz"


def points(kind: str, owner: str) -> Decimal:
    """Points that nobody but the readers of this kind may see before they are published."""
    return Decimal(f"88{POINTS[kind]}{OWNERS.index(owner):02}.37")


def marked(text: str) -> set[tuple[str, str, str]]:
    """The markers in a text, words and points alike: what stands there, of which kind, and whose it is."""
    kinds = {number: kind for kind, number in POINTS.items()}
    numbers = {(seen, kinds[int(kind)], OWNERS[int(owner)]) for seen, kind, owner in NUMBER.findall(text)}
    return {*MARKER.findall(text), *numbers}


@dataclass
class Ground:
    """The worlds, and for every member of both the values that addresses are made of."""

    worlds: dict[str, World] = field(default_factory=dict)
    values: dict[str, dict[str, Any]] = field(default_factory=dict)


def build(world: World, folder: Path) -> Ground:
    """Both clusters, committed; the bytes of the files lie below `folder`."""
    ground = Ground({"tptw": world})
    with world.database.writing() as session:
        ground.worlds["bac"] = _second(session, world)
        world.add_person(session, "gone.hp", Role.MEMBER_OFFICER, member="HP")
        actor = Actor(None, "Hệ thống", local_date(world.now))
        catalogues.load_award_forms(session, actor=actor, now=world.now)
        rulebook.load(session, actor=actor, now=world.now)
        for code, one in ground.worlds.items():
            _fill(session, one, "A" if code == "tptw" else "B", ground, folder)
        more = _of_people(session, world)
        for values in ground.values.values():
            values.update(more | _told(session, values["user_id"], world))
        session.commit()
    return ground


def _of_people(session: Session, world: World) -> dict[str, Any]:
    """What belongs to people or to the installation."""
    _add(session, Holiday(day=date(2025, 9, 2), name_vi="Quốc khánh"))
    asked = DataRequest(
        user_id=world.users["officer.ct"],
        kind=DataRequestKind.EXPORT,
        state=DataRequestState.RECEIVED,
        received_at=world.now,
        answer_by=date(2025, 10, 17),
        complete_by=date(2025, 11, 5),
    )
    _add(session, asked)
    invited = world.add_person(session, "invited.hp", Role.MEMBER_OFFICER, member="HP")
    session.get_one(User, invited).password_hash = ""
    return {"day": "2025-09-02", "request_id": asked.id, "invited_id": invited}


def _told(session: Session, user_id: int, world: World) -> dict[str, Any]:
    notice = Notice(user_id=user_id, key="năm", sentence="Năm đã mở.", values={}, at=world.now)
    return {"notice_id": _add(session, notice).id}


def _second(session: Session, world: World) -> World:
    other = World(world.database, world.now, code="bac", indicators=world.indicators)
    other._cluster(session, CITIES["bac"])
    for city, _name in CITIES["bac"]:
        for name, role in (
            ("officer", Role.MEMBER_OFFICER),
            ("leader", Role.MEMBER_LEADER),
            ("secretary", Role.SECRETARIAT),
        ):
            other.add_person(session, f"{name}.{city.lower()}", role, member=city)
    other._year(session)
    return other


def _fill(session: Session, world: World, letter: str, ground: Ground, folder: Path) -> None:
    common = _common(session, world, letter)
    rows: list[RankingRow] = []
    for place, city in enumerate(MEMBERS[world.code], start=1):
        values = _member(session, world, city, common, folder)
        rows.append(_rank(session, common, world, city, place))
        ground.values[city] = common["args"] | values | {"code": world.code, "year": 2025, "member": city}
    common["ranking"].checksum = frozen.checksum_of(common["ranking"], rows)
    _checks(session, world, common)


def _checks(session: Session, world: World, common: dict[str, Any]) -> None:
    """Everybody checks one other, and has written something that nobody but its own people may read."""
    cycle = {"cycle_id": world.cycle_id}
    roster = _add(session, CrossRoster(**cycle, entered_at=world.now))
    for checker, member in CHECKS[world.code].items():
        pair = {"checker_id": world.members[checker], "member_id": world.members[member]}
        sheet = _add(session, CrossSheet(**cycle, **pair, roster_id=roster.id, state=CrossState.DRAFT))
        line = CrossLine(
            cross_sheet_id=sheet.id, criterion_id=common["leaves"][0], points=points("checked", checker)
        )
        line.reason = mark("cross", checker)
        _add(session, line)


def _common(session: Session, world: World, letter: str) -> dict[str, Any]:
    cycle = {"cycle_id": world.cycle_id}
    agreement = _add(session, Agreement(**cycle))
    _add(
        session,
        AgreementContent(agreement_id=agreement.id, position=1, text=mark("agreement", letter)),
    )
    own = _add(
        session,
        Indicator(
            cluster_id=world.cluster_id,
            code=f"OWN{letter}",
            name_vi="Chỉ tiêu riêng",
            unit_vi="%",
            decimals=2,
        ),
    )
    card = Scorecard(
        **cycle, title=mark("card", letter), total_points=Decimal(1_000_000), tie_rules=["content_one"]
    )
    _add(session, card)
    criteria = [_criterion(session, card.id, letter, number) for number in (1, 2, 3)]
    exemption = Exemption(scorecard_id=card.id, criterion_id=criteria[0].id, reason=mark("card", letter))
    exemption.member_id = next(iter(world.members.values()))
    _add(session, exemption)
    conference = Conference(**cycle, kind=ConferenceKind.YEAR_END, held_on=date(2025, 10, 2), place="Huế")
    ranking = YearRanking(
        **cycle,
        cluster_id=world.cluster_id,
        year=world.year,
        state=RankingState.FROZEN,
        member_count=len(world.members),
        scorecard_title=mark("ranking", letter),
        tie_rules=[],
    )
    decision = Decision(
        cluster_id=world.cluster_id,
        number=f"12/QĐ-{letter}",
        signed_on=date(2025, 10, 1),
        issuer="Thủ tướng Chính phủ",
        entered_at=world.now,
    )
    milestone = Milestone(**cycle, title=mark("milestone", letter), starts_on=date(2025, 11, 5))
    milestone.is_public = False
    for row in (conference, ranking, decision, milestone):
        _add(session, row)
    for city in MEMBERS[world.code][:2]:  # chair and vice-chair
        named = RankingApproval(ranking_id=ranking.id, user_id=world.users[f"leader.{city.lower()}"])
        named.name, named.named_at = f"Lãnh đạo {city}", world.now
        _add(session, named)
    term = session.query(Term.id).filter_by(cluster_id=world.cluster_id).order_by(Term.id).first()
    assert term is not None
    campaign, paper = _campaign(session, world, letter)
    args = {
        **_consultation(session, world, letter),
        "campaign_id": campaign.id,
        "campaign_paper_id": paper.id,
        "criterion_id": criteria[1].id,
        "first_id": criteria[0].id,
        "leaf_id": criteria[2].id,
        "exemption_id": exemption.id,
        "conference_id": conference.id,
        "decision_id": decision.id,
        "milestone_id": milestone.id,
        "term_id": term[0],
        "indicator": own.code,
        "period": "mid-year",
    } | _rules(session, world, letter)
    return {
        "args": args,
        "card": card,
        "leaves": (criteria[0].id, criteria[2].id),
        "ranking": ranking,
        "decision": decision,
    }


def _consultation(session: Session, world: World, letter: str) -> dict[str, int]:
    """One that receives comments about one nominee, with a comment that nobody but its moderators may read."""
    cycle, member_id = {"cycle_id": world.cycle_id}, next(iter(world.members.values()))
    nominee = Proposal(**cycle, member_id=member_id, award_form_id=2, nominee="Tập thể", entered_at=world.now)
    nominee.state = ProposalState.IN_DISCLOSURE
    _add(session, nominee)
    window = Disclosure(**cycle, title="Lấy ý kiến", state=DisclosureState.OPEN, entered_at=world.now)
    window.opens_on, window.working_days, window.closes_on = date(2025, 10, 15), 10, date(2025, 10, 29)
    _add(session, window)
    _add(session, DisclosureNominee(disclosure_id=window.id, proposal_id=nominee.id))
    comment = DisclosureComment(disclosure_id=window.id, content=mark("comment", letter))
    comment.code_hash = hashlib.sha256(letter.encode()).hexdigest()
    comment.full_name, comment.contact = mark("comment", letter), mark("comment", letter)
    comment.consented_at = comment.received_at = world.now
    _add(session, comment)
    return {"disclosure_id": window.id, "comment_id": comment.id, "nominee_id": nominee.id}


def _rules(session: Session, world: World, letter: str) -> dict[str, Any]:
    """The cluster's own regulation: a row, another one whose change waits, and a new one that the chair asked for."""
    own = {"cluster_id": world.cluster_id}
    city = MEMBERS[world.code][0].lower()
    kept, changing = (
        _add(session, LegalRule(**own, code=f"{head}.{world.code}", title="Quy chế của cụm", value="10"))
        for head in ("disclosure", "cluster_vote")
    )
    told = {"reason": mark("rule", letter), "source": "Quy chế", "entered_at": world.now}
    whole = rule_rules.plain(rule_changes.standing(changing))
    asked = RuleChange(**own, **told, rule_id=changing.id, values={"value": "12"}, before=whole)
    asked.entered_by_id = world.users[f"officer.{city}"]
    new = RuleChange(**own, **told, values=whole | {"code": f"flag_slots.{world.code}"}, before={})
    new.entered_by_id = world.users[f"secretary.{city}"]
    return {
        "rule_id": kept.id,
        "change_id": _add(session, asked).id,
        "own_change_id": _add(session, new).id,
    }


def _campaign(session: Session, world: World, letter: str) -> tuple[Campaign, CampaignFile]:
    """A launched campaign with a goal, a paper and a draft of the cluster's report; beside it one in draft."""
    own: dict[str, Any] = {"cluster_id": world.cluster_id, "entered_at": world.now}
    dates = {"starts_on": date(2025, 3, 1), "ends_on": date(2025, 12, 31)}
    _add(session, Campaign(**own, **dates, name=mark("campaign", letter)))
    campaign = Campaign(**own, **dates, name="Thi đua đổi mới", purpose="Về đích kế hoạch năm")
    campaign.state, campaign.launched_on = CampaignState.LAUNCHED, date(2025, 3, 5)
    _add(session, campaign)
    goal = CampaignGoal(campaign_id=campaign.id, position=1, text="Tăng trưởng", low=Decimal("7.5"))
    goal.indicator_id, goal.national_task = world.indicators["GRDP_GROWTH"], "Đột phá về thể chế"
    _add(session, goal)
    report = CampaignReport(**own, campaign_id=campaign.id, kind=CampaignReportKind.INTERIM)
    report.results = mark("clusterreport", letter)
    _add(session, report)
    file = StoredFile(**own, sha256="0" * 64, name="ke-hoach.pdf", size=9, media_type="application/pdf")
    _add(session, file)
    return campaign, _add(session, CampaignFile(campaign_id=campaign.id, file_id=file.id))


def _criterion(session: Session, card_id: int, letter: str, number: int) -> Criterion:
    row = Criterion(
        scorecard_id=card_id,
        position=number,
        code="I" * number,
        name_vi=f"Tiêu chí {number}",
        max_points=Decimal(["500000", "300000", "200000"][number - 1]),
        rule_type=RuleType.MANUAL,
        params={},
        evidence_hint=mark("card", letter),
    )
    return _add(session, row)


def _rank(session: Session, common: dict[str, Any], world: World, city: str, place: int) -> RankingRow:
    row = RankingRow(
        ranking_id=common["ranking"].id, member_id=world.members[city], position=place, rank=place
    )
    row.total = points("total", city)
    return _add(session, row)


def _member(
    session: Session, world: World, city: str, common: dict[str, Any], folder: Path
) -> dict[str, Any]:
    growth, member_id = world.indicators["GRDP_GROWTH"], world.members[city]
    writer = world.users[f"officer.{city.lower()}"]
    own = {"cycle_id": world.cycle_id, "member_id": member_id}
    entered = {"entered_by_id": writer, "entered_at": world.now}
    file = _add(session, _file(world, city, folder))
    pledge = _add(session, Pledge(**own, **entered, summary=mark("pledge", city)))
    target = PledgeTarget(pledge_id=pledge.id, indicator_id=growth, position=1, low=Decimal("7.5"))
    target.owner, target.source = mark("pledge", city), "NQ 12/HĐND"
    _add(session, target)
    report = _add(session, ResultReport(**own, **entered, period=Period.MID_YEAR))
    line = ReportLine(report_id=report.id, indicator_id=growth, value=Decimal("6.8"), source="Cục Thống kê")
    line.note = mark("report", city)
    _add(session, line)
    sheet = _add(session, ScoreSheet(**own, **entered, scorecard_id=common["card"].id))
    lines = []
    for criterion_id in common["leaves"]:
        scored = ScoreLine(
            sheet_id=sheet.id, criterion_id=criterion_id, inputs={}, claimed=points("self", city)
        )
        scored.claim_reason = mark("sheet", city)
        lines.append(_add(session, scored))
    disputed = Explanation(**own, line_id=lines[0].id, asked_points=points("asked", city), asked_at=world.now)
    disputed.asked_reason, disputed.text = mark("question", city), mark("answer", city)
    disputed.written_by_id = writer
    _add(session, disputed)
    proposals = [_proposal(session, world, city, form, entered) for form in (1, 3)]
    proposals[1].state = ProposalState.DECIDED
    award = _add(session, Award(decision_id=common["decision"].id, proposal_id=proposals[1].id))
    poll = _voted(session, world, city, proposals[0], entered)
    back = _add(
        session, RecoveryItem(award_id=award.id, kind=RecoveryKind.MONEY, what=mark("recovery", city))
    )
    figure = _add(session, _figure(world, city, entered))
    pledge.file_id = file.id
    registration = _part_of_campaign(session, world, city, common["args"]["campaign_id"], entered)
    papers = [_paper(session, world, city, folder, own | entered, number) for number in (1, 2)]
    letter = _dossier(session, world, city, folder, proposals[0].id)
    _add(session, EvidenceUse(evidence_id=papers[0].id, object_type="pledge_target", object_id=target.id))
    lent = _add(session, _delegation(world, city, entered))
    late = Extension(**own, **entered, phase=Phase.MID_YEAR, until_on=date(2025, 12, 1))
    late.reason = mark("extension", city)
    _add(session, late)
    table = _add(session, SheetImport(**own, **entered, **_table(city)))
    role = session.query(Appointment.id).filter_by(user_id=writer).one()
    rows: tuple[tuple[str, Base], ...] = (
        ("pledge", pledge),
        ("report", report),
        ("sheet", sheet),
        ("proposal", proposals[0]),
        ("registration", registration),
    )
    for kind, row in rows:
        _trail(session, world, row, mark(f"trail{kind}", city))
    return {
        "file_id": file.id,
        "evidence_id": papers[1].id,
        "target_id": target.id,
        "pledge_id": pledge.id,
        "report_id": report.id,
        "sheet_id": sheet.id,
        "explanation_id": disputed.id,
        "proposal_id": proposals[0].id,
        "award_id": award.id,
        "poll_id": poll.id,
        "item_id": back.id,
        "paper_id": letter.id,
        "registration_id": registration.id,
        "user_id": writer,
        "appointment_id": role[0],
        "delegation_id": lent.id,
        "extension_id": late.id,
        "member_id": member_id,
        "figure_id": figure.id,
        "import_id": table.id,
    }


def _part_of_campaign(
    session: Session, world: World, city: str, campaign_id: int, entered: dict[str, Any]
) -> CampaignRegistration:
    own = {"campaign_id": campaign_id, "cluster_id": world.cluster_id, "member_id": world.members[city]}
    report = CampaignReport(**own, **entered, kind=CampaignReportKind.INTERIM)
    report.results = mark("campaignreport", city)
    _add(session, report)
    return _add(session, CampaignRegistration(**own, **entered, content=mark("registration", city)))


def _trail(session: Session, world: World, row: Base, reason: str) -> None:
    actor = Actor(None, "Hệ thống", local_date(world.now))
    audit.record(
        session,
        actor=actor,
        now=world.now,
        verb="pledge.saved",
        about=row,
        cluster_id=world.cluster_id,
        reason=reason,
    )


def _proposal(session: Session, world: World, city: str, form_id: int, entered: dict[str, Any]) -> Proposal:
    row = Proposal(
        cycle_id=world.cycle_id,
        member_id=world.members[city],
        award_form_id=form_id,
        nominee=city if form_id == 1 else f"Tập thể {form_id} của {city}",
        achieved_on=date(world.year, 12, 31),
        discovered_by="Sở Nội vụ",
        merit=mark("proposal", city),
        **entered,
    )
    return _add(session, row)


def _voted(session: Session, world: World, city: str, proposal: Proposal, entered: dict[str, Any]) -> Poll:
    """A round of the city's council, whose minutes are its own, and one of the cluster about the same proposal."""
    cycle: dict[str, Any] = {"cycle_id": world.cycle_id, "held_on": date(2025, 10, 1)}
    poll = Poll(**cycle, **entered, body=PollBody.CITY_COUNCIL, member_id=proposal.member_id, members=9)
    poll.tellers = mark("poll", city)
    number = list(world.members).index(city) + 1
    shared = Poll(
        **cycle, **entered, body=PollBody.CLUSTER, round=number, members=len(world.members), tellers="Tổ kiểm"
    )
    for row, votes in ((poll, 8), (shared, 5)):
        _add(session, row)
        _add(session, PollCount(poll_id=row.id, proposal_id=proposal.id, votes_for=min(votes, row.members)))
    return poll


def _paper(
    session: Session, world: World, city: str, folder: Path, own: dict[str, Any], number: int
) -> Evidence:
    file = _add(session, _file(world, city, folder, str(number)))
    return _add(
        session, Evidence(**own, file_id=file.id, title=mark("evidence", city), issuer="Cục Thống kê")
    )


def _dossier(session: Session, world: World, city: str, folder: Path, proposal_id: int) -> DossierPaper:
    """A letter in the dossier, and a waiver that the system has asked for, so that everybody may agree to it."""
    file = _add(session, _file(world, city, folder, "letter"))
    own = {"proposal_id": proposal_id, "entered_at": world.now}
    _add(session, PaperWaiver(**own, kind="council_minutes", reason=mark("waiver", city)))
    _add(session, PaperWaiver(**own, kind="score_table", reason=mark("waiver", city)))
    paper = DossierPaper(**own, kind="submission", origin=PaperOrigin.UPLOADED, file_id=file.id, facts={})
    paper.title = mark("dossier", city)
    return _add(session, paper)


def _file(world: World, city: str, folder: Path, more: str = "") -> StoredFile:
    content = PAPER + mark("file", city).encode() + more.encode()
    digest = hashlib.sha256(content).hexdigest()
    path = path_of(folder, digest)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return StoredFile(
        cluster_id=world.cluster_id,
        member_id=world.members[city],
        sha256=digest,
        name=f"{mark('file', city)}.pdf",
        size=len(content),
        media_type="application/pdf",
        entered_at=world.now,
    )


def _delegation(world: World, city: str, entered: dict[str, Any]) -> Delegation:
    """For days to come: nobody of the cast acts for somebody else yet."""
    return Delegation(
        giver_id=world.users[f"leader.{city.lower()}"],
        receiver_id=world.users[f"officer.{city.lower()}"],
        member_id=world.members[city],
        role=Role.MEMBER_LEADER,
        capacity=SigningCapacity.AUTHORISED,
        starts_on=date(2025, 10, 20),
        ends_on=date(2025, 10, 31),
        document=mark("delegation", city),
        **entered,
    )


def _table(city: str) -> dict[str, Any]:
    """Results on their way in, between the choice of columns and the confirmation."""
    content = f"Chỉ tiêu;Kết quả;Ghi chú\nGRDP_GROWTH;7,1;{mark('report', city)}\n".encode()
    return {
        "kind": ImportKind.RESULTS,
        "period": Period.MID_YEAR,
        "name": f"{mark('report', city)}.csv",
        "sha256": hashlib.sha256(content).hexdigest(),
        "content": content,
        "layout": {
            "sheet": "CSV",
            "head": 0,
            "columns": {"indicator": 0, "value": 1, "note": 2},
            "mark": "comma",
        },
    }


def _figure(world: World, city: str, entered: dict[str, Any]) -> ActualValue:
    return ActualValue(
        member_id=world.members[city],
        indicator_id=world.indicators["GRDP_GROWTH"],
        year=world.year - 1,
        status=ActualStatus.OFFICIAL,
        value=Decimal("7.4"),
        source=mark("figure", "A" if world.code == "tptw" else "B"),
        **entered,
    )


def _add(session: Session, row: R) -> R:
    session.add(row)
    session.flush()
    return row
