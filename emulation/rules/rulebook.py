"""Rows of the rulebook: parsing, checking, and which of them speak about an award form (handbook 5).

Values stay text ("2/3", "80"): what they mean is for the reader, and nothing legal is computed from them here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.words import N_

COMPARATORS = frozenset({"", "≥", ">", "≤", "<", "="})
STATUSES = {"confirmed": True, "unconfirmed": False}
#: Which rules belong to an award form, by the part of the code before the dot.
ABOUT_FORM: Mapping[str, tuple[str, ...]] = {
    "flag_gov": (
        "flag_lead",
        "flag_criteria",
        "flag_slots",
        "ballot_flag",
        "filing_flag",
        "minutes_cluster",
        "factor_flag_gov",
    ),
    "pm_certificate": ("pmcert_slots", "pmcert_merit", "ballot_pmcert", "factor_pm_certificate_collective"),
    "order": ("ballot_order",),
    "flag_prov": ("flag_prov", "flag_quota_own", "factor_flag_prov"),
    "cstd_national": ("ballot_indiv", "filing_indiv", "factor_cstd_national"),
    "cstd_prov": ("ballot_indiv", "factor_cstd_prov"),
}
#: Rules that every proposal meets.
ABOUT_ALL = ("one_form", "suspend", "ballot_base", "disclosure", "who_proposes")


@dataclass(frozen=True)
class RuleSeed:
    """A row of config/rulebook: in force from `valid_from` until, not including, `valid_to` (None = open)."""

    code: str
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
    note: str = ""


def parse(raw: Mapping[str, Any]) -> RuleSeed:
    """A checked row from what stands in the file. Raises DomainError naming the code and what is wrong."""
    values = dict(raw)
    code = str(values.get("code", ""))
    status = values.pop("status", "")
    if not code or not values.get("title"):
        raise _wrong(code, "code, title")
    if status not in STATUSES:
        raise _wrong(code, "status")
    values["confirmed"] = STATUSES[status]
    known = {field.name for field in fields(RuleSeed)}
    if unknown := sorted(set(values) - known):
        raise _wrong(code, ", ".join(unknown))
    for name, value in values.items():
        wanted = (date,) if name in ("valid_from", "valid_to") else (bool,) if name == "confirmed" else (str,)
        if not isinstance(value, wanted):
            raise _wrong(code, name)
    row = RuleSeed(**values)
    check(row)
    return row


def check(row: RuleSeed) -> None:
    """Comparator known, validity half-open and not empty."""
    if row.comparator not in COMPARATORS:
        raise _wrong(row.code, "comparator")
    if row.valid_from is not None and row.valid_to is not None and row.valid_to <= row.valid_from:
        raise _wrong(row.code, "valid_to")


def check_keys(rows: Iterable[RuleSeed]) -> None:
    """A code starts once on a day."""
    seen: set[tuple[str, date | None]] = set()
    for row in rows:
        if (row.code, row.valid_from) in seen:
            raise _wrong(row.code, "valid_from")
        seen.add((row.code, row.valid_from))


def is_in_force(valid_from: date | None, valid_to: date | None, day: date) -> bool:
    """Half-open: from ≤ day < to; an empty bound is open."""
    return (valid_from is None or valid_from <= day) and (valid_to is None or day < valid_to)


def heads_for(award_form: str) -> tuple[str, ...]:
    """The parts before the dot of the rules that speak about an award form, its own first."""
    return (*ABOUT_FORM.get(award_form, ()), *ABOUT_ALL)


def _wrong(code: str, what: str) -> DomainError:
    return DomainError(N_("Quy tắc “%(code)s” sai ở: %(what)s."), code=code or "?", what=what)
