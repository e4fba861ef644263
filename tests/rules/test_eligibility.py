"""Decisions about a member's eligibility: every state × every decision, reason and day (handbook 6.4)."""

from datetime import date

import pytest

from emulation.rules.eligibility import check_ruling
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.states import EligibilityState

FREE, HELD, OUT = EligibilityState.ELIGIBLE, EligibilityState.SUSPENDED, EligibilityState.INELIGIBLE
TODAY = date(2026, 1, 15)
REASON = "Đang thanh tra"


@pytest.mark.parametrize(
    ("standing", "wanted", "refusal"),
    [
        (FREE, FREE, "không có gì để gỡ"),
        (FREE, HELD, ""),
        (FREE, OUT, ""),
        (HELD, FREE, ""),
        (HELD, HELD, ""),
        (HELD, OUT, ""),
        (OUT, FREE, "quyết định cuối cùng của năm"),
        (OUT, HELD, "quyết định cuối cùng của năm"),
        (OUT, OUT, ""),
    ],
)
def test_every_state_and_every_decision(
    standing: EligibilityState, wanted: EligibilityState, refusal: str
) -> None:
    """Red when "not considered" can be lifted, or when lifting nothing is recorded."""
    if not refusal:
        check_ruling(standing, wanted, REASON, TODAY, TODAY)
        return
    with pytest.raises(DomainError, match=refusal) as told:
        check_ruling(standing, wanted, REASON, TODAY, TODAY)
    assert told.value.field == "state"


def test_there_is_no_other_state() -> None:
    assert set(EligibilityState) == {FREE, HELD, OUT}


@pytest.mark.parametrize(
    ("reason", "day", "field"),
    [("", TODAY, "reason"), ("    x    ", TODAY, "reason"), (REASON, date(2026, 1, 16), "decided_on")],
)
def test_a_decision_has_a_reason_and_a_day_that_has_come(reason: str, day: date, field: str) -> None:
    with pytest.raises(DomainError) as told:
        check_ruling(FREE, HELD, reason, day, TODAY)
    assert told.value.field == field
