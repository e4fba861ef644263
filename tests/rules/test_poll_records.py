"""Which proposals a body votes on, and what no longer changes."""

from datetime import date

import pytest

from emulation.rules import poll_records as rules
from emulation.vocabulary.award_kinds import PollBody
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.states import ProposalState

CLUSTER, COUNCIL = PollBody.CLUSTER, PollBody.CITY_COUNCIL
#: State → open to the cluster, open to the city's council, settled.
EXPECTED = {
    "draft": (False, True, False),
    "returned": (False, True, False),
    "submitted": (True, True, False),
    "voted": (True, True, False),
    "in_disclosure": (True, True, False),
    "sent": (False, False, True),
    "appraising": (False, False, True),
    "decided": (False, False, True),
    "conferred": (False, False, True),
    "not_granted": (False, False, True),
    "withdrawn": (False, False, True),
    "revoked": (False, False, True),
}


@pytest.mark.parametrize("state", list(ProposalState))
def test_every_state_and_both_bodies(state: ProposalState) -> None:
    """Red when a state is added to OPEN_TO that was sent already."""
    cluster, council, settled = EXPECTED[state.value]
    for body, is_open in ((CLUSTER, cluster), (COUNCIL, council)):
        assert rules.is_settled(body, state) is settled
        if is_open:
            rules.check_open(body, state, "Hải Phòng", "rows-1-")
        else:
            with pytest.raises(DomainError, match="không ghi kết quả được") as caught:
                rules.check_open(body, state, "Hải Phòng", "rows-1-")
            assert caught.value.field == "rows-1-votes_for"


def test_the_day_of_a_vote_and_of_its_minutes() -> None:
    """Equal days are fine; each refusal names its day. Red when one of the comparisons turns to ≥."""
    day, today = date(2025, 3, 10), date(2025, 10, 15)
    rules.check_held(day, 2024, today, disclosed_from=day)
    rules.check_held(today, 2025, today)
    rules.check_minutes(day, day, today)
    rules.check_minutes(day, today, today)
    rules.check_minutes(day, None, today)
    for held, year, disclosed in (
        (date(2025, 10, 16), 2024, None),
        (day, 2026, None),
        (day, 2024, date(2025, 3, 9)),
    ):
        with pytest.raises(DomainError) as caught:
            rules.check_held(held, year, today, disclosed)
        assert caught.value.field == "held_on"
    for signed in (date(2025, 3, 9), date(2025, 10, 16)):
        with pytest.raises(DomainError) as caught:
            rules.check_minutes(day, signed, today)
        assert caught.value.field == "minutes_on"


def test_a_reason_is_asked_for_only_where_something_rests_on_the_numbers() -> None:
    rules.check_reason("", is_needed=False)
    rules.check_reason("Chép nhầm.", is_needed=True)
    with pytest.raises(DomainError, match="Nhập lý do"):
        rules.check_reason("   x ", is_needed=True)
