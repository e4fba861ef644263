"""Papers in the stores of the running year: one used twice, one replaced by a new version. All of them illustrative."""

from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path

from emulation.gateways import files
from emulation.gateways.files import Upload
from emulation.models.cycles import Cycle
from emulation.queries.evidence_uses import behind, get_thing
from emulation.queries.results import find_report
from emulation.services import evidence_store, evidence_uses
from emulation.services.demo.ground import Ground, at
from emulation.services.demo.history import RUNNING
from emulation.services.demo.running import PAPER
from emulation.services.evidence_store import Details
from emulation.vocabulary.evidence import Proof
from emulation.vocabulary.kinds import Period

#: Whose report of mid-year can still be changed, so that papers can be chosen for its lines.
MEMBER = "DN"
ISSUER = "Cục Thống kê (minh họa)"


@dataclass(frozen=True)
class Paper:
    """A paper of the demo and the indicators whose lines lean on it."""

    name: str
    details: Details
    indicators: tuple[str, ...] = ()


PAPERS = (
    Paper(
        "bao-cao-kinh-te-xa-hoi-6-thang.pdf",
        Details("Báo cáo kinh tế – xã hội 6 tháng (minh họa)", ISSUER, "MH-12/BC", date(RUNNING, 7, 8)),
        ("GRDP_GROWTH", "SOCIAL_INVESTMENT"),
    ),
    Paper(
        "quyet-toan-thu-ngan-sach.pdf",
        Details("Số thu ngân sách 6 tháng (minh họa)", "Kho bạc (minh họa)", "MH-45", date(RUNNING, 7, 15)),
        ("BUDGET_REVENUE",),
    ),
)


def load_evidence(ground: Ground, cycle: Cycle, folder: Path) -> None:
    """Fill the store of one member, and choose its papers for lines of its report."""
    now, session = at(date(RUNNING, 10, 6)), ground.session
    actor, member_id = ground.person(f"officer.{MEMBER.lower()}", now), ground.members[MEMBER]
    report = find_report(session, cycle.id, member_id, Period.MID_YEAR)
    lines = behind(session, Proof.REPORT_LINE, report.id) if report else {}
    for number, paper in enumerate(PAPERS):
        row = evidence_store.add(
            session,
            actor=actor,
            now=now,
            cycle=cycle,
            member_id=member_id,
            upload=_upload(folder, paper.name, number),
            details=paper.details,
        )
        for code in paper.indicators:
            if line := lines.get(ground.indicators[code]):
                thing = get_thing(session, Proof.REPORT_LINE, line.id)
                evidence_uses.choose(session, actor=actor, now=now, thing=thing, used={row.id: "2"})
    evidence_store.replace(
        session,
        actor=actor,
        now=at(date(RUNNING, 10, 7)),
        paper=row,
        version=row.version,
        upload=_upload(folder, "quyet-toan-thu-ngan-sach-bo-sung.pdf", len(PAPERS)),
        details=PAPERS[-1].details,
    )


def _upload(folder: Path, name: str, number: int) -> Upload:
    """A small PDF; another number, other bytes."""
    content = PAPER.replace(b"\n", f"\n% {number}\n".encode(), 1)
    return files.receive(folder, name=name, source=BytesIO(content), limit_mb=20, field="file")
