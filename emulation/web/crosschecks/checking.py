"""A checker's sheet: points and reasons group by group, the check before sealing, and what was opened."""

from dataclasses import dataclass
from decimal import Decimal

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.gateways.seeds import outlying_share
from emulation.queries import crosschecks as queries
from emulation.queries import cycles, sheets
from emulation.queries.opened_checks import OpenedPoints, opened_points
from emulation.rules import access, spreads
from emulation.rules.totals import self_points
from emulation.services import crosschecks
from emulation.vocabulary.actions import Action
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.states import CrossState
from emulation.web.crosschecks.desk import Desk, desk_of, filled_group
from emulation.web.crosschecks.forms import CheckForm, StepForm
from emulation.web.crosschecks.room import room
from emulation.web.shell import here
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import writing


@dataclass(frozen=True)
class OpenedLine:
    """A line with what all checkers gave: (checker, points, reason, whether far off), spread, mean, median."""

    line: sheets.LineRow
    given: list[tuple[int, Decimal, str, bool]]
    spread: Decimal | None
    mean: Decimal | None
    median: Decimal | None

    @property
    def differs(self) -> bool:
        """Whether the median is not what the member says."""
        return self.median != self_points(self.line)


def _form_of(desk: Desk) -> CheckForm:
    rows = []
    for line in desk.group.lines if desk.is_handed_over and desk.group else []:
        points, reason = desk.written.get(line.criterion_id, (None, ""))
        rows.append({"criterion": str(line.criterion_id), "points": points, "reason": reason})
    version = desk.row.version if desk.row else 0
    return CheckForm(formdata=None, data={"version": version, "lines": rows})


def _page(desk: Desk, form: CheckForm, status: int) -> ResponseReturnValue:
    return render_template(
        "crosschecks/show.html",
        year=desk.year,
        desk=desk,
        form=form,
        editable=desk.is_writable and desk.may(Action.CROSSCHECK_SCORE),
        can_seal=desk.is_writable
        and desk.may(Action.CROSSCHECK_SEAL)
        and desk.mine.state is CrossState.DRAFT,
        own=self_points,
        opened=_opened(desk),
        checkers={row.checker_id: row for row in desk.board.rows},
        outlying=gettext(spreads.OUTLYING, share=f"{outlying_share() * 100:.0f}"),
    ), status


def _opened(desk: Desk) -> list[OpenedLine]:
    """The member's lines with the opened points, for those who read its scores."""
    if not desk.may_read:
        return []
    points = opened_points(here.session(), desk.year.id, desk.member.id)
    found = []
    for line in (line for group in desk.groups for line in group.lines):
        given = points.get((desk.member.id, line.criterion_id), [])
        if given:
            found.append(_opened_line(line, given))
    return found


def _opened_line(line: sheets.LineRow, given: list[OpenedPoints]) -> OpenedLine:
    points = [one.points for one in given]
    far = set(spreads.outliers(points, line.max_points, outlying_share()))
    rows = [(one.checker_id, one.points, one.reason, place in far) for place, one in enumerate(given)]
    return OpenedLine(line, rows, spreads.spread(points), spreads.mean(points), spreads.median(points))


@room.get("/clusters/<code>/<int:year>/cross-check/<member>")
@gate(Action.CROSSCHECK_READ)
def show(code: str, year: int, member: str) -> ResponseReturnValue:
    """The checker's sheet about a member; what was opened, for readers of its scores; else that it is not theirs."""
    desk = desk_of(year, member)
    return _page(desk, _form_of(desk), 200)


@room.post("/clusters/<code>/<int:year>/cross-check/<member>")
@gate(Action.CROSSCHECK_SCORE)
def save(code: str, year: int, member: str) -> ResponseReturnValue:
    """Save one group and go on to the next; from the last one back to itself."""
    desk, form = desk_of(year, member), CheckForm()
    access.require(here.actor(), Action.CROSSCHECK_SCORE, here.subject(desk.year, desk.mine.checker_id))
    group = filled_group(desk, [row.form.criterion.data for row in form.lines])
    if form.validate_on_submit():
        following = desk.following or group.node.code
        to = url_for("crosschecks.show", code=code, year=year, member=member, group=following)
        about = ("cross_sheet", desk.mine.id)
        with writing(form, to=to, newest=lambda: _form_of(desk_of(year, member)), about=about) as outcome:
            _save(desk, form)
        if outcome:
            flash(gettext("Đã lưu điểm kiểm tra của nhóm %(group)s.", group=group.node.code), "success")
            return redirect(outcome.location)
    return _page(desk, form, 422)


def _save(desk: Desk, form: CheckForm) -> None:
    assert desk.group is not None
    sheet = queries.find_sheet(here.session(), desk.year.id, desk.mine.pair)
    if sheet is None:
        raise NotFound()
    crosschecks.save(
        here.session(),
        actor=here.actor(),
        now=here.now(),
        cycle=cycles.get_cycle(here.session(), desk.year.id),
        sheet=sheet,
        version=form.opened_version,
        lines=[
            row.form.draft(line.criterion_id) for row, line in zip(form.lines, desk.group.lines, strict=True)
        ],
    )


@room.get("/clusters/<code>/<int:year>/cross-check/<member>/seal")
@gate(Action.CROSSCHECK_SEAL)
def sealing(code: str, year: int, member: str) -> ResponseReturnValue:
    """The check before sealing: every difference with its reason, and how many lines agree."""
    return _sealing_page(_sealer(year, member), None, 200)


def _sealer(year: int, member: str) -> Desk:
    desk = desk_of(year, member)
    access.require(here.actor(), Action.CROSSCHECK_SEAL, here.subject(desk.year, desk.mine.checker_id))
    return desk


def _sealing_page(desk: Desk, form: StepForm | None, status: int) -> ResponseReturnValue:
    lines = [line for group in desk.groups for line in group.lines if not line.not_assigned]
    if not desk.is_handed_over:
        lines = []
    differing = []
    for line in lines:
        points, reason = desk.written.get(line.criterion_id, (None, ""))
        if points is not None and points != self_points(line):
            differing.append((line, self_points(line), points, reason))
    return render_template(
        "crosschecks/seal.html",
        year=desk.year,
        desk=desk,
        form=form or StepForm(formdata=None, data={"version": desk.mine.version}),
        differing=differing,
        agreeing=len(lines) - len(differing),
        can_seal=desk.is_writable and desk.mine.state is CrossState.DRAFT,
        wrote=here.actor().user_id in crosschecks.writers_of(here.session(), desk.mine),
    ), status


@room.post("/clusters/<code>/<int:year>/cross-check/<member>/seal")
@gate(Action.CROSSCHECK_SEAL)
def seal(code: str, year: int, member: str) -> ResponseReturnValue:
    """Seal the sheet for good."""
    desk, form = _sealer(year, member), StepForm()
    to = url_for("crosschecks.show", code=code, year=year, member=member)
    with writing(form, to=to, about=("cross_sheet", desk.mine.id)) as outcome:
        sheet = queries.find_sheet(here.session(), desk.year.id, desk.mine.pair)
        cycle, version = cycles.get_cycle(here.session(), desk.year.id), form.opened_version
        assert sheet is not None
        crosschecks.seal(
            here.session(), actor=here.actor(), now=here.now(), cycle=cycle, sheet=sheet, version=version
        )
    if outcome:
        flash(gettext("Đã niêm phong và nộp phiếu chấm chéo. Mã niêm phong ở cuối trang này."), "success")
        return redirect(outcome.location)
    return _sealing_page(desk, form, 422)
