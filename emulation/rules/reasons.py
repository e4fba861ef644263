"""What a reason is: at least a few words (screens 3.10; message 11)."""

from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.words import N_

SHORTEST = 5
#: Who reads it: the unit it is about, or only whoever reads the trail.
FOR_THE_UNIT = N_("Nhập lý do. Lý do được ghi vào nhật ký và gửi cho đơn vị.")
FOR_THE_TRAIL = N_("Nhập lý do. Lý do được ghi vào nhật ký.")


def is_reason(reason: str) -> bool:
    """Whether somebody said why."""
    return len(reason.strip()) >= SHORTEST


def check_reason(reason: str, message: str = FOR_THE_UNIT) -> None:
    """Raise DomainError beside the field `reason` unless somebody said why."""
    if not is_reason(reason):
        raise DomainError(message, field="reason")
