"""What a decision about a member's eligibility needs (handbook 6.4, features S8)."""

from datetime import date

from emulation.rules.reasons import is_reason
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.states import EligibilityState
from emulation.vocabulary.words import N_


def check_ruling(
    standing: EligibilityState, wanted: EligibilityState, reason: str, decided_on: date, today: date
) -> None:
    """A decision changes something or says more, has a reason, and is not dated in the future.

    Suspension is reversible; "not considered" is final for the year (handbook 6.4).
    """
    if standing is EligibilityState.INELIGIBLE and wanted is not standing:
        raise DomainError(N_("“Không xét” là quyết định cuối cùng của năm nên không gỡ được."), field="state")
    if standing is EligibilityState.ELIGIBLE and wanted is standing:
        raise DomainError(N_("Đơn vị đang đủ điều kiện xét nên không có gì để gỡ."), field="state")
    if not is_reason(reason):
        message = N_("Nhập lý do. Lý do được ghi vào nhật ký và gửi cho đơn vị.")
        raise DomainError(message, field="reason")
    if decided_on > today:
        raise DomainError(N_("Ngày quyết định không thể sau hôm nay."), field="decided_on")
