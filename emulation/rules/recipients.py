"""Who is proposed for awards, year by year: kinds of nominees and awards, and how their shares move (handbook A09)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from emulation.vocabulary.award_kinds import AwardKind, NomineeKind
from emulation.vocabulary.labelled import Labelled
from emulation.vocabulary.words import N_


class Part(Labelled):
    """What is counted among the proposals of a year; they overlap."""

    MEMBER = "member", N_("Thành viên của cụm")
    COLLECTIVE = "collective", N_("Tập thể")
    SMALL_COLLECTIVE = "small_collective", N_("Tập thể nhỏ")
    PERSON = "person", N_("Cá nhân")
    DIRECT_WORKER = "direct_worker", N_("Người trực tiếp lao động")
    AD_HOC = "ad_hoc", N_("Khen thưởng đột xuất")
    THEMATIC = "thematic", N_("Khen thưởng phong trào, chuyên đề")


#: The parts that handbook A09 asks to watch.
WATCHED = (Part.DIRECT_WORKER, Part.SMALL_COLLECTIVE, Part.AD_HOC, Part.THEMATIC)


@dataclass(frozen=True)
class Recipient:
    """One proposal of a year, as it is counted."""

    year: int
    kind: AwardKind
    nominee_kind: NomineeKind
    is_direct_worker: bool = False
    is_small_collective: bool = False

    def is_in(self, part: Part) -> bool:
        """Whether it counts for the part. A direct worker is a person, a small collective a collective."""
        match part:
            case Part.DIRECT_WORKER:
                return self.is_direct_worker and self.nominee_kind is NomineeKind.PERSON
            case Part.SMALL_COLLECTIVE:
                return self.is_small_collective and self.nominee_kind is NomineeKind.COLLECTIVE
            case Part.AD_HOC | Part.THEMATIC:
                return self.kind.value == part.value
            case _:
                return self.nominee_kind.value == part.value


@dataclass(frozen=True)
class YearStructure:
    """The proposals of a year and how many of them belong to each part."""

    year: int
    total: int
    counts: dict[Part, int]

    def percent(self, part: Part) -> Fraction:
        """The part in percent of the year's proposals; a year without any has no structure."""
        return Fraction(100 * self.counts[part], self.total)


@dataclass(frozen=True)
class Trend:
    """A part's share in percent in the first and the last year that is known."""

    part: Part
    first: int
    last: int
    before: Fraction
    after: Fraction

    @property
    def change(self) -> Fraction:
        """Percentage points."""
        return self.after - self.before


def structure(recipients: Iterable[Recipient]) -> list[YearStructure]:
    """The years that have proposals, the oldest first."""
    by_year: dict[int, list[Recipient]] = {}
    for one in recipients:
        by_year.setdefault(one.year, []).append(one)
    return [
        YearStructure(year, len(found), {part: sum(one.is_in(part) for one in found) for part in Part})
        for year, found in sorted(by_year.items())
    ]


def trends(years: Sequence[YearStructure], *, fewest: int) -> list[Trend]:
    """How the watched parts moved from the first to the last year; nothing with fewer than `fewest` years."""
    if len(years) < fewest:
        return []
    first, last = years[0], years[-1]
    return [Trend(part, first.year, last.year, first.percent(part), last.percent(part)) for part in WATCHED]
