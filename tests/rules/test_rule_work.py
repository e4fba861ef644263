"""Changes of the rulebook as tasks of a second person."""

from datetime import date

from emulation.rules.rule_work import rule_tasks
from emulation.vocabulary.actor import Actor, Capacity
from emulation.vocabulary.desk import RuleAsked
from emulation.vocabulary.kinds import Role

TODAY = date(2025, 10, 15)
HERE = frozenset({1})
WAITING = [
    RuleAsked(1, "Tỷ lệ phiếu", None, frozenset({20})),
    RuleAsked(2, "Số cờ", None, frozenset({7})),
    RuleAsked(3, "Quy chế của cụm", 1, frozenset({20})),
    RuleAsked(4, "Quy chế của cụm khác", 2, frozenset({20})),
]


def numbers(role: Role, *, chair: bool = True) -> list[int]:
    capacity = Capacity(role, 10, None, HERE, HERE if chair else frozenset())
    return [task.object_id for task in rule_tasks(Actor(7, "A", TODAY, (capacity,)), WAITING)]


def test_the_chairs_people_confirm_what_others_asked_for() -> None:
    """Red when rule_tasks forgets who asked, or whose regulation it is."""
    assert numbers(Role.SECRETARIAT) == [1, 3]
    assert numbers(Role.MEMBER_LEADER) == [1, 3]


def test_nobody_else_is_asked() -> None:
    assert numbers(Role.SECRETARIAT, chair=False) == []
    assert numbers(Role.MEMBER_OFFICER) == []
    assert numbers(Role.AUDITOR) == []


def test_the_task_names_the_row() -> None:
    capacity = Capacity(Role.SECRETARIAT, 10, None, HERE, HERE)
    task = next(iter(rule_tasks(Actor(7, "A", TODAY, (capacity,)), WAITING)))
    assert (task.sentence(), task.verb) == ("Xác nhận thay đổi quy tắc “Tỷ lệ phiếu”", "Xem thay đổi")
