"""The catalogue of indicators and the versions of their figures (handbook 13)."""

import re
from collections.abc import Collection
from datetime import date
from decimal import Decimal

from emulation.vocabulary.errors import DomainError, Sealed
from emulation.vocabulary.kinds import Period
from emulation.vocabulary.words import N_

_CODE = re.compile(r"[A-Z][A-Z0-9_]{1,39}", re.ASCII)


def check_code(code: str, taken: Collection[str]) -> None:
    """A code is part of addresses and never changes: capitals, digits, "_"; unique among all the cluster can use."""
    if not _CODE.fullmatch(code):
        message = N_("Mã chỉ tiêu gồm chữ in hoa không dấu, số và dấu gạch dưới, ví dụ GRDP_GROWTH.")
        raise DomainError(message, field="code")
    if code in taken:
        raise DomainError(N_("Mã “%(code)s” đã có trong danh mục. Chọn mã khác."), field="code", code=code)


def check_own(cluster_id: int | None) -> None:
    """The shared catalogue belongs to no single cluster."""
    if cluster_id is None:
        raise DomainError(N_("Chỉ tiêu này thuộc danh mục dùng chung nên cụm không sửa được."))


def check_meaning(*, has_figures: bool, unit_changes: bool, direction_changes: bool) -> None:
    """Once figures stand, unit and direction say what they mean and do not change."""
    if has_figures and unit_changes:
        message = N_("Chỉ tiêu đã có số liệu nên không đổi đơn vị. Thêm một chỉ tiêu mới.")
        raise DomainError(message, field="unit_vi")
    if has_figures and direction_changes:
        message = N_("Chỉ tiêu đã có số liệu nên không đổi chiều. Thêm một chỉ tiêu mới.")
        raise DomainError(message, field="direction")


def check_figure(
    value: Decimal | None, *, source: str, note: str, year: int, published_on: date | None, today: date
) -> None:
    """A version names its source; without an amount it says in the note what was published; no day to come."""
    if not source:
        raise DomainError(N_("Nhập nguồn của số liệu."), field="source")
    if value is None and not note:
        message = N_("Nhập giá trị, hoặc ghi chú điều nguồn đã công bố khi không có con số.")
        raise DomainError(message, field="value")
    if published_on is not None and published_on > today:
        raise DomainError(N_("Ngày công bố không thể sau hôm nay."), field="published_on")
    if published_on is not None and published_on.year < year:
        message = N_("Ngày công bố không thể trước năm của số liệu (%(year)s).")
        raise DomainError(message, field="published_on", year=year)


def check_choosable(year: int, period: Period, *, value: Decimal | None, is_frozen: bool) -> None:
    """Only a full-year amount can be scored, and what was scored stays: later versions are only shown."""
    if is_frozen:
        message = N_(
            "Điểm năm %(year)s đã khóa nên không đổi số dùng để chấm. "
            "Số liệu sửa sau đó không làm thay đổi bảng xếp hạng."
        )
        raise Sealed(message, year=year)
    if period is not Period.YEAR:
        raise DomainError(N_("Chỉ số liệu cả năm mới dùng để chấm được."), field="figure")
    if value is None:
        raise DomainError(N_("Nguồn này không có con số nên không dùng để chấm được."), field="figure")
