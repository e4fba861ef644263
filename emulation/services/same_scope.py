"""Published rankings of several years among the members that all of them rank. Nothing is written."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from emulation.queries.membership import MemberOverTime
from emulation.queries.rankings import PublishedRanking
from emulation.rules.same_scope import common, reranked


@dataclass(frozen=True)
class LeftOut:
    """A member that is not compared, and the shown years in which it has no rank."""

    member: MemberOverTime
    years: tuple[int, ...]


def among_the_same(published: Sequence[PublishedRanking]) -> list[PublishedRanking]:
    """The same rankings with the rows, ranks and number of those who are ranked in all of them."""
    ranks = [{row.member_id: row.rank for row in one.rows} for one in published]
    kept = common(ranks)
    found = []
    for one, known in zip(published, ranks, strict=True):
        places = reranked(known, kept)
        rows = tuple(
            replace(row, rank=places[row.member_id].rank, is_tied=places[row.member_id].is_tied)
            for row in one.rows
            if row.member_id in kept
        )
        found.append(replace(one, rows=rows, member_count=len(kept)))
    return found


def left_out(
    members: Sequence[MemberOverTime], published: Sequence[PublishedRanking], compared: Set[int]
) -> tuple[LeftOut, ...]:
    """Who has a rank in some of the years only."""
    found = []
    for member in members:
        rows = {one.year: one.find(member.id) for one in published}
        without = tuple(year for year, row in rows.items() if row is None or row.rank is None)
        if member.id not in compared and len(without) < len(rows):
            found.append(LeftOut(member, without))
    return tuple(found)
