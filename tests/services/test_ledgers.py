"""The sheets behind a frozen ranking: what is read, what never is, and whether they give the ranks."""

from decimal import Decimal

from sqlalchemy.orm import Session

from emulation.rules.robustness import Border
from emulation.services import ledgers
from emulation.services.analysis import FROZEN, PUBLISHED
from emulation.vocabulary.kinds import ActualStatus, Boundary, RuleType
from emulation.vocabulary.states import RankingState
from tests.factories import ledgers as made
from tests.factories import scores
from tests.factories.world import World

RANKS = {"HN": 1, "HCM": 2, "DN": 3, "HP": 4, "CT": 5}


def ranks_of(world: World) -> dict[int, int | None]:
    return {world.members[city]: rank for city, rank in RANKS.items()}


def test_the_sheets_give_the_frozen_ranks_and_name_every_group_and_criterion(
    session: Session, world: World
) -> None:
    """HP and DN are equal with 164.75, parted by content I (94.75 and 96.75)."""
    made.frozen(session, world)
    found = ledgers.read(session, cluster_id=world.cluster_id, year=2025, before=2024, states=FROZEN)
    assert list(found) == [2025]
    ledger = found[2025]
    assert ledger.is_whole and ledger.repeats(ranks_of(world))
    assert not ledger.repeats(ranks_of(world) | {world.members["HN"]: 2})
    assert not ledger.repeats({})
    units = {unit.code: (unit.is_group, sorted(unit.criteria)) for unit in ledger.card.units}
    assert units == {
        "I": (True, ["I.01", "I.02"]),
        "I.01": (False, ["I.01"]),
        "I.02": (False, ["I.02"]),
        "II": (True, ["II.01"]),
        "II.01": (False, ["II.01"]),
        "III": (True, ["III.01"]),
        "III.01": (False, ["III.01"]),
        "B": (False, ["B"]),
        "P": (False, ["P"]),
    }
    assert ledger.card.top_groups == ("I", "II", "III")
    assert ledger.extras(RuleType.BONUS).criteria == {"B"}


def test_what_is_not_published_is_not_read_for_the_public(session: Session, world: World) -> None:
    """Red when `lines_of_years` forgets the states of either year."""
    made.frozen(session, world)
    made.last_year(session, world, RankingState.FINALISED)
    where = {"cluster_id": world.cluster_id, "year": 2025, "before": 2024}
    assert ledgers.read(session, **where, states=PUBLISHED) == {}
    assert list(ledgers.read(session, **where, states=FROZEN)) == [2025]


def test_a_revised_figure_does_not_move_what_was_pinned(session: Session, world: World) -> None:
    made.frozen(session, world)
    made.last_year(session, world)
    scores.figure(session, world, "HN", "9.9", ActualStatus.REVISED)
    found = ledgers.read(session, cluster_id=world.cluster_id, year=2025, before=2024, states=FROZEN)
    measures = {one.member_id: one for one in ledgers.measures(found[2025], found[2024])}
    own = measures[world.members["HN"]]
    assert (own.actual, own.low, own.before) == (Decimal("7.4"), Decimal(8), Decimal("7.4"))
    assert measures[world.members["HP"]].before_boundary is Boundary.NEW
    assert measures[world.members["CT"]].before is None


def test_sheets_that_do_not_give_the_ranks_are_not_varied(session: Session, world: World) -> None:
    made.frozen(session, world)
    ledger = ledgers.read(session, cluster_id=world.cluster_id, year=2025, before=None, states=FROZEN)[2025]
    border = Border(Decimal(5), 1)
    assert ledgers.firmness(ledger, {}, ["0.9"], border) is None
    assert ledgers.firmness(None, {}, ["0.9"], border) is None
    firm = ledgers.firmness(ledger, ranks_of(world), ["0.9"], border)
    assert firm is not None and [one.tried for one in firm] == [9] * 5
