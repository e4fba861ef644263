"""What a row of the table of public holidays must be."""

from datetime import date

from emulation.vocabulary.dates import format_date
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.words import N_


def check_free(day: date, *, taken: bool) -> None:
    """A day stands in the table once."""
    if taken:
        message = N_("Ngày %(day)s đã có trong bảng. Mở dòng đó để sửa.")
        raise DomainError(message, field="day", day=format_date(day))


def check_source(*, confirmed: bool, source: str) -> None:
    """Whoever confirms a day says which document announced it (decisions 11)."""
    if confirmed and not source:
        raise DomainError(N_("Ngày đã xác nhận cần ghi văn bản công bố."), field="source")
