"""Whether the parameters of a rule make sense, before anything is scored with them (handbook 6.1)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Any

from emulation.rules.bands import CLUSTER, NATIONAL
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import RuleType
from emulation.vocabulary.numbers import format_number
from emulation.vocabulary.words import N_

#: What the single parameters are called on the page.
LABELS = {
    "x": N_("Bội số chặn trên"),
    "step": N_("Mỗi bước (% kế hoạch)"),
    "pts": N_("Điểm"),
    "base": N_("Điểm khi đạt 100%"),
    "k": N_("Điểm cho mỗi 1%"),
    "m": N_("Điểm cộng tối đa"),
    "cap": N_("Mức tối đa"),
}


def check_params(rule: RuleType, max_points: Decimal, params: Mapping[str, Any]) -> None:
    """Raise DomainError naming the faulty parameter; rows of tables are `rows-<n>-<start|end|pts|name>`."""
    match rule:
        case RuleType.RATIO_CAP_X:
            if _positive(params, "x") < 1:
                raise DomainError(N_("Bội số chặn trên phải từ 1 trở lên, ví dụ 1,10."), field="x")
        case RuleType.PER_PCT:
            _positive(params, "step")
            _positive(params, "pts")
        case RuleType.OVER_BONUS:
            _check_over_bonus(max_points, params)
        case RuleType.UNDER_PENALTY:
            _positive(params, "k")
        case RuleType.BAND:
            _check_bands(max_points, params)
        case RuleType.RANK:
            _check_steps(max_points, params)
        case RuleType.BOOLEAN:
            _check_names(params.get("items") or [])
        case RuleType.BONUS | RuleType.PENALTY:
            _check_items(max_points, params)


def _decimal(raw: Any, field: str, label: str) -> Decimal:
    try:
        value = Decimal(str(raw))
    except InvalidOperation:
        raise DomainError(N_("%(label)s phải là số, ví dụ 7,5."), field=field, label=label) from None
    if not value.is_finite():
        raise DomainError(N_("%(label)s phải là số, ví dụ 7,5."), field=field, label=label)
    return value


def _positive(params: Mapping[str, Any], name: str) -> Decimal:
    value = _decimal(params.get(name), name, LABELS[name])
    if value <= 0:
        raise DomainError(N_("%(label)s phải lớn hơn 0."), field=name, label=LABELS[name])
    return value


def _check_over_bonus(max_points: Decimal, params: Mapping[str, Any]) -> None:
    base, _k, most = (_positive(params, name) for name in ("base", "k", "m"))
    if base + most > max_points:
        message = N_("Điểm khi đạt 100%% cộng điểm cộng tối đa là %(sum)s, vượt điểm tối đa %(max)s.")
        raise DomainError(message, field="m", sum=format_number(base + most), max=format_number(max_points))


def _check_points(row: Mapping[str, Any], position: int, max_points: Decimal) -> None:
    field = f"rows-{position}-pts"
    value = _decimal(row.get("pts"), field, LABELS["pts"])
    if not 0 <= value <= max_points:
        raise DomainError(N_("Điểm phải từ 0 đến %(max)s."), field=field, max=format_number(max_points))


def _check_bands(max_points: Decimal, params: Mapping[str, Any]) -> None:
    rows = params.get("bands") or []
    _need_rows(rows)
    whole = bool(params.get("whole"))
    ends: list[tuple[Decimal | None, Decimal | None]] = []
    for position, row in enumerate(rows):
        low = _end(row, "from", f"rows-{position}-start")
        high = _end(row, "to", f"rows-{position}-end")
        if whole and any(end is not None and end != end.to_integral_value() for end in (low, high)):
            raise DomainError(N_("Bậc này dùng cho số nguyên."), field=f"rows-{position}-start")
        _check_points(row, position, max_points)
        ends.append((low, high))
    _check_contiguous(ends, closed=whole)


def _end(row: Mapping[str, Any], name: str, field: str) -> Decimal | None:
    raw = row.get(name)
    return None if raw is None else _decimal(raw, field, N_("Giới hạn của bậc"))


def _check_steps(max_points: Decimal, params: Mapping[str, Any]) -> None:
    if params.get("scope") not in (NATIONAL, CLUSTER):
        raise DomainError(N_("Chọn thứ hạng trong cụm hay toàn quốc."), field="scope")
    rows = params.get("steps") or []
    _need_rows(rows)
    ends: list[tuple[Decimal | None, Decimal | None]] = []
    for position, row in enumerate(rows):
        for name, field in (("from", "start"), ("to", "end")):
            end = row.get(name)
            if (end is None and name == "from") or (end is not None and not isinstance(end, int)):
                raise DomainError(N_("Thứ hạng là số nguyên từ 1."), field=f"rows-{position}-{field}")
        _check_points(row, position, max_points)
        ends.append((Decimal(row["from"]), None if row["to"] is None else Decimal(row["to"])))
    if ends[0][0] != 1:
        raise DomainError(N_("Bậc đầu tiên bắt đầu từ hạng 1."), field="rows-0-start")
    _check_contiguous(ends, closed=True)


def _need_rows(rows: Sequence[object]) -> None:
    if not rows:
        raise DomainError(N_("Cần ít nhất một dòng."), field="rows")


def _check_contiguous(ends: Sequence[tuple[Decimal | None, Decimal | None]], *, closed: bool) -> None:
    """Bands follow each other without hole or overlap; closed ones for whole numbers continue at +1."""
    for position, (low, high) in enumerate(ends):
        is_turned = low is not None and high is not None and (high < low or (high == low and not closed))
        if is_turned:
            raise DomainError(N_("Cuối bậc phải lớn hơn đầu bậc."), field=f"rows-{position}-end")
    for position, ((_low, high), (low, _high)) in enumerate(pairwise(ends), start=1):
        expected = None if high is None else high + 1 if closed else high
        if expected is None or low != expected:
            message = N_("Dòng %(row)s phải nối tiếp dòng trước, không hở và không chồng nhau.")
            raise DomainError(message, field=f"rows-{position}-start", row=position + 1)


def _check_names(names: Sequence[str]) -> None:
    _need_rows(names)
    for position, name in enumerate(names):
        if not name.strip():
            raise DomainError(N_("Nhập tên mục."), field=f"rows-{position}-name")
        if name in names[:position]:
            raise DomainError(N_("Mục “%(name)s” có hai lần."), field=f"rows-{position}-name", name=name)


def _check_items(max_points: Decimal, params: Mapping[str, Any]) -> None:
    cap = _positive(params, "cap")
    if cap > max_points:
        message = N_("Mức tối đa %(cap)s vượt điểm tối đa %(max)s.")
        raise DomainError(message, field="cap", cap=format_number(cap), max=format_number(max_points))
    items = params.get("items") or []
    _check_names([item.get("name", "") for item in items])
    for position, item in enumerate(items):
        field = f"rows-{position}-pts"
        if _decimal(item.get("pts"), field, LABELS["pts"]) <= 0:
            raise DomainError(N_("%(label)s phải lớn hơn 0."), field=field, label=LABELS["pts"])
