"""How firm a rank is: every weight a little more or less, every criterion once left out (features R4; handbook 6.6).

One group or one criterion at a time: its points and its maximum are multiplied by a factor for all members alike
(0 leaves it out), everything else keeps its own. The total is joined again by the rule that joined it
(rules/totals.joined): nothing is scaled back to the old maximum, and members to which a criterion is not assigned are
scaled from their varied base to the varied full one. Members are ordered by the tie rules of the year. All exact.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from emulation.rules import rankings, totals
from emulation.vocabulary.kinds import RuleType, TieRule
from emulation.vocabulary.labelled import Labelled
from emulation.vocabulary.states import EligibilityState
from emulation.vocabulary.words import N_


class Verdict(Labelled):
    """Whether a rank stands up to other weights."""

    FIRM = "firm", N_("Thứ hạng vững"), "success"
    SENSITIVE = "sensitive", N_("Thứ hạng nhạy"), "attention"


@dataclass(frozen=True)
class Line:
    """The final points of one criterion of a member; `group` is the code of the top group above it."""

    code: str
    group: str
    max_points: Decimal
    rule_type: RuleType
    points: Decimal
    not_assigned: bool = False


@dataclass(frozen=True)
class Contender:
    """A member with its lines and what the tie rules ask for."""

    member_id: int
    lines: tuple[Line, ...]
    previous_rank: int | None = None
    ballot_place: int | None = None
    eligibility: EligibilityState = EligibilityState.ELIGIBLE


@dataclass(frozen=True)
class Unit:
    """What is varied in one go: a criterion, or a group with all criteria below it."""

    code: str
    is_group: bool
    criteria: frozenset[str]


@dataclass(frozen=True)
class Card:
    """The scorecard: codes of the top groups in order, what is varied, and how equal totals are parted."""

    top_groups: tuple[str, ...]
    units: tuple[Unit, ...]
    tie_rules: tuple[TieRule, ...]
    keeps_place: bool


@dataclass(frozen=True)
class Border:
    """Up to where a rank is firm: percent of the variations that change it, and places that one may move it."""

    percent: Decimal
    places: int


@dataclass(frozen=True)
class Change:
    """A variation that changes a member's rank: the unit, its factor (0: left out), and the rank it leads to."""

    unit: Unit
    factor: Decimal
    rank: int | None


@dataclass(frozen=True)
class Firmness:
    """A member's rank, the best and the worst one that any variation gives, and what changes it.

    `to_above`, `to_below`: points between its total and the nearest total with a better, a worse rank; None at
    the end of the order, 0 where a tie rule parts equal totals. A member without a rank has no verdict.
    """

    member_id: int
    rank: int | None
    best: int | None
    worst: int | None
    changes: tuple[Change, ...]
    tried: int
    verdict: Verdict | None
    to_above: Decimal | None = None
    to_below: Decimal | None = None


@dataclass
class _Parts:
    groups: dict[str, Decimal]
    bonus: Decimal
    penalty: Decimal
    base: Decimal
    full: Decimal


def assess(
    contenders: Sequence[Contender], card: Card, factors: Sequence[Decimal], border: Border
) -> list[Firmness]:
    """How firm each rank is, in the order of the ranking, when each unit is multiplied by each factor."""
    standing = _Standing(contenders, card)
    places = standing.places(None, Decimal(1))
    tried = [(unit, factor) for unit in card.units for factor in factors]
    varied = [(unit, factor, _ranks(standing.places(unit, factor))) for unit, factor in tried]
    found = []
    for place in places:
        ranks = [ranks[place.member_id] for _unit, _factor, ranks in varied]
        changes = tuple(
            Change(unit, factor, ranks[place.member_id])
            for unit, factor, ranks in varied
            if ranks[place.member_id] != place.rank
        )
        known = [rank for rank in (place.rank, *ranks) if rank is not None]
        above, below = _distances(places, place, standing.totals)
        found.append(
            Firmness(
                place.member_id,
                place.rank,
                min(known, default=None),
                max(known, default=None),
                changes,
                len(tried),
                _verdict(place.rank, known, len(changes), len(tried), border),
                above,
                below,
            )
        )
    return found


def verdict(changes: int, tried: int, moved: int, border: Border) -> Verdict:
    """Firm when few enough variations change the rank, and none by too many places; compared exactly."""
    is_rare = tried == 0 or Fraction(100 * changes, tried) <= Fraction(border.percent)
    return Verdict.FIRM if is_rare and moved <= border.places else Verdict.SENSITIVE


def _verdict(
    rank: int | None, known: Sequence[int], changes: int, tried: int, border: Border
) -> Verdict | None:
    if rank is None:
        return None
    return verdict(changes, tried, max(abs(one - rank) for one in known), border)


def ranks_under(
    contenders: Sequence[Contender], card: Card, unit: Unit, factor: Decimal
) -> dict[int, int | None]:
    """The ranks of all members when the points and the maximum of a unit are multiplied by a factor."""
    return _ranks(_Standing(contenders, card).places(unit, factor))


def ranks_as_scored(contenders: Sequence[Contender], card: Card) -> dict[int, int | None]:
    """The ranks of all members with nothing varied."""
    return _ranks(_Standing(contenders, card).places(None, Decimal(1)))


def _ranks(places: Sequence[rankings.Place]) -> dict[int, int | None]:
    return {place.member_id: place.rank for place in places}


class _Standing:
    """The members with their sums made once: a variation adds only what its own criteria change."""

    def __init__(self, contenders: Sequence[Contender], card: Card) -> None:
        self.contenders, self.card = contenders, card
        self.parts = [_parts_of(one.lines) for one in contenders]
        self.lines: list[Mapping[str, Line]] = [{line.code: line for line in one.lines} for one in contenders]
        self.first = totals.group_for_rule(card.top_groups, 0)
        self.third = totals.group_for_rule(card.top_groups, 2)
        self.totals = {
            one.member_id: _joined(parts).total for one, parts in zip(contenders, self.parts, strict=True)
        }

    def places(self, unit: Unit | None, factor: Decimal) -> list[rankings.Place]:
        entries = []
        for one, parts, lines in zip(self.contenders, self.parts, self.lines, strict=True):
            touched = [lines[code] for code in unit.criteria if code in lines] if unit else []
            entries.append(self._entry(one, _joined(_varied(parts, touched, factor))))
        return rankings.rank(entries, self.card.tie_rules, keeps_place=self.card.keeps_place)

    def _entry(self, one: Contender, total: totals.Total) -> rankings.Entry:
        return rankings.Entry(
            member_id=one.member_id,
            total=total.total,
            content_one=total.groups.get(self.first or "", Decimal(0)),
            emulation_content=total.groups.get(self.third or "", Decimal(0)),
            penalty=total.penalty,
            previous_rank=one.previous_rank,
            ballot_place=one.ballot_place,
            eligibility=one.eligibility,
        )


def _parts_of(lines: Sequence[Line]) -> _Parts:
    parts = _Parts({}, *[Decimal(0)] * 4)
    for line in lines:
        _add(parts, line, Decimal(1))
    return parts


def _varied(parts: _Parts, lines: Sequence[Line], factor: Decimal) -> _Parts:
    found = _Parts(dict(parts.groups), parts.bonus, parts.penalty, parts.base, parts.full)
    for line in lines:
        _add(found, line, factor - 1)
    return found


def _add(parts: _Parts, line: Line, factor: Decimal) -> None:
    points = Decimal(0) if line.not_assigned else line.points * factor
    if line.rule_type is RuleType.BONUS:
        parts.bonus += points
    elif line.rule_type is RuleType.PENALTY:
        parts.penalty += points
    else:
        parts.groups[line.group] = parts.groups.get(line.group, Decimal(0)) + points
        parts.full += line.max_points * factor
        parts.base += Decimal(0) if line.not_assigned else line.max_points * factor


def _joined(parts: _Parts) -> totals.Total:
    return totals.joined(parts.groups, parts.bonus, parts.penalty, base=parts.base, full=parts.full)


def _distances(
    places: Sequence[rankings.Place], own: rankings.Place, total: Mapping[int, Decimal]
) -> tuple[Decimal | None, Decimal | None]:
    """Points to the nearest total above and below in the order of ranks."""
    if own.rank is None:
        return None, None

    def nearest(is_there: Callable[[int], bool]) -> Decimal | None:
        gaps = [
            abs(total[one.member_id] - total[own.member_id])
            for one in places
            if one.rank is not None and is_there(one.rank)
        ]
        return min(gaps, default=None)

    rank = own.rank
    return nearest(lambda other: other < rank), nearest(lambda other: other > rank)
