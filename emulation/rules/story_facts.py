"""What a story is made from: two rankings side by side, and the fragments that sentences hold (features R5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from emulation.rules.robustness import Verdict
from emulation.vocabulary.kinds import TieRule
from emulation.vocabulary.sentences import Fragment, Page, Sentence, Shape, Spot

Values = dict[str, Fragment | tuple[Sentence, ...]]


@dataclass(frozen=True)
class Part:
    """A group or criterion that both years scored alike, with a member's points of both; `name` has two languages."""

    code: str
    name: Any
    before: Decimal
    after: Decimal


@dataclass(frozen=True)
class Place:
    """A member's place with what moved it. `rank_before`, `total_before` are those of the year compared with.

    `without_bonus`, `without_penalty`: its rank if nobody had bonus, penalty points. `best`, `worst`, `verdict`: what
    rules/robustness found. None is not known.
    """

    code: str
    name: Any
    rank: int | None
    is_tied: bool = False
    tie_rule: TieRule | None = None
    total: Decimal | None = None
    rank_before: int | None = None
    total_before: Decimal | None = None
    has_joined: bool = False
    has_new_map: bool = False
    parts: tuple[Part, ...] = ()
    without_bonus: int | None = None
    without_penalty: int | None = None
    best: int | None = None
    worst: int | None = None
    verdict: Verdict | None = None


@dataclass(frozen=True)
class Year:
    """A published ranking in its order, the published year before it (None: there is none), and how it was tried."""

    year: int
    of: int
    places: tuple[Place, ...]
    is_illustrative: bool
    before: int | None = None
    of_before: int | None = None
    tried: int = 0

    def at(self, place: Place | None, part: str = "", *, page: Page = Page.RANKING) -> Spot:
        """Where something of a member stands; without a member the year's own page."""
        return Spot(page, self.year, place.code if place else "", part)

    def earlier(self, place: Place, part: str) -> Spot:
        """Where something of a member stands in the year compared with."""
        return Spot(Page.RANKING, self.before or self.year, place.code, part)


def name_of(place: Place) -> Fragment:
    """A member's name."""
    return Fragment(place.name, Shape.NAME)


def names_of(places: Sequence[Place]) -> tuple[Sentence, ...]:
    """A list of members."""
    return tuple(Sentence("%(member)s", {"member": name_of(place)}) for place in places)


def whole(value: int, spot: Spot) -> Fragment:
    """A whole number and where it stands."""
    return Fragment(value, Shape.WHOLE, spot)


def points(value: Decimal, spot: Spot) -> Fragment:
    """Points and where they stand."""
    return Fragment(value, Shape.POINTS, spot)


def year_of(year: int) -> Fragment:
    """A year, which is its own page."""
    return Fragment(year, Shape.YEAR, Spot(Page.RANKING, year))
