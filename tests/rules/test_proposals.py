"""Proposals: every state × every move, dates in order, facts that are there."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation.rules import proposals as rules
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.moves import ProposalMove
from emulation.vocabulary.states import EligibilityState, ProposalState

EXPECTED = {
    "draft": {"submit": "submitted", "withdraw": "withdrawn"},
    "returned": {"submit": "submitted", "withdraw": "withdrawn"},
    "submitted": {"pass_vote": "voted", "cut": "not_granted", "return": "returned", "withdraw": "withdrawn"},
    "voted": {
        "disclose": "in_disclosure",
        "send": "sent",
        "cut": "not_granted",
        "return": "returned",
        "withdraw": "withdrawn",
    },
    "in_disclosure": {"send": "sent", "cut": "not_granted", "return": "returned", "withdraw": "withdrawn"},
    "sent": {
        "appraise": "appraising",
        "decide": "decided",
        "refuse": "not_granted",
        "return": "returned",
        "withdraw": "withdrawn",
    },
    "appraising": {
        "decide": "decided",
        "refuse": "not_granted",
        "return": "returned",
        "withdraw": "withdrawn",
    },
    "decided": {"confer": "conferred", "revoke": "revoked"},
    "conferred": {"revoke": "revoked"},
    "not_granted": {},
    "withdrawn": {},
    "revoked": {},
}


@pytest.mark.parametrize("move", list(ProposalMove))
@pytest.mark.parametrize("state", list(ProposalState))
def test_every_state_and_every_move(state: ProposalState, move: ProposalMove) -> None:
    expected = EXPECTED[state.value].get(move.value)
    if expected is None:
        with pytest.raises(DomainError, match="không làm được việc này"):
            rules.next_state(state, move)
    else:
        assert rules.next_state(state, move).value == expected


@pytest.mark.parametrize(
    ("dates", "message"),
    [
        (
            {"cluster_vote_on": date(2025, 3, 10), "sent_on": date(2025, 3, 9)},
            "Ngày trình phải sau ngày bỏ phiếu của cụm (10/03/2025).",
        ),
        (
            {"council_vote_on": date(2025, 3, 12), "sent_on": date(2025, 3, 9)},
            "Ngày trình phải sau ngày bỏ phiếu của hội đồng (12/03/2025).",
        ),
        (
            {"sent_on": date(2025, 3, 28), "received_on": date(2025, 3, 27)},
            "Ngày tiếp nhận hồ sơ phải sau ngày trình (28/03/2025).",
        ),
        (
            {"received_on": date(2025, 4, 2), "signed_on": date(2025, 4, 1)},
            "Ngày ký quyết định phải sau ngày tiếp nhận hồ sơ (02/04/2025).",
        ),
        (
            {"cluster_vote_on": date(2025, 4, 2), "signed_on": date(2025, 4, 1)},
            "Ngày ký quyết định phải sau ngày bỏ phiếu của cụm (02/04/2025).",
        ),
        (
            {"signed_on": date(2025, 10, 14), "conferred_on": date(2025, 10, 13)},
            "Ngày trao tặng phải sau ngày ký quyết định (14/10/2025).",
        ),
        (
            {"signed_on": date(2025, 10, 14), "revoked_on": date(2025, 10, 13)},
            "Ngày hủy bỏ phải sau ngày ký quyết định (14/10/2025).",
        ),
    ],
)
def test_dates_out_of_order_name_both(dates: dict[str, date | None], message: str) -> None:
    with pytest.raises(DomainError) as caught:
        rules.check_dates(dates)
    assert str(caught.value) == message


def test_equal_days_are_in_order_and_missing_ones_are_skipped() -> None:
    day = date(2025, 3, 28)
    rules.check_dates({"cluster_vote_on": day, "sent_on": day, "received_on": None, "signed_on": day})


def test_a_future_day_is_refused() -> None:
    today = date(2025, 10, 15)
    with pytest.raises(DomainError, match=r"Ngày trình không thể sau hôm nay \(15/10/2025\)"):
        rules.check_dates({"sent_on": date(2025, 10, 16)}, today)
    rules.check_dates({"sent_on": today}, today)


@pytest.mark.parametrize(
    ("ranked", "state", "words"),
    [
        (False, EligibilityState.ELIGIBLE, "chưa có điểm đã khóa"),
        (True, EligibilityState.SUSPENDED, "Tạm dừng xét.*Lý do: đang thanh tra"),
        (True, EligibilityState.INELIGIBLE, "Không xét.*Lý do: đang thanh tra"),
    ],
)
def test_who_has_no_frozen_place_or_is_not_considered_is_refused(
    ranked: bool, state: EligibilityState, words: str
) -> None:
    with pytest.raises(DomainError, match=words):
        rules.check_merit(is_ranked=ranked, eligibility=state, reason="đang thanh tra")


def test_flag_and_certificate_for_one_unit_warn_until_one_has_ended() -> None:
    others = [("Hải Phòng", "Bằng khen", ProposalState.SENT)]
    assert rules.other_forms("hải phòng", "Cờ", others) == ["Bằng khen"]
    assert rules.other_forms("Đội 1", "Cờ", others) == []
    ended = [("Hải Phòng", "Bằng khen", ProposalState.WITHDRAWN)]
    assert rules.other_forms("Hải Phòng", "Cờ", ended) == []


@pytest.mark.parametrize("move", [ProposalMove.SEND, ProposalMove.APPRAISE])
def test_a_move_without_its_facts_asks_for_the_first_missing_one(move: ProposalMove) -> None:
    with pytest.raises(DomainError, match="Nhập ngày") as caught:
        rules.check_facts(move, {})
    assert caught.value.field == rules.FACTS[move][0]


@given(st.lists(st.integers(0, 4000), min_size=5, max_size=5))
def test_sorted_days_are_always_in_order(days: list[int]) -> None:
    names = ("cluster_vote_on", "sent_on", "received_on", "signed_on", "conferred_on")
    ordered = [date(2020, 1, 1) + timedelta(days=offset) for offset in sorted(days)]
    rules.check_dates(dict(zip(names, ordered, strict=True)))


def test_lead_time_is_counted_in_days() -> None:
    assert rules.lead_days(date(2025, 3, 28), date(2025, 10, 14)) == 200
    assert rules.lead_days(None, date(2025, 10, 14)) is None
