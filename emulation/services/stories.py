"""The story of a published year: rows of two rankings and the sheets behind them, told by rule. Writes nothing."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from sqlalchemy.orm import Session

from emulation.queries.membership import MemberOverTime
from emulation.queries.rankings import PublishedRanking, RankedMember
from emulation.rules import movements, robustness, stories
from emulation.rules.stories import Told
from emulation.rules.story_facts import Part, Place, Year
from emulation.services import analysis, ledgers
from emulation.services.ledgers import Ledger
from emulation.vocabulary.kinds import RuleType
from emulation.vocabulary.numbers import half_up


def story(
    session: Session,
    *,
    cluster_id: int,
    ranking: PublishedRanking,
    earlier: PublishedRanking | None,
    members: Sequence[MemberOverTime],
) -> list[Told]:
    """What a published ranking says, compared with the published one before it; one statement at most.

    Only what is published is read. A year of which only ranks are known tells only these.
    """
    found: dict[int, Ledger] = {}
    if any(row.total is not None for row in ranking.rows):
        found = ledgers.read(
            session,
            cluster_id=cluster_id,
            year=ranking.year,
            before=earlier.year if earlier else None,
            states=analysis.PUBLISHED,
        )
    return told(ranking, earlier, members, found)


def told(
    ranking: PublishedRanking,
    earlier: PublishedRanking | None,
    members: Sequence[MemberOverTime],
    found: Mapping[int, Ledger],
) -> list[Told]:
    """The story from two rankings and the ledgers of their years, where there are any."""
    limits, ledger = analysis.limits(), found.get(ranking.year)
    ranks = {row.member_id: row.rank for row in ranking.rows}
    firm = ledgers.firmness(ledger, ranks, limits.factors, limits.border)
    known = {one.member_id: one for one in firm or ()}
    without = _without(ledger) if ledger and firm is not None else {}
    by_id = {member.id: member for member in members}
    places = tuple(
        _place(row, ranking, earlier, by_id.get(row.member_id), known.get(row.member_id), without, found)
        for row in ranking.rows
    )
    year = Year(
        ranking.year,
        ranking.member_count,
        places,
        ranking.is_illustrative,
        earlier.year if earlier else None,
        earlier.member_count if earlier else None,
        firm[0].tried if firm else 0,
    )
    return stories.tell(year, causes=limits.causes)


def _without(ledger: Ledger) -> dict[RuleType, dict[int, int | None]]:
    return {
        rule: robustness.ranks_under(ledger.contenders, ledger.card, ledger.extras(rule), Decimal(0))
        for rule in (RuleType.BONUS, RuleType.PENALTY)
    }


def _place(
    row: RankedMember,
    ranking: PublishedRanking,
    earlier: PublishedRanking | None,
    member: MemberOverTime | None,
    firm: robustness.Firmness | None,
    without: Mapping[RuleType, Mapping[int, int | None]],
    found: Mapping[int, Ledger],
) -> Place:
    last = earlier.find(row.member_id) if earlier else None
    was_member = last is not None or bool(earlier and member and member.is_member(earlier.year))
    return Place(
        code=row.code,
        name=row,
        rank=row.rank,
        is_tied=row.is_tied,
        tie_rule=row.tie_rule,
        total=row.total,
        rank_before=last.rank if last else None,
        total_before=last.total if last else None,
        has_joined=earlier is not None and movements.has_joined(True, was_member),
        has_new_map=_has_new_map(member, earlier.year if earlier else None, ranking.year),
        parts=_parts(row, last, found.get(ranking.year), found.get(earlier.year) if earlier else None),
        without_bonus=without.get(RuleType.BONUS, {}).get(row.member_id),
        without_penalty=without.get(RuleType.PENALTY, {}).get(row.member_id),
        best=firm.best if firm else None,
        worst=firm.worst if firm else None,
        verdict=firm.verdict if firm else None,
    )


def _has_new_map(member: MemberOverTime | None, before: int | None, year: int) -> bool:
    return (
        member is not None
        and before is not None
        and any(before < day.year <= year for day in member.boundaries)
    )


def _parts(
    row: RankedMember, last: RankedMember | None, ledger: Ledger | None, before: Ledger | None
) -> tuple[Part, ...]:
    """The criteria that both scorecards score alike (code, name, maximum); with none in common, the groups."""
    if last is None or ledger is None or before is None:
        return ()
    now, then = _points(ledger, row.member_id), _points(before, row.member_id)
    criteria = _common(ledger, before, now, then)
    return criteria or _common(ledger, before, _groups(row), _groups(last))


def _points(ledger: Ledger, member_id: int) -> dict[str, Decimal]:
    return {
        line.code: points
        for line in ledger.lines.get(member_id, ())
        if not line.not_assigned and (points := ledgers.points_of(line)) is not None
    }


def _groups(row: RankedMember) -> dict[str, Decimal]:
    return {code: half_up(Decimal(str(text))) for code, text in row.groups.items() if text not in (None, "")}


def _common(
    ledger: Ledger, before: Ledger, now: Mapping[str, Decimal], then: Mapping[str, Decimal]
) -> tuple[Part, ...]:
    parts = []
    for code, points in now.items():
        node, last = ledger.find_node(code), before.find_node(code)
        if node is None or last is None or code not in then:
            continue
        if (node.name_vi, node.max_points, node.rule_type) == (last.name_vi, last.max_points, last.rule_type):
            parts.append(Part(code, node, then[code], points))
    return tuple(parts)
