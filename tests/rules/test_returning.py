"""Reasons for sending something back: at least one, each a sentence, all of them in one text."""

import pytest

from emulation.rules.returning import LineReason, check_reasons, in_full
from emulation.vocabulary.errors import DomainError

GROWTH = LineReason(0, "Tốc độ tăng GRDP", "Thiếu nguồn")
REVENUE = LineReason(3, "Thu ngân sách", "Chưa có ngày hoàn thành.")


@pytest.mark.parametrize(
    ("reason", "lines"),
    [("Thiếu chỉ tiêu.", []), ("", [GROWTH]), ("Thiếu chỉ tiêu.", [GROWTH, REVENUE])],
)
def test_one_reason_is_enough(reason: str, lines: list[LineReason]) -> None:
    check_reasons(reason, lines)


@pytest.mark.parametrize(
    ("reason", "lines", "field"),
    [
        ("", [], "reason"),
        ("  \n ", [], "reason"),
        ("sai", [], "reason"),
        ("sai", [GROWTH], "reason"),
        ("", [LineReason(3, "Thu ngân sách", "sai")], "lines-3-reason"),
        ("Thiếu chỉ tiêu.", [GROWTH, LineReason(7, "FDI", "?")], "lines-7-reason"),
    ],
)
def test_no_reason_and_no_sentence_is_message_11(reason: str, lines: list[LineReason], field: str) -> None:
    """Red when `not lines` in check_reasons becomes True, and when the loop over the lines is removed."""
    with pytest.raises(DomainError, match="Lý do được ghi vào nhật ký") as refused:
        check_reasons(reason, lines)
    assert refused.value.field == field


def test_all_reasons_in_full() -> None:
    assert in_full("Cần sửa hai chỗ", [GROWTH, REVENUE]) == (
        "Cần sửa hai chỗ. Tốc độ tăng GRDP: Thiếu nguồn. Thu ngân sách: Chưa có ngày hoàn thành."
    )
    assert in_full("", [GROWTH]) == "Tốc độ tăng GRDP: Thiếu nguồn."
    assert in_full("Như đã trao đổi", []) == "Như đã trao đổi", "what was typed alone stays as it was typed"
