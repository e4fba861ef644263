"""What is different between two scorecards, criterion by criterion, by their codes (features S1).

Seen from the other side the same things are found: what was added was removed, and old and new change places.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from emulation.rules.scorecards import Node
from emulation.vocabulary.kinds import CardChange


class Line(Node, Protocol):
    """A criterion as its page knows it."""

    @property
    def name_vi(self) -> str: ...
    @property
    def name_en(self) -> str: ...
    @property
    def evidence_hint(self) -> str: ...
    @property
    def indicator_code(self) -> str | None: ...


@dataclass(frozen=True)
class Change:
    """One difference. `old` or `new` is None where the criterion does not exist; `was`, `now` hold what differs:
    the code of a group, its children's codes in order, a name, points, or the line itself for rules and sources."""

    kind: CardChange
    code: str
    old: Any
    new: Any
    was: Any = None
    now: Any = None


def compare(old: Sequence[Line], new: Sequence[Line]) -> list[Change]:
    """Every difference: first what the new one holds in its order, then what it lost."""
    before, after = _by_code(old), _by_code(new)
    changes: list[Change] = []
    for code, line in after.items():
        if code in before:
            changes += _differences(old, new, before[code], line)
        else:
            changes.append(Change(CardChange.ADDED, line.code, None, line))
    changes += _orders(old, new, before, after)
    gone = (line for code, line in before.items() if code not in after)
    return [*changes, *(Change(CardChange.REMOVED, line.code, line, None) for line in gone)]


def sum_change(changes: Sequence[Change]) -> dict[CardChange, int]:
    """How many differences there are of each kind that occurs."""
    return {kind: count for kind in CardChange if (count := sum(change.kind is kind for change in changes))}


def _by_code(nodes: Sequence[Line]) -> dict[str, Line]:
    return {node.code.lower(): node for node in nodes}


def _group(nodes: Sequence[Line], node: Line) -> str:
    return next((each.code for each in nodes if each.id == node.parent_id), "")


def _differences(old: Sequence[Line], new: Sequence[Line], was: Line, now: Line) -> list[Change]:
    groups = _group(old, was), _group(new, now)
    pairs: list[tuple[CardChange, Any, Any]] = [
        (CardChange.MOVED, groups[0].lower(), groups[1].lower()),
        (CardChange.RENAMED, (was.name_vi, was.name_en), (now.name_vi, now.name_en)),
        (CardChange.POINTS, was.max_points, now.max_points),
        (CardChange.RULE, was.rule_type, now.rule_type),
        (CardChange.SOURCE, (was.indicator_code, was.plan_source), (now.indicator_code, now.plan_source)),
        (CardChange.EVIDENCE, was.evidence_hint, now.evidence_hint),
    ]
    if was.rule_type is now.rule_type:
        pairs.insert(4, (CardChange.PARAMS, settled(was.params), settled(now.params)))
    shown = {CardChange.MOVED: groups}
    return [
        Change(kind, now.code, was, now, *shown.get(kind, (one, other)))
        for kind, one, other in pairs
        if one != other
    ]


def settled(params: Mapping[str, Any]) -> Any:
    """Parameters as they count: "1.10" is "1.1", and an absent tick is none."""
    return _settled({name: value for name, value in params.items() if value is not False})


def _settled(value: Any) -> Any:
    match value:
        case Mapping():
            return {name: each if name == "name" else _settled(each) for name, each in value.items()}
        case list() | tuple():
            return [each if isinstance(each, str) else _settled(each) for each in value]
        case str() if _is_number(value):
            return Decimal(value)
        case _:
            return value


def _is_number(text: str) -> bool:
    plain = text.removeprefix("-").replace(".", "", 1)
    return plain.isascii() and plain.isdigit()


def _orders(
    old: Sequence[Line], new: Sequence[Line], before: Mapping[str, Line], after: Mapping[str, Line]
) -> list[Change]:
    """Groups whose common children stand in another order; the whole when the code is empty."""
    found = []
    for code in dict.fromkeys(_group(new, line) for line in new):
        children = [line.code.lower() for line in new if _group(new, line) == code]
        formerly = [line.code.lower() for line in old if _group(old, line).lower() == code.lower()]
        was = [child for child in formerly if child in children]
        now = [child for child in children if child in formerly]
        if was != now:
            pair = [before[child].code for child in was], [after[child].code for child in now]
            found.append(
                Change(CardChange.ORDER, code, before.get(code.lower()), after.get(code.lower()), *pair)
            )
    return found
