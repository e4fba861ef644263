"""The shape of a tree of criteria: where a criterion goes when it is moved, and what a new one is called."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from emulation.rules.scorecards import Node, children_of, sum_of
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.moves import TreeMove
from emulation.vocabulary.words import N_

#: A criterion and the group it stands in.
Place = tuple[int, int | None]
_NUMBERED = re.compile(r"(.*?)(\d+)", re.DOTALL)
_ROMAN = (("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1))
#: Roman numbers up to here are counted on; a scorecard has few groups.
_MOST_ROMAN = 39


def moved(nodes: Sequence[Node], criterion_id: int, step: TreeMove) -> list[Place]:
    """Every criterion with its group, in the new order: siblings follow each other as they stand in this list.

    At the end of its group a criterion stays. Raises DomainError when there is nowhere to go in or out.
    """
    places = [(node.id, node.parent_id) for node in nodes]
    at = next(position for position, place in enumerate(places) if place[0] == criterion_id)
    node = nodes[at]
    siblings = children_of(nodes, node.parent_id)
    among = siblings.index(node)
    match step:
        case TreeMove.UP | TreeMove.DOWN:
            other = among + (-1 if step is TreeMove.UP else 1)
            if 0 <= other < len(siblings):
                to = places.index((siblings[other].id, node.parent_id))
                places[at], places[to] = places[to], places[at]
            return places
        case TreeMove.IN:
            group = _group_above(siblings, among)
            return [*places[:at], *places[at + 1 :], (node.id, group.id)]
        case TreeMove.OUT:
            return _out(nodes, places, node)


def _group_above(siblings: Sequence[Node], among: int) -> Node:
    if among == 0:
        raise DomainError(N_("Không có tiêu chí nào cùng cấp ở ngay trên để thụt vào."))
    above = siblings[among - 1]
    if above.rule_type is not None:
        message = N_("%(code)s có cách chấm riêng nên không chứa được tiêu chí con.")
        raise DomainError(message, code=above.code)
    return above


def _out(nodes: Sequence[Node], places: list[Place], node: Node) -> list[Place]:
    if node.parent_id is None:
        raise DomainError(N_("%(code)s đã đứng riêng, không lùi ra được nữa."), code=node.code)
    parent = next(each for each in nodes if each.id == node.parent_id)
    rest = [place for place in places if place[0] != node.id]
    behind = rest.index((parent.id, parent.parent_id)) + 1
    return [*rest[:behind], (node.id, parent.parent_id), *rest[behind:]]


def missing_points(total: Decimal, nodes: Sequence[Node], parent_id: int | None) -> Decimal:
    """What the children of a group (None: the groups of the whole) still lack of its maximum; 1 when nothing."""
    parent = next((node for node in nodes if node.id == parent_id), None)
    most = total if parent is None else parent.max_points
    return max(most - sum_of(nodes, parent_id), Decimal(0)) or Decimal(1)


def next_code(codes: Iterable[str], beside: str = "", group: str = "") -> str:
    """A code that is free: it counts on from `beside`, or begins the children of `group` ("I" → "I.01")."""
    taken = {code.lower() for code in codes}
    found = _counted_on(beside) if beside else f"{group}.01" if group else "I"
    while found.lower() in taken:
        found = _counted_on(found)
    return found


def _counted_on(code: str) -> str:
    """The code one further: "I.09" → "I.10", "IV" → "V", "B" → "B2"."""
    if numbered := _NUMBERED.fullmatch(code):
        stem, digits = numbered.groups()
        return f"{stem}{int(digits) + 1:0{len(digits)}d}"
    number = _from_roman(code)
    return _roman(number + 1) if number else f"{code}2"


def _roman(number: int) -> str:
    found = ""
    for letters, value in _ROMAN:
        while number >= value:
            found, number = found + letters, number - value
    return found


def _from_roman(code: str) -> int:
    """The number of a Roman numeral up to 38; 0 for anything else."""
    return next((number for number in range(1, _MOST_ROMAN) if _roman(number) == code), 0)
