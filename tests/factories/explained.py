"""A year whose points went every way: claimed, checked, explained, appraised; Hải Phòng is the one to look at.

Its reasons, sources and papers hold people's names, addresses and numbers, as people write them.
"""

from datetime import UTC, date, datetime
from decimal import Decimal

from sqlalchemy import update
from sqlalchemy.orm import Session

from emulation.models.crosschecks import CrossLine, CrossRoster, CrossSheet
from emulation.models.evidence import Evidence, EvidenceUse, StoredFile
from emulation.models.explanations import Explanation
from emulation.models.indicators import ActualValue
from emulation.models.scorecards import Criterion
from emulation.models.scoring import ScoreLine, ScoreSheet
from emulation.services.sheets import Appraisal, LineDraft
from emulation.vocabulary.evidence import Proof
from emulation.vocabulary.kinds import ActualStatus, ExplanationOutcome, Provenance, RuleType
from emulation.vocabulary.moves import SheetMove
from emulation.vocabulary.states import CrossState, ExplanationState, Phase
from tests.factories import scores as made
from tests.factories.world import World
from tests.support import freezing
from tests.support.ground import laid

#: What a reader of the public page must never meet; the same words are typed into reasons below.
SECRETS = (
    "Người officer",
    "Người leader",
    "Người secretary",
    "@example.org",
    "0912 345 678",
    "Kín chéo",
    "Kín trả lời",
    "Kín câu hỏi",
)
CLAIM = "Số ước tháng 12, hỏi Người officer.hp, 0912 345 678"
APPRAISAL = "Cục Thống kê xác nhận với Người secretary.hn (secretary.hn@example.org)"
OUTCOME = "Văn bản của Cục Thống kê do Người leader.hp ký"
LATER = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)


def reviewed(session: Session, world: World) -> dict[str, int]:
    """Five sheets ready for the totals; HP claimed 66 for growth, was given 65,50, and has papers."""
    ids = made.ground(session, world)
    for city, one, two in made.FIVE:
        if city != "HP":
            made.reviewed(session, world, ids, city, one=one, two=two)
    sheet = made.prepared(session, world, "HP")
    lines = made.drafts(ids, "30", "50", flags=1, returned=1)
    for claimed, reason in ((Decimal(67), "Số ước tháng 11"), (Decimal(66), CLAIM)):
        lines[0] = LineDraft(ids["I.01"], claimed, reason)
        made.save(session, world, sheet, lines, "HP")
    made.step(session, world, sheet, "officer.hp", SheetMove.REQUEST_APPROVAL)
    made.step(session, world, sheet, "leader.hp", SheetMove.SUBMIT)
    made.appraised(session, world, sheet, "HP", [Appraisal(ids["I.01"], Decimal("65.50"), APPRAISAL)])
    made.step(session, world, sheet, "secretary.hn", SheetMove.REVIEW)
    line = session.query(ScoreLine).filter_by(sheet_id=sheet.id, criterion_id=ids["I.01"]).one()
    _explanation(session, world, line.id)
    _papers(session, world, line.id)
    made.cycle_of(session, world, Phase.TOTALS)
    return ids


def published(session: Session, world: World, provenance: Provenance | None = None) -> dict[str, int]:
    """The year published; afterwards a revised figure arrives for HP. `provenance` is that of the sheets."""
    ids = reviewed(session, world)
    if provenance is not None:
        session.execute(update(ScoreSheet).values(provenance=provenance))
    checks(session, world, ids, CrossState.OPENED)
    made.freeze(session, world)
    freezing.finalise(session, world)
    made.cycle_of(session, world, Phase.CONFERENCE)
    freezing.publish(session, world)
    revise(session, world)
    return ids


def checks(session: Session, world: World, ids: dict[str, int], state: CrossState) -> None:
    """Two checkers of HP: 64,75 and 65,00 for growth, in a state."""
    roster = CrossRoster(cycle_id=world.cycle_id, entered_at=world.now)
    session.add(roster)
    laid(session)
    for checker, points in (("DN", "64.75"), ("CT", "65.00")):
        sheet = CrossSheet(
            roster_id=roster.id,
            cycle_id=world.cycle_id,
            checker_id=world.members[checker],
            member_id=world.members["HP"],
            sealed_at=world.now,
        )
        session.add(sheet)
        laid(session)
        reason = f"Kín chéo của {checker}, Người officer.{checker.lower()}"
        session.add(
            CrossLine(
                cross_sheet_id=sheet.id, criterion_id=ids["I.01"], points=Decimal(points), reason=reason
            )
        )
        laid(session)
        sheet.state = state
        laid(session)


def revise(session: Session, world: World) -> None:
    """A revised figure of HP, published when the points stood still."""
    row = ActualValue(
        member_id=world.members["HP"],
        indicator_id=world.indicators["GRDP_GROWTH"],
        year=world.year,
        status=ActualStatus.REVISED,
        value=Decimal("7.9"),
        published_on=date(2026, 3, 10),
        source="Niên giám, Người officer.hp gửi",
        entered_at=LATER,
    )
    session.add(row)
    laid(session)


def widen(session: Session, world: World, count: int, city: str = "HP") -> None:
    """So many lines more on the city's sheet, each with an explanation and a paper."""
    sheet = made.sheet_of(session, world, city)
    for number in range(count):
        criterion = Criterion(
            scorecard_id=sheet.scorecard_id,
            position=100 + number,
            code=f"X.{city}.{number:02}",
            name_vi=f"Tiêu chí thêm {number}",
            max_points=Decimal(5),
            rule_type=RuleType.MANUAL,
        )
        session.add(criterion)
        laid(session)
        line = ScoreLine(sheet_id=sheet.id, criterion_id=criterion.id, claimed=Decimal(3), claim_reason="Có")
        session.add(line)
        laid(session)
        _explanation(session, world, line.id)
        _papers(session, world, line.id)


def _explanation(session: Session, world: World, line_id: int) -> None:
    row = Explanation(
        cycle_id=world.cycle_id,
        member_id=world.members["HP"],
        line_id=line_id,
        state=ExplanationState.SETTLED,
        asked_points=Decimal("64.75"),
        asked_reason="Kín câu hỏi",
        asked_at=world.now,
        text="Kín trả lời của Người officer.hp",
        sent_at=world.now,
        sent_by_id=world.users["leader.hp"],
        outcome=ExplanationOutcome.PARTLY,
        outcome_points=Decimal("65.50"),
        outcome_reason=OUTCOME,
        settled_at=world.now,
        settled_by_id=world.users["secretary.hn"],
    )
    session.add(row)
    laid(session)


def _papers(session: Session, world: World, line_id: int) -> None:
    for title, is_public in (("Công văn của Người leader.hp", False), ("Niên giám 2025", True)):
        own = {"member_id": world.members["HP"], "entered_at": world.now}
        file = StoredFile(
            cluster_id=world.cluster_id,
            sha256=str(int(is_public)) * 64,
            name="tep.pdf",
            size=9,
            media_type="application/pdf",
            is_public=is_public,
            **own,
        )
        session.add(file)
        laid(session)
        paper = Evidence(cycle_id=world.cycle_id, file_id=file.id, title=title, **own)
        session.add(paper)
        laid(session)
        session.add(
            EvidenceUse(evidence_id=paper.id, object_type=Proof.SCORE_LINE.value, object_id=line_id, page="3")
        )
        laid(session)
