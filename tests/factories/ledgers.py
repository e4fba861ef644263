"""Two scored years: the running one frozen or published, and a published one before it with pinned results."""

from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.rankings import YearRanking
from emulation.models.scorecards import Criterion, Scorecard
from emulation.models.scoring import ScoreLine, ScoreSheet
from emulation.vocabulary.kinds import Boundary, PlanSource, RuleType
from emulation.vocabulary.states import RankingState, ScorecardState, SheetState
from tests.factories import rankings, scores
from tests.factories.world import World
from tests.support.ground import laid

#: Last year's growth, pinned by its sheets; Cần Thơ has none.
GROWTH = {"HN": "7.4", "HCM": "-6.78", "HP": "10", "DN": "3.7", "CT": None}


def frozen(session: Session, world: World) -> YearRanking:
    """The world's year with five reviewed sheets, frozen."""
    scores.all_reviewed(session, world)
    found: YearRanking = scores.freeze(session, world)
    return found


def published(session: Session, world: World) -> YearRanking:
    """The same, published."""
    found = frozen(session, world)
    found.state = RankingState.PUBLISHED
    laid(session)
    return found


def last_year(
    session: Session, world: World, state: RankingState = RankingState.PUBLISHED, most: str = "70"
) -> None:
    """2024 with one criterion, I.01 as in the world's year, worth `most` points; each sheet pins its figure."""
    ranks: dict[str, tuple[int | None, str | None]] = {
        city: (place, str(70 - place)) for place, city in enumerate(("HCM", "HN", "DN", "HP", "CT"), start=1)
    }
    ranking = rankings.ranking(session, world, world.year - 1, ranks, state)
    card = Scorecard(cycle_id=ranking.cycle_id, title="2024", total_points=Decimal(70), tie_rules=[])
    card.state = ScorecardState.ISSUED
    session.add(card)
    laid(session)
    values = {"params": {}, "position": 1, "name_vi": "Tốc độ tăng GRDP", "max_points": Decimal(most)}
    leaf = Criterion(scorecard_id=card.id, code="I.01", rule_type=RuleType.RATIO_CAP, **values)
    leaf.indicator_id, leaf.plan_source = world.indicators["GRDP_GROWTH"], PlanSource.CITY_COUNCIL
    session.add(leaf)
    laid(session)
    for city, (place, _total) in ranks.items():
        own = {"cycle_id": ranking.cycle_id, "member_id": world.members[city]}
        sheet = ScoreSheet(**own, scorecard_id=card.id, state=SheetState.PUBLISHED, entered_at=world.now)
        session.add(sheet)
        laid(session)
        line = ScoreLine(sheet_id=sheet.id, criterion_id=leaf.id, computed=Decimal(70 - (place or 0)))
        if GROWTH[city] is not None:
            boundary = Boundary.NEW if city == "HP" else Boundary.OLD
            pinned = rankings.figure(session, world, city, world.year - 1, GROWTH[city], boundary=boundary)
            line.actual_value_id = pinned.id
        session.add(line)
        laid(session)


def line_of(session: Session, world: World, city: str, code: str) -> ScoreLine:
    """A line of the world's year."""
    statement = (
        select(ScoreLine)
        .join(ScoreSheet, ScoreSheet.id == ScoreLine.sheet_id)
        .join(Criterion, Criterion.id == ScoreLine.criterion_id)
        .where(
            ScoreSheet.cycle_id == world.cycle_id,
            ScoreSheet.member_id == world.members[city],
            Criterion.code == code,
        )
    )
    return session.scalars(statement).one()
