"""Corrections of a published ranking: a new edition beside the published one (features S7, R1)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from emulation.rules.rankings import Entry, Place, rank
from emulation.rules.totals import group_for_rule
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import TieRule
from emulation.vocabulary.numbers import format_number
from emulation.vocabulary.states import EligibilityState
from emulation.vocabulary.words import N_

HIGHEST = Decimal("99999.99")


def check_edition(seen: int, last: int) -> None:
    """Whoever corrects has read the edition that stands: two corrections at once do not cover each other."""
    if seen != last:
        message = N_(
            "Vừa có đính chính khác được ghi (lần %(n)s). Đọc lại bảng hiện hành rồi ghi đính chính."
        )
        raise DomainError(message, n=last - 1)


def changed_totals(
    typed: Mapping[int, Decimal | None], current: Mapping[int, Decimal | None]
) -> dict[int, Decimal]:
    """Member → corrected total, of those that differ. Raises DomainError beside the row's total, in typed order.

    What is left empty stays. A ranking that holds no points is corrected in words only.
    """
    found = {}
    for row, (member_id, total) in enumerate(typed.items()):
        field = f"totals-{row}-total"
        if total is None or total == current.get(member_id):
            continue
        if member_id not in current or any(known is None for known in current.values()):
            raise DomainError(
                N_("Bảng xếp hạng này không có tổng điểm nên chỉ đính chính bằng lời."), field=field
            )
        if not Decimal(0) <= total <= HIGHEST:
            message = N_("Tổng điểm phải từ %(low)s đến %(high)s.")
            raise DomainError(message, field=field, low="0", high=format_number(HIGHEST))
        found[member_id] = total
    return found


def entry_of(
    member_id: int,
    total: Decimal,
    penalty: Decimal | None,
    groups: Mapping[str, Any],
    eligibility: EligibilityState,
    order: Sequence[str],
    previous_rank: int | None,
    ballot_place: int | None,
) -> Entry:
    """What decides a corrected place: the corrected total, and for ties what was published (handbook 6.3).

    `order`: the codes of the groups in the order of the scorecard; content I is the first, emulation the third.
    """
    known = [code for code in order if code in groups]

    def points(position: int) -> Decimal:
        code = group_for_rule(known, position)
        return Decimal(str(groups[code])) if code and groups[code] not in (None, "") else Decimal(0)

    return Entry(
        member_id=member_id,
        total=total,
        content_one=points(0),
        emulation_content=points(2),
        penalty=penalty or Decimal(0),
        previous_rank=previous_rank,
        ballot_place=ballot_place,
        eligibility=eligibility,
    )


def places_of(
    entries: Sequence[Entry], tie_rules: Sequence[TieRule], *, keeps_place: bool
) -> dict[str, dict[str, Any]]:
    """The rows of an edition by member id as text, ranked by the corrected totals, ties as in the scorecard."""
    totals = {entry.member_id: entry.total for entry in entries}
    return {
        str(place.member_id): _row(place, totals[place.member_id])
        for place in rank(entries, tie_rules, keeps_place=keeps_place)
    }


def _row(place: Place, total: Decimal) -> dict[str, Any]:
    return {
        "total": format(total.quantize(Decimal("0.01")), "f"),
        "rank": place.rank,
        "tied": place.is_tied,
        "position": place.position,
        "tie_rule": place.tie_rule.value if place.tie_rule else None,
    }
