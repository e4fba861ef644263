"""The tracker of promises: what was signed, how far it is, by the newest figure that may be shown. Writes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from emulation.gateways import seeds
from emulation.queries import promises as queries
from emulation.queries.figures import FigureRow, standing_figures
from emulation.queries.places import MemberPlace, YearPlace
from emulation.queries.promises import PromiseRow
from emulation.rules import access, forecasts
from emulation.rules import promises as rules
from emulation.rules.promises import Level, Promise
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor, Subject
from emulation.vocabulary.kinds import Period, Provenance


@dataclass(frozen=True)
class Kept:
    """A promise, its newest figure, what share of the plan that is (percent, unrounded), and its level."""

    row: PromiseRow
    figure: FigureRow | None
    share: Decimal | None
    level: Level

    @property
    def is_illustrative(self) -> bool:
        """Whether plan or figure is invented, and so the level."""
        found = (self.row.provenance, self.figure.provenance if self.figure else None)
        return Provenance.ILLUSTRATIVE in found


@dataclass(frozen=True)
class City:
    """A member's promises, how many stand at each level (best first), and which share is kept, in percent."""

    member: MemberPlace
    has_signed: bool
    promises: tuple[Kept, ...]
    counts: tuple[tuple[Level, int], ...]
    percent_done: Decimal | None


@dataclass(frozen=True)
class Tracker:
    """All members of a year in their order. `hides_reported`: what members reported is not public yet."""

    cities: tuple[City, ...]
    basic_from: Decimal
    hides_reported: bool

    @property
    def has_promises(self) -> bool:
        """Whether there is anything to follow."""
        return any(city.promises for city in self.cities)


def tracker(
    session: Session,
    *,
    actor: Actor,
    subject: Subject,
    year: YearPlace,
    members: Sequence[MemberPlace],
    only_published: bool = False,
) -> Tracker:
    """The promises of these members in a year.

    What members reported is shown to readers outside the cluster once the ranking of its year is published;
    `only_published` leaves out what is illustrative.
    """
    hides_reported = not (access.may(actor, Action.RESULT_READ, subject) or year.is_published)
    shown = _shown(only_published=only_published, hides_reported=hides_reported)
    figures = standing_figures(session, [one.id for one in members], year.year, shown=shown)
    signed = queries.members_who_signed(session, year.id)
    border = seeds.promise_border()
    rows = [row for row in queries.signed_promises(session, year.id) if _shows(row, only_published)]
    cities = []
    for member in members:
        own = tuple(
            _kept(row, figures.get((member.id, row.indicator_id)), border)
            for row in rows
            if row.member_id == member.id
        )
        levels = [one.level for one in own]
        cities.append(
            City(member, member.id in signed, own, rules.counts(levels), rules.percent_done(levels))
        )
    return Tracker(tuple(cities), border, hides_reported)


def kept_by(
    session: Session, *, member_id: int, year: YearPlace, only_published: bool = False
) -> tuple[Kept, ...]:
    """The promises of one member in a year, as the tracker shows them to everybody."""
    shown = _shown(only_published=only_published, hides_reported=not year.is_published)
    figures = standing_figures(session, [member_id], year.year, shown=shown)
    border = seeds.promise_border()
    return tuple(
        _kept(row, figures.get((member_id, row.indicator_id)), border)
        for row in queries.signed_promises(session, year.id)
        if row.member_id == member_id and _shows(row, only_published)
    )


def _shown(*, only_published: bool, hides_reported: bool) -> frozenset[Provenance]:
    shown = {Provenance.PUBLISHED}
    if not only_published:
        shown.add(Provenance.ILLUSTRATIVE)
    if not hides_reported:
        shown.add(Provenance.RECORDED)
    return frozenset(shown)


def _shows(row: PromiseRow, only_published: bool) -> bool:
    return not (only_published and row.provenance is Provenance.ILLUSTRATIVE)


def _kept(row: PromiseRow, figure: FigureRow | None, border: Decimal) -> Kept:
    promise = Promise(row.operator, row.low, row.high, row.direction)
    actual = figure.value if figure else None
    grows = forecasts.grows(row.unit_vi, row.code, row.direction, *seeds.growing())
    is_final = figure is not None and (figure.period is Period.YEAR or grows)
    level = rules.level_of(promise, actual, is_final=is_final, basic_from=border)
    return Kept(row, figure, rules.share_of(promise, actual), level)
