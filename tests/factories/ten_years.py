"""A cluster with many members and many ranked years, with totals, boundaries that change, and a member that joins."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.db import Database
from emulation.models.clusters import Member, MemberChange, Membership
from emulation.vocabulary.kinds import ActualStatus, ChangeKind, Post, Provenance
from tests.factories import rankings as made
from tests.factories.world import INDICATORS, World
from tests.support.ground import laid

#: Code and name of the members in protocol order: the six cities, and six whose names are as long as names get.
TWELVE = (
    *(("HN", "Hà Nội"), ("HCM", "TP. Hồ Chí Minh"), ("HP", "Hải Phòng")),
    *(("DN", "Đà Nẵng"), ("CT", "Cần Thơ"), ("HUE", "Huế")),
    *(("BRVT", "Bà Rịa – Vũng Tàu"), ("TTH", "Thừa Thiên Huế"), ("QNI", "Quảng Ninh")),
    *(("BDG", "Bình Dương"), ("DNI", "Đồng Nai"), ("KHO", "Khánh Hòa")),
)
LAST = 2024
#: The year in which the last member joins and some boundaries change, counted back from the last year.
TURN = 3
ILLUSTRATIVE: dict[str, Any] = {"provenance": Provenance.ILLUSTRATIVE, "source": ""}


def build(database: Database, now: datetime, members: int = 12, years: int = 10) -> World:
    """The world with `years` published rankings up to 2024, each its own order; figures of every indicator.

    The last member joins in 2022 if there are more than two; with more than three, the third year before the last
    has a tie and DN has new boundaries from 2022 on.
    """
    world = World.build(database, now, TWELVE[:members])
    with database.writing() as session:
        codes = [code for code, _name in TWELVE[:members]]
        late = codes[-1] if members > 2 and years > TURN else ""
        for number in range(LAST - years + 1, LAST + 1):
            here = [code for code in codes if code != late or number > LAST - TURN]
            _ranking(session, world, number, _order(here, number))
            made.term(session, world, number, codes[number % members], Post.CHAIR)
            _figures(session, world, number, codes)
        if late:
            _joins(session, world, late)
        if members > 3 and years > TURN:
            _new_boundaries(session, world, "DN")
        session.commit()
    return world


def _order(codes: list[str], number: int) -> list[str]:
    """Another order every year: everybody moves, some far."""
    step = (5, 7, 11, 1)[number % 4]
    size = len(codes)
    if size % step == 0 or step >= size:
        step = 1
    return [codes[(number + place * step) % size] for place in range(size)]


def _ranking(session: Session, world: World, number: int, order: list[str]) -> None:
    """Ranks 1, 2, 3, …; from four members on the second and third share a rank in every third year."""
    is_tied = len(order) > 3 and number % 3 == 0
    ranks: dict[str, tuple[int | None, str | None]] = {}
    for place, code in enumerate(order, start=1):
        rank = 2 if is_tied and place == 3 else place
        ranks[code] = (rank, f"{980 - 11 * rank}.{number % 10}0")
    rows = {code: {"is_tied": True} for code in order[1:3]} if is_tied else {}
    more = ILLUSTRATIVE if number % 2 else {}
    made.ranking(session, world, number, ranks, rows=rows, max_points=Decimal(1000), **more)


def _figures(session: Session, world: World, number: int, codes: list[str]) -> None:
    statuses = (ActualStatus.OFFICIAL, ActualStatus.ESTIMATE, ActualStatus.REVISED)
    for place, code in enumerate(codes):
        for turn, (indicator, *_more) in enumerate(INDICATORS):
            value = f"{4 + (place * 7 + number * 3 + turn) % 11}.{place % 10}{turn}"
            status = statuses[(place + number) % 3]
            more = ILLUSTRATIVE if place % 4 == 3 else {}
            made.figure(session, world, code, number, value, status, indicator, **more)


def _joins(session: Session, world: World, code: str) -> None:
    statement = select(Membership).where(Membership.member_id == world.members[code])
    session.scalars(statement).one().valid_from = date(LAST - TURN + 1, 1, 1)
    laid(session)


def _new_boundaries(session: Session, world: World, code: str) -> None:
    session.add(
        MemberChange(
            cluster_id=world.cluster_id,
            member_id=session.scalars(select(Member.id).where(Member.code == code)).one(),
            kind=ChangeKind.BOUNDARY,
            effective_on=date(LAST - TURN + 1, 7, 1),
            description="Sắp xếp đơn vị hành chính",
        )
    )
    laid(session)
