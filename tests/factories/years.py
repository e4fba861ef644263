"""Ready-made years: rankings, conferences and a year that is ready to close."""

from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from emulation.models.conferences import Conference
from emulation.models.cycles import Cycle
from emulation.models.rankings import RankingRow, YearRanking
from emulation.models.scorecards import Criterion, Scorecard
from emulation.vocabulary.kinds import ConferenceKind, RuleType
from emulation.vocabulary.states import Phase, RankingState, ScorecardState
from tests.factories.world import World
from tests.support.ground import laid


def cycle_of(session: Session, world: World) -> Cycle:
    """The world's year."""
    cycle = session.get(Cycle, world.cycle_id)
    assert cycle is not None
    return cycle


def ranking(
    session: Session, world: World, state: RankingState = RankingState.FINALISED, cycle_id: int | None = None
) -> YearRanking:
    """A ranking with HN first and HP second."""
    row = YearRanking(
        cycle_id=cycle_id or world.cycle_id,
        cluster_id=world.cluster_id,
        year=world.year,
        state=RankingState.FROZEN,
        member_count=5,
        tie_rules=[],
    )
    session.add(row)
    laid(session)
    for position, (city, total) in enumerate((("HN", "987.5"), ("HP", "900")), start=1):
        session.add(
            RankingRow(
                ranking_id=row.id,
                member_id=world.members[city],
                position=position,
                rank=position,
                total=Decimal(total),
            )
        )
    laid(session)
    row.state = state
    laid(session)
    return row


def conference(session: Session, world: World, kind: ConferenceKind = ConferenceKind.YEAR_END) -> Conference:
    """A conference about the world's year."""
    row = Conference(cycle_id=world.cycle_id, kind=kind, held_on=date(world.year + 1, 3, 22), place="Hà Nội")
    session.add(row)
    laid(session)
    return row


def scorecard(session: Session, world: World) -> Scorecard:
    """An issued card: one group with one leaf."""
    card = Scorecard(
        cycle_id=world.cycle_id,
        title=f"Bảng tiêu chí năm {world.year}",
        total_points=Decimal(1000),
        state=ScorecardState.ISSUED,
        tie_rules=["content_one"],
    )
    session.add(card)
    laid(session)
    group = Criterion(
        scorecard_id=card.id, position=1, code="I", name_vi="Kinh tế", max_points=Decimal(1000), params={}
    )
    session.add(group)
    laid(session)
    leaf = Criterion(
        scorecard_id=card.id,
        parent_id=group.id,
        position=2,
        code="I.1",
        name_vi="Tốc độ tăng GRDP",
        max_points=Decimal(70),
        rule_type=RuleType.RATIO_CAP,
        params={},
        indicator_id=world.indicators["GRDP_GROWTH"],
    )
    session.add(leaf)
    laid(session)
    return card


def ready_to_close(session: Session, world: World) -> Cycle:
    """The world's year in its last phase, its ranking published."""
    ranking(session, world, RankingState.PUBLISHED)
    conference(session, world)
    cycle = cycle_of(session, world)
    cycle.phase = Phase.AWARDING
    laid(session)
    return cycle
