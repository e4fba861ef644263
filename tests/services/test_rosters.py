"""Assigning cross-checks and handing sheets over: who may, what is refused beside which row, what stays."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.audit import AuditEvent
from emulation.models.crosschecks import CrossRoster, CrossSheet
from emulation.models.cycles import Cycle
from emulation.models.scoring import ScoreSheet
from emulation.queries import crosschecks as queries
from emulation.rules.rosters import Impossible
from emulation.services import rosters
from emulation.services.rosters import Terms
from emulation.vocabulary.errors import DomainError, NotAllowed, NotFound, Sealed, Stale
from emulation.vocabulary.kinds import Provenance
from emulation.vocabulary.states import CrossState, Phase, SheetState
from tests.factories import crosschecks as made
from tests.factories import scores
from tests.factories.crosschecks import RING
from tests.factories.world import World
from tests.support.ground import laid

#: A → B's ring turned once more: no pair of it stands in RING, none is mutual.
OTHER = {"HN": "HP", "HP": "CT", "CT": "HCM", "HCM": "DN", "DN": "HN"}


@pytest.fixture
def scoring(session: Session, world: World) -> World:
    scores.cycle_of(session, world, Phase.SELF_SCORING)
    return world


def pairs(session: Session, world: World) -> dict[str, str]:
    names = {number: code for code, number in world.members.items()}
    return {row.checker_code: names[row.member_id] for row in queries.assignments_of(session, world.cycle_id)}


def test_the_chairs_secretariat_writes_the_roster(session: Session, scoring: World) -> None:
    roster = made.assigned(session, scoring)
    assert pairs(session, scoring) == RING
    assert (roster.checks_each, roster.years_apart, roster.version) == (1, 2, 1)
    event = session.scalars(select(AuditEvent).where(AuditEvent.verb == "cross.assigned")).one()
    assert event.changes[f"{scoring.members['HN']} member_id"] == [None, "HCM"]


@pytest.mark.parametrize("who", ["officer.hn", "leader.hn", "secretary.hcm", "admin", "auditor"])
def test_nobody_else_does(session: Session, scoring: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        made.assigned(session, scoring, who=who)


def test_a_drawing_holds_the_history_of_two_years(session: Session, scoring: World) -> None:
    for year, ring in ((2024, RING), (2023, OTHER)):
        _earlier(session, scoring, year, ring)
    actor, cycle = scoring.actor(session, made.CHAIR), scores.cycle_of(session, scoring)
    for seed in range(5):
        drawn = rosters.drawn(session, actor=actor, cycle=cycle, terms=Terms(), seed=seed)
        assert not isinstance(drawn, Impossible)
        assert not set(drawn) & {*made.pairs_of(scoring, RING), *made.pairs_of(scoring, OTHER)}
    with pytest.raises(DomainError, match="Hồ Chí Minh năm 2024") as refused:
        made.assigned(session, scoring)
    assert refused.value.field == "pairs-0-member"
    reason = "Cụm thống nhất tại cuộc họp"
    roster = made.assigned(session, scoring, terms=Terms(1, 0, reason))
    assert roster.reason == reason


def _earlier(session: Session, world: World, year: int, ring: dict[str, str]) -> None:
    cycle = Cycle(
        cluster_id=world.cluster_id, year=year, phase=Phase.AWARDING, provenance=Provenance.RECORDED
    )
    session.add(cycle)
    laid(session)
    roster = CrossRoster(cycle_id=cycle.id, entered_at=world.now)
    session.add(roster)
    laid(session)
    for checker, member in made.pairs_of(world, ring):
        session.add(CrossSheet(roster_id=roster.id, cycle_id=cycle.id, checker_id=checker, member_id=member))
    laid(session)


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"HCM": "HN"}, "pairs-1-member", "kiểm tra lẫn nhau"),
        ({"HN": "HN"}, "pairs-0-member", "tự kiểm tra"),
        ({"HN": "DN"}, "pairs-2-member", "Đà Nẵng đang có 2 thành viên"),
    ],
)
def test_a_broken_constraint_stands_beside_its_row(
    session: Session, scoring: World, change: dict[str, str], field: str, words: str
) -> None:
    """J4 step 3: a mutual pair is refused. Red when `_check` takes only the counts."""
    with pytest.raises(DomainError, match=words) as refused:
        made.assigned(session, scoring, pairs=made.pairs_of(scoring, RING | change))
    assert refused.value.field == field
    assert queries.find_roster(session, scoring.cycle_id) is None


def test_who_is_no_member_is_not_found(session: Session, scoring: World) -> None:
    with pytest.raises(NotFound):
        made.assigned(session, scoring, pairs=[*made.pairs_of(scoring), (999, scoring.members["HN"])])


def test_relaxing_has_a_reason(session: Session, scoring: World) -> None:
    with pytest.raises(DomainError) as refused:
        made.assigned(session, scoring, terms=Terms(1, 1, ""))
    assert refused.value.field == "reason"


@pytest.mark.parametrize(
    ("phase", "error"),
    [(Phase.SECOND_HALF, DomainError), (Phase.EXPLAINING, DomainError), (Phase.CLOSED, Sealed)],
)
def test_only_while_scoring_and_checking(
    session: Session, scoring: World, phase: Phase, error: type[DomainError]
) -> None:
    scores.cycle_of(session, scoring, phase)
    with pytest.raises(error):
        made.assigned(session, scoring)


def test_a_year_without_cross_checking_has_no_roster(session: Session, scoring: World) -> None:
    scores.cycle_of(session, scoring).uses_cross_checking = False
    laid(session)
    with pytest.raises(DomainError, match="không tổ chức"):
        made.assigned(session, scoring)


def test_another_roster_takes_its_place_and_kept_pairs_keep_their_draft(
    session: Session, world: World
) -> None:
    ids = made.started(session, world)
    made.saved(session, world, "HN", made.lines(ids, "30"))
    made.saved(session, world, "HP", made.lines(ids, "30"))
    kept = {"HN": "HCM", "HCM": "DN", "DN": "HP", "HP": "CT", "CT": "HN"}
    roster = queries.find_roster(session, world.cycle_id)
    assert roster is not None
    made.assigned(session, world, pairs=made.pairs_of(world, kept), version=roster.version)
    states = {row.checker_code: row.state for row in queries.assignments_of(session, world.cycle_id)}
    assert pairs(session, world) == kept
    assert states["HN"] is CrossState.DRAFT, "the pair that stays keeps what was written"
    assert states["HP"] is CrossState.ASSIGNED
    dropped = session.scalars(select(AuditEvent).where(AuditEvent.verb == "cross.dropped")).one()
    assert (dropped.member_id, dropped.changes) == (world.members["HP"], {"lines": [6, None]})


def test_nothing_is_reassigned_once_somebody_has_sealed(session: Session, world: World) -> None:
    ids = made.started(session, world)
    made.sealed(session, world, ids, "HN")
    roster = queries.find_roster(session, world.cycle_id)
    assert roster is not None
    with pytest.raises(DomainError, match="niêm phong"):
        made.assigned(session, world, pairs=made.pairs_of(world, OTHER), version=roster.version)


def test_a_second_writer_is_told(session: Session, scoring: World) -> None:
    made.assigned(session, scoring)
    with pytest.raises(Stale):
        made.assigned(session, scoring, version=0)


def test_submitted_sheets_go_to_their_checkers_and_late_ones_later(session: Session, world: World) -> None:
    """Red when `start` moves sheets that were not submitted."""
    ids = made.started(session, world, ["HN", "HP"])
    scores.prepared(session, world, "CT")

    def states() -> dict[str, SheetState]:
        rows = session.execute(select(ScoreSheet.member_id, ScoreSheet.state))
        names = {number: code for code, number in world.members.items()}
        return {names[number]: state for number, state in rows}

    checking = SheetState.CROSS_CHECKING
    assert states() == {"HN": checking, "HP": checking, "CT": SheetState.DRAFT}
    with pytest.raises(DomainError, match="Không có phiếu"):
        made.hand_over(session, world)
    scores.submitted(session, world, ids, "DN")
    made.hand_over(session, world)
    assert states()["DN"] is checking
    verbs = list(session.scalars(select(AuditEvent.verb).where(AuditEvent.verb.like("%cross%"))))
    assert verbs.count("sheet.cross_check") == 3 and verbs.count("cross.started") == 2


def test_handing_over_is_the_chairs_and_of_its_phase(session: Session, world: World) -> None:
    made.started(session, world, ["HN"])
    with pytest.raises(NotAllowed):
        made.hand_over(session, world, who="secretary.hcm")
    with pytest.raises(Stale):
        made.hand_over(session, world, version=77)
    scores.cycle_of(session, world, Phase.SELF_SCORING)
    with pytest.raises(DomainError, match="giai đoạn"):
        made.hand_over(session, world)
