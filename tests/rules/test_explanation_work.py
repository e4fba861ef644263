"""Tasks about disputed lines: who is asked for what, how many, and by when."""

from datetime import date

import pytest

from emulation.rules import explanation_work
from emulation.vocabulary.actor import Actor, Capacity
from emulation.vocabulary.desk import Desk, Disputed, Seat
from emulation.vocabulary.kinds import Role
from emulation.vocabulary.states import ExplanationState as State
from emulation.vocabulary.states import Phase

CLUSTER, HN, HP = 1, 2, 3
SEATS = (Seat(HN, "HN", "Hà Nội"), Seat(HP, "HP", "Hải Phòng"))
HERE = frozenset({CLUSTER})
DUE, TODAY = date(2026, 2, 20), date(2026, 2, 12)


def person(role: Role, member_id: int | None, *, chairs: bool = False, user_id: int = 7) -> Actor:
    chair = HERE if chairs else frozenset[int]()
    return Actor(user_id, "A", TODAY, (Capacity(role, member_id, None, HERE, chair),))


OFFICER, LEADER = person(Role.MEMBER_OFFICER, HP), person(Role.MEMBER_LEADER, HP)
CHAIR = person(Role.SECRETARIAT, HN, chairs=True)


def row(state: State, member_id: int = HP, number: int = 1, **more: object) -> Disputed:
    values: dict[str, object] = {"due_on": DUE} | more
    return Disputed(number, 1, member_id, state, **values)  # type: ignore[arg-type]


def desk(phase: Phase = Phase.EXPLAINING, **more: object) -> Desk:
    values = {"seats": SEATS, "grace_days": 3} | more
    return Desk(CLUSTER, "tptw", True, 2025, cycle_id=1, year=2025, phase=phase, **values)  # type: ignore[arg-type]


def asked(actor: Actor, *rows: Disputed, on: date = TODAY, **more: object) -> list[tuple[str, date | None]]:
    found = explanation_work.explanation_tasks(actor, desk(**more), rows, on)  # type: ignore[arg-type]
    return [(task.sentence(), task.due_on) for task in found]


def waiting(actor: Actor, *rows: Disputed) -> list[str]:
    return [task.sentence() for task in explanation_work.waiting_explanations(actor, desk(), rows)]


def test_one_task_per_member_and_step_with_the_soonest_day() -> None:
    rows = (row(State.REQUESTED), row(State.REQUESTED, number=2, due_on=date(2026, 2, 15)))
    assert asked(OFFICER, *rows) == [("Soạn giải trình 2 tiêu chí của Hải Phòng năm 2025", date(2026, 2, 15))]
    assert asked(LEADER, *rows) == []
    assert asked(CHAIR, *rows) == []


def test_the_leader_sends_what_somebody_else_wrote() -> None:
    """Red when the task forgets the writers: the button would be refused."""
    written = row(State.AWAITING_APPROVAL, writers=frozenset({9}))
    assert asked(LEADER, written) == [("Duyệt và gửi giải trình 1 tiêu chí của Hải Phòng năm 2025", DUE)]
    assert asked(LEADER, row(State.AWAITING_APPROVAL, writers=frozenset({7}))) == []


def test_the_appraiser_settles_what_was_sent_but_not_of_its_own_member() -> None:
    rows = (row(State.SENT), row(State.SENT, HN, 2))
    assert asked(CHAIR, *rows) == [("Kết luận giải trình 1 tiêu chí của Hải Phòng năm 2025", None)]
    assert asked(OFFICER, *rows) == []


@pytest.mark.parametrize(
    ("on", "is_ripe"),
    [(date(2026, 2, 20), False), (date(2026, 2, 23), False), (date(2026, 2, 24), True)],
)
def test_unanswered_lines_are_settled_after_grace(on: date, is_ripe: bool) -> None:
    """Due on the 20th with three days of grace."""
    assert bool(asked(CHAIR, row(State.REQUESTED), on=on)) is is_ripe


def test_nothing_is_asked_outside_the_phases() -> None:
    for phase in (Phase.SELF_SCORING, Phase.CONFERENCE):
        assert asked(OFFICER, row(State.REQUESTED), phase=phase) == []


def test_what_lies_elsewhere_is_said_to_those_whose_it_is() -> None:
    assert waiting(OFFICER, row(State.SENT)) == ["1 giải trình năm 2025 của Hải Phòng chờ kết luận."]
    assert waiting(OFFICER, row(State.AWAITING_APPROVAL)) == [
        "1 giải trình năm 2025 của Hải Phòng chờ lãnh đạo duyệt."
    ]
    assert waiting(LEADER, row(State.AWAITING_APPROVAL)) == []  # it is theirs to do
    assert waiting(CHAIR, row(State.SENT)) == []
