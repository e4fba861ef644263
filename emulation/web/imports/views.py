"""Steps 2 to 4 of the import: say what the columns mean, look at what would happen, see what happened."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from emulation.queries import cycles, indicators
from emulation.queries import imports as queries
from emulation.queries.places import MemberPlace, YearPlace
from emulation.rules import importing
from emulation.services import imports
from emulation.vocabulary.actions import Action
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.grids import Layout
from emulation.vocabulary.numbers import find_whole
from emulation.web.imports import files, words
from emulation.web.imports.choosing import IMPORT, members_to_write, steps_at
from emulation.web.imports.forms import ConfirmForm, columns_form, layout_from
from emulation.web.imports.periods import SLUGS
from emulation.web.imports.room import room
from emulation.web.shell import here
from emulation.web.shell.fields import Form
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import writing


@dataclass(frozen=True)
class Desk:
    """A file that is being imported: the record of its steps, its year, and the member it belongs to."""

    year: YearPlace
    member: MemberPlace
    row: Any

    @property
    def where(self) -> dict[str, Any]:
        """The address of its pages."""
        return {"code": here.place().code, "year": self.year.year, "import_id": self.row.id}


def _desk_of(year: int, import_id: int) -> Desk:
    """The file of the address, for the person who brought it and still works for its member."""
    known = here.year(year)
    row = queries.get_import(here.session(), known.id, import_id, here.actor().user_id)
    member = next((one for one in members_to_write(known) if one.id == row.member_id), None)
    if member is None:
        raise NotFound()
    return Desk(known, member, row)


@room.get(f"{IMPORT}/<int:import_id>/columns")
@gate(Action.RESULT_EDIT)
def columns(code: str, year: int, import_id: int) -> ResponseReturnValue:
    """Step 2: which sheet, which line of heads, which column is what; another sheet is chosen in the address."""
    desk = _desk_of(year, import_id)
    if desk.row.done_at:
        return redirect(url_for("imports.result", **desk.where))
    grids = imports.grids_of(desk.row)
    layout = imports.layout_of(desk.row)
    wanted = request.args.get("sheet", layout.sheet)
    grid = imports.grid_at(grids, Layout(wanted, 0, {}))
    line = find_whole(request.args.get("line", ""))
    if line is not None and grid.first <= line < grid.first + len(grid.rows):
        layout = importing.guess_at(grid, desk.row.kind, line - grid.first)
    elif wanted != layout.sheet:
        layout = imports.suggested([grid], desk.row.kind)
    return _columns_page(desk, grids, layout, None, 200)


def _columns_page(
    desk: Desk, grids: list[Any], layout: Layout, form: Form | None, status: int
) -> ResponseReturnValue:
    grid = imports.grid_at(grids, layout)
    heads = words.heads(desk.row.kind)
    return render_template(
        "imports/columns.html",
        desk=desk,
        grids=grids,
        grid=grid,
        head=layout.head,
        form=form or columns_form(heads, words.columns_of(grid, layout.head), layout),
        names=list(heads),
        letters=words.columns_of(grid, layout.head),
        sample=words.sample_of(grid, layout.head),
        steps=steps_at(2),
    ), status


@room.post(f"{IMPORT}/<int:import_id>/columns")
@gate(Action.RESULT_EDIT)
def arrange(code: str, year: int, import_id: int) -> ResponseReturnValue:
    """Keep the choice of columns and go on to the preview."""
    desk = _desk_of(year, import_id)
    grids, heads = imports.grids_of(desk.row), words.heads(desk.row.kind)
    sent = Layout(request.form.get("sheet", ""), find_whole(request.form.get("head", "")) or 0, {})
    grid = imports.grid_at(grids, sent)
    form = columns_form(heads, words.columns_of(grid, sent.head), sent)
    if form.validate_on_submit():
        with writing(form, to=url_for("imports.preview", **desk.where)) as outcome:
            cycle = cycles.get_cycle(here.session(), desk.year.id)
            layout = layout_from(form, list(heads))
            imports.arrange(here.session(), actor=here.actor(), cycle=cycle, row=desk.row, layout=layout)
        if outcome:
            return redirect(outcome.location)
    return _columns_page(desk, grids, sent, form, 422)


@room.get(f"{IMPORT}/<int:import_id>/preview")
@gate(Action.RESULT_EDIT)
def preview(code: str, year: int, import_id: int) -> ResponseReturnValue:
    """Step 3: every row with what it would do, worked out from what stands now."""
    desk = _desk_of(year, import_id)
    if desk.row.done_at:
        return redirect(url_for("imports.result", **desk.where))
    return _preview_page(desk, ConfirmForm(formdata=None), 200)


def _preview_page(desk: Desk, form: ConfirmForm, status: int) -> ResponseReturnValue:
    session, kind = here.session(), desk.row.kind
    cycle = cycles.get_cycle(session, desk.year.id)
    found = imports.preview(session, actor=here.actor(), cycle=cycle, row=desk.row)
    form.version.data = str(found.standing.version)
    fields = words.fields_of(found, kind)
    known = {row.id: row for row in indicators.indicators_for(session, here.place().id)}
    return render_template(
        "imports/preview.html",
        desk=desk,
        form=form,
        preview=found,
        heads=words.heads(kind),
        fields=fields,
        lines=words.lines_of(found, fields, known),
        before=imports.imported_before(session, desk.row),
        hindrance=words.reason(found.standing),
        steps=steps_at(3),
    ), status


@room.post(f"{IMPORT}/<int:import_id>/preview")
@gate(Action.RESULT_EDIT)
def confirm(code: str, year: int, import_id: int) -> ResponseReturnValue:
    """Write the valid rows. Whoever finds the record changed meanwhile is led to a new preview."""
    desk, form = _desk_of(year, import_id), ConfirmForm()
    to = url_for("imports.result", **desk.where)
    if desk.row.done_at:
        return redirect(to)
    if form.validate_on_submit():
        with writing(form, to=to) as outcome:
            imports.confirm(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                cycle=cycles.get_cycle(here.session(), desk.year.id),
                row=desk.row,
                version=form.opened_version,
            )
        if outcome:
            return redirect(outcome.location)
    return _preview_page(_desk_of(year, import_id), form, 422)


@room.get(f"{IMPORT}/<int:import_id>/faults.csv")
@gate(Action.RESULT_EDIT)
def faults(code: str, year: int, import_id: int) -> Response:
    """The faulty rows with their reasons, to be mended and imported again."""
    desk = _desk_of(year, import_id)
    cycle = cycles.get_cycle(here.session(), desk.year.id)
    found = imports.preview(here.session(), actor=here.actor(), cycle=cycle, row=desk.row)
    name = f"{code}-{year}-{desk.member.code}-{desk.row.kind.value}-faults".lower()
    return files.csv_answer(name, words.faulty_rows(found, desk.row.kind))


@room.get(f"{IMPORT}/<int:import_id>/result")
@gate(Action.RESULT_EDIT)
def result(code: str, year: int, import_id: int) -> ResponseReturnValue:
    """Step 4: what the import came to, and where to go from here."""
    desk = _desk_of(year, import_id)
    if not desk.row.done_at:
        return redirect(url_for("imports.preview", **desk.where))
    counts = desk.row.counts
    before = datetime.fromisoformat(counts["before"]) if counts.get("before") else None
    return render_template(
        "imports/result.html",
        desk=desk,
        counts=counts,
        before=before,
        steps=steps_at(4),
        slug=SLUGS.get(desk.row.period),
    )
