"""The arithmetic of votes: whole numbers against a row of the rulebook, never rounded percentages (handbook 9).

N, the base, is all members, not those present and not the valid papers.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.words import N_

#: The kinds of papers of one nominee.
KINDS = ("votes_for", "against", "blank", "invalid")
_SHARE = re.compile(r"(\d{1,3})/(\d{1,3})|(\d{1,3})(?:\.(\d{1,2}))?", re.ASCII)


@dataclass(frozen=True)
class Threshold:
    """A share of the base, as a fraction: 80 % is 80/100, two thirds are 2/3. `is_strict`: more than, not at least."""

    over: int
    under: int
    is_strict: bool = False


def threshold_of(value: str, unit: str, comparator: str) -> Threshold | None:
    """The threshold that a row of the rulebook states; None when it states none that can be computed with.

    "80" with the unit "%" is 80/100; "2/3" needs no unit. The comparator is "≥" or ">".
    """
    found = _SHARE.fullmatch(value.strip())
    if found is None or comparator not in ("≥", ">"):
        return None
    if found[1]:
        over, under = int(found[1]), int(found[2])
    elif unit == "%":
        decimals = found[4] or ""
        over, under = int(found[3] + decimals), 100 * 10 ** len(decimals)
    else:
        return None
    strict = comparator == ">"
    is_possible = 0 < over < under if strict else 0 < over <= under  # nothing is more than the whole
    return Threshold(over, under, strict) if is_possible else None


def passes(votes_for: int, members: int, threshold: Threshold) -> bool:
    """for / N against the threshold: for × under ≥ over × N (or > for a strict one)."""
    left, right = votes_for * threshold.under, threshold.over * members
    return left > right if threshold.is_strict else left >= right


def needed(members: int, threshold: Threshold) -> int:
    """The smallest number of votes for that passes."""
    product = threshold.over * members
    if threshold.is_strict:
        return product // threshold.under + 1
    return -(-product // threshold.under)


def missing(votes_for: int, members: int, threshold: Threshold) -> int:
    """How many votes are missing; 0 when the threshold is met."""
    return max(0, needed(members, threshold) - votes_for)


def check_roll(numbers: Mapping[str, int | None]) -> None:
    """present + absent = N and absent = written + no reply; issued = returned + not returned.

    `numbers`: members, present, written, issued, returned. What the minutes do not tell is None and not checked.
    Raises DomainError with the field.
    """
    members, present, written = numbers["members"], numbers["present"], numbers["written"]
    absent = _less(members, present)
    voters = None if present is None or written is None else present + written
    issued, returned = numbers["issued"], numbers["returned"]
    bounds = (
        ("present", present, members, N_("Số có mặt (%(a)s) lớn hơn tổng số (%(b)s).")),
        ("written", written, members, N_("Số ý kiến bằng văn bản (%(a)s) lớn hơn tổng số (%(b)s).")),
        ("written", written, absent, N_("Số ý kiến bằng văn bản (%(a)s) lớn hơn số vắng (%(b)s).")),
        ("issued", issued, members, N_("Số phiếu phát ra (%(a)s) lớn hơn tổng số (%(b)s).")),
        ("issued", issued, voters, N_("Số phiếu phát ra (%(a)s) lớn hơn số người bỏ phiếu (%(b)s).")),
        ("returned", returned, issued, N_("Số phiếu thu về (%(a)s) lớn hơn số phiếu phát ra (%(b)s).")),
        ("returned", returned, members, N_("Số phiếu thu về (%(a)s) lớn hơn tổng số (%(b)s).")),
        ("returned", returned, voters, N_("Số phiếu thu về (%(a)s) lớn hơn số người bỏ phiếu (%(b)s).")),
    )
    for field, number, most, message in bounds:
        if number is not None and most is not None and number > most:
            raise DomainError(message, field=field, a=number, b=most)


def check_base(members: int, roster: int) -> None:
    """The cluster votes with all its members of the year as the base (handbook `cluster_vote.own`)."""
    if members != roster:
        raise DomainError(
            N_("Số thành viên của cụm trong năm này là %(members)s."), field="members", members=roster
        )


def check_count(
    counts: Mapping[str, int | None], returned: int | None, members: int, prefix: str = ""
) -> None:
    """returned = valid + invalid and valid = for + against + blank, per nominee; all papers ≤ N.

    `counts`: votes_for, against, blank, invalid; what the minutes do not tell is None. `prefix` leads to the row of
    a form. Raises DomainError with the field.
    """
    known = [counts[name] for name in KINDS]
    total = sum(number or 0 for number in known)
    if returned is not None and (total > returned or (None not in known and total != returned)):
        message = N_("Tổng các loại phiếu là %(a)s, số phiếu thu về là %(b)s. Hai số phải bằng nhau.")
        raise DomainError(message, field=f"{prefix}votes_for", a=total, b=returned)
    if total > members:
        message = N_("Tổng các loại phiếu (%(a)s) lớn hơn tổng số (%(b)s).")
        raise DomainError(message, field=f"{prefix}votes_for", a=total, b=members)


def _less(whole: int | None, part: int | None) -> int | None:
    return None if whole is None or part is None else whole - part
