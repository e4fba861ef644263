"""Who can be named to approve frozen scores, and whose turn it is (screens 5.2: chốt điểm is by named approvers)."""

from collections.abc import Collection

from emulation.vocabulary.errors import DomainError, NotAllowed
from emulation.vocabulary.words import N_


def check_named(wanted: Collection[int], known: Collection[int], approved: Collection[int]) -> None:
    """At least one, only of those who may approve; and somebody is left who has still to approve.

    Otherwise taking off whoever hesitates would finalise the scores without anybody's approval at that moment.
    """
    if not wanted:
        raise DomainError(N_("Chọn ít nhất một người chốt điểm."), field="approvers")
    if set(wanted) - set(known):
        message = N_("Chỉ chọn lãnh đạo của Cụm trưởng hoặc Cụm phó; người đã khóa điểm không được chốt.")
        raise DomainError(message, field="approvers")
    if set(wanted) <= set(approved):
        message = N_("Những người còn lại đều đã chốt. Chọn thêm ít nhất một người chưa chốt.")
        raise DomainError(message, field="approvers")


def check_turn(*, is_named: bool, has_approved: bool) -> None:
    """Only who is named approves, and once."""
    if not is_named:
        raise NotAllowed(
            N_("Bạn chưa được chỉ định chốt điểm năm này. Tổ thư ký Cụm trưởng chỉ định người chốt điểm.")
        )
    if has_approved:
        raise DomainError(N_("Bạn đã chốt điểm này rồi."))
