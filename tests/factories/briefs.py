"""Score sheets of a year, written directly: what a summary compares."""

from decimal import Decimal

from sqlalchemy.orm import Session

from emulation.models.scorecards import Criterion, Scorecard
from emulation.models.scoring import ScoreLine, ScoreSheet
from emulation.vocabulary.kinds import Provenance, RuleType
from emulation.vocabulary.states import ScorecardState, SheetState
from tests.factories import rankings
from tests.factories.world import World
from tests.support.ground import laid


def card(
    session: Session, world: World, number: int, criteria: dict[str, tuple[str, RuleType]]
) -> dict[str, int]:
    """An issued scorecard with the group I and these criteria (code → maximum, rule); gives the ids by code."""
    cycle = rankings.year(session, world, number)
    found = Scorecard(
        cycle_id=cycle.id,
        title=f"Bảng tiêu chí chấm điểm năm {number}",
        total_points=Decimal(100),
        state=ScorecardState.ISSUED,
        tie_rules=[],
        provenance=Provenance.RECORDED,
    )
    session.add(found)
    laid(session)
    group = Criterion(
        scorecard_id=found.id, position=1, code="I", name_vi="Kinh tế - xã hội", max_points=Decimal(60)
    )
    session.add(group)
    laid(session)
    ids = {}
    for position, (code, (most, rule)) in enumerate(criteria.items(), start=2):
        leaf = Criterion(
            scorecard_id=found.id,
            parent_id=group.id,
            position=position,
            code=code,
            name_vi=f"Tiêu chí {code}",
            max_points=Decimal(most),
            rule_type=rule,
        )
        session.add(leaf)
        laid(session)
        ids[code] = leaf.id
    return ids


def sheet(
    session: Session, world: World, number: int, city: str, ids: dict[str, int], points: dict[str, str | None]
) -> None:
    """The member's sheet with the appraised points of these criteria (None: not assigned)."""
    cycle = rankings.year(session, world, number)
    card_id = session.get_one(Criterion, next(iter(ids.values()))).scorecard_id
    found = ScoreSheet(
        cycle_id=cycle.id,
        member_id=world.members[city],
        scorecard_id=card_id,
        state=SheetState.PUBLISHED,
        entered_at=world.now,
    )
    session.add(found)
    laid(session)
    for code, told in points.items():
        line = ScoreLine(sheet_id=found.id, criterion_id=ids[code], claimed=Decimal("99"))
        line.appraised, line.not_assigned = (Decimal(told), False) if told is not None else (None, True)
        session.add(line)
    laid(session)
