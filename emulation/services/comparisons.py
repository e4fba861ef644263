"""Rankings as everybody reads them: one year, and all years side by side (features R1, R2). Nothing is written.

`only_published` leaves out whatever is illustrative (decisions 7); what is not published is never read at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from emulation.queries import membership, rankings, trends
from emulation.queries.membership import MemberOverTime
from emulation.queries.places import YearPlace
from emulation.queries.rankings import CorrectionRow, GroupHead, PublishedRanking, RankedMember
from emulation.queries.terms import TermRow, terms_of
from emulation.queries.trends import Measured
from emulation.rules import movements
from emulation.rules.movements import Summary
from emulation.services.breaks import YearBreak, breaks_between
from emulation.services.yearbook import YearFacts, facts_of
from emulation.vocabulary.kinds import Provenance
from emulation.vocabulary.states import Phase


@dataclass(frozen=True)
class Standing:
    """A member in one year: its row (None: no published rank) and the places gained since `since`."""

    is_member: bool
    row: RankedMember | None = None
    gained: int | None = None
    joined: bool = False
    since: int | None = None


@dataclass(frozen=True)
class YearTable:
    """The ranking of a year as its page shows it; `hidden`: there is one, but it is illustrative."""

    ranking: PublishedRanking | None
    hidden: bool
    previous: int | None
    standings: tuple[Standing, ...]
    heads: tuple[GroupHead, ...]
    corrections: tuple[CorrectionRow, ...]
    terms: tuple[TermRow, ...]
    earlier: PublishedRanking | None = None
    members: tuple[MemberOverTime, ...] = ()

    def posts_of(self, member_id: int) -> list[TermRow]:
        """The posts a member held in the year."""
        return [term for term in self.terms if term.member_id == member_id]


@dataclass(frozen=True)
class Column:
    """One year, or a run of years without anything published (`ranking` None, not `running`)."""

    first: int
    last: int
    ranking: PublishedRanking | None
    running: bool


@dataclass(frozen=True)
class MemberLine:
    """A member and its standing in each column."""

    member: MemberOverTime
    standings: tuple[Standing, ...]


@dataclass(frozen=True)
class Comparison:
    """All years side by side. `summary` compares the last two columns that hold a ranking."""

    columns: tuple[Column, ...]
    lines: tuple[MemberLine, ...]
    breaks: tuple[YearBreak, ...]
    summary: Summary | None
    facts: tuple[YearFacts, ...]
    indicators: tuple[Measured, ...]

    @property
    def ranked(self) -> list[PublishedRanking]:
        """The rankings that are shown, oldest first."""
        return [column.ranking for column in self.columns if column.ranking]

    @property
    def newest_first(self) -> list[int]:
        """The places of the columns as tables show them: readers look for the latest year."""
        return list(reversed(range(len(self.columns))))

    @property
    def running(self) -> list[int]:
        """The years under way."""
        return [column.first for column in self.columns if column.running]


def year_table(session: Session, *, cluster_id: int, known: YearPlace, only_published: bool) -> YearTable:
    """The published ranking of a year, compared with the last published year before it."""
    published = rankings.published_rankings(session, cluster_id, year=known.year, only_facts=only_published)
    shown = _shown(published, only_published)
    ranking = next((one for one in shown if one.year == known.year), None)
    hidden = ranking is None and any(one.year == known.year for one in published)
    terms = terms_of(session, cluster_id, year=known.year)
    terms = [term for term in terms if not (only_published and term.provenance is Provenance.ILLUSTRATIVE)]
    if ranking is None:
        return YearTable(None, hidden, None, (), (), (), tuple(terms))
    members = membership.members_over_time(session, cluster_id)
    earlier = next((one for one in reversed(shown) if one.year < known.year), None)
    by_id = {member.id: member for member in members}
    standings = [_standing(by_id.get(row.member_id), ranking, earlier, row) for row in ranking.rows]
    codes = {code for row in ranking.rows for code in row.groups}
    return YearTable(
        ranking,
        False,
        earlier.year if earlier else None,
        tuple(standings),
        _heads(rankings.group_heads(session, known.id), codes),
        tuple(rankings.corrections_of(session, ranking.id)),
        tuple(terms),
        earlier,
        tuple(members),
    )


def _shown(published: Sequence[PublishedRanking], only_published: bool) -> list[PublishedRanking]:
    return [one for one in published if not (only_published and one.is_illustrative)]


def _heads(known: Sequence[GroupHead], codes: set[str]) -> tuple[GroupHead, ...]:
    """A head for every group that has points: from the scorecard, else the bare code."""
    named = {head.code: head for head in reversed(known) if head.code in codes}
    ordered = [named[head.code] for head in known if head.code in named]
    bare = [GroupHead(code, code, "", None) for code in sorted(codes - named.keys())]
    return (*dict.fromkeys(ordered), *bare)


def _standing(
    member: MemberOverTime | None,
    ranking: PublishedRanking,
    earlier: PublishedRanking | None,
    row: RankedMember | None,
) -> Standing:
    is_member = row is not None or (member is not None and member.is_member(ranking.year))
    if earlier is None or row is None:
        return Standing(is_member, row)
    before = earlier.find(row.member_id)
    was_member = before is not None or (member is not None and member.is_member(earlier.year))
    gained = movements.places_gained(before.rank if before else None, row.rank)
    return Standing(is_member, row, gained, movements.has_joined(is_member, was_member), earlier.year)


def year_over_year(
    session: Session, *, cluster_id: int, years: Sequence[YearPlace], only_published: bool
) -> Comparison:
    """All recorded years: ranks and movement of every member, breaks, and what is known of each year."""
    shown = _shown(rankings.published_rankings(session, cluster_id), only_published)
    columns = _columns(sorted(years, key=lambda known: known.year), shown)
    members = membership.members_over_time(session, cluster_id)
    first, last = (columns[0].first, columns[-1].last) if columns else (0, -1)
    lines = [
        MemberLine(member, _along(member, columns, shown))
        for member in members
        if any(member.is_member(year) for year in range(first, last + 1))
        or any(one.find(member.id) for one in shown)
    ]
    counts = {one.year: one.member_count for one in shown}
    return Comparison(
        columns,
        tuple(lines),
        breaks_between(members, range(first, last + 1), counts),
        _summary(shown),
        facts_of(session, cluster_id, only_published=only_published),
        tuple(trends.indicators_with_figures(session, cluster_id, only_published)),
    )


def _columns(years: Sequence[YearPlace], shown: Sequence[PublishedRanking]) -> tuple[Column, ...]:
    """A column per year with a ranking or under way; neighbouring years without either share one."""
    by_year = {one.year: one for one in shown}
    columns: list[Column] = []
    for known in years:
        ranking = by_year.get(known.year)
        is_open = known.phase not in (Phase.CLOSED, Phase.PLANNING)
        running = ranking is None and is_open and not known.is_published
        blank = ranking is None and not running
        if blank and known.phase is Phase.PLANNING:
            continue
        last = columns[-1] if columns else None
        if blank and last and last.ranking is None and not last.running and last.last == known.year - 1:
            columns[-1] = Column(last.first, known.year, None, False)
        else:
            columns.append(Column(known.year, known.year, ranking, running))
    return tuple(columns)


def _along(
    member: MemberOverTime, columns: Sequence[Column], shown: Sequence[PublishedRanking]
) -> tuple[Standing, ...]:
    standings = []
    for column in columns:
        if column.ranking is None:
            years = range(column.first, column.last + 1)
            standings.append(Standing(any(member.is_member(year) for year in years)))
            continue
        ranking = column.ranking
        earlier = next((one for one in reversed(shown) if one.year < ranking.year), None)
        standings.append(_standing(member, ranking, earlier, ranking.find(member.id)))
    return tuple(standings)


def _summary(shown: Sequence[PublishedRanking]) -> Summary | None:
    if not shown:
        return None
    after = {row.code: row.rank for row in shown[-1].rows}
    before = {row.code: row.rank for row in shown[-2].rows} if len(shown) > 1 else {}
    return movements.summarise(before, after)
