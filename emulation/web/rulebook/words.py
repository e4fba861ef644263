"""The rulebook in words: what stands in its files, and what a change changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext

from emulation.queries.rule_changes import ChangeRow
from emulation.queries.rulebook import RuleRow
from emulation.rules import rule_changes as rules
from emulation.rules.rule_subjects import RuleSubject, subject_of
from emulation.rules.rulebook import DATES
from emulation.vocabulary.fields import field_words
from emulation.vocabulary.words import N_
from emulation.web.rulebook.asked import Asked
from emulation.web.shell.filters import day, label, number
from emulation.web.shell.tables_out import Cell, Grid, Sheet

#: Comparators as people read them.
COMPARATORS = (
    ("", "–"),
    ("≥", N_("≥ (ít nhất)")),
    (">", N_("> (nhiều hơn)")),
    ("≤", N_("≤ (không quá)")),
    ("<", N_("< (ít hơn)")),
    ("=", N_("= (đúng bằng)")),
)


@dataclass(frozen=True)
class Difference:
    """A field of a change: its name, and both values in words ("" for nothing)."""

    field: str
    old: str
    new: str


def differences(change: ChangeRow) -> list[Difference]:
    """What the change changes, in the order of a row."""
    return [
        Difference(
            gettext(field_words("legal_rule", name)),
            _said(name, change.before.get(name)),
            _said(name, change.values[name]),
        )
        for name in rules.FIELDS
        if name in change.values and (change.before or change.values[name] not in (None, "", False))
    ]


def _said(name: str, value: Any) -> str:
    if name == "confirmed":
        return "" if value is None else str(gettext("Có") if value else gettext("Không"))
    if not value:
        return ""
    return day(date.fromisoformat(value)) if name in DATES else str(value)


def value_of(row: RuleRow) -> str:
    """ "≥ 80 %", "2/3", "không được"; empty when the value is not known."""
    if not row.value:
        return ""
    value = number(row.amount) if row.amount is not None else row.value
    mark = "" if row.comparator == "=" else row.comparator
    return " ".join(filter(None, (mark, value, row.unit)))


def option_of(row: RuleRow) -> str:
    """A row as one of several: its title, value, basis and days, and whether anybody has confirmed it."""
    value = value_of(row) or str(gettext("chưa có giá trị"))
    doubt = "" if row.confirmed else str(gettext("Chưa xác nhận"))
    return "; ".join(filter(None, (row.title, value, row.basis, span_of(row), doubt)))


def heading_of(rows: Sequence[RuleRow]) -> str:
    """What the rows of a head are about: the words of the one that begins last."""
    return max(rows, key=lambda row: row.valid_from or date.min).title


def regime_sentence(asked: Asked, regimes: list[RuleRow]) -> str:
    """Which regime applies to a dossier received on the day (handbook 5.1); none or several: a person decides."""
    on = day(asked.day)
    if not regimes:
        message = N_("Không có chế độ nào có hiệu lực ngày %(day)s: cần người quyết định.")
        return str(gettext(message, day=on))
    if len(regimes) > 1:
        message = N_("Có %(n)s chế độ cùng có hiệu lực ngày %(day)s: cần người quyết định.")
        return str(gettext(message, n=len(regimes), day=on))
    row = regimes[0]
    message = N_("Hồ sơ tiếp nhận ngày %(day)s theo chế độ %(regime)s: %(document)s (%(span)s).")
    return str(gettext(message, day=on, regime=row.value, document=row.basis, span=span_of(row)))


def span_of(row: RuleRow) -> str:
    """ "từ 01/01/2024, trước 01/07/2025"."""
    start = gettext("từ %(day)s", day=day(row.valid_from)) if row.valid_from else ""
    end = gettext("trước %(day)s", day=day(row.valid_to)) if row.valid_to else ""
    return ", ".join(filter(None, (start, end))) or str(gettext("không rõ ngày"))


def rules_sheet(rows: list[RuleRow], asked: Asked, owners: Mapping[int, str]) -> Sheet:
    """The rows of the list as a table for files."""
    title = gettext("Quy tắc có hiệu lực ngày %(day)s", day=day(asked.day))
    notes = [gettext("Dòng “Chưa xác nhận” chưa được đối chiếu với văn bản chính thức.")]
    heads = [
        ("subject", gettext("Chủ đề")),
        ("code", gettext("Ký hiệu")),
        ("title", gettext("Quy tắc")),
        ("owner", gettext("Phạm vi")),
        ("value", gettext("Giá trị")),
        ("base", gettext("Cơ sở tính")),
        ("document", gettext("Văn bản")),
        ("article", gettext("Điều khoản")),
        ("valid_from", gettext("Có hiệu lực từ ngày")),
        ("valid_to", gettext("Hết hiệu lực từ ngày")),
        ("confirmed", gettext("Đối chiếu")),
        ("note", gettext("Ghi chú")),
    ]
    found = [_cells(row, owners) for row in sorted(rows, key=lambda row: _order(row.head))]
    return Sheet(f"rules-{asked.day.isoformat()}", title, notes, [Grid("rules", title, heads, found)])


def _order(head: str) -> int:
    return list(RuleSubject).index(subject_of(head))


def _cells(row: RuleRow, owners: Mapping[int, str]) -> list[Cell]:
    owner = owners.get(row.cluster_id, "") if row.cluster_id else gettext("Mọi cụm")
    confirmed = gettext("Đã xác nhận") if row.confirmed else gettext("Chưa xác nhận")
    return [
        *(label(subject_of(row.head)), row.code, row.title, owner),
        *(value_of(row), row.base, row.document, row.article),
        *(day(row.valid_from) if row.valid_from else None, day(row.valid_to) if row.valid_to else None),
        *(confirmed, row.note),
    ]
