"""What ends a sign-in, and which acts ask for a fresh proof."""

from datetime import UTC, datetime, timedelta

import pytest

from emulation.rules.sign_ins import GRAVE, Limits, asks_again, is_over, is_seen_due
from emulation.vocabulary.actions import Action

NOON = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
LIMITS = Limits(timedelta(minutes=30), timedelta(hours=12))
FRESH = timedelta(minutes=15)


@pytest.mark.asvs("7.3.1", "7.3.2")
@pytest.mark.parametrize(
    ("idle", "age", "over"),
    [(0, 0, False), (30, 30, False), (31, 31, True), (1, 720, False), (1, 721, True), (-60, -60, False)],
)
def test_rest_and_age_end_a_sign_in(idle: int, age: int, over: bool) -> None:
    seen, begun = NOON - timedelta(minutes=idle), NOON - timedelta(minutes=age)
    assert is_over(created_at=begun, last_seen_at=seen, now=NOON, limits=LIMITS) is over


def test_last_seen_is_noted_once_a_minute() -> None:
    assert not is_seen_due(NOON - timedelta(seconds=59), NOON)
    assert is_seen_due(NOON - timedelta(seconds=60), NOON)


@pytest.mark.parametrize(
    ("action", "minutes", "asked"),
    [
        (Action.USER_MANAGE, 15, False),
        (Action.USER_MANAGE, 16, True),
        (Action.USER_MANAGE, None, True),
        (Action.DATA_REQUEST_HANDLE, 15, False),
        (Action.DATA_REQUEST_HANDLE, 16, True),
        (Action.ACCOUNT_SECURE, 16, True),
        (Action.RANKING_PUBLISH, 16, True),
        (Action.RANKING_FINALISE, 16, True),
        (Action.CYCLE_CLOSE, 16, True),
        (Action.PAGE_READ, None, False),
        (Action.RESULT_EDIT, 600, False),
        (Action.ACCOUNT_EDIT, 600, False),
    ],
)
def test_grave_acts_ask_for_a_fresh_proof(action: Action, minutes: int | None, asked: bool) -> None:
    proven = None if minutes is None else NOON - timedelta(minutes=minutes)
    assert asks_again(action, proven, NOON, FRESH) is asked


def test_the_way_to_a_proof_is_never_grave() -> None:
    """Otherwise the page that asks for the proof would ask for a proof."""
    assert {Action.PAGE_READ, Action.ACCOUNT_EDIT}.isdisjoint(GRAVE)
