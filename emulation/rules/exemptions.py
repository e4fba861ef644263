"""Criteria that are not assigned to a member ("không giao"): which ones, until when (handbook 6.2).

Until when: while the year is being prepared or scored, and as long as the member has no score sheet yet. A sheet keeps
the base it was computed from; afterwards only a correction with its reason can change what counts.
"""

from collections.abc import Collection, Sequence

from emulation.rules.cycles import OPEN, Work
from emulation.rules.reasons import check_reason
from emulation.rules.scorecards import OUTSIDE, Node, children_of
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.states import Phase
from emulation.vocabulary.words import N_

PHASES = OPEN[Work.EDIT_SCORECARD] | OPEN[Work.SELF_SCORE]


def is_open(phase: Phase, *, has_sheet: bool) -> bool:
    """Whether what a member is assigned may still change."""
    return phase in PHASES and not has_sheet


def check_open(phase: Phase, *, has_sheet: bool) -> None:
    """Raise DomainError once the member is scored by what was assigned, or the year is past its scores."""
    if has_sheet:
        raise DomainError(
            N_("Đơn vị đã có phiếu điểm nên không đổi được tiêu chí không giao."), field="member"
        )
    if phase not in PHASES:
        raise DomainError(N_("Giai đoạn này không đổi được tiêu chí không giao nữa."))


def leaves_within(nodes: Sequence[Node], criterion_id: int) -> list[Node]:
    """The criterion itself, or of a group all criteria below it that count towards the sum.

    Raises DomainError for points on top or off, which nobody is obliged to, and for a group without criteria.
    """
    node = next(each for each in nodes if each.id == criterion_id)
    if node.rule_type in OUTSIDE:
        message = N_(
            "%(code)s là điểm thưởng hoặc điểm trừ, không thuộc điểm được giao nên không cần “không giao”."
        )
        raise DomainError(message, field="criterion", code=node.code)
    found = list(_leaves(nodes, node))
    if not found:
        message = N_("%(code)s chưa có tiêu chí nào để không giao.")
        raise DomainError(message, field="criterion", code=node.code)
    return found


def _leaves(nodes: Sequence[Node], node: Node) -> list[Node]:
    if node.rule_type is not None:
        return [] if node.rule_type in OUTSIDE else [node]
    return [leaf for child in children_of(nodes, node.id) for leaf in _leaves(nodes, child)]


def check_some_left(nodes: Sequence[Node], exempted: Collection[int]) -> None:
    """Raise DomainError when nothing would be assigned any more: a total of nothing cannot be scaled."""
    counted = [leaf for node in children_of(nodes, None) for leaf in _leaves(nodes, node)]
    if all(leaf.id in exempted for leaf in counted):
        raise DomainError(N_("Phải còn ít nhất một tiêu chí được giao cho đơn vị."), field="criterion")


def check_why(reason: str) -> None:
    """A reason is at least one sentence (message 11)."""
    check_reason(reason)
