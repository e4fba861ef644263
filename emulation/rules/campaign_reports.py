"""Interim and final reports about a campaign: when they are written and what they must hold (features K1)."""

from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.states import CampaignReportState, RegistrationState
from emulation.vocabulary.words import N_


def check_participant(registration: RegistrationState | None) -> None:
    """A member reports on what it took on: its registration was approved."""
    if registration is not RegistrationState.APPROVED:
        raise DomainError(N_("Đơn vị chưa có đăng ký được duyệt nên chưa báo cáo được."))


def check_submittable(state: CampaignReportState, results: str) -> None:
    """A draft with something in it; a report is handed in once."""
    if state is CampaignReportState.SUBMITTED:
        raise DomainError(N_("Báo cáo này đã nộp."))
    if not results.strip():
        raise DomainError(N_("Nhập kết quả trước khi nộp."))
