"""Who checks whom: the constraints of a cross-check roster, and an exact search for one (features S4; handbook 4).

A roster is a set of pairs (checker, member). Nobody checks itself, no two members check each other, every member
checks and is checked equally often, and no pair returns that stood in one of the last `years_apart` years. The
search tries every way that the constraints leave: when it finds none, there is none.
"""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from emulation.vocabulary.crosschecks import Pair
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.labelled import Labelled
from emulation.vocabulary.words import N_

#: Earlier year → its pairs, every year back from the last one; a year without a roster has none.
History = Mapping[int, Collection[Pair]]
FEWEST = 3
YEARS_APART = 2
#: More checks per member are not asked for; up to here the search answers at once for every cluster.
MOST_CHECKS = 3


class Rule(Labelled):
    """What a roster keeps, in the order in which it is shown; the words are the line of proof."""

    NOT_ITSELF = "not_itself", N_("Không ai tự kiểm tra mình")
    NOT_MUTUAL = "not_mutual", N_("Không có hai thành viên kiểm tra lẫn nhau")
    NOT_AGAIN = "not_again", N_("Không lặp lại cặp kiểm tra của các năm phải tránh")
    CHECKS = "checks", N_("Mỗi thành viên kiểm tra đủ số thành viên đã định")
    CHECKED = "checked", N_("Mỗi thành viên được đủ số thành viên đã định kiểm tra")


@dataclass(frozen=True)
class Fault:
    """A broken rule: the pair, or the member whose number is wrong; the earlier year, or the number it has."""

    rule: Rule
    checker_id: int | None
    member_id: int | None
    number: int = 0

    @property
    def message(self) -> str:
        """The sentence; its values are %(checker)s, %(member)s and %(number)s."""
        return SENTENCES[self.rule]


SENTENCES: Mapping[Rule, str] = {
    Rule.NOT_ITSELF: N_("%(checker)s không được tự kiểm tra mình."),
    Rule.NOT_MUTUAL: N_("%(checker)s và %(member)s kiểm tra lẫn nhau; chọn thành viên khác."),
    Rule.NOT_AGAIN: N_("%(checker)s đã kiểm tra %(member)s năm %(number)s."),
    Rule.CHECKS: N_("%(checker)s đang được giao kiểm tra %(number)s thành viên, chưa đúng số đã định."),
    Rule.CHECKED: N_("%(member)s đang có %(number)s thành viên kiểm tra, chưa đúng số đã định."),
}


@dataclass(frozen=True)
class Relaxation:
    """Constraints with which a roster exists: checks per member, and how many earlier years are kept apart."""

    checks_each: int
    years_apart: int


@dataclass(frozen=True)
class Impossible:
    """Why there is no roster (a sentence with its values), and the relaxations that have one, the mildest first."""

    message: str
    values: Mapping[str, int]
    relaxations: tuple[Relaxation, ...] = ()


def check_terms(checks_each: int, years_apart: int, reason: str) -> None:
    """What may be asked for; fewer years apart than usual says why (it is stored with the roster)."""
    if not 1 <= checks_each <= MOST_CHECKS:
        message = N_("Số lượt kiểm tra của mỗi thành viên phải từ 1 đến %(most)s.")
        raise DomainError(message, field="checks_each", most=MOST_CHECKS)
    if not 0 <= years_apart <= YEARS_APART:
        message = N_("Số năm phải tránh lặp lại phải từ 0 đến %(most)s.")
        raise DomainError(message, field="years_apart", most=YEARS_APART)
    if years_apart < YEARS_APART and len(reason.strip()) < 5:
        raise DomainError(N_("Nhập lý do bớt ràng buộc; lý do được lưu cùng phân công."), field="reason")


def recent(history: History, years_apart: int) -> dict[int, frozenset[Pair]]:
    """The pairs of the newest `years_apart` years of a history; a year without a roster stands there empty."""
    return {year: frozenset(history[year]) for year in sorted(history, reverse=True)[:years_apart]}


def faults_of(
    pairs: Collection[Pair],
    members: Sequence[int],
    history: History,
    *,
    checks_each: int = 1,
    years_apart: int = YEARS_APART,
) -> list[Fault]:
    """Every violated constraint with the members it names, in the order of the rules. Empty: the roster holds.

    Who is no member of the year checks nobody and is checked by nobody.
    """
    ordered = sorted(pairs)
    known = set(ordered)
    found = [Fault(Rule.NOT_ITSELF, one, other) for one, other in ordered if one == other]
    found += [
        Fault(Rule.NOT_MUTUAL, one, other) for one, other in ordered if one < other and (other, one) in known
    ]
    kept = recent(history, years_apart)
    found += [
        Fault(Rule.NOT_AGAIN, one, other, year)
        for one, other in ordered
        for year, earlier in kept.items()
        if (one, other) in earlier
    ]
    asked = {number: 0 for pair in ordered for number in pair} | dict.fromkeys(members, checks_each)
    checks = {one: sum(pair[0] == one for pair in known) for one in asked}
    checked = {one: sum(pair[1] == one for pair in known) for one in asked}
    return [
        *found,
        *(Fault(Rule.CHECKS, one, None, n) for one, n in checks.items() if n != asked[one]),
        *(Fault(Rule.CHECKED, None, one, n) for one, n in checked.items() if n != asked[one]),
    ]


def draw(
    members: Sequence[int],
    history: History,
    *,
    checks_each: int = 1,
    years_apart: int = YEARS_APART,
    seed: int = 0,
) -> frozenset[Pair] | Impossible:
    """A roster of these members, or why there is none. The same seed gives the same roster."""
    found = _found(members, history, checks_each, years_apart, seed)
    if found is not None:
        return found
    message, values = _reason(members, history, checks_each, years_apart)
    return Impossible(message, values, tuple(_relaxations(members, history, checks_each, years_apart)))


def _found(
    members: Sequence[int], history: History, checks_each: int, years_apart: int, seed: int
) -> frozenset[Pair] | None:
    if len(members) < FEWEST or checks_each < 1:
        return None
    used = frozenset[Pair]().union(*recent(history, years_apart).values())
    open_pairs = {(a, b) for a in members for b in members if a != b} - used
    start = _Search(members, checks_each, open_pairs)
    return start.solve(seed)


def _relaxations(
    members: Sequence[int], history: History, checks_each: int, years_apart: int
) -> Iterator[Relaxation]:
    """What does exist: fewer years apart with as many checks, then fewer checks with as many years."""
    ways = [Relaxation(checks_each, fewer) for fewer in range(years_apart - 1, -1, -1)]
    ways += [Relaxation(fewer, years_apart) for fewer in range(checks_each - 1, 0, -1)]
    for way in ways:
        if _found(members, history, way.checks_each, way.years_apart, 0) is not None:
            yield way


TOO_FEW = N_(
    "Với %(members)s thành viên không phân công được %(checks)s lượt kiểm tra cho mỗi thành viên: "
    "cần ít nhất %(needed)s thành viên để không có hai thành viên nào kiểm tra lẫn nhau."
)
USED_UP = N_(
    "Với %(members)s thành viên và %(checks)s lượt kiểm tra cho mỗi thành viên, %(years)s năm gần nhất đã dùng hết "
    "các cách phân công: máy đã thử mọi cách còn lại mà không cách nào giữ được mọi điều kiện."
)
NO_WAY = N_("Với %(members)s thành viên không có cách phân công %(checks)s lượt kiểm tra cho mỗi thành viên.")


def _reason(
    members: Sequence[int], history: History, checks_each: int, years_apart: int
) -> tuple[str, dict[str, int]]:
    """Each check uses up a pair of members: 2 × checks others are needed for everybody."""
    values = {"members": len(members), "checks": checks_each}
    needed = max(FEWEST, 2 * checks_each + 1)
    if len(members) < needed:
        return TOO_FEW, values | {"needed": needed}
    years = sum(bool(pairs) for pairs in recent(history, years_apart).values())
    return (USED_UP, values | {"years": years}) if years else (NO_WAY, values)


def _lot(seed: int, one: int, other: int) -> str:
    """The lot of a pair: as good as chance to whoever does not know the seed, and drawn again by whoever does."""
    return hashlib.sha256(f"{seed} {one} {other}".encode()).hexdigest()


class _Search:
    """Backtracking over pairs, the member with the least freedom first; what is forced is taken at once.

    `give` and `take`: how many checks each member still has to make and to get; `to`, `by`: with whom it can.
    """

    def __init__(self, members: Sequence[int], checks_each: int, open_pairs: set[Pair]) -> None:
        self.give = dict.fromkeys(members, checks_each)
        self.take = dict.fromkeys(members, checks_each)
        self.to: dict[int, set[int]] = {one: set() for one in members}
        self.by: dict[int, set[int]] = {one: set() for one in members}
        for one, other in open_pairs:
            self.to[one].add(other)
            self.by[other].add(one)
        self.chosen: set[Pair] = set()

    def solve(self, seed: int) -> frozenset[Pair] | None:
        """A roster that extends what is chosen, or None when there is none: with a pair, else without it."""
        if not self._settle():
            return None
        one = self._tightest()
        if one is None:
            return frozenset(self.chosen)
        other = min(self.to[one], key=lambda other: _lot(seed, one, other))
        trial = self._copy()
        trial._choose(one, other)
        found = trial.solve(seed)
        if found is not None:
            return found
        self._close(one, other)
        return self.solve(seed)

    def _tightest(self) -> int | None:
        waiting = [one for one, n in self.give.items() if n]
        return min(waiting, key=lambda one: (len(self.to[one]) - self.give[one], one), default=None)

    def _settle(self) -> bool:
        """Take every pair that is forced, until nothing is; False when somebody has too few left."""
        moved = True
        while moved:
            moved = False
            for one in self.give:
                if not self._is_bearable(one):
                    return False
                if self.give[one] and len(self.to[one]) == self.give[one]:
                    moved = True
                    self._choose(one, min(self.to[one]))
                if self.take[one] and len(self.by[one]) == self.take[one]:
                    moved = True
                    self._choose(min(self.by[one]), one)
        return True

    def _is_bearable(self, one: int) -> bool:
        """Whether a member can still make and get its checks, from as many different others as that needs."""
        partners = self.to[one] | self.by[one]
        return (
            len(self.to[one]) >= self.give[one]
            and len(self.by[one]) >= self.take[one]
            and len(partners) >= self.give[one] + self.take[one]
        )

    def _choose(self, one: int, other: int) -> None:
        self.chosen.add((one, other))
        self.give[one] -= 1
        self.take[other] -= 1
        self._close(one, other)
        self._close(other, one)
        if not self.give[one]:
            for rest in tuple(self.to[one]):
                self._close(one, rest)
        if not self.take[other]:
            for rest in tuple(self.by[other]):
                self._close(rest, other)

    def _close(self, one: int, other: int) -> None:
        self.to[one].discard(other)
        self.by[other].discard(one)

    def _copy(self) -> "_Search":
        twin = object.__new__(_Search)
        twin.give, twin.take = dict(self.give), dict(self.take)
        twin.to = {one: set(others) for one, others in self.to.items()}
        twin.by = {one: set(others) for one, others in self.by.items()}
        twin.chosen = set(self.chosen)
        return twin
