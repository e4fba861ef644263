"""The board of a year: all points side by side, sums, the order they give, and what blocks a freeze. Writes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from emulation.queries import scores as queries
from emulation.queries.opened_checks import OpenedPoints, opened_points
from emulation.rules import rankings, spreads, totals
from emulation.vocabulary.actor import Scope
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import Provenance, TieRule
from emulation.vocabulary.states import EligibilityState, SheetState
from emulation.vocabulary.words import N_

EVERYBODY = Scope(everything=True)


@dataclass(frozen=True)
class Cell:
    """One criterion of one member: what it says itself, the appraisal, what counts, and what checkers gave.

    `check` is the median of the opened checks; `apart` the distance between the highest and the lowest of the
    member's own points and the checks.
    """

    own: Decimal | None
    appraised: Decimal | None
    final: Decimal | None
    not_assigned: bool
    check: Decimal | None = None
    apart: Decimal | None = None


@dataclass(frozen=True)
class Sums:
    """A member's sums: by itself and as they count."""

    own: totals.Total
    final: totals.Total


@dataclass(frozen=True)
class Middle:
    """Mean, median and spread of all members' points for one criterion, at each stage; None without points."""

    mean: Decimal | None
    median: Decimal | None
    apart: Decimal | None


@dataclass(frozen=True)
class Blocker:
    """Something that must be done before scores freeze; `member` is whose it is, if it is somebody's.

    `open_lines`: how many of its criteria wait for the conclusion of an explanation.
    """

    message: str
    member: queries.StandingRow | None = None
    open_lines: int = 0


@dataclass(frozen=True)
class Board:
    """Everything about the scores of a year, members in protocol order, criteria in the order of the tree."""

    title: str
    max_points: Decimal | None
    tie_rules: tuple[TieRule, ...]
    keeps_place: bool
    is_illustrative: bool
    members: list[queries.StandingRow]
    criteria: list[queries.CriterionRow]
    groups: list[queries.CriterionRow]
    cells: Mapping[tuple[int, int], Cell]
    sums: Mapping[int, Sums]
    places: list[rankings.Place]
    blockers: list[Blocker]


def board(session: Session, cycle: tuple[int, int, int]) -> Board:
    """The board of a year (cycle id, cluster id, year) from its sheets; places only once all sheets have points."""
    members = queries.standings(session, cycle, EVERYBODY)
    scorecard_ids = sorted({row.scorecard_id for row in members if row.scorecard_id})
    card = (
        next((row for row in members if row.scorecard_id == scorecard_ids[-1]), None)
        if scorecard_ids
        else None
    )
    criteria = queries.criteria_of(session, scorecard_ids[-1]) if scorecard_ids else []
    points = queries.points_of(session, cycle[0]) if scorecard_ids else {}
    leaves = [node for node in criteria if node.rule_type is not None]
    opened = opened_points(session, cycle[0]) if scorecard_ids else {}
    cells, sums = _cells(members, leaves, queries.top_groups(criteria), points, opened)
    is_whole = len(sums) == len(members) and all(
        cell.not_assigned or cell.final is not None for cell in cells.values()
    )
    tie_rules = tuple(TieRule(code) for code in (card and card.tie_rules) or ())
    keeps = card is None or card.keeps_place is not False
    entries = _entries(members, sums, [node.code for node in criteria if _is_group(node)])
    return Board(
        title=(card and card.scorecard_title) or "",
        max_points=card.scorecard_points if card else None,
        tie_rules=tie_rules,
        keeps_place=keeps,
        is_illustrative=any(
            Provenance.ILLUSTRATIVE in (row.provenance, row.scorecard_provenance) for row in members
        ),
        members=members,
        criteria=criteria,
        groups=[node for node in criteria if node.parent_id is None],
        cells=cells,
        sums=sums,
        places=rankings.rank(entries, tie_rules, keeps_place=keeps) if is_whole else [],
        blockers=_blockers(members, leaves, cells, scorecard_ids),
    )


def _cells(
    members: Sequence[queries.StandingRow],
    leaves: Sequence[queries.CriterionRow],
    tops: Mapping[int, queries.CriterionRow],
    points: Mapping[tuple[int, int], queries.PointsRow],
    opened: Mapping[tuple[int, int], Sequence[OpenedPoints]],
) -> tuple[dict[tuple[int, int], Cell], dict[int, Sums]]:
    cells: dict[tuple[int, int], Cell] = {}
    sums: dict[int, Sums] = {}
    for member in members:
        if member.sheet_id is None:
            continue
        lines = _lines(member.sheet_id, leaves, tops, points)
        for node, line in lines:
            own, final = totals.self_points(line), totals.final_points(line)
            given = [one.points for one in opened.get((member.member_id, node.id), [])]
            known = [*given, *([own] if own is not None else [])]
            apart = spreads.spread(known) if given else None
            check = spreads.median(given)
            cell = Cell(own, line.appraised, final, line.not_assigned, check, apart)
            cells[member.member_id, node.id] = cell
        sums[member.member_id] = _sums([line for _node, line in lines])
    return cells, sums


def _is_group(node: queries.CriterionRow) -> bool:
    return node.parent_id is None and node.rule_type is None


def _lines(
    sheet_id: int,
    leaves: Sequence[queries.CriterionRow],
    tops: Mapping[int, queries.CriterionRow],
    points: Mapping[tuple[int, int], queries.PointsRow],
) -> list[tuple[queries.CriterionRow, totals.TotalLine]]:
    found = []
    for node in leaves:
        row = points.get((sheet_id, node.id))
        if row is None or node.rule_type is None:
            continue
        line = totals.TotalLine(
            tops[node.id].code,
            node.max_points,
            node.rule_type,
            row.computed,
            row.claimed,
            row.appraised,
            row.not_assigned,
        )
        found.append((node, line))
    return found


def _sums(lines: Sequence[totals.TotalLine]) -> Sums:
    own = {position: totals.self_points(line) for position, line in enumerate(lines)}
    final = {position: totals.final_points(line) for position, line in enumerate(lines)}
    return Sums(totals.total_of(lines, own), totals.total_of(lines, final))


def _entries(
    members: Sequence[queries.StandingRow],
    sums: Mapping[int, Sums],
    groups: Sequence[str],
) -> list[rankings.Entry]:
    """What decides the places. Content I is the first top group, emulation content the third (handbook 6.3, 7)."""
    first, third = totals.group_for_rule(groups, 0), totals.group_for_rule(groups, 2)
    return [
        rankings.Entry(
            member_id=member.member_id,
            total=sums[member.member_id].final.total,
            content_one=sums[member.member_id].final.groups.get(first or "", Decimal(0)),
            emulation_content=sums[member.member_id].final.groups.get(third or "", Decimal(0)),
            penalty=sums[member.member_id].final.penalty,
            previous_rank=member.previous_rank,
            ballot_place=member.ballot_place,
            eligibility=member.eligibility or EligibilityState.ELIGIBLE,
        )
        for member in members
        if member.member_id in sums
    ]


def _blockers(
    members: Sequence[queries.StandingRow],
    leaves: Sequence[queries.CriterionRow],
    cells: Mapping[tuple[int, int], Cell],
    scorecard_ids: Sequence[int],
) -> list[Blocker]:
    found = []
    if len(scorecard_ids) > 1:
        found.append(Blocker(N_("Các phiếu điểm dùng nhiều bản bảng tiêu chí khác nhau.")))
    for member in members:
        if member.sheet_id is None:
            found.append(Blocker(N_("Chưa có phiếu điểm"), member))
        elif member.open_lines:
            message = N_("Còn %(n)s tiêu chí chờ kết luận giải trình")
            found.append(Blocker(message, member, member.open_lines))
        elif member.state not in (SheetState.REVIEWED, SheetState.FROZEN, SheetState.FINALISED):
            found.append(Blocker(N_("Phiếu điểm chưa thẩm định xong"), member))
        elif any(
            cell.final is None and not cell.not_assigned
            for node in leaves
            if (cell := cells.get((member.member_id, node.id))) is not None
        ):
            found.append(Blocker(N_("Còn tiêu chí chưa có điểm"), member))
    if not members:
        found.append(Blocker(N_("Năm này chưa có thành viên.")))
    return found


def summary_of(cells: Sequence[Cell]) -> dict[str, Middle]:
    """Stage (own, check, final) → the middle of the members' points; what was not assigned is left out."""
    return {
        stage: _middle([getattr(cell, stage) for cell in cells if not cell.not_assigned])
        for stage in ("own", "check", "final")
    }


def _middle(points: Sequence[Decimal | None]) -> Middle:
    known = [one for one in points if one is not None]
    return Middle(spreads.mean(known), spreads.median(known), spreads.spread(known))


def check_equal_totals(found: Board, member_ids: Sequence[int]) -> None:
    """A ballot orders members with equal totals only (handbook 6.3)."""
    known = {found.sums[member].final.total for member in member_ids if member in found.sums}
    if len(known) != 1 or any(member not in found.sums for member in member_ids):
        raise DomainError(N_("Chỉ ghi thứ tự bỏ phiếu cho các đơn vị bằng điểm nhau."))
