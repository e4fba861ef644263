"""Requests about personal data as tasks of administrators."""

from datetime import date

from emulation.rules.request_work import request_tasks
from emulation.vocabulary.actor import Actor, Capacity
from emulation.vocabulary.desk import Request
from emulation.vocabulary.kinds import Role

TODAY = date(2025, 10, 15)
REQUESTS = [
    Request(1, 20, "Lan", False, date(2025, 10, 17)),
    Request(2, 21, "Minh", True, date(2025, 10, 27)),
    Request(3, 7, "Người trả lời", False, date(2025, 10, 17)),
]


def _said(*roles: Role) -> list[tuple[str, str, date | None]]:
    actor = Actor(7, "A", TODAY, tuple(Capacity(role) for role in roles))
    return [(task.sentence(), task.verb, task.due_on) for task in request_tasks(actor, REQUESTS)]


def test_administrators_answer_and_carry_out_but_not_their_own() -> None:
    assert _said(Role.ADMIN) == [
        ("Trả lời yêu cầu của Lan về dữ liệu cá nhân", "Trả lời yêu cầu", date(2025, 10, 17)),
        ("Thực hiện yêu cầu của Minh về dữ liệu cá nhân", "Thực hiện yêu cầu", date(2025, 10, 27)),
    ]


def test_nobody_else_is_asked() -> None:
    assert _said(Role.AUDITOR, Role.SECRETARIAT) == []
