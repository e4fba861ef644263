"""What a reason is (screens 3.10; message 11)."""

import pytest

from emulation.rules import reasons
from emulation.vocabulary.errors import DomainError


@pytest.mark.parametrize("reason", ["", "    ", " ok ", "Sai."])
def test_a_reason_is_a_few_words(reason: str) -> None:
    """Red when SHORTEST is 4."""
    assert not reasons.is_reason(reason)
    with pytest.raises(DomainError, match="gửi cho đơn vị") as caught:
        reasons.check_reason(reason)
    assert caught.value.field == "reason"


def test_whoever_reads_it_is_named() -> None:
    with pytest.raises(DomainError) as caught:
        reasons.check_reason("", reasons.FOR_THE_TRAIL)
    assert str(caught.value) == "Nhập lý do. Lý do được ghi vào nhật ký."


def test_a_reason_that_stands() -> None:
    assert reasons.is_reason("Đúng quá")
    reasons.check_reason("Đi công tác về sớm")
