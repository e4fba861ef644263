"""What can go wrong in the domain, as values: a message template, the field, the values to fill in.

Messages are Vietnamese templates in printf style ("Tổng %(sum)s"), marked with `N_` where they are
raised and translated by whoever shows them; so is a `Phrase` among the values.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from emulation.vocabulary.words import N_


@dataclass(frozen=True)
class Phrase:
    """A template with its values that stands in a place of another template; by itself it is Vietnamese."""

    template: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.template % self.values if self.values else self.template


class DomainError(Exception):
    """A rule said no. `field` names the form field to show the message beside, if there is one."""

    def __init__(self, message: str, field: str | None = None, **values: object) -> None:
        super().__init__(message % values if values else message)
        self.message = message
        self.field = field
        self.values = values


class NotAllowed(DomainError):
    """The actor may not do this. `hidden` means that they may not even know that it exists."""

    def __init__(
        self,
        message: str = N_("Bạn không có quyền thực hiện việc này."),
        *,
        hidden: bool = False,
        **values: object,
    ) -> None:
        super().__init__(message, None, **values)
        self.hidden = hidden


class NotFound(DomainError):
    """Nothing stands at this address for this reader."""

    def __init__(self, message: str = N_("Không tìm thấy nội dung này."), **values: object) -> None:
        super().__init__(message, None, **values)


class Stale(DomainError):
    """Somebody else changed the record since the form was opened."""

    def __init__(
        self,
        message: str = N_("Nội dung vừa được người khác sửa."),
        **values: object,
    ) -> None:
        super().__init__(message, None, **values)


class Sealed(DomainError):
    """The year is closed, or the record is frozen or published: it does not change any more."""


class Unavailable(DomainError):
    """The database does not answer or is busy; nothing was written."""

    def __init__(
        self,
        message: str = N_("Hệ thống đang bận. Chưa có gì được ghi; hãy thử lại."),
        **values: object,
    ) -> None:
        super().__init__(message, None, **values)
