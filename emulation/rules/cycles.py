"""The phases of an emulation year: their order, their deadlines, and what may be done in which."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from emulation.vocabulary.errors import DomainError, Sealed
from emulation.vocabulary.labelled import Labelled
from emulation.vocabulary.states import Phase
from emulation.vocabulary.words import N_

PHASES = tuple(Phase)


class Work(Labelled):
    """Kinds of work that a phase opens or closes."""

    EDIT_PLEDGE = "edit_pledge", N_("Soạn và ký giao ước")
    REPORT_Q1 = "report_q1", N_("Nộp kết quả quý I")
    REPORT_MID_YEAR = "report_mid_year", N_("Nộp kết quả 6 tháng")
    REPORT_Q3 = "report_q3", N_("Nộp kết quả 9 tháng")
    REPORT_YEAR = "report_year", N_("Nộp kết quả năm")
    EDIT_SCORECARD = "edit_scorecard", N_("Soạn bảng tiêu chí")
    SELF_SCORE = "self_score", N_("Tự chấm điểm")
    APPRAISE = "appraise", N_("Thẩm định điểm")
    ASSIGN_CHECKS = "assign_checks", N_("Phân công kiểm tra chéo")
    CROSS_CHECK = "cross_check", N_("Kiểm tra chéo")
    EXPLAIN = "explain", N_("Giải trình")
    FREEZE = "freeze", N_("Khóa điểm")
    FINALISE = "finalise", N_("Chốt điểm")
    PUBLISH = "publish", N_("Công bố bảng xếp hạng")
    PROPOSE = "propose", N_("Đề nghị khen thưởng")
    PROPOSE_AT_ONCE = "propose_at_once", N_("Đề nghị khen thưởng đột xuất, chuyên đề")
    DECIDE = "decide", N_("Ghi quyết định khen thưởng")


def _between(first: Phase, last: Phase) -> frozenset[Phase]:
    return frozenset(PHASES[PHASES.index(first) : PHASES.index(last) + 1])


#: When each kind of work is open. Deadlines are soft: a report may come in the phases after its own.
OPEN: Mapping[Work, frozenset[Phase]] = {
    Work.EDIT_PLEDGE: _between(Phase.PLANNING, Phase.FIRST_HALF),
    Work.REPORT_Q1: _between(Phase.FIRST_HALF, Phase.SECOND_HALF),
    Work.REPORT_MID_YEAR: _between(Phase.MID_YEAR, Phase.SECOND_HALF),
    Work.REPORT_Q3: _between(Phase.SECOND_HALF, Phase.SELF_SCORING),
    Work.REPORT_YEAR: _between(Phase.SELF_SCORING, Phase.TOTALS),
    Work.EDIT_SCORECARD: _between(Phase.PLANNING, Phase.SECOND_HALF),
    Work.SELF_SCORE: _between(Phase.SELF_SCORING, Phase.TOTALS),
    Work.APPRAISE: _between(Phase.SELF_SCORING, Phase.TOTALS),
    Work.ASSIGN_CHECKS: _between(Phase.SELF_SCORING, Phase.CROSS_CHECKING),
    Work.CROSS_CHECK: frozenset({Phase.CROSS_CHECKING}),
    Work.EXPLAIN: _between(Phase.CROSS_CHECKING, Phase.TOTALS),
    Work.FREEZE: frozenset({Phase.TOTALS}),
    Work.FINALISE: _between(Phase.TOTALS, Phase.CONFERENCE),
    Work.PUBLISH: _between(Phase.CONFERENCE, Phase.AWARDING),
    Work.PROPOSE: _between(Phase.TOTALS, Phase.AWARDING),
    Work.PROPOSE_AT_ONCE: _between(Phase.FIRST_HALF, Phase.AWARDING),
    Work.DECIDE: _between(Phase.AWARDING, Phase.CLOSED),
}


def check_phase(work: Work, phase: Phase) -> None:
    """Raise DomainError unless the phase opens this work; Sealed when the year is closed."""
    if phase in OPEN[work]:
        return
    if phase is Phase.CLOSED:
        raise Sealed(N_("Năm thi đua đã đóng nên không sửa được nữa."))
    first = next(known for known in PHASES if known in OPEN[work])
    message = N_(
        "Việc “%(work)s” không mở trong giai đoạn “%(phase)s”; việc này bắt đầu từ giai đoạn “%(first)s”."
    )
    raise DomainError(message, work=work.label, phase=phase.label, first=first.label)


def next_phase(phase: Phase, *, uses_cross_checking: bool, uses_explaining: bool) -> Phase:
    """The phase that follows, past those the cluster switched off. A closed year has none."""
    return _neighbour(phase, 1, uses_cross_checking, uses_explaining)


def previous_phase(phase: Phase, *, uses_cross_checking: bool, uses_explaining: bool) -> Phase:
    """One step back; nothing after the conference has concluded returns (handbook 3)."""
    if phase in (Phase.AWARDING, Phase.CLOSED):
        raise DomainError(N_("Hội nghị tổng kết đã kết thúc nên không quay lại giai đoạn trước được."))
    return _neighbour(phase, -1, uses_cross_checking, uses_explaining)


def _neighbour(phase: Phase, step: int, uses_cross_checking: bool, uses_explaining: bool) -> Phase:
    skipped = set()
    if not uses_cross_checking:
        skipped.add(Phase.CROSS_CHECKING)
    if not uses_explaining:
        skipped.add(Phase.EXPLAINING)
    position = PHASES.index(phase) + step
    while 0 <= position < len(PHASES):
        if PHASES[position] not in skipped:
            return PHASES[position]
        position += step
    if step < 0:
        raise DomainError(N_("Năm đang ở giai đoạn đầu tiên."))
    raise DomainError(N_("Không có giai đoạn nào tiếp theo."))


def days_late(due_on: date, today: date, grace_days: int = 0) -> int:
    """Days past the deadline; 0 within the grace period, counted from the deadline afterwards (screens 3.16)."""
    return (today - due_on).days if today > due_on + timedelta(days=grace_days) else 0


def check_deadlines(deadlines: Sequence[tuple[Phase, date, date]]) -> None:
    """Each phase ends after it starts and starts after the one before ends; the message names both."""
    ordered = sorted(deadlines, key=lambda row: PHASES.index(row[0]))
    for phase, starts_on, due_on in ordered:
        if due_on < starts_on:
            message = N_("%(phase)s: ngày kết thúc phải sau ngày bắt đầu (%(start)s).")
            raise DomainError(
                message, field=f"{phase.value}_due", phase=phase.label, start=f"{starts_on:%d/%m/%Y}"
            )
    for (phase, _start, due_on), (following, starts_on, _due) in pairwise(ordered):
        if starts_on <= due_on:
            message = N_("Hai giai đoạn chồng nhau: “%(first)s” đến %(due)s và “%(second)s” từ %(start)s.")
            raise DomainError(
                message,
                field=f"{following.value}_start",
                first=phase.label,
                due=f"{due_on:%d/%m/%Y}",
                second=following.label,
                start=f"{starts_on:%d/%m/%Y}",
            )
