"""The data of the measurement: ten members, twenty published years, a pledge with thirty targets. Always the same."""

from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from emulation.db import Database
from emulation.models.cycles import Cycle
from emulation.models.indicators import Indicator
from emulation.models.pledges import Pledge, PledgeTarget
from emulation.models.rankings import RankingRow, YearRanking
from emulation.vocabulary.kinds import Provenance
from emulation.vocabulary.states import Phase, PledgeState, RankingState
from tests.conftest import NOW
from tests.factories.world import World

MEMBERS = tuple((f"M{number:02d}", f"Thành viên {number}") for number in range(1, 11))
YEARS = range(2005, 2025)
TARGETS = 30


def seed(database: Database) -> World:
    """Build the world of the measurement and commit it."""
    world = World.build(database, NOW, MEMBERS)
    with database.writing() as session:
        for year in YEARS:
            _ranking(session, world, year)
        _pledge(session, world)
        session.commit()
    return world


def _ranking(session: Session, world: World, year: int) -> None:
    cycle = Cycle(cluster_id=world.cluster_id, year=year, phase=Phase.AWARDING)
    session.add(cycle)
    session.flush()
    ranking = YearRanking(
        cycle_id=cycle.id,
        cluster_id=world.cluster_id,
        year=year,
        member_count=len(MEMBERS),
        scorecard_title="Bảng tiêu chí",
        max_points=Decimal(1000),
        tie_rules=[],
        frozen_at=NOW,
        provenance=Provenance.ILLUSTRATIVE,
    )
    session.add(ranking)
    session.flush()
    ids = list(world.members.values())
    turned = ids[year % len(ids) :] + ids[: year % len(ids)]
    for place, member_id in enumerate(turned, start=1):
        points = Decimal(1000 - 7 * place)
        groups = {"I": str(points - 400), "II": "200", "III": "200"}
        session.add(
            RankingRow(
                ranking_id=ranking.id,
                member_id=member_id,
                position=place,
                rank=place,
                total=points,
                groups=groups,
            )
        )
    session.flush()
    ranking.state, ranking.published_at = RankingState.PUBLISHED, NOW
    session.flush()


def _pledge(session: Session, world: World) -> None:
    pledge = Pledge(
        cycle_id=world.cycle_id,
        member_id=world.members["M01"],
        state=PledgeState.DRAFT,
        entered_at=NOW,
        entered_by_id=world.users["officer.m01"],
        paper_on=date(2025, 3, 1),
    )
    session.add(pledge)
    session.flush()
    for position in range(1, TARGETS + 1):
        indicator = Indicator(
            code=f"B{position:02d}", name_vi=f"Chỉ tiêu {position}", unit_vi="%", position=position
        )
        session.add(indicator)
        session.flush()
        session.add(
            PledgeTarget(
                pledge_id=pledge.id,
                indicator_id=indicator.id,
                position=position,
                low=Decimal(position),
                source="Nghị quyết của Hội đồng nhân dân",
            )
        )
