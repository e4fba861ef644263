"""The tree of criteria: what must hold before it is issued, and what may be changed (handbook 6, 6.2, 6.3)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Protocol

from emulation.rules.parameters import check_params
from emulation.rules.scoring import RATIO_RULES, WITH_INDICATOR
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import PlanSource, RuleType, TieRule
from emulation.vocabulary.numbers import format_number
from emulation.vocabulary.states import ScorecardState
from emulation.vocabulary.words import N_

CODE = re.compile(r"[^\W_]+(\.[^\W_]+)*")
#: Rules whose points come on top of the sum or off it.
OUTSIDE = frozenset({RuleType.BONUS, RuleType.PENALTY})


class Node(Protocol):
    """A criterion as the rules read it."""

    @property
    def id(self) -> int: ...
    @property
    def parent_id(self) -> int | None: ...
    @property
    def code(self) -> str: ...
    @property
    def max_points(self) -> Decimal: ...
    @property
    def rule_type(self) -> RuleType | None: ...
    @property
    def params(self) -> Mapping[str, Any]: ...
    @property
    def indicator_id(self) -> int | None: ...
    @property
    def plan_source(self) -> PlanSource | None: ...


@dataclass(frozen=True)
class Fault:
    """What is wrong with a scorecard: a message, its values, and the criterion to mend (None: the whole)."""

    message: str
    values: Mapping[str, object] = field(default_factory=dict)
    code: str = ""
    criterion_id: int | None = None

    def __str__(self) -> str:
        text = self.message % self.values if self.values else self.message
        return f"{self.code}: {text}" if self.code else text


def children_of(nodes: Sequence[Node], parent_id: int | None) -> list[Node]:
    """The nodes right below a parent (None: the top), in order."""
    return [node for node in nodes if node.parent_id == parent_id]


def is_outside(nodes: Sequence[Node], node: Node) -> bool:
    """Whether a node's points stand outside the sum: bonus and penalty, or a group of nothing else."""
    if node.rule_type is not None:
        return node.rule_type in OUTSIDE
    below = children_of(nodes, node.id)
    return bool(below) and all(is_outside(nodes, child) for child in below)


def sum_of(nodes: Sequence[Node], parent_id: int | None) -> Decimal:
    """The points of the children of a node (None: of the groups), bonus and penalty left out."""
    below = children_of(nodes, parent_id)
    counted = [child for child in below if not is_outside(nodes, child)]
    if parent_id is not None and below and not counted:
        counted = below
    return sum((child.max_points for child in counted), Decimal(0))


def sums(nodes: Sequence[Node]) -> dict[int, Decimal]:
    """For every node with children: the sum of their points."""
    return {node.id: sum_of(nodes, node.id) for node in nodes if children_of(nodes, node.id)}


def faults_of(total_points: Decimal, nodes: Sequence[Node]) -> list[Fault]:
    """Everything that stands in the way of issuing, in the order of the tree; empty when nothing does."""
    if not nodes:
        return [Fault(N_("Chưa có tiêu chí."))]
    faults = []
    groups = sum_of(nodes, None)
    if groups != total_points:
        message = N_("Tổng các nhóm %(sum)s, tổng điểm của bảng %(total)s")
        faults.append(Fault(message, {"sum": format_number(groups), "total": format_number(total_points)}))
    codes = [node.code for node in nodes]
    for position, node in enumerate(nodes):
        if node.code in codes[:position]:
            faults.append(Fault(N_("Mã này đã dùng cho tiêu chí khác."), {}, node.code, node.id))
        faults += _faults_of_node(nodes, node)
    return faults


def _faults_of_node(nodes: Sequence[Node], node: Node) -> Iterable[Fault]:
    below = children_of(nodes, node.id)
    if below and node.rule_type is not None:
        yield Fault(N_("Nhóm có tiêu chí con thì không có quy tắc chấm riêng."), {}, node.code, node.id)
    elif below:
        total = sum_of(nodes, node.id)
        if total != node.max_points:
            values = {"sum": format_number(total), "max": format_number(node.max_points)}
            message = N_("Tổng tiêu chí con %(sum)s, tiêu chí cha %(max)s")
            yield Fault(message, values, node.code, node.id)
    elif node.rule_type is None:
        yield Fault(N_("Thêm tiêu chí con hoặc chọn quy tắc chấm."), {}, node.code, node.id)
    else:
        try:
            check_leaf(node.rule_type, node.max_points, node.params, node.indicator_id, node.plan_source)
        except DomainError as error:
            yield Fault(error.message, error.values, node.code, node.id)


def check_tree(total_points: Decimal, nodes: Sequence[Node]) -> None:
    """Raise DomainError with the first fault: only a tree that adds up can be issued (handbook 6.2)."""
    if faults := faults_of(total_points, nodes):
        raise DomainError("%(fault)s.", fault=str(faults[0]).rstrip("."))


def check_leaf(
    rule: RuleType,
    max_points: Decimal,
    params: Mapping[str, Any],
    indicator_id: int | None,
    plan_source: PlanSource | None,
) -> None:
    """A rule with parameters that make sense, an indicator where it reads one, a plan source where it needs one."""
    if rule in WITH_INDICATOR and indicator_id is None:
        raise DomainError(N_("Chọn chỉ tiêu."), field="indicator")
    if rule in RATIO_RULES and plan_source is None:
        raise DomainError(N_("Chọn nguồn kế hoạch."), field="plan_source")
    check_params(rule, max_points, params)


def check_code(code: str, others: Iterable[str]) -> None:
    """Letters and digits in parts with dots ("I.01"), used once."""
    if not CODE.fullmatch(code):
        raise DomainError(N_("Mã gồm chữ, số và dấu chấm, ví dụ I.01."), field="code")
    if code.lower() in {other.lower() for other in others}:
        raise DomainError(N_("Mã “%(code)s” đã dùng cho tiêu chí khác."), field="code", code=code)


def check_points(max_points: Decimal, field_name: str = "max_points") -> None:
    """Points are more than 0."""
    if max_points <= 0:
        raise DomainError(N_("Điểm phải lớn hơn 0."), field=field_name)


def check_parent(nodes: Sequence[Node], criterion_id: int | None, parent_id: int | None) -> None:
    """The parent is a group of the same tree, and not the criterion itself or something below it."""
    if parent_id is None:
        return
    by_id = {node.id: node for node in nodes}
    parent = by_id.get(parent_id)
    if parent is None or parent.rule_type is not None:
        raise DomainError(N_("Tiêu chí cha phải là một nhóm của bảng này."), field="parent")
    above: int | None = parent_id
    while above is not None:
        if above == criterion_id:
            raise DomainError(N_("Một nhóm không thể nằm dưới chính nó."), field="parent")
        above = by_id[above].parent_id


def check_ties(codes: Sequence[str]) -> None:
    """Known tie rules in their order, none twice (handbook 6.3)."""
    known = {rule.value for rule in TieRule}
    if any(code not in known for code in codes):
        raise DomainError(N_("Chọn tiêu chí phụ trong danh sách."), field="ties")
    if len(set(codes)) != len(codes):
        raise DomainError(N_("Mỗi tiêu chí phụ chỉ chọn một lần."), field="ties")


def check_editable(state: ScorecardState) -> None:
    """An issued scorecard is locked."""
    if state is ScorecardState.ISSUED:
        raise DomainError(N_("Bảng tiêu chí đã ban hành nên không sửa được nữa."))


def check_new_edition(state: ScorecardState, *, has_sheets: bool) -> None:
    """A new edition follows an issued one, and only while nobody has begun to score."""
    if state is not ScorecardState.ISSUED:
        raise DomainError(N_("Bảng tiêu chí chưa ban hành: sửa trực tiếp, không cần bản mới."))
    if has_sheets:
        raise DomainError(N_("Đã có phiếu điểm theo bảng tiêu chí này nên không lập bản mới được."))


def reading_order(nodes: Sequence[Node]) -> list[tuple[Node, int]]:
    """The nodes depth first with their depth (0: groups), siblings in the given order."""
    found: list[tuple[Node, int]] = []

    def walk(parent_id: int | None, depth: int) -> None:
        for node in children_of(nodes, parent_id):
            found.append((node, depth))
            walk(node.id, depth + 1)

    walk(None, 0)
    return found
