"""Dated membership: joining, leaving, and what happens to a member in between (features C3)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from emulation.vocabulary.dates import format_date
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import ChangeKind
from emulation.vocabulary.words import N_

_CODE = re.compile(r"[A-Z0-9]+(-[A-Z0-9]+)*")
LONGEST_CODE = 16
#: Words that stand in addresses where a member's code stands too.
RESERVED = frozenset({"EDIT", "HISTORY"})
#: Joining and leaving are read from the dates of membership; only these are written down as changes.
RECORDED_KINDS = (ChangeKind.RENAMED, ChangeKind.MERGED, ChangeKind.BOUNDARY)


@dataclass(frozen=True)
class Span:
    """A membership: from a day until, not including, another; open when `end` is None."""

    start: date
    end: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the member belongs to the cluster on that day."""
        return self.start <= day and (self.end is None or day < self.end)


def check_code(code: str, *, field: str) -> None:
    """Capitals, digits and single hyphens, at most 16 characters, no word that addresses need."""
    if not _CODE.fullmatch(code) or len(code) > LONGEST_CODE or code in RESERVED:
        message = N_("Mã thành viên chỉ gồm chữ không dấu, chữ số và dấu gạch nối, nhiều nhất %(max)s ký tự.")
        raise DomainError(message, field=field, max=LONGEST_CODE)


def check_joining(new: Span, standing: Sequence[Span], *, field: str) -> None:
    """A member belongs to a cluster at most once at a time."""
    check_order(new.start, new.end, field=field)
    for span in standing:
        starts_before_end = span.end is None or new.start < span.end
        if starts_before_end and (new.end is None or span.start < new.end):
            raise DomainError(
                N_("Thành viên này đã thuộc cụm từ %(day)s. Hai lần tham gia không được chồng nhau."),
                field=field,
                day=format_date(span.start),
            )


def check_order(start: date, end: date | None, *, field: str) -> None:
    """Leaving comes after joining (message 10)."""
    if end is not None and end <= start:
        message = N_("Ngày rời cụm phải sau ngày tham gia (%(day)s).")
        raise DomainError(message, field=field, day=format_date(start))


def check_leaving(span: Span, left_on: date, last_post_day: date | None) -> None:
    """Nobody leaves before joining, twice, or while holding a post on or after that day."""
    if span.end is not None:
        raise DomainError(N_("Thành viên này đã rời cụm ngày %(day)s."), day=format_date(span.end))
    check_order(span.start, left_on, field="left_on")
    if last_post_day == date.max:
        message = N_("Thành viên còn giữ nhiệm kỳ chưa có ngày kết thúc. Ghi kết thúc nhiệm kỳ trước.")
        raise DomainError(message, field="left_on")
    if last_post_day is not None and last_post_day > left_on:
        message = N_("Thành viên còn giữ nhiệm kỳ đến %(day)s. Ghi kết thúc nhiệm kỳ trước.")
        raise DomainError(message, field="left_on", day=format_date(last_post_day))


def check_change(
    kind: ChangeKind, effective_on: date, spans: Sequence[Span], *, new_name: str, today: date
) -> None:
    """A change happens while the member belongs to the cluster; a new name needs the name and is not ahead."""
    if kind not in RECORDED_KINDS:
        raise DomainError(N_("Chọn loại thay đổi."), field="kind")
    if not any(span.covers(effective_on) for span in spans):
        message = N_("Vào ngày này thành viên không thuộc cụm.")
        raise DomainError(message, field="effective_on")
    if kind is ChangeKind.RENAMED and not new_name:
        raise DomainError(N_("Nhập tên mới."), field="new_name_vi")
    if kind is ChangeKind.RENAMED and effective_on > today:
        message = N_("Ngày đổi tên không thể sau hôm nay: tên mới có hiệu lực ngay.")
        raise DomainError(message, field="effective_on")
    if kind is not ChangeKind.RENAMED and new_name:
        raise DomainError(N_("Tên mới chỉ dùng khi đổi tên."), field="new_name_vi")
