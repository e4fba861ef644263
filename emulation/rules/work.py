"""Which tasks follow from what lies on a desk: who can do what now, and what waits for somebody else (features Y4)."""

from collections.abc import Iterator, Mapping

from emulation.rules.access import may
from emulation.rules.cycles import OPEN, Work
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor, Subject
from emulation.vocabulary.desk import Desk, Destination, Paper, PaperKind, Seat, Task
from emulation.vocabulary.kinds import Period
from emulation.vocabulary.states import CrossState, Phase, PledgeState, ProposalState, ReportState, SheetState
from emulation.vocabulary.words import N_

EDITABLE = ("draft", "returned")
#: Reports that are asked for, the work they belong to, and the phase whose last day is their deadline.
REPORTS = (
    (Period.Q1, Work.REPORT_Q1, Phase.FIRST_HALF, frozenset({Phase.FIRST_HALF})),
    (Period.MID_YEAR, Work.REPORT_MID_YEAR, Phase.MID_YEAR, OPEN[Work.REPORT_MID_YEAR]),
    (Period.Q3, Work.REPORT_Q3, Phase.SECOND_HALF, frozenset({Phase.SECOND_HALF})),
    (Period.YEAR, Work.REPORT_YEAR, Phase.SELF_SCORING, OPEN[Work.REPORT_YEAR]),
)
#: Where a member's paper waits for somebody else: (kind, state) → sentence.
WAITING: Mapping[tuple[PaperKind, str], str] = {
    (PaperKind.PLEDGE, PledgeState.AWAITING_APPROVAL): N_("Giao ước năm %(year)s chờ lãnh đạo duyệt."),
    (PaperKind.PLEDGE, PledgeState.SUBMITTED): N_("Giao ước năm %(year)s chờ Cụm trưởng thống nhất."),
    (PaperKind.PLEDGE, PledgeState.ACCEPTED): N_("Giao ước năm %(year)s chờ lễ ký kết."),
    (PaperKind.REPORT, ReportState.AWAITING_APPROVAL): N_("Kết quả năm %(year)s chờ lãnh đạo duyệt."),
    (PaperKind.REPORT, ReportState.SUBMITTED): N_("Kết quả năm %(year)s chờ Cụm trưởng tiếp nhận."),
    (PaperKind.SHEET, SheetState.AWAITING_APPROVAL): N_("Phiếu tự chấm năm %(year)s chờ lãnh đạo ký duyệt."),
    (PaperKind.SHEET, SheetState.SUBMITTED): N_("Phiếu tự chấm năm %(year)s chờ thẩm định."),
    (PaperKind.SHEET, SheetState.CROSS_CHECKING): N_("Phiếu tự chấm năm %(year)s đang được kiểm tra chéo."),
    (PaperKind.CROSS, CrossState.SEALED): N_("Phiếu chấm chéo năm %(year)s đã niêm phong, chờ mở cùng lúc."),
    (PaperKind.PROPOSAL, ProposalState.SUBMITTED): N_("Đề nghị khen thưởng năm %(year)s chờ Cụm trưởng."),
    (PaperKind.PROPOSAL, ProposalState.VOTED): N_("Đề nghị khen thưởng năm %(year)s chờ trình cấp trên."),
    (PaperKind.PROPOSAL, ProposalState.IN_DISCLOSURE): N_(
        "Đề nghị khen thưởng năm %(year)s đang lấy ý kiến."
    ),
    (PaperKind.PROPOSAL, ProposalState.SENT): N_("Đề nghị khen thưởng năm %(year)s chờ quyết định."),
    (PaperKind.PROPOSAL, ProposalState.APPRAISING): N_("Đề nghị khen thưởng năm %(year)s chờ quyết định."),
}
#: Who may read a paper, and so be told that it waits.
READING = {
    PaperKind.PLEDGE: Action.PLEDGE_READ,
    PaperKind.REPORT: Action.RESULT_READ,
    PaperKind.SHEET: Action.SCORE_READ,
    PaperKind.PROPOSAL: Action.PROPOSAL_READ,
    PaperKind.CROSS: Action.CROSSCHECK_READ,
}
PLACES = {
    PaperKind.PLEDGE: Destination.PLEDGE,
    PaperKind.REPORT: Destination.REPORT,
    PaperKind.SHEET: Destination.SHEET,
    PaperKind.PROPOSAL: Destination.PROPOSAL,
    PaperKind.CROSS: Destination.CROSS_ROSTER,
}


def is_open(desk: Desk, paper: Paper, *, is_review: bool) -> bool:
    """Whether the phase still lets this paper move; proposals move as long as the year is open."""
    match paper.kind:
        case PaperKind.PLEDGE:
            return desk.phase in OPEN[Work.EDIT_PLEDGE]
        case PaperKind.REPORT if is_review:
            return desk.phase is not Phase.CLOSED  # what came in time may be received later
        case PaperKind.REPORT:
            return any(
                desk.phase in OPEN[work] for period, work, *_ in REPORTS if period.value == paper.detail
            )
        case PaperKind.SHEET:
            return desk.phase in OPEN[Work.APPRAISE if is_review else Work.SELF_SCORE]
        case PaperKind.CROSS:
            return desk.phase in OPEN[Work.CROSS_CHECK]
        case PaperKind.PROPOSAL:
            return True


def subject_of(desk: Desk, paper: Paper | None = None, member_id: int | None = None) -> Subject:
    """What a task is about, for the access table."""
    return Subject(
        cluster_id=desk.cluster_id,
        member_id=paper.member_id if paper else member_id,
        phase=desk.phase,
        entered_by=paper.entered_by if paper else frozenset(),
        has_chair=desk.has_chair,
    )


def task(desk: Desk, message: str, destination: Destination, **more: object) -> Task:
    """A task of a desk; `more` may hold verb, due (a phase), seat, paper, period, keeps_open and words of it."""
    due, seat, paper = more.pop("due", None), more.pop("seat", None), more.pop("paper", None)
    period, keeps_open = more.pop("period", None), bool(more.pop("keeps_open", False))
    verb = str(more.pop("verb", ""))
    if isinstance(paper, Paper) and paper.kind is PaperKind.REPORT:
        period = Period(paper.detail)
    values: dict[str, object] = {"year": desk.year} | more
    member_id = seat.id if isinstance(seat, Seat) else None
    due_on, grace_days = desk.due_for(due, member_id) if isinstance(due, Phase) else (None, desk.grace_days)
    if isinstance(seat, Seat):
        values["member"] = seat.name
    if isinstance(period, Period):
        values["period"] = period.label
    return Task(
        message=message,
        values=values,
        destination=destination,
        code=desk.code,
        year=desk.year,
        due_on=due_on,
        member=seat.code if isinstance(seat, Seat) else "",
        period=period if isinstance(period, Period) else None,
        paper=paper if isinstance(paper, Paper) else None,
        keeps_open=keeps_open,
        grace_days=grace_days if keeps_open else 0,
        verb=verb,
    )


def member_tasks(actor: Actor, desk: Desk) -> Iterator[Task]:
    """What the actor can do for the members they work for."""
    for seat in desk.seats:
        if seat.id in actor.member_ids:
            yield from _officer_tasks(actor, desk, seat)
            yield from _leader_tasks(actor, desk, seat)


def _officer_tasks(actor: Actor, desk: Desk, seat: Seat) -> Iterator[Task]:
    subject = subject_of(desk, member_id=seat.id)
    if may(actor, Action.PLEDGE_EDIT, subject) and desk.phase in OPEN[Work.EDIT_PLEDGE]:
        state = _state(desk, PaperKind.PLEDGE, seat)
        if state in (None, *EDITABLE):
            text, verb = N_("Soạn giao ước của %(member)s năm %(year)s"), N_("Soạn giao ước")
            if state == PledgeState.RETURNED:
                text = N_("Sửa giao ước của %(member)s năm %(year)s: đã bị trả lại")
                verb = N_("Sửa giao ước")
            more = {"seat": seat, "due": Phase.PLEDGING, "keeps_open": True}
            yield task(desk, text, Destination.PLEDGE_EDIT, verb=verb, **more)
        elif state == PledgeState.WITHDRAWN:
            text, verb = N_("Mở lại giao ước của %(member)s năm %(year)s: đã rút lại"), N_("Mở lại giao ước")
            yield task(
                desk, text, Destination.PLEDGE, seat=seat, due=Phase.PLEDGING, keeps_open=True, verb=verb
            )
    if may(actor, Action.RESULT_EDIT, subject):
        for period, _work, due, asked in REPORTS:
            if desk.phase in asked and _state(desk, PaperKind.REPORT, seat, period) in (None, *EDITABLE):
                text = N_("Nhập kết quả %(period)s của %(member)s năm %(year)s")
                more = {"seat": seat, "due": due, "period": period, "keeps_open": True}
                yield task(desk, text, Destination.REPORT, verb=N_("Nhập kết quả"), **more)
    may_score = may(actor, Action.SCORE_EDIT, subject) and desk.scorecard_issued
    to_score = _state(desk, PaperKind.SHEET, seat) in (None, *EDITABLE) and desk.ranking is None
    if may_score and to_score and desk.phase in OPEN[Work.SELF_SCORE]:
        text = N_("Tự chấm điểm của %(member)s năm %(year)s")
        more = {"seat": seat, "due": Phase.SELF_SCORING, "keeps_open": True}
        yield task(desk, text, Destination.SHEET, verb=N_("Tự chấm điểm"), **more)
    if desk.phase in OPEN[Work.PROPOSE] and may(actor, Action.PROPOSAL_EDIT, subject):
        for paper in desk.of(PaperKind.PROPOSAL, seat.id):
            if paper.state == ProposalState.RETURNED:
                text = N_("Bổ sung đề nghị khen thưởng của %(member)s năm %(year)s: đã bị trả lại")
                yield task(
                    desk, text, Destination.PROPOSAL, seat=seat, paper=paper, verb=N_("Bổ sung đề nghị")
                )


def _state(desk: Desk, kind: PaperKind, seat: Seat, period: Period | None = None) -> str | None:
    papers = desk.of(kind, seat.id)
    return next((paper.state for paper in papers if period is None or paper.detail == period.value), None)


#: What a member's leader approves: kind, state, action, sentence, verb, deadline.
APPROVALS = (
    (
        PaperKind.PLEDGE,
        "awaiting_approval",
        Action.PLEDGE_SUBMIT,
        N_("Duyệt và nộp giao ước của %(member)s năm %(year)s"),
        N_("Duyệt và nộp giao ước"),
        Phase.PLEDGING,
    ),
    (
        PaperKind.REPORT,
        "awaiting_approval",
        Action.RESULT_SUBMIT,
        N_("Duyệt và nộp kết quả %(period)s của %(member)s năm %(year)s"),
        N_("Duyệt và nộp kết quả"),
        None,
    ),
    (
        PaperKind.SHEET,
        "awaiting_approval",
        Action.SCORE_SUBMIT,
        N_("Ký duyệt và nộp phiếu tự chấm của %(member)s năm %(year)s"),
        N_("Ký duyệt và nộp"),
        Phase.SELF_SCORING,
    ),
    (
        PaperKind.PROPOSAL,
        "draft",
        Action.PROPOSAL_SUBMIT,
        N_("Duyệt và gửi đề nghị khen thưởng của %(member)s năm %(year)s"),
        N_("Duyệt và gửi đề nghị"),
        None,
    ),
)


def _leader_tasks(actor: Actor, desk: Desk, seat: Seat) -> Iterator[Task]:
    report_due = {period: due for period, _work, due, _asked in REPORTS}
    for kind, state, action, text, verb, due in APPROVALS:
        for paper in desk.of(kind, seat.id):
            asked = paper.state == state and is_open(desk, paper, is_review=False)
            if asked and may(actor, action, subject_of(desk, paper)):
                phase = report_due.get(Period(paper.detail)) if kind is PaperKind.REPORT else due
                more = {"due": phase, "keeps_open": kind is not PaperKind.PROPOSAL, "verb": verb}
                yield task(desk, text, PLACES[kind], seat=seat, paper=paper, **more)


def waiting_tasks(actor: Actor, desk: Desk) -> Iterator[Task]:
    """The actor's own members' papers that lie on somebody else's desk, as far as the actor may read them."""
    for seat in desk.seats:
        for paper in desk.papers if seat.id in actor.member_ids else ():
            text = WAITING.get((paper.kind, paper.state))
            is_own = paper.member_id == seat.id
            if is_own and text is not None and may(actor, READING[paper.kind], subject_of(desk, paper)):
                yield task(desk, text, PLACES[paper.kind], seat=seat, paper=paper)
