"""Tasks about consultations: by what waits, for the secretariat of the chair alone."""

from dataclasses import replace
from datetime import date

import pytest

from emulation.rules.disclosure_work import disclosure_tasks
from emulation.vocabulary.actor import Actor, Capacity
from emulation.vocabulary.desk import Consultation, Desk, Destination
from emulation.vocabulary.kinds import Role
from emulation.vocabulary.states import DisclosureState, Phase

TODAY = date(2025, 10, 15)
DESK = Desk(1, "tptw", True, 2025, cycle_id=7, year=2025, phase=Phase.AWARDING)
ONE = Consultation(3, 7, 2025, "Đợt 1", DisclosureState.OPEN, date(2025, 10, 29), 0, 0)
SECRETARIAT = Capacity(Role.SECRETARIAT, 1, None, frozenset({1}), chair_of=frozenset({1}))
CHAIR = Actor(1, "Thư ký", TODAY, (SECRETARIAT,))


def told(one: Consultation, today: date = TODAY, actor: Actor = CHAIR) -> list[tuple[str, Destination, int]]:
    return [
        (task.sentence(), task.destination, task.object_id)
        for task in disclosure_tasks(actor, DESK, [one], today)
    ]


@pytest.mark.parametrize(
    ("changes", "today", "sentence", "destination"),
    [
        ({"pending": 2, "unanswered": 1}, TODAY, "Duyệt 2 ý kiến chờ duyệt: Đợt 1", Destination.MODERATION),
        ({"unanswered": 1}, TODAY, "Trả lời 1 ý kiến đã đăng: Đợt 1", Destination.MODERATION),
        ({}, date(2025, 10, 30), "Hoàn tất đợt lấy ý kiến đã hết hạn: Đợt 1", Destination.CONSULTATION),
        (
            {"state": DisclosureState.ANSWERED},
            date(2025, 10, 30),
            "Hoàn tất đợt lấy ý kiến đã hết hạn: Đợt 1",
            Destination.CONSULTATION,
        ),
    ],
)
def test_what_waits_is_a_task(
    changes: dict[str, object], today: date, sentence: str, destination: Destination
) -> None:
    assert told(replace(ONE, **changes), today) == [(sentence, destination, 3)]  # type: ignore[arg-type]


def test_a_running_window_without_comments_is_no_task() -> None:
    """Red when `>` becomes `>=` in disclosure_tasks."""
    assert told(ONE) == told(ONE, date(2025, 10, 29)) == []


def test_others_and_other_years_have_none() -> None:
    """Red when disclosure_tasks does not ask for the right."""
    waiting = replace(ONE, pending=1)
    former = replace(SECRETARIAT, chair_of=frozenset())
    assert told(waiting, actor=replace(CHAIR, capacities=(former,))) == []
    assert told(replace(waiting, cycle_id=8)) == []
