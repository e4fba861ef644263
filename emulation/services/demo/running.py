"""The running year, walked through the same services that people use, so that there is work for every role."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

from emulation.gateways import files, seeds
from emulation.models.cycles import Cycle
from emulation.models.pledges import Agreement, Pledge
from emulation.queries import agreements as agreement_queries
from emulation.services import agreements, evidence, pledges, privacy
from emulation.services.demo import papers
from emulation.services.demo.figures import Plan
from emulation.services.demo.ground import Ground, at
from emulation.services.demo.history import RUNNING
from emulation.services.demo.illustrative import NOTE
from emulation.vocabulary.kinds import DataRequestKind, Provenance
from emulation.vocabulary.moves import PledgeMove
from emulation.vocabulary.states import Phase

#: Recorded by the secretariat from the signed paper, still to be confirmed by another person.
ON_PAPER = "HUE"
SIGNED_ON = date(RUNNING, 3, 22)
#: Who answers for a target (illustrative).
OWNERS = {
    "GRDP_GROWTH": "Sở Tài chính (minh họa)",
    "BUDGET_REVENUE": "Sở Tài chính (minh họa)",
    "PUBLIC_INVEST_DISB": "Sở Tài chính (minh họa)",
    "EXPORT": "Sở Công Thương (minh họa)",
    "FDI": "Sở Tài chính (minh họa)",
    "POVERTY_RATE": "Sở Nông nghiệp và Môi trường (minh họa)",
    "PAR_INDEX": "Sở Nội vụ (minh họa)",
}
PAPER = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
    b"4 0 obj<</Length 68>>stream\nBT /F 18 Tf 72 740 Td (Giao uoc thi dua 2025 - ban minh hoa) Tj ET      \n"
    b"endstream endobj\n"
    b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


def open_year(ground: Ground) -> Cycle:
    """The illustrative running year with its deadlines, in the phase of pledging."""
    cycle = Cycle(
        cluster_id=ground.cluster_id,
        year=RUNNING,
        phase=Phase.PLEDGING,
        theme="Đoàn kết, sáng tạo, thi đua về đích kế hoạch 5 năm 2021–2025",
        provenance=Provenance.ILLUSTRATIVE,
        note="Năm đang chạy của bản minh họa.",
        opened_at=at(date(RUNNING, 1, 10)),
    )
    ground.add(cycle)
    papers.load_deadlines(ground, cycle)
    return cycle


def load_pledges(
    ground: Ground, cycle: Cycle, plans: Mapping[str, list[tuple[str, Plan]]], folder: Path
) -> None:
    """Five pledges through drafting, approval and agreement; the sixth from paper."""
    for member, targets in plans.items():
        drafts = [_draft(ground, code, plan) for code, plan in targets]
        if member == ON_PAPER:
            _record_paper(ground, cycle, drafts, folder)
        else:
            _pledge(ground, cycle, member, drafts)


def _draft(ground: Ground, code: str, plan: Plan) -> pledges.TargetDraft:
    """A target as its officer typed it; not every one names who answers for it."""
    due, owner = date(RUNNING, 12, 31), OWNERS.get(code, "")
    return pledges.TargetDraft(indicator_id=ground.indicators[code], due_on=due, owner=owner, **plan.__dict__)


def _pledge(ground: Ground, cycle: Cycle, member: str, drafts: list[pledges.TargetDraft]) -> None:
    officer, leader = f"officer.{member.lower()}", f"leader.{member.lower()}"
    pledge = pledges.save(
        ground.session,
        actor=ground.person(officer, at(date(RUNNING, 2, 18))),
        now=at(date(RUNNING, 2, 18)),
        cycle=cycle,
        member_id=ground.members[member],
        version=0,
        summary=papers.SUMMARY,
        targets=drafts,
    )
    _mark(ground, pledge)
    for name, step, day in (
        (officer, PledgeMove.REQUEST_APPROVAL, 20),
        (leader, PledgeMove.SUBMIT, 24),
        ("secretary.hn", PledgeMove.ACCEPT, 27),
    ):
        now = at(date(RUNNING, 2, day))
        who = ground.person(name, now)
        pledges.move(ground.session, actor=who, now=now, pledge=pledge, version=pledge.version, step=step)


def _record_paper(ground: Ground, cycle: Cycle, drafts: list[pledges.TargetDraft], folder: Path) -> None:
    now = at(date(RUNNING, 3, 28))
    who, member_id = ground.person("secretary.hn", now), ground.members[ON_PAPER]
    name, source = "giao-uoc-2025-hue.pdf", BytesIO(PAPER)
    upload = files.receive(folder, name=name, source=source, limit_mb=20, field="file")
    file = evidence.record_file(
        ground.session,
        actor=who,
        now=now,
        cluster_id=ground.cluster_id,
        member_id=member_id,
        upload=upload,
        is_public=False,
    )
    paper = pledges.Paper("15/GƯ-UBND (minh họa)", SIGNED_ON, file.id)
    pledge = pledges.record_paper(
        ground.session,
        actor=who,
        now=now,
        cycle=cycle,
        member_id=member_id,
        version=0,
        paper=paper,
        summary=papers.SUMMARY,
        targets=drafts,
    )
    _mark(ground, pledge)


def sign(ground: Ground, cycle: Cycle) -> None:
    """The common contents, and the signing at the conference by the five whose pledges are agreed."""
    facts, now = seeds.demo_facts("agreement"), at(SIGNED_ON, 15)
    who = ground.person("secretary.hn", now)
    agreement = agreements.save_contents(
        ground.session,
        actor=who,
        now=now,
        cycle=cycle,
        version=0,
        contents=[agreements.Content(**row) for row in facts["content"]],
        provenance=Provenance.ILLUSTRATIVE,
    )
    _mark(ground, agreement)
    cities = [code for code in ground.members if code != ON_PAPER]
    _sign(ground, cycle, agreement, cities, now)


def confirm_paper(ground: Ground, cycle: Cycle, pledge: Pledge) -> None:
    """The second secretary compares the record with the paper, and the city's signature joins the agreement."""
    now = at(date(RUNNING, 4, 2))
    pledges.confirm(
        ground.session,
        actor=ground.person("secretary2.hn", now),
        now=now,
        pledge=pledge,
        version=pledge.version,
    )
    agreement = agreement_queries.get_agreement(ground.session, cycle.id)
    _sign(ground, cycle, agreement, [ON_PAPER], now)


def _sign(ground: Ground, cycle: Cycle, agreement: Agreement, cities: Iterable[str], now: datetime) -> None:
    office, names = seeds.demo_facts("agreement")["office"]["leader"], papers.leaders(ground)
    agreements.sign(
        ground.session,
        actor=ground.person("secretary.hn", now),
        now=now,
        cycle=cycle,
        version=agreement.version,
        signing=agreements.Signing(SIGNED_ON, "Cần Thơ (minh họa)"),
        signatures=[agreements.Signature(ground.members[code], names[code], office) for code in cities],
    )


def _mark(ground: Ground, row: Pledge | Agreement) -> None:
    row.provenance, row.note = Provenance.ILLUSTRATIVE, NOTE
    ground.session.flush()


def load_data_requests(ground: Ground) -> None:
    """Two people ask about their own data: one was not answered in time, one has until today."""
    for name, day, kind, wish in (
        ("leader.dn", 9, DataRequestKind.EXPORT, ""),
        ("officer.hp", 13, DataRequestKind.RECTIFY, "Chức vụ đúng của tôi là chuyên viên chính."),
    ):
        now = at(date(RUNNING, 10, day))
        privacy.ask(ground.session, actor=ground.person(name, now), now=now, kind=kind, wish=wish)
