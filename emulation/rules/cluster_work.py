"""Tasks of those who lead a cluster: the chair's secretariat, the leaders, the administrator."""

from collections.abc import Iterator, Mapping
from datetime import date

from emulation.rules.access import may
from emulation.rules.cross_work import is_under_check, waits_for_opening
from emulation.rules.cycles import OPEN, PHASES, Work
from emulation.rules.work import is_open, subject_of, task
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.desk import Desk, Destination, Paper, PaperKind, Task
from emulation.vocabulary.states import (
    Phase,
    PledgeState,
    ProposalState,
    RankingState,
    ReportState,
    SheetState,
)
from emulation.vocabulary.words import N_

REVIEWED = (SheetState.REVIEWED, SheetState.FROZEN, SheetState.FINALISED, SheetState.PUBLISHED)
#: What lies on the chair's desk: (kind, state) → action, sentence, verb, destination.
REVIEWS: Mapping[tuple[PaperKind, str], tuple[Action, str, str, Destination]] = {
    (PaperKind.PLEDGE, PledgeState.SUBMITTED): (
        Action.PLEDGE_REVIEW,
        N_("Thống nhất giao ước của %(member)s năm %(year)s"),
        N_("Thống nhất giao ước"),
        Destination.PLEDGE,
    ),
    (PaperKind.REPORT, ReportState.SUBMITTED): (
        Action.RESULT_REVIEW,
        N_("Tiếp nhận kết quả %(period)s của %(member)s năm %(year)s"),
        N_("Tiếp nhận kết quả"),
        Destination.REPORT,
    ),
    (PaperKind.SHEET, SheetState.SUBMITTED): (
        Action.SCORE_APPRAISE,
        N_("Thẩm định điểm của %(member)s năm %(year)s"),
        N_("Thẩm định điểm"),
        Destination.REVIEW,
    ),
    (PaperKind.SHEET, SheetState.CROSS_CHECKING): (
        Action.SCORE_APPRAISE,
        N_("Thẩm định điểm của %(member)s năm %(year)s"),
        N_("Thẩm định điểm"),
        Destination.REVIEW,
    ),
    (PaperKind.PROPOSAL, ProposalState.SUBMITTED): (
        Action.PROPOSAL_REVIEW,
        N_("Xử lý đề nghị khen thưởng của %(member)s năm %(year)s"),
        N_("Xử lý đề nghị"),
        Destination.PROPOSAL,
    ),
    (PaperKind.PROPOSAL, ProposalState.VOTED): (
        Action.PROPOSAL_REVIEW,
        N_("Trình đề nghị khen thưởng của %(member)s năm %(year)s lên cấp trên"),
        N_("Trình lên cấp trên"),
        Destination.PROPOSAL,
    ),
}
LATE_IN_YEAR = PHASES[PHASES.index(Phase.SELF_SCORING) :]
AFTER_TOTALS = PHASES[PHASES.index(Phase.CONFERENCE) :]
MOVE_ON = N_("Chuyển giai đoạn")
#: What the buttons of the ranking's steps say.
VERBS = {
    Work.FREEZE: N_("Khóa điểm"),
    Work.FINALISE: N_("Chốt điểm"),
    Work.PUBLISH: N_("Công bố bảng xếp hạng"),
}
CONFIRM = N_("Xác nhận giao ước nhập thay của %(member)s năm %(year)s")


def cluster_tasks(actor: Actor, desk: Desk, today: date) -> Iterator[Task]:
    """What the actor can do for the year as a whole."""
    yield from opening_tasks(actor, desk, today)
    if desk.cycle_id is None:
        return
    yield from _reviews(actor, desk)
    yield from _preparing(actor, desk)
    yield from _ranking(actor, desk)
    yield from _moving(actor, desk, today)


def opening_tasks(actor: Actor, desk: Desk, today: date) -> Iterator[Task]:
    """The next year to open: late in the newest one, or now when there is none."""
    if not may(actor, Action.CYCLE_OPEN, subject_of(desk)):
        return
    following = today.year if desk.newest is None else desk.newest + 1
    is_newest = desk.year == desk.newest
    late = is_newest and (desk.phase in LATE_IN_YEAR or today >= date(desk.year, 12, 1))
    if desk.cycle_id is None or late:
        fresh = Desk(desk.cluster_id, desk.code, desk.has_chair, desk.newest, year=following)
        yield task(fresh, N_("Mở năm thi đua %(year)s"), Destination.SETUP, verb=N_("Mở năm thi đua"))


def _reviews(actor: Actor, desk: Desk) -> Iterator[Task]:
    seats = {seat.id: seat for seat in desk.seats}
    for paper in desk.papers:
        if (
            paper.kind is PaperKind.PLEDGE
            and paper.on_behalf
            and paper.state == PledgeState.SUBMITTED
            and may(actor, Action.PLEDGE_CONFIRM, subject_of(desk, paper))
        ):
            seat = seats.get(paper.member_id)
            yield task(
                desk, CONFIRM, Destination.PLEDGE, seat=seat, paper=paper, verb=N_("Xác nhận giao ước")
            )
        elif (found := REVIEWS.get((paper.kind, paper.state))) and not paper.on_behalf:
            action, text, verb, destination = found
            asked = paper.member_id in seats and is_open(desk, paper, is_review=True)
            if asked and not is_under_check(desk, paper) and may(actor, action, subject_of(desk, paper)):
                yield task(desk, text, destination, seat=seats[paper.member_id], paper=paper, verb=verb)


def _preparing(actor: Actor, desk: Desk) -> Iterator[Task]:
    subject = subject_of(desk)
    agreed = any(paper.state == PledgeState.ACCEPTED for paper in desk.of(PaperKind.PLEDGE))
    if agreed and desk.phase in OPEN[Work.EDIT_PLEDGE] and may(actor, Action.AGREEMENT_SIGN, subject):
        text = N_("Ghi lễ ký kết giao ước năm %(year)s")
        yield task(desk, text, Destination.AGREEMENT, due=Phase.PLEDGING, verb=N_("Ghi lễ ký kết"))
    open_card = desk.phase in OPEN[Work.EDIT_SCORECARD] and not desk.scorecard_issued
    if open_card and may(actor, Action.SCORECARD_EDIT, subject):
        text = N_("Soạn và ban hành bảng tiêu chí chấm điểm năm %(year)s")
        yield task(desk, text, Destination.SCORECARD, due=Phase.SECOND_HALF, verb=N_("Soạn bảng tiêu chí"))
    for year in (desk.year, desk.year + 1):
        asked = year == desk.year or desk.phase in AFTER_TOTALS
        if asked and year not in desk.chairs and may(actor, Action.TERM_RECORD, subject):
            text = N_("Ghi Cụm trưởng, Cụm phó năm %(term_year)s")
            yield task(desk, text, Destination.TERMS, term_year=year, verb=N_("Ghi nhiệm kỳ"))


def _ranking(actor: Actor, desk: Desk) -> Iterator[Task]:
    subject = subject_of(desk)
    sheets = desk.of(PaperKind.SHEET)
    ready = bool(sheets) and all(sheet.state in REVIEWED for sheet in sheets)
    frozen = desk.ranking is RankingState.FROZEN
    steps = (
        (desk.ranking is None and ready, Work.FREEZE, Action.RANKING_FREEZE, N_("Khóa điểm năm %(year)s")),
        (
            frozen and desk.approvers.get(actor.user_id or 0) is False,
            Work.FINALISE,
            Action.RANKING_FINALISE,
            N_("Chốt điểm năm %(year)s"),
        ),
        (
            desk.ranking is RankingState.FINALISED,
            Work.PUBLISH,
            Action.RANKING_PUBLISH,
            N_("Công bố bảng xếp hạng năm %(year)s"),
        ),
    )
    for is_due, work, action, text in steps:
        if is_due and desk.phase in OPEN[work] and may(actor, action, subject):
            due = Phase.CONFERENCE if work is Work.PUBLISH else Phase.TOTALS
            where = Destination.FINALISE if work is Work.FINALISE else Destination.TOTALS
            yield task(desk, text, where, due=due, verb=VERBS[work])
    nameless = frozen and not desk.approvers and desk.phase in OPEN[Work.FINALISE]
    if nameless and may(actor, Action.RANKING_FREEZE, subject):
        text, verb = N_("Chỉ định người chốt điểm năm %(year)s"), N_("Chỉ định người chốt điểm")
        yield task(desk, text, Destination.FINALISE, due=Phase.TOTALS, verb=verb)
    missing = desk.phase is Phase.CONFERENCE and not desk.has_year_end
    if missing and may(actor, Action.CONFERENCE_RECORD, subject):
        text = N_("Ghi hội nghị tổng kết năm %(year)s")
        yield task(desk, text, Destination.CONFERENCE, due=Phase.CONFERENCE, verb=N_("Ghi hội nghị"))


def _moving(actor: Actor, desk: Desk, today: date) -> Iterator[Task]:
    subject = subject_of(desk)
    due = desk.deadlines.get(desk.phase)
    if desk.phase is Phase.AWARDING:
        settled = not any(_is_open(paper) for paper in desk.of(PaperKind.PROPOSAL))
        published = desk.ranking is RankingState.PUBLISHED
        if settled and published and may(actor, Action.CYCLE_CLOSE, subject):
            text, verb = N_("Đóng năm thi đua %(year)s"), N_("Đóng năm thi đua")
            yield task(desk, text, Destination.CLOSE, due=Phase.AWARDING, verb=verb)
    elif not may(actor, Action.CYCLE_MANAGE, subject) or waits_for_opening(desk):
        return
    elif due is not None and due < today:
        text = N_("Chuyển năm %(year)s sang giai đoạn tiếp theo: “%(phase)s” đã hết hạn")
        yield task(desk, text, Destination.MANAGE, due=desk.phase, phase=desk.phase.label, verb=MOVE_ON)
    elif _is_done(desk):
        text = N_("Chuyển năm %(year)s sang giai đoạn tiếp theo: việc của “%(phase)s” đã xong")
        yield task(desk, text, Destination.MANAGE, due=desk.phase, phase=desk.phase.label, verb=MOVE_ON)


def _is_done(desk: Desk) -> bool:
    """Whether what the next phase requires is there, so that nothing but the move is left to do in this one."""
    if desk.phase is Phase.TOTALS:
        return desk.ranking is RankingState.FINALISED
    return desk.phase is Phase.CONFERENCE and desk.ranking is RankingState.PUBLISHED and desk.has_year_end


def _is_open(paper: Paper) -> bool:
    return paper.state in ("draft", "submitted", "returned", "voted", "in_disclosure", "sent", "appraising")


#: What the chair waits for in a phase: kind, action, sentence, destination.
AWAITED = {
    Phase.PLEDGING: (PaperKind.PLEDGE, N_("%(n)s/%(of)s thành viên chưa nộp giao ước năm %(year)s.")),
    Phase.MID_YEAR: (PaperKind.REPORT, N_("%(n)s/%(of)s thành viên chưa nộp kết quả 6 tháng năm %(year)s.")),
    Phase.SELF_SCORING: (PaperKind.SHEET, N_("%(n)s/%(of)s phiếu tự chấm năm %(year)s chưa nộp.")),
}
UNSENT = ("draft", "returned", "awaiting_approval", "withdrawn")
LISTS = {
    PaperKind.PLEDGE: Destination.PLEDGES,
    PaperKind.REPORT: Destination.RESULTS,
    PaperKind.SHEET: Destination.TOTALS,
}


def awaited_tasks(actor: Actor, desk: Desk) -> Iterator[Task]:
    """What the chair's secretariat waits for: members who have not sent theirs, decisions that take months."""
    if not may(actor, Action.CYCLE_MANAGE, subject_of(desk)):
        return
    if desk.phase in AWAITED:
        kind, text = AWAITED[desk.phase]
        sent = {
            paper.member_id
            for paper in desk.of(kind)
            if paper.state not in UNSENT and (kind is not PaperKind.REPORT or paper.detail == "mid_year")
        }
        n = sum(seat.id not in sent for seat in desk.seats)
        if n:
            yield task(desk, text, LISTS[kind], due=desk.phase, n=n, of=len(desk.seats))
    sent_up = [paper for paper in desk.of(PaperKind.PROPOSAL) if paper.state in ("sent", "appraising")]
    if sent_up:
        text = N_("%(n)s đề nghị khen thưởng năm %(year)s chờ quyết định của cấp trên.")
        yield task(desk, text, Destination.PROPOSALS, n=len(sent_up))
