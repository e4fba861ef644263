"""The catalogue and its figures: codes, meaning, sources, what may be scored."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from emulation.rules import indicators
from emulation.vocabulary.errors import DomainError, Sealed
from emulation.vocabulary.kinds import Period

TODAY = date(2025, 10, 15)


@pytest.mark.parametrize("code", ["", "A", "grdp", "Đ_TANG", "GRDP GROWTH", "9A", "A" * 41, "A/B"])
def test_a_code_that_is_no_address_is_refused(code: str) -> None:
    with pytest.raises(DomainError, match="Mã chỉ tiêu gồm"):
        indicators.check_code(code, set())


def test_a_code_stands_once() -> None:
    indicators.check_code("GRDP_2", {"GRDP"})
    with pytest.raises(DomainError, match="Mã “GRDP” đã có"):
        indicators.check_code("GRDP", {"GRDP"})


def test_unit_and_direction_stay_once_there_are_figures() -> None:
    indicators.check_meaning(has_figures=False, unit_changes=True, direction_changes=True)
    with pytest.raises(DomainError, match="không đổi đơn vị"):
        indicators.check_meaning(has_figures=True, unit_changes=True, direction_changes=False)
    with pytest.raises(DomainError, match="không đổi chiều"):
        indicators.check_meaning(has_figures=True, unit_changes=False, direction_changes=True)


@pytest.mark.parametrize(
    ("more", "message", "field"),
    [
        ({"source": ""}, "Nhập nguồn", "source"),
        ({"value": None}, "Nhập giá trị, hoặc ghi chú", "value"),
        ({"published_on": date(2025, 10, 16)}, "không thể sau hôm nay", "published_on"),
        ({"published_on": date(2023, 12, 31)}, "không thể trước năm", "published_on"),
    ],
)
def test_a_figure_without_what_it_needs_is_refused(more: dict[str, Any], message: str, field: str) -> None:
    values: dict[str, Any] = {
        "value": Decimal("7"),
        "source": "Cục Thống kê",
        "note": "",
        "year": 2024,
        "published_on": TODAY,
    }
    indicators.check_figure(**values, today=TODAY)
    with pytest.raises(DomainError, match=message) as refused:
        indicators.check_figure(**(values | more), today=TODAY)
    assert refused.value.field == field


def test_a_note_may_stand_for_a_missing_amount() -> None:
    indicators.check_figure(None, source="Báo", note="trên 120 %", year=2022, published_on=None, today=TODAY)


def test_what_may_be_scored() -> None:
    indicators.check_choosable(2025, Period.YEAR, value=Decimal(0), is_frozen=False)
    with pytest.raises(Sealed, match="Điểm năm 2025 đã khóa"):
        indicators.check_choosable(2025, Period.YEAR, value=Decimal(7), is_frozen=True)
    with pytest.raises(DomainError, match="cả năm"):
        indicators.check_choosable(2025, Period.TEN_MONTHS, value=Decimal(7), is_frozen=False)
    with pytest.raises(DomainError, match="không có con số"):
        indicators.check_choosable(2025, Period.YEAR, value=None, is_frozen=False)
