"""The workflow of a score sheet and what makes one complete (features S3, S7; handbook 4 and 6.2)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import RuleType
from emulation.vocabulary.moves import SheetMove
from emulation.vocabulary.numbers import format_number
from emulation.vocabulary.states import SheetState
from emulation.vocabulary.words import N_

TABLE: Mapping[tuple[SheetState, SheetMove], SheetState] = {
    (SheetState.DRAFT, SheetMove.REQUEST_APPROVAL): SheetState.AWAITING_APPROVAL,
    (SheetState.RETURNED, SheetMove.REQUEST_APPROVAL): SheetState.AWAITING_APPROVAL,
    (SheetState.AWAITING_APPROVAL, SheetMove.SUBMIT): SheetState.SUBMITTED,
    (SheetState.AWAITING_APPROVAL, SheetMove.RETURN): SheetState.RETURNED,
    (SheetState.SUBMITTED, SheetMove.RETURN): SheetState.RETURNED,
    (SheetState.SUBMITTED, SheetMove.CROSS_CHECK): SheetState.CROSS_CHECKING,
    (SheetState.SUBMITTED, SheetMove.EXPLAIN): SheetState.EXPLAINING,
    (SheetState.SUBMITTED, SheetMove.REVIEW): SheetState.REVIEWED,
    (SheetState.CROSS_CHECKING, SheetMove.EXPLAIN): SheetState.EXPLAINING,
    (SheetState.CROSS_CHECKING, SheetMove.REVIEW): SheetState.REVIEWED,
    (SheetState.EXPLAINING, SheetMove.REVIEW): SheetState.REVIEWED,
    (SheetState.REVIEWED, SheetMove.RETURN): SheetState.RETURNED,
    (SheetState.REVIEWED, SheetMove.FREEZE): SheetState.FROZEN,
    (SheetState.FROZEN, SheetMove.UNFREEZE): SheetState.REVIEWED,
    (SheetState.FROZEN, SheetMove.FINALISE): SheetState.FINALISED,
    (SheetState.FINALISED, SheetMove.PUBLISH): SheetState.PUBLISHED,
}
EDITABLE = frozenset({SheetState.DRAFT, SheetState.RETURNED})
APPRAISABLE = frozenset({SheetState.SUBMITTED, SheetState.CROSS_CHECKING, SheetState.EXPLAINING})
FIXED = frozenset({SheetState.FROZEN, SheetState.FINALISED, SheetState.PUBLISHED})
#: Moves of one sheet by a person; the others move all sheets of a year together (services/rankings).
PERSONAL = (SheetMove.REQUEST_APPROVAL, SheetMove.SUBMIT, SheetMove.RETURN, SheetMove.REVIEW)
#: Rules that answer from what is typed: no figure stands behind them.
TYPED_RULES = frozenset({RuleType.BOOLEAN, RuleType.BONUS, RuleType.PENALTY, RuleType.MANUAL})
NO_FIGURE = N_("chưa có số liệu")


@dataclass(frozen=True)
class LineState:
    """A line of a sheet as the checks need it: code, points, why it is open, whether a needed figure lacks."""

    code: str
    computed: Decimal | None
    claimed: Decimal | None
    not_assigned: bool
    lacks_figure: bool


def next_state(state: SheetState, move: SheetMove) -> SheetState:
    """Where a move leads. Raises DomainError when it is not possible from here."""
    following = TABLE.get((state, move))
    if following is None:
        message = N_("Phiếu điểm đang ở trạng thái “%(state)s” nên không làm được việc này.")
        raise DomainError(message, state=state.label)
    return following


def moves_from(state: SheetState) -> list[SheetMove]:
    """The moves a person can make with one sheet from a state, in the order of the workflow."""
    return [move for move in PERSONAL if (state, move) in TABLE]


def check_editable(state: SheetState) -> None:
    """Only drafts and returned sheets are written to."""
    if state not in EDITABLE:
        message = N_("Phiếu điểm đang ở trạng thái “%(state)s” nên không sửa được. Cần được trả lại trước.")
        raise DomainError(message, state=state.label)


def check_appraisable(state: SheetState) -> None:
    """Appraisal works on submitted sheets until they are reviewed."""
    if state not in APPRAISABLE:
        message = N_("Phiếu điểm đang ở trạng thái “%(state)s” nên không thẩm định được.")
        raise DomainError(message, state=state.label)


def is_done(line: LineState) -> bool:
    """Whether a line is complete: not assigned, or with points and, where one is needed, a figure."""
    if line.not_assigned:
        return True
    return not line.lacks_figure and (line.claimed is not None or line.computed is not None)


def check_complete(lines: Collection[LineState]) -> None:
    """A sheet that goes to somebody has no open line; a missing figure is never taken as 0 (handbook 6.2)."""
    lacking = [line.code for line in lines if not line.not_assigned and line.lacks_figure]
    if lacking:
        message = N_("Chưa nộp được: tiêu chí %(codes)s chưa có số liệu.")
        raise DomainError(message, codes=listed(lacking))
    open_lines = [line.code for line in lines if not is_done(line)]
    if open_lines:
        raise DomainError(N_("Chưa nộp được: tiêu chí %(codes)s chưa có điểm."), codes=listed(open_lines))


def listed(codes: Collection[str]) -> str:
    """Codes of criteria for a sentence: six of them, and how many more there are."""
    return ", ".join(list(codes)[:6]) + (f" (+{len(codes) - 6})" if len(codes) > 6 else "")


def check_points(
    points: Decimal | None, bounds: tuple[Decimal, Decimal | None], field: str | None = None
) -> None:
    """Points lie within what the rule can give; outside is refused, never clamped (handbook 6.1, MANUAL)."""
    low, high = bounds
    if points is None or (low <= points and (high is None or points <= high)):
        return
    if high is None:
        raise DomainError(N_("Điểm phải từ %(low)s trở lên."), field=field, low=format_number(low))
    message = N_("Điểm phải từ %(low)s đến %(high)s.")
    raise DomainError(message, field=field, low=format_number(low), high=format_number(high))


def check_claim(
    claimed: Decimal | None, computed: Decimal | None, reason: str, field: str | None = None
) -> None:
    """Points that no rule gave, or that differ from what it gave, need a reason (handbook 6.1, screens 3.10)."""
    if claimed is not None and claimed != computed and not reason.strip():
        if computed is None:
            raise DomainError(N_("Nhập lý do chấm điểm này."), field=field)
        raise DomainError(N_("Nhập lý do vì điểm tự chấm khác điểm máy tính."), field=field)


def check_appraisal(
    appraised: Decimal | None, proposed: Decimal | None, reason: str, field: str | None = None
) -> None:
    """Points of the appraisal that differ from those proposed need a reason (message 11)."""
    if appraised is not None and appraised != proposed and len(reason.strip()) < 5:
        message = N_("Nhập lý do. Lý do được ghi vào nhật ký và gửi cho đơn vị.")
        raise DomainError(message, field=field)


def check_not_held(is_held: bool, field: str) -> None:
    """The points of a line that the member was asked to explain come from the conclusion, and from nowhere else."""
    if is_held:
        raise DomainError(N_("Điểm của tiêu chí này được ghi ở trang giải trình."), field=field)
