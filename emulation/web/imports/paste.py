"""Targets pasted from a spreadsheet: shown row by row first, then the valid rows written in one go."""

from dataclasses import dataclass, replace

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import cycles
from emulation.queries.indicators import indicators_for
from emulation.queries.places import MemberPlace, YearPlace, get_member_of_year
from emulation.rules import importing as rules
from emulation.rules.access import require
from emulation.services import exports, importing
from emulation.services.import_goals import Goal, Standing, standing_of
from emulation.services.importing import Preview
from emulation.vocabulary.actions import Action
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.grids import Grid, Layout
from emulation.vocabulary.kinds import ImportKind
from emulation.vocabulary.words import N_
from emulation.web.imports import files, words
from emulation.web.imports.forms import PasteForm, step
from emulation.web.imports.room import room
from emulation.web.shell import here
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import show, writing

PASTE = "/clusters/<code>/<int:year>/pledges/<member>/targets/paste"


@dataclass(frozen=True)
class Desk:
    """The pledge into which somebody pastes."""

    year: YearPlace
    member: MemberPlace

    @property
    def goal(self) -> Goal:
        """Where the table goes."""
        return Goal(ImportKind.TARGETS, self.member.id)


def _desk_of(year: int, member: str) -> Desk:
    known = here.year(year)
    place = get_member_of_year(here.session(), here.place().id, year, member)
    require(here.actor(), Action.PLEDGE_EDIT, here.subject(known, place.id))
    return Desk(known, place)


@room.get(PASTE)
@gate(Action.PLEDGE_EDIT)
def paste(code: str, year: int, member: str) -> ResponseReturnValue:
    """The box to paste into."""
    desk = _desk_of(year, member)
    return _page(desk, PasteForm(formdata=None, data={"version": _standing(desk).version}), None, 200)


@room.post(PASTE)
@gate(Action.PLEDGE_EDIT)
def pasted(code: str, year: int, member: str) -> ResponseReturnValue:
    """Show what the pasted rows would do; write the valid ones when that is what was asked and was shown before."""
    desk, form = _desk_of(year, member), PasteForm()
    table = _table_of(form)
    if table is None:
        return _page(desk, form, None, 422)
    if step() == "faults":
        rows = words.faulty_rows(_preview(desk, table), ImportKind.TARGETS)
        return files.csv_answer(f"{code}-{year}-{member}-targets-faults".lower(), rows)
    if step() == "write" and form.is_seen:
        to = url_for("pledges.show", code=code, year=year, member=member)
        with writing(form, to=to, newest=lambda: _newest(desk, form)) as outcome:
            found = _write(desk, table, form.opened_version)
        if outcome:
            flash(_done(found), "success" if found.writable else "info")
            return redirect(outcome.location)
    refused = bool(form.errors)
    return _page(desk, form, _preview(desk, table), 422 if refused else 200)


def _table_of(form: PasteForm) -> tuple[Grid, Layout] | None:
    """The pasted cells and what their heads mean; None when the form has an error beside its field."""
    if not form.validate_on_submit():
        return None
    try:
        grid = rules.pasted(form.text.data)
        layout = rules.guess(grid, ImportKind.TARGETS)
        if layout is None:
            message = N_("Không nhận ra tên cột. Dòng đầu cần có tên cột, ví dụ “Chỉ tiêu”, “Mức cam kết”.")
            raise DomainError(message, field="text")
    except DomainError as error:
        show(form, error if error.field == "text" else DomainError(error.message, "text", **error.values))
        return None
    return grid, replace(layout, mark=form.mark.data)


def _preview(desk: Desk, table: tuple[Grid, Layout]) -> Preview:
    cycle = cycles.get_cycle(here.session(), desk.year.id)
    return importing.preview(
        here.session(), actor=here.actor(), cycle=cycle, goal=desk.goal, grid=table[0], layout=table[1]
    )


def _write(desk: Desk, table: tuple[Grid, Layout], version: int) -> Preview:
    return importing.write(
        here.session(),
        actor=here.actor(),
        now=here.now(),
        cycle=cycles.get_cycle(here.session(), desk.year.id),
        goal=desk.goal,
        grid=table[0],
        layout=table[1],
        version=version,
    )


def _standing(desk: Desk) -> Standing:
    cycle = cycles.get_cycle(here.session(), desk.year.id)
    return standing_of(here.session(), actor=here.actor(), cycle=cycle, goal=desk.goal)


def _newest(desk: Desk, form: PasteForm) -> PasteForm:
    """What stands now as text of cells, for the page that shows both."""
    cycle = cycles.get_cycle(here.session(), desk.year.id)
    table = exports.targets(here.session(), actor=here.actor(), cycle=cycle, member_id=desk.member.id)
    rows = [table.head, *([exports.plain(cell) for cell in row] for row in table.rows)]
    text = "\n".join("\t".join(row) for row in rows)
    return PasteForm(
        formdata=None, data={"version": _standing(desk).version, "text": text, "mark": form.mark.data}
    )


def _done(found: Preview) -> str:
    if not found.writable:
        return str(gettext("Không có dòng nào thay đổi. Chưa có gì được ghi."))
    counts = found.counts
    return str(
        gettext(
            "Đã ghi %(n)s dòng: %(new)s mới, %(changed)s thay đổi. %(wrong)s dòng có lỗi không được ghi.",
            n=len(found.writable),
            new=counts["new"],
            changed=counts["changed"],
            wrong=counts["wrong"],
        )
    )


def _page(desk: Desk, form: PasteForm, preview: Preview | None, status: int) -> ResponseReturnValue:
    lines, fields = [], []
    edited = preview is not None and step() == "write" and not form.is_seen
    if preview is not None:
        known = {row.id: row for row in indicators_for(here.session(), here.place().id)}
        fields = words.fields_of(preview, ImportKind.TARGETS)
        lines = words.lines_of(preview, fields, known)
        form.version.data, form.seen.data = str(preview.standing.version), form.digest
    return render_template(
        "imports/paste.html",
        desk=desk,
        form=form,
        preview=preview,
        heads=words.heads(ImportKind.TARGETS),
        fields=fields,
        lines=lines,
        hindrance=words.reason(preview.standing if preview else _standing(desk)),
        edited=edited,
    ), status
