"""Permission to be late: what it needs, and how days are counted with it."""

from datetime import date

import pytest

from emulation.rules.extensions import ASKED, check_extension, late
from emulation.rules.reasons import check_reason
from emulation.vocabulary.desk import Desk
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.states import Phase

DUE, TODAY = date(2025, 7, 31), date(2025, 7, 28)


def asked(**more: object) -> dict[str, object]:
    return {
        "phase": Phase.MID_YEAR,
        "due_on": DUE,
        "until_on": date(2025, 8, 20),
        "reason": "Bão số 3 làm gián đoạn báo cáo.",
        "today": TODAY,
    } | more


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"phase": Phase.TOTALS}, "phase"),
        ({"due_on": None}, "phase"),
        ({"until_on": DUE}, "until_on"),
        ({"until_on": date(2025, 8, 20), "today": date(2025, 8, 21)}, "until_on"),
        ({"reason": " vì "}, "reason"),
    ],
)
def test_what_a_permission_needs(wrong: dict[str, object], field: str) -> None:
    check_extension(**asked())  # type: ignore[arg-type]
    with pytest.raises(DomainError) as refused:
        check_extension(**asked(**wrong))  # type: ignore[arg-type]
    assert refused.value.field == field


def test_it_is_given_for_what_members_hand_in() -> None:
    wanted = {Phase.PLEDGING, Phase.FIRST_HALF, Phase.MID_YEAR, Phase.SECOND_HALF, Phase.SELF_SCORING}
    wanted |= {Phase.EXPLAINING}
    assert set(ASKED) == wanted


def test_its_end_says_why_too() -> None:
    with pytest.raises(DomainError):
        check_reason("")
    check_reason("Đơn vị đã nộp đủ.")


@pytest.mark.parametrize(
    ("today", "until_on", "days"),
    [
        (date(2025, 8, 5), None, 0),  # within the five days of grace
        (date(2025, 8, 6), None, 6),  # counted from the deadline
        (date(2025, 8, 6), date(2025, 8, 20), 0),
        (date(2025, 8, 20), date(2025, 8, 20), 0),
        (date(2025, 8, 21), date(2025, 8, 20), 1),  # no second grace
        (date(2025, 8, 5), date(2025, 8, 2), 0),  # the grace of all lasts longer
        (date(2025, 8, 6), date(2025, 8, 2), 4),
    ],
)
def test_nobody_is_late_until_the_permission_ends(today: date, until_on: date | None, days: int) -> None:
    """Red when `until_on` is not looked at in rules/extensions.late."""
    assert late(DUE, today, 5, until_on) == days


def test_a_desk_gives_each_member_its_own_last_day() -> None:
    desk = Desk(
        1,
        "tptw",
        True,
        2025,
        grace_days=5,
        deadlines={Phase.MID_YEAR: DUE},
        extensions={(3, Phase.MID_YEAR): date(2025, 8, 2), (4, Phase.MID_YEAR): date(2025, 8, 20)},
    )
    assert desk.due_for(Phase.MID_YEAR, 2) == (DUE, 5)
    assert desk.due_for(Phase.MID_YEAR, 3) == (date(2025, 8, 2), 3)
    assert desk.due_for(Phase.MID_YEAR, 4) == (date(2025, 8, 20), 0)
    assert desk.due_for(Phase.TOTALS, 4) == (None, 5)
