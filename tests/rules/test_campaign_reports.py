"""Who reports, and what a report must hold."""

import pytest

from emulation.rules import campaign_reports as rules
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.states import CampaignReportState, RegistrationState


@pytest.mark.parametrize("state", [None, *RegistrationState])
def test_only_approved_members_report(state: RegistrationState | None) -> None:
    if state is RegistrationState.APPROVED:
        rules.check_participant(state)
        return
    with pytest.raises(DomainError, match="chưa có đăng ký được duyệt"):
        rules.check_participant(state)


@pytest.mark.parametrize(
    ("state", "results", "message"),
    [
        ("draft", "Sáu sáng kiến", ""),
        ("draft", " ", "Nhập kết quả"),
        ("submitted", "Sáu sáng kiến", "đã nộp"),
    ],
)
def test_a_report_is_handed_in_once_and_says_something(state: str, results: str, message: str) -> None:
    if not message:
        rules.check_submittable(CampaignReportState(state), results)
        return
    with pytest.raises(DomainError, match=message):
        rules.check_submittable(CampaignReportState(state), results)
