"""The parameters of a rule as one cell of a table: read by people, and read back to the very same parameters.

Tính đến 1,1 lần · numbers:    "x = 1,1"  ·  "base = 30; k = 0,5; m = 5"
bands and ranks, in order:     "… → 40 = 6 | 40 → … = 15"  (after "số nguyên |", "trong cụm |", "toàn quốc |")
things to do, bonus, penalty:  "Ký giao ước | Ban hành kế hoạch"  ·  "tối đa 20 | 6 = Có sáng kiến"
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from emulation.rules.bands import CLUSTER, NATIONAL
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import RuleType
from emulation.vocabulary.numbers import find_whole, parse_number
from emulation.vocabulary.vietnamese import fold, nfc
from emulation.vocabulary.words import N_

WHOLE, WHOLE_STEPS = N_("số nguyên"), N_("chỉ bước đủ")
SCOPES = {CLUSTER: N_("trong cụm"), NATIONAL: N_("toàn quốc")}
CAP, OPEN, ARROW = N_("tối đa"), "…", "→"
NUMBERS = {
    RuleType.RATIO_CAP_X: ("x",),
    RuleType.PER_PCT: ("step", "pts"),
    RuleType.OVER_BONUS: ("base", "k", "m"),
    RuleType.UNDER_PENALTY: ("k",),
}
#: What the numbers are called in the cell.
NAMES = {
    "x": N_("bội số"),
    "step": N_("bước"),
    "pts": N_("điểm"),
    "base": N_("gốc"),
    "k": N_("mỗi 1%"),
    "m": N_("cộng tối đa"),
}
_BAND = re.compile(r"(.+?)\s*(?:→|->)\s*(.+?)\s*=\s*(.+)")
_UNREAD = N_("Không đọc được tham số “%(text)s”. Viết như trong tệp tải về, ví dụ %(example)s.")
EXAMPLES = {
    RuleType.BAND: N_("… → 40 = 6 | 40 → … = 15"),
    RuleType.RANK: N_("trong cụm | 1 → 2 = 25 | 3 → … = 10"),
    RuleType.BOOLEAN: N_("Ký giao ước | Ban hành kế hoạch"),
    RuleType.BONUS: N_("tối đa 20 | 6 = Có sáng kiến"),
    RuleType.PENALTY: N_("tối đa 10 | 1,5 = Nộp chậm"),
}


def written(rule: RuleType | None, params: Mapping[str, Any]) -> str:
    """The cell; empty for a rule without parameters and for a group."""
    match rule:
        case RuleType.BAND:
            head = [WHOLE] if params.get("whole") else []
            return _joined([*head, *map(_row, params["bands"])])
        case RuleType.RANK:
            return _joined([SCOPES[params["scope"]], *map(_row, params["steps"])])
        case RuleType.BOOLEAN:
            return _joined(map(_safe, params["items"]))
        case RuleType.BONUS | RuleType.PENALTY:
            items = (f"{_number(item['pts'])} = {_safe(item['name'])}" for item in params["items"])
            return _joined([f"{CAP} {_number(params['cap'])}", *items])
        case _ if rule in NUMBERS:
            parts = [f"{NAMES[name]} = {_number(params[name])}" for name in NUMBERS[rule] if name in params]
            return "; ".join([*parts, WHOLE_STEPS] if params.get("whole_steps") else parts)
        case _:
            return ""


def read(rule: RuleType | None, cell: str) -> dict[str, Any]:
    """The parameters behind the cell. Raises DomainError(field="params") for what cannot be read."""
    text = nfc(cell)
    try:
        return _read(rule, text)
    except (ValueError, LookupError, DomainError) as error:
        raise DomainError(_UNREAD, field="params", text=text[:80], example=_example(rule)) from error


def _example(rule: RuleType | None) -> str:
    if rule is None:
        return "“”"
    numbers = "; ".join(f"{NAMES[name]} = 1" for name in NUMBERS.get(rule, ()))
    return f"“{EXAMPLES.get(rule, numbers)}”"


def _read(rule: RuleType | None, text: str) -> dict[str, Any]:
    match rule:
        case RuleType.BAND:
            rows = _split(text)
            whole = bool(rows) and fold(rows[0]) == fold(WHOLE)
            return {"whole": whole, "bands": [_band(row, _text) for row in rows[whole:]]}
        case RuleType.RANK:
            rows = _split(text)
            scopes = {fold(words): scope for scope, words in SCOPES.items()}
            return {"scope": scopes[fold(rows[0])], "steps": [_band(row, _place) for row in rows[1:]]}
        case RuleType.BOOLEAN:
            return {"items": _split(text)}
        case RuleType.BONUS | RuleType.PENALTY:
            cap, *items = _split(text)
            if not fold(cap).startswith(fold(CAP)):
                raise ValueError(cap)
            return {"cap": _text(cap[len(CAP) :]), "items": [_item(item) for item in items]}
        case _ if rule in NUMBERS:
            return _numbers(rule, text)
        case _:
            if text:
                raise ValueError(text)
            return {}


def _numbers(rule: RuleType, text: str) -> dict[str, Any]:
    parts = [part.strip() for part in text.split(";") if part.strip()]
    ticked = [part for part in parts if fold(part) == fold(WHOLE_STEPS)]
    names = {fold(words): name for name, words in NAMES.items()}
    found: dict[str, Any] = {}
    for part in parts:
        if part not in ticked:
            words, value = part.split("=")
            found[names[fold(words)]] = _text(value)
    if set(found) != set(NUMBERS[rule]) or (ticked and rule is not RuleType.PER_PCT):
        raise ValueError(text)
    return found | ({"whole_steps": bool(ticked)} if rule is RuleType.PER_PCT else {})


def _joined(parts: Any) -> str:
    return " | ".join(parts)


def _safe(name: str) -> str:
    return name.replace("\\", "\\\\").replace("|", "\\|")


def _split(text: str) -> list[str]:
    """Parts between bars; a bar or a backslash of a name stands behind a backslash."""
    parts: list[str] = []
    part, letters = "", iter(text)
    for letter in letters:
        if letter == "\\":
            part += next(letters, "")
        elif letter == "|":
            parts, part = [*parts, part.strip()], ""
        else:
            part += letter
    return [each for each in [*parts, part.strip()] if each]


def _number(raw: Any) -> str:
    return OPEN if raw is None else format(Decimal(str(raw)).normalize(), "f").replace(".", ",")


def _row(row: Mapping[str, Any]) -> str:
    return f"{_number(row['from'])} {ARROW} {_number(row['to'])} = {_number(row['pts'])}"


def _band(row: str, end: Any) -> dict[str, Any]:
    found = _BAND.fullmatch(row)
    if found is None:
        raise ValueError(row)
    low, high, points = found.groups()
    return {"from": end(low), "to": end(high), "pts": _text(points)}


def _text(raw: str) -> str | None:
    """A number as parameters keep it: plain decimal text; None for an open end."""
    raw = raw.strip()
    return None if raw in (OPEN, "...") else format(parse_number(raw).normalize(), "f")


def _place(raw: str) -> int | None:
    if raw.strip() in (OPEN, "..."):
        return None
    found = find_whole(raw.strip())
    if found is None:
        raise ValueError(raw)
    return found


def _item(raw: str) -> dict[str, Any]:
    points, sign, name = raw.partition("=")
    if not sign:
        raise ValueError(raw)
    return {"name": name.strip(), "pts": _text(points)}
