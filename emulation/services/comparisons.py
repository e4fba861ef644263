"""Rankings as everybody reads them: one year, and all years side by side (features R1, R2). Nothing is written.

`only_published` leaves out whatever is illustrative (decisions 7); what is not published is never read at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from sqlalchemy.orm import Session

from emulation.queries import membership, rankings
from emulation.queries.editions import CorrectionRow
from emulation.queries.membership import MemberOverTime
from emulation.queries.places import YearPlace
from emulation.queries.rankings import GroupHead, PublishedRanking, RankedMember
from emulation.queries.revisions import count_revised
from emulation.queries.terms import TermRow, terms_of
from emulation.rules import movements, scales
from emulation.rules.movements import Summary
from emulation.rules.scales import Scale
from emulation.services.breaks import YearBreak, breaks_between
from emulation.services.same_scope import LeftOut, among_the_same, left_out
from emulation.services.yearbook import YearFacts, facts_of
from emulation.vocabulary.errors import NotFound
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
    """The ranking of a year as its page shows it; `hidden`: there is one, but it is illustrative.

    `newer`: how many criteria have a newer figure than the one that was scored; the scores stay as frozen.
    """

    ranking: PublishedRanking | None
    hidden: bool
    previous: int | None
    standings: tuple[Standing, ...]
    heads: tuple[GroupHead, ...]
    corrections: tuple[CorrectionRow, ...]
    terms: tuple[TermRow, ...]
    newer: int = 0
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
    """A member, its standing in each column, and its place among all who ever were members."""

    member: MemberOverTime
    standings: tuple[Standing, ...]
    index: int


@dataclass(frozen=True)
class Comparison:
    """All years side by side. `summary` compares the last two columns that hold a ranking.

    `same_scope`: ranks are those among the members with a rank in every ranked year shown; `left_out` has the others.
    `scale` says how totals of different years can be drawn.
    """

    columns: tuple[Column, ...]
    lines: tuple[MemberLine, ...]
    breaks: tuple[YearBreak, ...]
    summary: Summary | None
    facts: tuple[YearFacts, ...]
    scale: Scale
    same_scope: bool = False
    left_out: tuple[LeftOut, ...] = field(default=())

    @property
    def ranked(self) -> list[PublishedRanking]:
        """The rankings that are shown, oldest first."""
        return [column.ranking for column in self.columns if column.ranking]

    def percent_of(self, ranking: PublishedRanking, row: RankedMember) -> Decimal | None:
        """The total as a percentage of its year's maximum, where totals are drawn so; else None."""
        if not self.scale.is_percent or row.total is None or not ranking.max_points:
            return None
        return scales.percent(row.total, ranking.max_points)

    @property
    def newest_first(self) -> list[int]:
        """The places of the columns as tables show them: readers look for the latest year."""
        return list(reversed(range(len(self.columns))))

    @property
    def running(self) -> list[int]:
        """The years under way."""
        return [column.first for column in self.columns if column.running]


def year_table(
    session: Session,
    *,
    cluster_id: int,
    known: YearPlace,
    only_published: bool,
    edition: int | None = None,
) -> YearTable:
    """The published ranking of a year, compared with the last published year before it.

    It is shown as it stands after corrections, or in an older `edition`; raises NotFound for one that there is not.
    """
    published = rankings.published_rankings(
        session, cluster_id, year=known.year, only_facts=only_published, edition=edition
    )
    shown = _shown(published, only_published)
    ranking = next((one for one in shown if one.year == known.year), None)
    hidden = ranking is None and any(one.year == known.year for one in published)
    terms = _posts(session, cluster_id, known.year, only_published)
    if ranking is None:
        return YearTable(None, hidden, None, (), (), (), terms)
    if not 1 <= ranking.edition <= ranking.last_edition:
        raise NotFound()
    members = membership.members_over_time(session, cluster_id)
    earlier = next((one for one in reversed(shown) if one.year < known.year), None)
    codes = {code for row in ranking.rows for code in row.groups}
    return YearTable(
        ranking,
        False,
        earlier.year if earlier else None,
        _standings(members, ranking, earlier),
        _heads(rankings.group_heads(session, known.id), codes),
        ranking.corrections,
        terms,
        newer=count_revised(session, known.id, known.year),
        earlier=earlier,
        members=tuple(members),
    )


def _posts(session: Session, cluster_id: int, year: int, only_published: bool) -> tuple[TermRow, ...]:
    held = terms_of(session, cluster_id, year=year)
    return tuple(term for term in held if not (only_published and term.provenance is Provenance.ILLUSTRATIVE))


def _standings(
    members: Sequence[MemberOverTime], ranking: PublishedRanking, earlier: PublishedRanking | None
) -> tuple[Standing, ...]:
    by_id = {member.id: member for member in members}
    return tuple(_standing(by_id.get(row.member_id), ranking, earlier, row) for row in ranking.rows)


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
    session: Session,
    *,
    cluster_id: int,
    years: Sequence[YearPlace],
    only_published: bool,
    same_scope: bool = False,
) -> Comparison:
    """All recorded years: ranks and movement of every member, breaks, and what is known of each year.

    With `same_scope` ranks are formed anew among the members that have one in every ranked year shown.
    """
    published = _shown(rankings.published_rankings(session, cluster_id), only_published)
    members = membership.members_over_time(session, cluster_id)
    shown = among_the_same(published) if same_scope else published
    columns = _columns(sorted(years, key=lambda known: known.year), shown)
    first, last = (columns[0].first, columns[-1].last) if columns else (0, -1)
    compared = {row.member_id for one in shown for row in one.rows}
    lines = [
        MemberLine(member, _along(member, columns, shown), index)
        for index, member in enumerate(members)
        if member.id in compared
        or (not same_scope and any(member.is_member(year) for year in range(first, last + 1)))
    ]
    counts = {one.year: one.member_count for one in published}
    return Comparison(
        columns,
        tuple(lines),
        breaks_between(members, range(first, last + 1), counts),
        _summary(shown),
        facts_of(session, cluster_id, only_published=only_published),
        scales.scale_of({one.year: one.max_points for one in shown if _has_totals(one)}),
        same_scope,
        left_out(members, published, compared) if same_scope else (),
    )


def _has_totals(ranking: PublishedRanking) -> bool:
    return any(row.total is not None for row in ranking.rows)


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
