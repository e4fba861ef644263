"""The rotation board: reads terms and members, lets the rules find whose turn it is. Writes nothing."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from emulation.models.clusters import Cluster
from emulation.queries import terms as queries
from emulation.rules import terms as rules
from emulation.vocabulary.kinds import Post, Provenance, RotationRule

FORECAST_YEARS = 10


@dataclass(frozen=True)
class Cell:
    """A member in a year: whether it belonged, whether the posts of the year are known, and its own."""

    year: int
    belongs: bool
    is_sourced: bool
    term: queries.TermRow | None


@dataclass(frozen=True)
class Line:
    """A member over the years; `waited` counts years since its last known chair."""

    member: queries.SeatRow
    cells: tuple[Cell, ...]
    waited: int | None


@dataclass(frozen=True)
class YearTerms:
    """The known holders of a year's posts."""

    year: int
    chairs: tuple[queries.TermRow, ...]
    vices: tuple[queries.TermRow, ...]


@dataclass(frozen=True)
class Named:
    """A turn with the names that belong to it."""

    year: int
    member: queries.SeatRow | None
    why: str
    other: queries.SeatRow | None
    since: int | None
    skipped: tuple[queries.SeatRow, ...]


@dataclass(frozen=True)
class Board:
    """All that the page of the rotation shows."""

    rule: RotationRule
    skips: bool
    years: tuple[int, ...]
    lines: tuple[Line, ...]
    by_year: tuple[YearTerms, ...]
    turns: tuple[Named, ...]
    chair_today: queries.TermRow | None

    @property
    def next(self) -> Named | None:
        """Whose turn it is first."""
        return self.turns[0] if self.turns else None


def board(
    session: Session, *, cluster: Cluster, running_year: int, today: date, knows_all: bool = False
) -> Board:
    """The board of a cluster. `knows_all`: also skips members by decisions that are not public yet."""
    terms = queries.terms_of(session, cluster.id)
    seats = queries.seats_of(session, cluster.id)
    years = _years(cluster, terms, seats, running_year)
    sourced = {year for year in years if _is_sourced([term for term in terms if term.year == year])}
    held = [rules.Held(term.member_id, term.post, term.year) for term in terms]
    lines = tuple(
        _line(stays, terms, held, years, sourced, running_year) for stays in _by_member(seats).values()
    )
    by_year = tuple(
        YearTerms(
            year,
            tuple(term for term in terms if term.year == year and term.post is Post.CHAIR),
            tuple(term for term in terms if term.year == year and term.post is Post.VICE_CHAIR),
        )
        for year in reversed(years)
    )
    turns = _turns(session, cluster, terms, seats, held, running_year, knows_all)
    chair = next((t for t in terms if t.post is Post.CHAIR and t.is_running(today)), None)
    skips = cluster.skip_not_considered
    return Board(cluster.rotation_rule, skips, years, lines, by_year, turns, chair)


def _is_sourced(terms: list[queries.TermRow]) -> bool:
    """Whether a year's posts are known, so that "no post" is a fact: recorded here, or both found in sources."""
    posts = {term.post for term in terms}
    return posts == set(Post) or any(term.provenance is Provenance.RECORDED for term in terms)


def _years(
    cluster: Cluster, terms: list[queries.TermRow], seats: list[queries.SeatRow], running_year: int
) -> tuple[int, ...]:
    known = [term.year for term in terms] + [seat.joined.year for seat in seats]
    first = min([cluster.founded_on.year] if cluster.founded_on else [*known, running_year])
    last = max([term.year for term in terms] + [running_year])
    return tuple(range(min([first, *known]), last + 1))


def _by_member(seats: list[queries.SeatRow]) -> dict[int, list[queries.SeatRow]]:
    found: dict[int, list[queries.SeatRow]] = {}
    for seat in seats:
        found.setdefault(seat.member_id, []).append(seat)
    return found


def _line(
    stays: list[queries.SeatRow],
    terms: list[queries.TermRow],
    held: list[rules.Held],
    years: tuple[int, ...],
    sourced: set[int],
    running_year: int,
) -> Line:
    member = stays[-1]
    own = {term.year: term for term in terms if term.member_id == member.member_id}
    places = [_seat(stay) for stay in stays]
    cells = tuple(
        Cell(year, any(place.is_of_year(year) for place in places), year in sourced, own.get(year))
        for year in years
    )
    return Line(member, cells, rules.years_since(held, member.member_id, running_year))


def _turns(
    session: Session,
    cluster: Cluster,
    terms: list[queries.TermRow],
    seats: list[queries.SeatRow],
    held: list[rules.Held],
    running_year: int,
    knows_all: bool,
) -> tuple[Named, ...]:
    if not seats:
        return ()
    chaired = [term.year for term in terms if term.post is Post.CHAIR]
    start = max([running_year - 1, *chaired]) + 1
    skips: dict[int, frozenset[int]] = {}
    if cluster.skip_not_considered:
        found = queries.not_considered(session, cluster.id, published_only=not knows_all)
        skips = {year + 1: members for year, members in found.items()}
    names = {seat.member_id: seat for seat in seats}
    places = [_seat(seat) for seat in seats]
    turns = rules.forecast(cluster.rotation_rule, places, held, start, FORECAST_YEARS, skips)
    return tuple(
        Named(
            turn.year,
            names.get(turn.member_id) if turn.member_id is not None else None,
            turn.why,
            names.get(turn.other) if turn.other is not None else None,
            turn.since,
            tuple(names[member] for member in turn.skipped),
        )
        for turn in turns
    )


def _seat(stay: queries.SeatRow) -> rules.Seat:
    return rules.Seat(stay.member_id, stay.order, stay.joined, stay.left)
