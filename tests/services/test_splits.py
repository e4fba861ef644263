"""A list made shorter: all rows or none, each with its own state and history, by one of two at once."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.db import unit_of_work
from emulation.models.audit import AuditEvent
from emulation.models.awards import Proposal
from emulation.models.cycles import Cycle
from emulation.rules.splits import Choice, Counted
from emulation.services import splits
from emulation.vocabulary.errors import DomainError, NotAllowed, Sealed
from emulation.vocabulary.moves import ProposalMove
from emulation.vocabulary.states import Phase, ProposalState
from tests.conftest import unchanged
from tests.factories import awards as made
from tests.factories.world import World
from tests.support.ground import laid
from tests.support.races import committed, race

CITIES = ("HN", "HCM", "HP")
REASON = "Vượt số lượng được hướng dẫn."


@pytest.fixture
def listed(world: World) -> World:
    """Three flags proposed to the chair in 2024, committed: the proposals 1, 2, 3 of HN, HCM, HP."""
    with world.database.writing() as session, unit_of_work(session):
        cycle = made.ground(session, world)
        for city in CITIES:
            made.step(session, world, made.draft(session, world, cycle, city), ProposalMove.SUBMIT)
    return world


def seen(world: World) -> dict[int, int]:
    """The versions of the list as somebody sees them now."""
    with world.database.reading() as session:
        return {row.id: row.version for row in session.scalars(select(Proposal).order_by(Proposal.id))}


def choices(versions: dict[int, int], *out: int, reason: str = REASON) -> dict[int, Choice]:
    """Everybody stays but those."""
    return {
        key: Choice(version, key not in out, reason if key in out else "")
        for key, version in versions.items()
    }


def cut(
    session: Session,
    world: World,
    chosen: dict[int, Choice],
    who: str = made.SECRETARY,
    state: ProposalState = ProposalState.SUBMITTED,
) -> Counted:
    """A split of the list of flags."""
    return splits.split(
        session,
        actor=world.actor(session, who),
        now=world.now,
        cycle=session.scalars(select(Cycle).where(Cycle.year == made.YEAR)).one(),
        award_form_id=made.form_id(session),
        state=state,
        choices=chosen,
    )


def refused(world: World, chosen: dict[int, Choice], **more: str) -> DomainError:
    """The refusal of a split that writes nothing."""
    with (
        unchanged(world.database),
        world.database.writing() as session,
        pytest.raises(DomainError) as error,
        unit_of_work(session),
    ):
        cut(session, world, chosen, **more)  # type: ignore[arg-type]
    return error.value


def states(world: World) -> list[tuple[str, str, str]]:
    """Nominee, state and outcome of every proposal."""
    with world.database.reading() as session:
        rows = session.scalars(select(Proposal).order_by(Proposal.id))
        return [(row.nominee, row.state.value, row.outcome_note) for row in rows]


def test_three_proposed_two_kept_each_with_its_own_history(listed: World) -> None:
    """Red when `split` moves whoever stays, or leaves no event for it."""
    with listed.database.writing() as session, unit_of_work(session):
        counted = cut(session, listed, choices(seen(listed), 2))
    assert (counted.proposed, counted.kept, counted.cut) == (3, 2, 1)
    assert states(listed) == [
        ("Hà Nội", "submitted", ""),
        ("TP. Hồ Chí Minh", "not_granted", REASON),
        ("Hải Phòng", "submitted", ""),
    ]
    with listed.database.reading() as session:
        events = select(AuditEvent).where(AuditEvent.object_type == "proposal").order_by(AuditEvent.id)
        last = session.scalars(events).all()[-3:]
        assert [(event.verb, event.object_id, event.reason) for event in last] == [
            ("proposal.kept", 1, ""),
            ("proposal.cut", 2, REASON),
            ("proposal.kept", 3, ""),
        ]
        closed = session.scalars(select(Proposal.closed_at).order_by(Proposal.id)).all()
    assert [day is not None for day in closed] == [False, True, False]


def test_whoever_stays_can_be_left_out_of_the_next_list(listed: World) -> None:
    """Keeping does not change the record: the version stays, and its way goes on."""
    before = seen(listed)
    with listed.database.writing() as session, unit_of_work(session):
        cut(session, listed, choices(before, 2))
    assert {key: version for key, version in seen(listed).items() if key != 2} == {1: before[1], 3: before[3]}
    with listed.database.writing() as session, unit_of_work(session):
        assert cut(session, listed, choices({1: before[1], 3: before[3]}, 1)).kept == 1
    assert [state for _name, state, _note in states(listed)] == ["not_granted", "not_granted", "submitted"]


def test_a_row_that_moved_meanwhile_stops_all(listed: World) -> None:
    """Red when `split` does not check the list as it is now."""
    versions = seen(listed)
    with listed.database.writing() as session, unit_of_work(session):
        made.step(session, listed, session.get_one(Proposal, 3), ProposalMove.WITHDRAW)
    error = refused(listed, choices(versions, 2))
    assert "vừa rời danh sách" in error.message


def test_a_row_that_joined_or_changed_meanwhile_stops_all(listed: World) -> None:
    versions = seen(listed)
    assert "Hải Phòng vừa thay đổi" in refused_message(listed, choices(versions | {3: versions[3] - 1}, 2))
    assert "Hải Phòng vừa thay đổi" in refused_message(listed, choices({1: versions[1], 2: versions[2]}, 2))


def refused_message(world: World, chosen: dict[int, Choice]) -> str:
    """The refusal in words."""
    error = refused(world, chosen)
    return error.message % error.values


def test_the_second_reason_that_is_missing_stops_the_first_row_too(listed: World) -> None:
    """Red when the rows are checked one by one while they are written."""
    versions = seen(listed)
    chosen = choices(versions, 1, 3) | {3: Choice(versions[3], False, "  ")}
    assert refused(listed, chosen).field == "rows-2-reason"
    assert "Danh sách không thay đổi" in refused(listed, choices(versions)).message


def test_a_list_of_another_state_or_of_nobody_is_not_split(listed: World) -> None:
    versions = seen(listed)
    with listed.database.writing() as session, pytest.raises(DomainError, match="vừa rời danh sách"):
        cut(session, listed, choices(versions, 2), state=ProposalState.VOTED)
    assert "Danh sách không thay đổi" in refused_of_nobody(listed)


def refused_of_nobody(world: World) -> str:
    """An empty list of the state voted."""
    with world.database.writing() as session, pytest.raises(DomainError) as error:
        cut(session, world, {}, state=ProposalState.VOTED)
    return error.value.message


@pytest.mark.parametrize("who", ["leader.hn", "secretary.hcm", "officer.hn", "leader.hp", "auditor", "admin"])
def test_only_the_chairs_secretariat_splits(listed: World, who: str) -> None:
    """Nor are others told what is wrong with a list. Red when `split` does not ask for PROPOSAL_REVIEW first."""
    for out in ((2,), ()):
        assert isinstance(refused(listed, choices(seen(listed), *out), who=who), NotAllowed)


def test_a_closed_year_is_not_split(listed: World) -> None:
    with listed.database.writing() as session, unit_of_work(session):
        session.scalars(select(Cycle).where(Cycle.year == made.YEAR)).one().phase = Phase.CLOSED
        laid(session)
    assert isinstance(refused(listed, choices(seen(listed), 2)), Sealed)


@pytest.mark.both
def test_of_two_who_split_the_same_list_at_once_one_does(listed: World) -> None:
    """Both saw the same list and leave out somebody else. Red when `split` does not hold the cluster (PostgreSQL)."""
    versions = seen(listed)
    ends = race(
        [
            committed(listed.database, lambda session: cut(session, listed, choices(versions, 1))),
            committed(listed.database, lambda session: cut(session, listed, choices(versions, 3))),
        ]
    )
    assert len([end for end in ends if isinstance(end, Counted)]) == 1, ends
    assert sorted(state for _name, state, _note in states(listed)) == [
        "not_granted",
        "submitted",
        "submitted",
    ]
