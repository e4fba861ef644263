"""The sheets behind a frozen ranking, as rules need them: contenders, the scorecard, and measures. Writes nothing."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from sqlalchemy.orm import Session

from emulation.queries import ledgers as queries
from emulation.queries.ledgers import LedgerLine
from emulation.rules import robustness, totals
from emulation.rules.robustness import Border, Card, Contender, Firmness, Line, Unit
from emulation.rules.three_rankings import Measure
from emulation.vocabulary.kinds import Boundary, RuleType, TieRule
from emulation.vocabulary.states import RankingState


@dataclass(frozen=True)
class Node:
    """A group or criterion of a scorecard; a group has no rule."""

    id: int
    parent_id: int | None
    code: str
    name_vi: str
    name_en: str
    max_points: Decimal
    rule_type: RuleType | None


@dataclass(frozen=True)
class Ledger:
    """A year: its lines by member in the order of the ranking, and the tree of its scorecard."""

    year: int
    lines: Mapping[int, tuple[LedgerLine, ...]]
    nodes: tuple[Node, ...]
    contenders: tuple[Contender, ...]
    card: Card

    @property
    def is_whole(self) -> bool:
        """Whether every line that counts has points."""
        return all(
            line.not_assigned or points_of(line) is not None
            for lines in self.lines.values()
            for line in lines
        )

    def repeats(self, ranks: Mapping[int, int | None]) -> bool:
        """Whether these sheets give exactly these frozen ranks; only then may they be varied."""
        return self.is_whole and robustness.ranks_as_scored(self.contenders, self.card) == dict(ranks)

    def extras(self, rule: RuleType) -> Unit:
        """All criteria of bonus, or of penalty, taken together."""
        codes = {node.code for node in self.nodes if node.rule_type is rule}
        return Unit(rule.value, True, frozenset(codes))

    def find_node(self, code: str) -> Node | None:
        """The group or criterion with a code, or None."""
        return next((node for node in self.nodes if node.code == code), None)


def read(
    session: Session, *, cluster_id: int, year: int, before: int | None, states: Collection[RankingState]
) -> dict[int, Ledger]:
    """The ledgers of `year` (its ranking in one of `states`) and of `before` (published), in one statement.

    A year without sheets has none.
    """
    rows = queries.lines_of_years(session, cluster_id, year, before, states)
    return {
        found: ledger_of(found, [row for row in rows if row.year == found])
        for found in sorted({row.year for row in rows})
    }


def firmness(
    ledger: Ledger | None, ranks: Mapping[int, int | None], factors: Sequence[str], border: Border
) -> list[Firmness] | None:
    """How firm the frozen ranks are; None when the sheets do not give these ranks (or there are none)."""
    if ledger is None or not ledger.repeats(ranks):
        return None
    return list(_assessed(ledger.contenders, ledger.card, tuple(factors), border))


@lru_cache(maxsize=64)
def _assessed(
    contenders: tuple[Contender, ...], card: Card, factors: tuple[str, ...], border: Border
) -> tuple[Firmness, ...]:
    """Frozen numbers give the same answer every time: it is worked out once for the readers of a public page."""
    return tuple(robustness.assess(contenders, card, [Decimal(one) for one in factors], border))


def points_of(line: LedgerLine) -> Decimal | None:
    """The points that count."""
    assert line.rule_type is not None
    return totals.final_points(
        totals.TotalLine(
            group="",
            max_points=line.max_points,
            rule_type=line.rule_type,
            computed=line.computed,
            claimed=line.claimed,
            appraised=line.appraised,
            not_assigned=bool(line.not_assigned),
        )
    )


def measures(ledger: Ledger, before: Ledger | None) -> list[Measure]:
    """The lines with an indicator, beside the result that the year before pinned for the same indicator."""
    earlier = {
        (line.member_id, line.indicator): line
        for lines in (before.lines.values() if before else ())
        for line in reversed(lines)
        if line.indicator and line.actual is not None
    }
    return [
        _measure(line, earlier.get((line.member_id, line.indicator)))
        for lines in ledger.lines.values()
        for line in lines
        if line.indicator is not None
    ]


def _measure(line: LedgerLine, last: LedgerLine | None) -> Measure:
    assert line.indicator is not None and line.direction is not None and line.rule_type is not None
    return Measure(
        member_id=line.member_id,
        indicator=line.indicator,
        rule_type=line.rule_type,
        max_points=line.max_points,
        params=line.params,
        direction=line.direction,
        operator=line.operator,
        low=line.low,
        high=line.high,
        actual=line.actual,
        boundary=line.boundary or Boundary.OLD,
        before=last.actual if last else None,
        before_boundary=(last and last.boundary) or Boundary.OLD,
        not_assigned=bool(line.not_assigned),
    )


def ledger_of(year: int, rows: Sequence[LedgerLine]) -> Ledger:
    """The ledger of one year from its rows, in the order of the scorecard."""
    newest = max(row.scorecard_id for row in rows)
    nodes = tuple(dict.fromkeys(_node(row) for row in rows if row.scorecard_id == newest))
    by_id = {node.id: node for node in nodes}
    by_member: dict[int, list[LedgerLine]] = {}
    for row in rows:
        if row.rule_type is not None and row.line_id is not None:
            by_member.setdefault(row.member_id, []).append(row)
    card = Card(
        tuple(node.code for node in nodes if node.parent_id is None and node.rule_type is None),
        _units(nodes, by_id),
        tuple(TieRule(code) for code in rows[0].tie_rules),
        rows[0].keeps_place,
    )
    kept = {member: tuple(own) for member, own in by_member.items()}
    contenders = tuple(_contender(own, by_id) for own in kept.values())
    return Ledger(year, kept, nodes, contenders, card)


def _node(row: LedgerLine) -> Node:
    return Node(
        row.criterion_id,
        row.parent_id,
        row.code,
        row.name_vi,
        row.name_en,
        row.max_points,
        row.rule_type,
    )


def _units(nodes: Sequence[Node], by_id: Mapping[int, Node]) -> tuple[Unit, ...]:
    """Every group, with all criteria below it, and every criterion, in the order of the scorecard."""
    below: dict[int, set[str]] = {node.id: set() for node in nodes}
    for node in nodes:
        if node.rule_type is None:
            continue
        above: Node | None = node
        while above is not None:
            below[above.id].add(node.code)
            above = by_id.get(above.parent_id) if above.parent_id else None
    return tuple(
        Unit(node.code, node.rule_type is None, frozenset(below[node.id])) for node in nodes if below[node.id]
    )


def _contender(lines: Sequence[LedgerLine], by_id: Mapping[int, Node]) -> Contender:
    first = lines[0]
    return Contender(
        first.member_id,
        tuple(_line(line, by_id) for line in lines),
        first.previous_rank,
        first.ballot_place,
        first.eligibility,
    )


def _line(line: LedgerLine, by_id: Mapping[int, Node]) -> Line:
    assert line.rule_type is not None
    group, points = _top(line.criterion_id, by_id), points_of(line)
    return Line(
        line.code, group, line.max_points, line.rule_type, points or Decimal(0), bool(line.not_assigned)
    )


def _top(criterion_id: int, by_id: Mapping[int, Node]) -> str:
    """The code of the top group above a criterion; a criterion of another edition stands alone."""
    node = by_id.get(criterion_id)
    while node is not None and node.parent_id is not None and node.parent_id in by_id:
        node = by_id[node.parent_id]
    return node.code if node else ""
