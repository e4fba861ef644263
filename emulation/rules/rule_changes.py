"""Changes of the rulebook: what a row may say, what differs, and when a change counts (features A3; handbook 4, 5)."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from emulation.rules import access
from emulation.rules import rulebook as rules
from emulation.rules.rulebook import RuleSeed
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor, Subject
from emulation.vocabulary.errors import DomainError, NotAllowed
from emulation.vocabulary.numbers import parse_number
from emulation.vocabulary.states import RuleChangeState
from emulation.vocabulary.words import N_

LONGEST_CODE = 60
ORDERS = frozenset({"≥", ">", "≤", "<"})
_SUFFIX = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
_FRACTION = re.compile(r"([1-9]\d{0,2})/([1-9]\d{0,2})", re.ASCII)
_NUMBER = re.compile(r"\d{1,12}(\.\d{1,4})?", re.ASCII)
_DIGITS = re.compile(r"[\d., ]+", re.ASCII)


@dataclass(frozen=True)
class RuleDraft:
    """A row as somebody typed it. `value` is text: a number ("66.5"), a fraction ("2/3") or words; "" is unknown."""

    title: str
    value: str = ""
    unit: str = ""
    comparator: str = ""
    base: str = ""
    document: str = ""
    article: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    confirmed: bool = False
    checked_on: date | None = None
    note: str = ""


FIELDS = tuple(RuleDraft.__dataclass_fields__)


def require(
    actor: Actor, action: Action, cluster_id: int | None, entered_by: frozenset[int] = frozenset()
) -> None:
    """Raise NotAllowed unless the actor may do this to a row of the cluster (None: to what holds everywhere).

    Another cluster's regulation is hidden; that there are common rules is nobody's secret.
    """
    subject = Subject(cluster_id=cluster_id, entered_by=entered_by)
    if cluster_id is None and not access.may(actor, action, replace(subject, entered_by=frozenset())):
        raise NotAllowed()
    access.require(actor, action, subject)


def may(
    actor: Actor, action: Action, cluster_id: int | None, entered_by: frozenset[int] = frozenset()
) -> bool:
    """The same as a question."""
    return access.may(actor, action, Subject(cluster_id=cluster_id, entered_by=entered_by))


def tidy(draft: RuleDraft) -> RuleDraft:
    """The draft with a typed number in the notation of the table: "66,5" is "66.5", "2.340.000" is "2340000".

    Raises DomainError beside the field for digits that are no number or may be two.
    """
    value = draft.value
    if _DIGITS.fullmatch(value) and not value.isdigit():
        value = format(parse_number(value, field="value"), "f")
    return replace(draft, value=value)


def check(draft: RuleDraft, today: date) -> None:
    """The meaning of a row: a known comparator, a value that can be compared, days in order, a text once confirmed.

    Raises DomainError beside the field.
    """
    if not draft.title:
        raise DomainError(N_("Nhập nội dung quy tắc."), field="title")
    if draft.comparator not in rules.COMPARATORS:
        raise DomainError(N_("Chọn phép so sánh."), field="comparator")
    _check_value(draft)
    if draft.valid_from and draft.valid_to and draft.valid_to <= draft.valid_from:
        message = N_("Ngày hết hiệu lực phải sau ngày bắt đầu có hiệu lực (%(day)s).")
        raise DomainError(message, field="valid_to", day=f"{draft.valid_from:%d/%m/%Y}")
    if draft.checked_on and draft.checked_on > today:
        raise DomainError(N_("Ngày đối chiếu không được sau hôm nay."), field="checked_on")


def _check_value(draft: RuleDraft) -> None:
    if draft.comparator not in ORDERS or not draft.value:
        return
    fraction = _FRACTION.fullmatch(draft.value)
    if fraction is None and not _NUMBER.fullmatch(draft.value):
        message = N_("Khi có phép so sánh, giá trị phải là số hoặc phân số, ví dụ 80 hoặc 2/3.")
        raise DomainError(message, field="value")
    if fraction is not None and int(fraction[1]) > int(fraction[2]):
        raise DomainError(N_("Phân số không được lớn hơn 1, ví dụ 2/3."), field="value")
    if fraction is None and draft.unit == "%" and Decimal(draft.value) > 100:
        raise DomainError(N_("Tỷ lệ không được lớn hơn 100."), field="value")


def check_confirmation(before: RuleDraft | None, draft: RuleDraft) -> None:
    """A row becomes confirmed only with the text and the day on which somebody compared it. Raises DomainError."""
    if not draft.confirmed or (before is not None and before.confirmed):
        return
    if not draft.document:
        raise DomainError(N_("Nhập văn bản trước khi đánh dấu đã xác nhận."), field="document")
    if draft.checked_on is None:
        raise DomainError(N_("Nhập ngày đối chiếu với văn bản chính thức."), field="checked_on")


def check_told(reason: str, source: str) -> None:
    """Both say something. Raises DomainError beside the field."""
    if not reason.strip():
        raise DomainError(N_("Nhập lý do thay đổi."), field="reason")
    if not source.strip():
        raise DomainError(N_("Nhập nguồn: văn bản, số, ngày, hoặc nơi đã xem."), field="source")


def check_refusal(reason: str) -> None:
    """Whoever asked learns why. Raises DomainError beside the field."""
    if not reason.strip():
        raise DomainError(N_("Nhập lý do không xác nhận."), field="reason")


def check_known(head: str, known: Collection[str]) -> None:
    """The rulebook has rows under this head: nothing would read a new one. Raises DomainError beside the field."""
    if head not in known:
        raise DomainError(N_("Chọn loại quy tắc."), field="head")


def code_of(head: str, suffix: str) -> str:
    """The code of a new common row. Raises DomainError beside the field for a mark that is no mark."""
    if not _SUFFIX.fullmatch(suffix):
        message = N_("Ký hiệu chỉ gồm chữ thường không dấu, số và dấu gạch dưới, ví dụ n152.")
        raise DomainError(message, field="suffix")
    return checked_length(f"{head}.{suffix}")


def checked_length(code: str) -> str:
    """The code, unless it is longer than the table takes."""
    if len(code) > LONGEST_CODE:
        raise DomainError(N_("Viết ký hiệu ngắn hơn."), field="suffix")
    return code


def check_choice(rule_id: int, offered: Collection[int], standing: int | None) -> None:
    """One of the rows on offer, and not the one that is chosen already. Raises DomainError beside the field."""
    if rule_id not in offered:
        raise DomainError(N_("Chọn một phương án."), field="rule_id")
    if rule_id == standing:
        raise DomainError(N_("Phương án này đang được chọn."), field="rule_id")


def check_choice_reason(reason: str) -> None:
    """Why this row and not another. Raises DomainError beside the field."""
    if not reason.strip():
        raise DomainError(N_("Nhập lý do chọn phương án."), field="reason")


def plain(draft: RuleDraft) -> dict[str, Any]:
    """The fields as JSON takes them: days as text."""
    values = {name: getattr(draft, name) for name in FIELDS}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def draft_of(values: Mapping[str, Any]) -> RuleDraft:
    """The row behind what `plain` wrote; fields that are not there are empty."""
    known = {name: values[name] for name in FIELDS if name in values}
    days = {name: date.fromisoformat(known[name]) for name in rules.DATES if known.get(name)}
    return RuleDraft(**known | days)


def seed_of(code: str, draft: RuleDraft) -> RuleSeed:
    """The row as a seed states it, through the parser of the seeds. Raises DomainError."""
    raw = {name: value for name in FIELDS if (value := getattr(draft, name)) is not None}
    status = "confirmed" if raw.pop("confirmed") else "unconfirmed"
    return rules.parse(raw | {"code": code, "status": status})


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of `new` that say something else than `old` did, in the order of a row."""
    empty = (None, "")
    return {
        name: new[name]
        for name in FIELDS
        if name in new and new[name] != old.get(name) and not (new[name] in empty and old.get(name) in empty)
    }


def check_changes(changed: Mapping[str, Any]) -> None:
    """Something differs. Raises DomainError."""
    if not changed:
        raise DomainError(N_("Chưa có gì thay đổi so với dòng đang có."))


def check_alone(*, is_waiting: bool) -> None:
    """One change of a row waits at a time. Raises DomainError."""
    if is_waiting:
        raise DomainError(
            N_("Dòng này đã có một đề nghị thay đổi đang chờ xác nhận. Xử lý xong đề nghị đó trước.")
        )


def check_free(code: str, *, is_taken: bool) -> None:
    """A code starts once on a day. Raises DomainError beside the field."""
    if is_taken:
        message = N_("Đã có dòng %(code)s bắt đầu có hiệu lực từ ngày này. Sửa dòng đó, hoặc chọn ngày khác.")
        raise DomainError(message, field="valid_from", code=code)


def check_pending(state: RuleChangeState) -> None:
    """Nobody has settled the change yet. Raises DomainError."""
    if state is not RuleChangeState.PENDING:
        raise DomainError(N_("Đề nghị này đã được xử lý, không còn chờ xác nhận."))


def check_current(moved: Iterable[str]) -> None:
    """The row still says what the change was asked against. Raises DomainError naming what somebody changed."""
    names = list(moved)
    if names:
        message = N_("Dòng quy tắc đã đổi từ khi có đề nghị này (%(fields)s). Không xác nhận được nữa.")
        raise DomainError(message, fields=", ".join(names))


def overlaps(
    own: tuple[date | None, date | None], others: Iterable[tuple[date | None, date | None]]
) -> list[int]:
    """The positions of the spans (from, to; half-open, None is open) that share a day with `own`."""
    start, end = own
    return [
        position
        for position, (other_start, other_end) in enumerate(others)
        if (end is None or other_start is None or other_start < end)
        and (other_end is None or start is None or start < other_end)
    ]
