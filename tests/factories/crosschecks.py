"""A roster, score sheets that were handed over, and cross sheets at every stage, through the services."""

from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy.orm import Session

from emulation.models.crosschecks import CrossRoster, CrossSheet
from emulation.queries import crosschecks as queries
from emulation.services import crosschecks, rosters
from emulation.services.crosschecks import CrossDraft
from emulation.services.rosters import Terms
from emulation.vocabulary.states import Phase
from tests.factories import scores
from tests.factories.world import World

#: Checker → checked, a ring in protocol order.
RING = {"HN": "HCM", "HCM": "HP", "HP": "DN", "DN": "CT", "CT": "HN"}
REASON = "Minh chứng chưa đủ cho quý IV"
CHAIR = "secretary.hn"


def pairs_of(world: World, ring: dict[str, str] | None = None) -> list[tuple[int, int]]:
    """The ring as pairs of ids."""
    return [(world.members[one], world.members[other]) for one, other in (ring or RING).items()]


def assigned(
    session: Session,
    world: World,
    *,
    pairs: Sequence[tuple[int, int]] | None = None,
    version: int = 0,
    who: str = CHAIR,
    terms: Terms | None = None,
) -> CrossRoster:
    """The roster, by hand."""
    return rosters.assign(
        session,
        actor=world.actor(session, who),
        now=world.now,
        cycle=scores.cycle_of(session, world),
        version=version,
        terms=terms or Terms(),
        pairs=pairs_of(world) if pairs is None else pairs,
    )


def started(session: Session, world: World, cities: Sequence[str] | None = None) -> dict[str, int]:
    """Submitted sheets of the cities, a roster, and everything handed over; code → criterion id."""
    ids = scores.ground(session, world)
    for city in cities if cities is not None else RING:
        scores.submitted(session, world, ids, city)
    assigned(session, world)
    scores.cycle_of(session, world, Phase.CROSS_CHECKING)
    hand_over(session, world)
    return ids


def hand_over(session: Session, world: World, who: str = CHAIR, version: int | None = None) -> CrossRoster:
    """Hand the submitted score sheets over."""
    roster = queries.find_roster(session, world.cycle_id)
    return rosters.start(
        session,
        actor=world.actor(session, who),
        now=world.now,
        cycle=scores.cycle_of(session, world),
        version=(roster.version if roster else 0) if version is None else version,
    )


def sheet_of(session: Session, world: World, checker: str) -> CrossSheet:
    """The sheet of a checker."""
    pair = (world.members[checker], world.members[RING[checker]])
    sheet = queries.find_sheet(session, world.cycle_id, pair)
    assert sheet is not None
    return sheet


def lines(ids: dict[str, int], judged: str | None = None, reason: str = REASON) -> list[CrossDraft]:
    """All lines of the small tree: agreement, but for I.02 when points are given."""
    rest = [CrossDraft(ids[code]) for code in ("I.01", "II.01", "III.01", "B", "P")]
    points = None if judged is None else Decimal(judged)
    return [CrossDraft(ids["I.02"], points, reason if judged else ""), *rest]


def saved(
    session: Session,
    world: World,
    checker: str,
    drafts: list[CrossDraft],
    *,
    who: str = "",
    version: int | None = None,
) -> CrossSheet:
    """The checker's officer saves lines."""
    sheet = sheet_of(session, world, checker)
    return crosschecks.save(
        session,
        actor=world.actor(session, who or f"officer.{checker.lower()}"),
        now=world.now,
        cycle=scores.cycle_of(session, world),
        sheet=sheet,
        version=sheet.version if version is None else version,
        lines=drafts,
    )


def seal(
    session: Session, world: World, checker: str, *, who: str = "", version: int | None = None
) -> CrossSheet:
    """The checker's leader seals."""
    sheet = sheet_of(session, world, checker)
    return crosschecks.seal(
        session,
        actor=world.actor(session, who or f"leader.{checker.lower()}"),
        now=world.now,
        cycle=scores.cycle_of(session, world),
        sheet=sheet,
        version=sheet.version if version is None else version,
    )


def sealed(
    session: Session, world: World, ids: dict[str, int], checker: str, judged: str | None = None
) -> CrossSheet:
    """Saved and sealed."""
    saved(session, world, checker, lines(ids, judged))
    return seal(session, world, checker)
