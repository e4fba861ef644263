"""A published ranking down to the criterion: final points of every member, with sums (features R1). Writes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from emulation.queries.places import YearPlace
from emulation.queries.rankings import PublishedRanking, RankedMember, published_rankings
from emulation.queries.scores import CriterionRow
from emulation.rules import breakdown as rules
from emulation.rules.breakdown import Lead
from emulation.rules.totals import Total
from emulation.services import totals
from emulation.vocabulary.states import SheetState


@dataclass(frozen=True)
class Points:
    """One cell: points, or none, or a criterion that was not assigned to the member."""

    value: Decimal | None
    not_assigned: bool = False


@dataclass(frozen=True)
class BreakdownRow:
    """A criterion or a group within a group, with the cells in the order of the members; `depth` from 0."""

    node: CriterionRow
    depth: int
    is_sum: bool
    cells: list[Points]
    lead: Lead[int] | None


@dataclass(frozen=True)
class BreakdownGroup:
    """A top group: its rows, and its sums in the order of the members."""

    node: CriterionRow
    rows: list[BreakdownRow]
    sums: BreakdownRow


@dataclass(frozen=True)
class Breakdown:
    """The ranking with its members in the order of their places. `groups` is empty where no sheets were published.

    `totals` are the members' sums by member id; `disagreeing` those whose frozen total is another.
    """

    ranking: PublishedRanking
    members: tuple[RankedMember, ...]
    groups: list[BreakdownGroup]
    extras: list[BreakdownRow]
    totals: Mapping[int, Total]
    disagreeing: list[RankedMember]

    @property
    def is_scaled(self) -> bool:
        """Whether somebody's sum was scaled because criteria were not assigned."""
        return any(total.is_scaled for total in self.totals.values())


def of_year(session: Session, *, cluster_id: int, year: YearPlace) -> Breakdown | None:
    """The breakdown of a year, or None while its ranking is not published. Reads published sheets only."""
    if not year.is_published:
        return None
    published = published_rankings(session, cluster_id, year=year.year)
    ranking = next((one for one in published if one.year == year.year), None)
    if ranking is None:
        return None
    board = totals.board(session, (year.id, cluster_id, year.year))
    shown = {one.member_id for one in board.members if one.state is SheetState.PUBLISHED}
    if not shown:
        return Breakdown(ranking, ranking.rows, [], [], {}, [])
    sums = {member: board.sums[member].final for member in shown if member in board.sums}
    wrong = [row for row in ranking.rows if row.member_id in sums and sums[row.member_id].total != row.total]
    table = _Table(board, ranking.rows, shown)
    return Breakdown(ranking, ranking.rows, table.groups(), table.extras(), sums, wrong)


class _Table:
    """The rows of the tables, worked out from the year's board."""

    def __init__(self, board: totals.Board, members: Sequence[RankedMember], shown: set[int]) -> None:
        self.board = board
        self.order = [row.member_id for row in members]
        self.sums = {
            member: rules.node_sums(board.criteria, _finals(board, member))
            for member in self.order
            if member in shown
        }
        parents = {node.id: node.parent_id for node in board.criteria}
        self.depths = {node.id: _depth(node.id, parents) for node in board.criteria}

    def groups(self) -> list[BreakdownGroup]:
        """The top groups with all that lies below them; a criterion at the top is a group of its own."""
        found: list[BreakdownGroup] = []
        for node in self.board.criteria:
            if rules.is_extra(node):
                continue
            if node.parent_id is None:
                rows = [] if node.rule_type is None else [self.row(node)]
                found.append(BreakdownGroup(node, rows, self.row(node)))
            else:
                found[-1].rows.append(self.row(node))
        return [group for group in found if group.rows]

    def extras(self) -> list[BreakdownRow]:
        """Bonus and penalty."""
        return [self.row(node) for node in self.board.criteria if rules.is_extra(node)]

    def row(self, node: CriterionRow) -> BreakdownRow:
        """One node with the members' points."""
        cells = [self.cell(member, node) for member in self.order]
        known = {m: cell.value for m, cell in zip(self.order, cells, strict=True) if cell.value is not None}
        return BreakdownRow(
            node, max(self.depths[node.id] - 1, 0), node.rule_type is None, cells, rules.lead_of(known)
        )

    def cell(self, member: int, node: CriterionRow) -> Points:
        """The points of a member for a node, or the word that it was not assigned."""
        if member not in self.sums:
            return Points(None)
        given = self.board.cells.get((member, node.id))
        return Points(self.sums[member].get(node.id), bool(given and given.not_assigned))


def _finals(board: totals.Board, member: int) -> dict[int, Decimal | None]:
    """The final points of a member by criterion; what was not assigned has none."""
    cells = {node.id: board.cells.get((member, node.id)) for node in board.criteria}
    return {node: cell.final for node, cell in cells.items() if cell and not cell.not_assigned}


def _depth(node: int, parents: Mapping[int, int | None]) -> int:
    parent = parents[node]
    return 0 if parent is None else 1 + _depth(parent, parents)
