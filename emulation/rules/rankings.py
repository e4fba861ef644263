"""The order of a year: totals, then the scorecard's tie rules (handbook 6.3–6.5; features S7, S10)."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import TieRule
from emulation.vocabulary.states import EligibilityState, RankingState
from emulation.vocabulary.vietnamese import nfc
from emulation.vocabulary.words import N_

PUBLISH_WORD = "CÔNG BỐ"


@dataclass(frozen=True)
class Entry:
    """A member with what decides its place. Points; `penalty` is negative or zero.

    Without a rank of the year before, or without a place from a ballot, there is no information.
    """

    member_id: int
    total: Decimal
    content_one: Decimal = Decimal(0)
    emulation_content: Decimal = Decimal(0)
    penalty: Decimal = Decimal(0)
    previous_rank: int | None = None
    ballot_place: int | None = None
    eligibility: EligibilityState = EligibilityState.ELIGIBLE


@dataclass(frozen=True)
class Place:
    """A place in the order. `rank` is None for a member whose place is skipped; `tie_rule` parted equal totals."""

    member_id: int
    position: int
    rank: int | None
    is_tied: bool
    tie_rule: TieRule | None


#: What each rule compares; the smaller key leads, None is no information.
KEYS: Mapping[TieRule, Callable[[Entry], Decimal | None]] = {
    TieRule.CONTENT_ONE: lambda entry: -entry.content_one,
    TieRule.EMULATION_CONTENT: lambda entry: -entry.emulation_content,
    TieRule.FEWER_PENALTIES: lambda entry: -entry.penalty,
    TieRule.PREVIOUS_YEAR: lambda entry: _known(entry.previous_rank),
    TieRule.SECRET_BALLOT: lambda entry: _known(entry.ballot_place),
}


def _known(place: int | None) -> Decimal | None:
    return None if place is None else Decimal(place)


def rank(entries: Collection[Entry], tie_rules: Sequence[TieRule], *, keeps_place: bool) -> list[Place]:
    """The order of a year, best first. Members equal by every rule share a rank: 1, 2, 2, 4.

    A rule that lacks information about one of the tied members parts none of them. With `keeps_place` a member
    that is not considered holds its rank; otherwise it has none and the others move up (handbook 6.4).
    """
    ordered: list[tuple[list[Entry], TieRule | None]] = []
    for total in sorted({entry.total for entry in entries}, reverse=True):
        ordered += _part([entry for entry in entries if entry.total == total], tie_rules, None)
    places: list[Place] = []
    taken = 0
    for group, decided in ordered:
        ranked = [entry for entry in group if keeps_place or not _is_out(entry)]
        for entry in sorted(group, key=lambda one: one.member_id):
            own = taken + 1 if entry in ranked else None
            shares = own is not None and len(ranked) > 1
            places.append(Place(entry.member_id, len(places) + 1, own, shares, decided))
        taken += len(ranked)
    return places


def _is_out(entry: Entry) -> bool:
    return entry.eligibility is EligibilityState.INELIGIBLE


def _part(
    group: list[Entry], tie_rules: Sequence[TieRule], decided: TieRule | None
) -> list[tuple[list[Entry], TieRule | None]]:
    if len(group) < 2 or not tie_rules:
        return [(group, decided)]
    rule, *others = tie_rules
    keys = {entry.member_id: KEYS[rule](entry) for entry in group}
    known = {key for key in keys.values() if key is not None}
    if len(known) < 2 or None in keys.values():
        return _part(group, others, decided)
    found: list[tuple[list[Entry], TieRule | None]] = []
    for key in sorted(known):
        found += _part([entry for entry in group if keys[entry.member_id] == key], others, rule)
    return found


def check_freezable(blockers: Sequence[str]) -> None:
    """Scores freeze only when nothing is open; the message names the first thing and how many there are."""
    if blockers:
        message = N_("Chưa khóa được điểm, còn %(n)s việc chặn.")
        raise DomainError(message, n=len(blockers))


def check_not_frozen(state: RankingState | None) -> None:
    """Scores of a year freeze once."""
    if state is not None:
        raise DomainError(N_("Điểm năm này đã khóa rồi."))


def check_unfreezable(state: RankingState | None) -> None:
    """Only frozen scores thaw; finalised ones do not move any more."""
    _check_state(state, RankingState.FROZEN, N_("Chỉ mở khóa được khi điểm đã khóa và chưa chốt."))


def check_finalisable(state: RankingState | None) -> None:
    """Finalising follows freezing."""
    _check_state(state, RankingState.FROZEN, N_("Điểm chưa khóa hoặc đã chốt nên không chốt được."))


def check_publishable(state: RankingState | None) -> None:
    """Publishing follows finalising, once."""
    _check_state(state, RankingState.FINALISED, N_("Điểm chưa chốt hoặc đã công bố nên chưa công bố được."))


def check_correctable(state: RankingState | None) -> None:
    """Corrections stand beside what is published; before that scores are thawed instead."""
    _check_state(state, RankingState.PUBLISHED, N_("Chỉ ghi đính chính cho bảng xếp hạng đã công bố."))


def _check_state(state: RankingState | None, wanted: RankingState, message: str) -> None:
    if state is not wanted:
        raise DomainError(message)


def check_publish_word(typed: str) -> None:
    """What cannot be undone is typed out (screens 3.11): compared after NFC, trimming and upper-casing."""
    if nfc(typed).upper() != PUBLISH_WORD:
        raise DomainError(N_("Gõ đúng CÔNG BỐ để công bố."), field="word")


def check_ballot(places: Sequence[int]) -> None:
    """Places from a ballot are whole numbers from 1, each given once."""
    if sorted(places) != list(range(1, len(places) + 1)):
        raise DomainError(N_("Thứ tự bỏ phiếu phải là 1, 2, 3… và không trùng nhau."))
    if len(places) < 2:
        raise DomainError(N_("Ghi thứ tự của ít nhất hai đơn vị bằng điểm."))
