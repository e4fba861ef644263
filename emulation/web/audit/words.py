"""Events as people read them: which field, what it said before, what it says now."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from flask_babel import gettext

from emulation.queries.audit import EventRow
from emulation.queries.audit_values import FieldKind, kinds
from emulation.vocabulary.fields import FIELDS, THINGS, field_words
from emulation.vocabulary.kinds import Role
from emulation.vocabulary.states import Phase
from emulation.vocabulary.words import N_
from emulation.web.shell.filters import day, deed, label, moment, number

Names = dict[tuple[str, int], str]
#: The parts of a record, whose fields stand in its events behind a word that says which part.
PARTS = {
    "pledge": "pledge_target",
    "result_report": "report_line",
    "score_sheet": "score_line",
    "scorecard": "criterion",
    "cycle": "tie_ballot",
    "campaign": "campaign_goal",
    "campaign_report": "campaign_goal_value",
    "cross_roster": "cross_line",
    "proposal": "dossier_paper",
}
#: How an event names a part: pattern, the table that its number belongs to, words before its name.
POINTERS = (
    (re.compile(r"target (\d+)/(\w+)"), "indicator", N_("Chỉ tiêu")),
    (re.compile(r"line (\d+)"), "indicator", N_("Chỉ tiêu")),
    (re.compile(r"signatory (\d+)"), "member", N_("Người ký của")),
    (re.compile(r"(\d+)"), "member", ""),
)
ROLES = {role.value: role.label for role in Role}
#: Parts that have a number but no name.
NUMBERED = (
    (re.compile(r"content (\d+)"), N_("Nội dung %(number)s")),
    (re.compile(r"goal (\d+)"), N_("Mục tiêu %(number)s")),
    (re.compile(r"pilot (\d+)"), N_("Đơn vị làm điểm %(number)s")),
)
_PLAIN = FieldKind()


@dataclass(frozen=True)
class Change:
    """One field of an event: its name, and both values in words ("" for nothing)."""

    field: str
    old: str
    new: str


@dataclass(frozen=True)
class Sentence:
    """An event in words. `about` says which record, as far as people tell records apart."""

    at: datetime
    actor: str
    capacity: str
    deed: str
    about: str
    cluster: str
    href: tuple[str, int]
    changes: list[Change]
    reason: str
    is_veiled: bool


def pointed_at(rows: Iterable[EventRow]) -> set[tuple[str, int]]:
    """(table, id) of every record that the values of these events point at."""
    found = set()
    for row in rows:
        for name, pair in row.shown.items():
            part, field = _split(row.object_type, name)
            for pattern, table, _words in POINTERS:
                if part and (match := pattern.fullmatch(part)):
                    found.add((table, int(match[1])))
                    break
            table = _kind(row.object_type, part, field).refers_to
            found |= {(table, value) for value in pair if table and isinstance(value, int)}
    return found


def sentences(rows: Sequence[EventRow], names: Names) -> list[Sentence]:
    """The events in words of the reader's language."""
    return [_sentence(row, names) for row in rows]


def _sentence(row: EventRow, names: Names) -> Sentence:
    year = gettext("năm %(year)s", year=row.year) if row.year and row.object_type != "cycle" else row.year
    parts = (gettext(THINGS.get(row.object_type, row.object_type)), row.member, year)
    capacities = [gettext(ROLES.get(one, one)) for one in row.capacity.split(",") if one]
    return Sentence(
        row.at,
        row.actor_name,
        ", ".join(capacities),
        deed(row.verb),
        " · ".join(str(part) for part in parts if part),
        row.cluster or "",
        (row.object_type, row.object_id),
        [_change(row.object_type, name, pair, names) for name, pair in sorted(row.shown.items())],
        row.reason,
        row.is_veiled,
    )


def _change(table: str, name: str, pair: Sequence[Any], names: Names) -> Change:
    part, field = _split(table, name)
    kind = _kind(table, part, field)
    words = [_part(part, names)] if part else []
    if field:
        words.append(gettext(field_words(PARTS.get(table, table) if part else table, field)))
    old, new = (_value(value, kind, names) for value in pair)
    return Change(": ".join(words), old, new)


def _split(table: str, name: str) -> tuple[str, str]:
    """("", field) for a field of the record itself; (part, field) for one of its parts; (part, "") for a whole part."""
    if name in FIELDS or (table, name) in kinds():
        return "", name
    part, _space, field = name.rpartition(" ")
    return (part, field) if field in FIELDS and part else (name, "")


def _kind(table: str, part: str, field: str) -> FieldKind:
    return kinds().get((PARTS.get(table, table) if part else table, field), _PLAIN)


def _part(part: str, names: Names) -> str:
    for pattern, words in NUMBERED:
        if match := pattern.fullmatch(part):
            return str(gettext(words, number=match[1]))
    if part in set(Phase):
        return label(Phase(part))
    for pattern, table, words in POINTERS:
        if match := pattern.fullmatch(part):
            name = names.get((table, int(match[1])), match[1])
            return f"{gettext(words)} {name}".strip() if words else name
    return part


def _value(value: Any, kind: FieldKind, names: Names) -> str:
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, bool):
        return str(gettext("Có") if value else gettext("Không"))
    if kind.refers_to:
        return names.get((kind.refers_to, value)) or str(gettext("số %(number)s", number=value))
    if kind.choice and isinstance(value, str) and value in set(kind.choice):
        return label(kind.choice(value))
    if isinstance(value, list):
        return ", ".join(_value(item, kind, names) for item in value)
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_value(item, kind, names)}" for key, item in value.items())
    return _plain(value, kind)


def _plain(value: Any, kind: FieldKind) -> str:
    if kind.is_number and isinstance(value, str):
        try:
            return number(Decimal(value))
        except InvalidOperation:
            return value
    if isinstance(value, str):
        return _time(value) or value
    return str(value)


def _time(value: str) -> str:
    """The words for a date or a moment, empty for anything else."""
    try:
        if len(value) == len("2025-10-15"):
            return day(date.fromisoformat(value))
        if value[10:11] == "T":
            return moment(datetime.fromisoformat(value))
    except ValueError:
        pass
    return ""
