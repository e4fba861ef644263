"""States × moves of a campaign, and what makes one fit to be launched."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from emulation.rules import campaigns as rules
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import CampaignKind, Operator
from emulation.vocabulary.moves import CampaignMove
from emulation.vocabulary.states import CampaignState

#: Worked by hand from screens 5.1: state → where launch, review, conclude, cancel lead; "" where they do not.
BY_HAND = {
    "draft": ("launched", "", "", "cancelled"),
    "launched": ("", "reviewed", "concluded", "cancelled"),
    "reviewed": ("", "", "concluded", "cancelled"),
    "concluded": ("", "", "", ""),
    "cancelled": ("", "", "", ""),
}


@pytest.mark.parametrize("state", CampaignState)
@pytest.mark.parametrize("move", CampaignMove)
def test_the_table_of_moves(state: CampaignState, move: CampaignMove) -> None:
    wanted = BY_HAND[state.value][list(CampaignMove).index(move)]
    if wanted:
        assert rules.next_state(state, move).value == wanted
        assert move in rules.moves_from(state)
        return
    with pytest.raises(DomainError, match=state.label):
        rules.next_state(state, move)
    assert move not in rules.moves_from(state)


@pytest.mark.parametrize(
    ("state", "editable", "papers", "running"),
    [
        ("draft", True, True, False),
        ("launched", False, True, True),
        ("reviewed", False, True, True),
        ("concluded", False, False, False),
        ("cancelled", False, False, False),
    ],
)
def test_what_a_state_still_takes(state: str, editable: bool, papers: bool, running: bool) -> None:
    for check, wanted in (
        (rules.check_editable, editable),
        (rules.check_open_for_papers, papers),
        (rules.check_running, running),
    ):
        if wanted:
            check(CampaignState(state))
            continue
        with pytest.raises(DomainError):
            check(CampaignState(state))


@pytest.mark.parametrize(
    ("kind", "ends_on", "fits"),
    [
        ("drive", None, False),
        ("drive", date(2025, 4, 1), True),
        ("regular", None, True),
        ("thematic", None, True),
        ("thematic", date(2025, 3, 31), False),
    ],
)
def test_a02_a_drive_is_time_boxed_and_dates_are_in_order(
    kind: str, ends_on: date | None, fits: bool
) -> None:
    """Handbook A02. Red when check_dates lets a drive go without its end."""
    if fits:
        rules.check_dates(CampaignKind(kind), date(2025, 4, 1), ends_on)
        return
    with pytest.raises(DomainError) as caught:
        rules.check_dates(CampaignKind(kind), date(2025, 4, 1), ends_on)
    assert caught.value.field == "ends_on"


def goal(**more: Any) -> dict[str, Any]:
    values: dict[str, Any] = {"text": "Tăng trưởng", "indicator_id": 3, "operator": Operator.GE, "unit": ""}
    return values | {"low": Decimal("7.5"), "high": None, "national_task": "Đột phá về thể chế"} | more


OWN = {"indicator_id": None, "unit": "nhà"}
BARE = {"low": None, "high": None}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, None),
        (OWN, None),
        (BARE, None),
        (OWN | BARE, None),
        ({"operator": Operator.LE, "low": None, "high": Decimal(3)}, None),
        ({"operator": Operator.RANGE, "high": Decimal(8)}, None),
        ({"low": Decimal(0)}, None),
        ({"text": ""}, "text"),
        ({"unit": "nhà"}, "unit"),
        ({"high": Decimal(8)}, "high"),
        ({"operator": Operator.LE}, "high"),
        ({"operator": Operator.RANGE}, "high"),
        ({"operator": Operator.RANGE, "low": None, "high": Decimal(8)}, "low"),
        ({"operator": Operator.RANGE, "high": Decimal("7.5")}, "high"),
    ],
)
def test_a_goals_sign_fits_its_numbers(values: dict[str, Any], field: str | None) -> None:
    if field is None:
        rules.check_goal(goal(**values))
        return
    with pytest.raises(DomainError) as caught:
        rules.check_goal(goal(**values), prefix="goals-1-")
    assert caught.value.field == f"goals-1-{field}"


@pytest.mark.parametrize(
    ("goals", "messages"),
    [
        ([goal()], []),
        ([goal(**OWN)], []),
        ([goal(), goal(indicator_id=None, low=None)], []),
        ([], ["đo được"]),
        ([goal(indicator_id=None, low=None)], ["đo được"]),
        ([goal(**BARE)], ["đo được", "Mục tiêu %(row)s: nhập con số"]),
        ([goal(), goal(**OWN | BARE)], ["Mục tiêu %(row)s: nhập con số"]),
        ([goal(), goal(indicator_id=None)], ["Mục tiêu %(row)s: chọn chỉ tiêu hoặc ghi đơn vị tính"]),
        ([goal(), goal(national_task="")], ["nhiệm vụ trọng tâm"]),
    ],
)
def test_a01_what_is_missing_before_a_launch(goals: list[dict[str, Any]], messages: list[str]) -> None:
    """Handbook A01. Red when `is_measurable` takes a goal without a number, or none has to be measurable."""
    found = rules.obstacles("Thi đua về đích", goals)
    assert len(found) == len(messages)
    for obstacle, words in zip(found, messages, strict=True):
        assert words in obstacle.message
    if not messages:
        rules.check_ready("Thi đua về đích", goals)
        return
    with pytest.raises(DomainError):
        rules.check_ready("Thi đua về đích", goals)


def test_a_purpose_is_part_of_the_launch() -> None:
    (obstacle,) = rules.obstacles("", [goal()])
    assert obstacle.message == "Ghi mục đích, yêu cầu của phong trào."


TODAY, END = date(2025, 10, 15), date(2025, 9, 2)


@pytest.mark.parametrize(
    ("day", "ends_on", "fits"),
    [
        (TODAY, None, True),
        (date(2025, 10, 16), None, False),
        (END, END, True),
        (date(2025, 9, 3), END, False),
    ],
)
def test_the_day_of_launch(day: date, ends_on: date | None, fits: bool) -> None:
    if fits:
        rules.check_launch_day(day, ends_on, TODAY)
        return
    with pytest.raises(DomainError) as caught:
        rules.check_launch_day(day, ends_on, TODAY)
    assert caught.value.field == "launched_on"


def test_an_overlap_is_a_warning_to_confirm() -> None:
    rules.check_overlap([], confirmed=False)
    rules.check_overlap(["Bầu cử"], confirmed=True)
    with pytest.raises(DomainError, match="“Bầu cử”, “Nhà tạm”") as caught:
        rules.check_overlap(["Bầu cử", "Nhà tạm"], confirmed=False)
    assert caught.value.field == "overlap_confirmed"


@pytest.mark.parametrize("reason", ["", "    ", "no"])
def test_reasons_are_sentences(reason: str) -> None:
    with pytest.raises(DomainError):
        rules.check_cancellation(reason)
    with pytest.raises(DomainError):
        rules.check_conclusion(reason, is_reported=False)
    rules.check_conclusion(reason, is_reported=True)
    rules.check_cancellation("Đã gộp")
    rules.check_conclusion("Đã gộp", is_reported=False)


@pytest.mark.parametrize(
    ("operator", "low", "high", "value", "reached"),
    [
        ("ge", "7.5", None, "7.5", True),
        ("ge", "7.5", None, "7.4", False),
        ("gt", "7.5", None, "7.5", False),
        ("gt", "7.5", None, "7.6", True),
        ("le", None, "3", "3", True),
        ("le", None, "3", "3.1", False),
        ("lt", None, "3", "3", False),
        ("eq", "100", None, "100", True),
        ("eq", "100", None, "101", False),
        ("range", "6", "7", "6", True),
        ("range", "6", "7", "7.1", False),
        ("ge", "0", None, "-1", False),
    ],
)
def test_whether_a_goal_is_reached(
    operator: str, low: str | None, high: str | None, value: str, reached: bool
) -> None:
    bounds = [None if bound is None else Decimal(bound) for bound in (low, high)]
    assert rules.is_reached(Operator(operator), bounds[0], bounds[1], Decimal(value)) is reached
