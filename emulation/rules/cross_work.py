"""Tasks of the cross-check: the checker's officer and leader, and the chair's secretariat (features S4, S5, Y4).

What is counted here is who has sealed; nothing is known of points.
"""

from collections.abc import Iterator
from datetime import date

from emulation.rules.access import may
from emulation.rules.crosschecks import OVER, WRITABLE
from emulation.rules.cycles import OPEN, Work
from emulation.rules.work import subject_of, task
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.desk import Desk, Destination, Paper, PaperKind, Seat, Task
from emulation.vocabulary.states import CrossState, Phase, SheetState
from emulation.vocabulary.words import N_

DUE = Phase.CROSS_CHECKING


def cross_tasks(actor: Actor, desk: Desk, today: date) -> Iterator[Task]:
    """What the actor can do for the cross-check of a year."""
    yield from _checkers(actor, desk)
    if may(actor, Action.CROSSCHECK_ASSIGN, subject_of(desk)):
        yield from _chairs(desk, today)


def _checkers(actor: Actor, desk: Desk) -> Iterator[Task]:
    for paper in desk.of(PaperKind.CROSS):
        seat = checked_by(desk, paper)
        if seat is None or paper.state not in WRITABLE or not is_handed_over(desk, seat):
            continue
        if desk.phase not in OPEN[Work.CROSS_CHECK]:
            continue
        more = {"seat": seat, "paper": paper, "due": DUE}
        if may(actor, Action.CROSSCHECK_SCORE, subject_of(desk, paper)):
            text, verb = N_("Kiểm tra chéo %(member)s năm %(year)s"), N_("Kiểm tra chéo")
            yield task(desk, text, Destination.CROSS_SHEET, verb=verb, **more)
        elif paper.state == CrossState.DRAFT and may(actor, Action.CROSSCHECK_SEAL, subject_of(desk, paper)):
            text = N_("Niêm phong và nộp phiếu chấm chéo %(member)s năm %(year)s")
            yield task(desk, text, Destination.CROSS_SHEET, verb=N_("Niêm phong và nộp"), **more)


def _chairs(desk: Desk, today: date) -> Iterator[Task]:
    papers = desk.of(PaperKind.CROSS)
    if not papers:
        if desk.uses_cross_checking and desk.phase in OPEN[Work.ASSIGN_CHECKS]:
            text, verb = N_("Lập phân công kiểm tra chéo năm %(year)s"), N_("Lập phân công")
            yield task(desk, text, Destination.CROSS_ROSTER, due=DUE, verb=verb)
        return
    if is_opened(desk) or desk.phase not in OPEN[Work.CROSS_CHECK]:
        return
    checked = {paper.detail for paper in papers}
    ready = [
        sheet
        for sheet in desk.of(PaperKind.SHEET)
        if sheet.state == SheetState.SUBMITTED and str(sheet.member_id) in checked
    ]
    if ready:
        text = N_("Giao kiểm tra chéo năm %(year)s: %(n)s phiếu tự chấm đã nộp")
        verb = N_("Giao kiểm tra chéo")
        yield task(desk, text, Destination.CROSS_ROSTER, due=DUE, verb=verb, n=len(ready))
    due_on = desk.deadlines.get(DUE)
    if due_on is not None and due_on < today:
        text = N_("Mở niêm phong kiểm tra chéo năm %(year)s: đã hết hạn, còn phiếu chưa niêm phong")
        yield task(desk, text, Destination.CROSS_ROSTER, due=DUE, verb=N_("Mở niêm phong"))


def awaited_checks(actor: Actor, desk: Desk) -> Iterator[Task]:
    """What the chair's secretariat waits for: sheets that are not sealed yet."""
    papers = desk.of(PaperKind.CROSS)
    n = sum(paper.state in WRITABLE for paper in papers)
    if n and desk.phase in OPEN[Work.CROSS_CHECK] and may(actor, Action.CROSSCHECK_ASSIGN, subject_of(desk)):
        text = N_("%(n)s/%(of)s phiếu chấm chéo năm %(year)s chưa niêm phong.")
        yield task(desk, text, Destination.CROSS_ROSTER, due=DUE, n=n, of=len(papers))


def is_under_check(desk: Desk, sheet: Paper) -> bool:
    """Whether a score sheet is to be cross-checked and nothing is opened yet: nobody reviews it before."""
    of_sheet = [one for one in desk.of(PaperKind.CROSS) if one.detail == str(sheet.member_id)]
    return sheet.kind is PaperKind.SHEET and any(one.state not in OVER for one in of_sheet)


def is_opened(desk: Desk) -> bool:
    """Whether the sealed sheets of the year are opened."""
    return any(paper.state in OVER for paper in desk.of(PaperKind.CROSS))


def waits_for_opening(desk: Desk) -> bool:
    """Whether the year cannot go on before the sealed sheets are opened."""
    return desk.phase is DUE and bool(desk.of(PaperKind.CROSS)) and not is_opened(desk)


def checked_by(desk: Desk, paper: Paper) -> Seat | None:
    """The member that a cross-check is about."""
    return next((seat for seat in desk.seats if str(seat.id) == paper.detail), None)


def is_handed_over(desk: Desk, seat: Seat) -> bool:
    """Whether the member's score sheet lies with its checkers."""
    return any(sheet.state == SheetState.CROSS_CHECKING for sheet in desk.of(PaperKind.SHEET, seat.id))
