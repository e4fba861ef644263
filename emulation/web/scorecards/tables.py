"""The scorecard as a file, and a file as a scorecard: exported as shown, imported only after a look at every row."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import HiddenField

from emulation.gateways import workbooks
from emulation.gateways.csv_files import csv_bytes
from emulation.gateways.sheets import MEDIA_TYPE, Table, workbook_bytes
from emulation.gateways.workbooks.bounds import LARGEST_MB
from emulation.queries import scorecards as queries
from emulation.queries.places import YearPlace
from emulation.queries.scorecards import ScorecardPage
from emulation.rules import access
from emulation.rules import scorecard_tables as rules
from emulation.rules.parameter_words import written
from emulation.services import scorecard_tables as tables
from emulation.services.exports import plain
from emulation.vocabulary.actions import Action
from emulation.vocabulary.errors import DomainError, NotFound
from emulation.vocabulary.grids import Grid, RowState
from emulation.vocabulary.kinds import Provenance
from emulation.vocabulary.labelled import Labelled
from emulation.vocabulary.numbers import find_whole
from emulation.vocabulary.states import ScorecardState
from emulation.vocabulary.words import N_
from emulation.web.scorecards.room import room
from emulation.web.scorecards.views import page_of
from emulation.web.shell import here
from emulation.web.shell.fields import Form
from emulation.web.shell.filters import label, moment
from emulation.web.shell.gate import gate
from emulation.web.shell.speech import said
from emulation.web.shell.writing import show, writing

CSV, XLSX = "csv", "xlsx"
#: What the carried table is called for the reader of CSV.
CARRIED = "scorecard.csv"


@room.get("/clusters/<code>/<int:year>/scorecard/export.<form>")
@gate(Action.SCORECARD_READ)
def export(code: str, year: int, form: str) -> Response:
    """The criteria in reading order, in the columns that the import reads; `?edition=` as on the page."""
    known = here.year(year)
    access.require(here.actor(), Action.SCORECARD_READ, here.subject(known))
    edition = find_whole(request.args.get("edition", ""))
    page = queries.find_scorecard_page(here.session(), known.id, edition=edition)
    if page is None or form not in (CSV, XLSX):
        raise NotFound()
    table = _table(page)
    if form == XLSX:
        content, media = workbook_bytes([table]), MEDIA_TYPE
    else:
        above = [[table.title], *([note] for note in table.notes), [], list(table.head)]
        content = csv_bytes([*above, *([plain(cell) for cell in row] for row in table.rows)])
        media = "text/csv; charset=utf-8"
    answer = Response(content, content_type=media)
    name = f"{code}-{year}-scorecard-{page.edition}.{form}".lower()
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _table(page: ScorecardPage) -> Table:
    """With the caption: edition, state, total, when it was taken, and what of it was invented."""
    edition = gettext("Bản %(n)s", n=page.edition)
    notes = [
        f"{edition}, {label(page.state)}. {gettext('Tổng điểm: %(total)s.', total=plain(page.total_points))}",
        gettext("Lấy lúc %(moment)s.", moment=moment(here.now())),
    ]
    if page.provenance is Provenance.ILLUSTRATIVE:
        notes.append(gettext("Minh họa – không phải bảng chính thức."))
    return Table(page.title, list(rules.HEADS.values()), rules.cells_of(page.criteria), notes)


class ImportForm(Form):
    """A file, or the table that was read from one and looked at."""

    file = FileField(_("Tệp"))
    table = HiddenField()

    def content(self, limit_mb: int) -> str:
        """The table alone as text: out of the chosen file. Raises DomainError(field="file")."""
        file = self.file.data
        if not file or not getattr(file, "filename", ""):
            raise DomainError(N_("Chọn tệp."), field="file")
        content = file.stream.read(limit_mb * 1024 * 1024 + 1)
        grids = workbooks.read(content, file.filename)
        shown = sorted(grids, key=lambda grid: grid.is_hidden)
        return csv_bytes(rules.sheet_of(shown[0])).decode("utf-8-sig")


@dataclass(frozen=True)
class Line:
    """A row of the preview in words: per column what it holds, what stood there, what is wrong."""

    number: int
    state: RowState
    cells: tuple[tuple[str, str, tuple[str, ...]], ...]
    is_moved: bool


def _lines(found: tables.TablePreview) -> list[Line]:
    lines = []
    for row in found.rows:
        cells = []
        for name in rules.HEADS:
            faults = tuple(
                said(fault.message, fault.values) for fault in row.read.faults if fault.field == name
            )
            text = row.read.shown.get(name, "") if faults else _words(name, row.values)
            differs = row.state is RowState.CHANGED and name in row.differs and row.before is not None
            before = _words(name, row.before) or gettext("trống") if differs and row.before else ""
            cells.append((text, before, faults))
        lines.append(Line(row.read.number, row.state, tuple(cells), "order" in row.differs))
    return lines


def _words(name: str, values: Mapping[str, Any]) -> str:
    """A value as its cell would hold it."""
    value = values.get(name)
    if name == "params":
        return written(values.get("rule_type"), value) if value else ""
    if isinstance(value, Labelled):
        return label(value)
    return label(rules.GROUP) if name == "rule_type" else plain(value)


def _desk(year: int) -> tuple[YearPlace, ScorecardPage]:
    known = here.year(year)
    access.require(here.actor(), Action.SCORECARD_EDIT, here.subject(known))
    return known, page_of(known)


def _blank(page: ScorecardPage) -> ImportForm:
    return ImportForm(formdata=None, data={"version": page.version})


def _page(
    known: YearPlace,
    page: ScorecardPage,
    form: ImportForm,
    found: tables.TablePreview | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    return render_template(
        "scorecards/import.html",
        year=known,
        page=page,
        form=form,
        preview=found,
        lines=_lines(found) if found else [],
        heads=list(rules.HEADS.values()),
        is_draft=page.state is ScorecardState.DRAFT,
        limit=_limit(),
        file_kinds=workbooks.KINDS,
        accept=",".join(workbooks.SUFFIXES),
    ), status


def _limit() -> int:
    """How many MB a table may have here."""
    return min(here.settings().upload_limit_mb, LARGEST_MB)


@room.get("/clusters/<code>/<int:year>/scorecard/import")
@gate(Action.SCORECARD_EDIT)
def importing(code: str, year: int) -> ResponseReturnValue:
    """Choose a file for the draft."""
    known, page = _desk(year)
    return _page(known, page, _blank(page))


@room.post("/clusters/<code>/<int:year>/scorecard/import")
@gate(Action.SCORECARD_EDIT)
def imported(code: str, year: int) -> ResponseReturnValue:
    """Show what the file would do; write it when that is what was asked and what was seen before."""
    known, page = _desk(year)
    form = ImportForm()
    found = _found(page, form)
    if found is None:
        return _page(known, page, form, status=422)
    if "write" not in request.form:
        return _page(known, page, form, found, 422 if form.errors else 200)
    to = url_for("scorecards.show", code=code, year=year)
    with writing(form, to=to, newest=lambda: _blank(page_of(known)), about=("scorecard", page.id)) as outcome:
        _write(page, form)
    if outcome:
        flash(_done(found), "success" if found.changes_anything else "info")
        return redirect(outcome.location)
    return _page(known, page, form, found, 422)


def _found(page: ScorecardPage, form: ImportForm) -> tables.TablePreview | None:
    """What the table would do; None when the form has an error beside its file."""
    if not form.validate_on_submit():
        return None
    try:
        if "write" not in request.form:
            form.table.data = form.content(_limit())
        scorecard = queries.get_scorecard(here.session(), page.id)
        return tables.preview(here.session(), actor=here.actor(), scorecard=scorecard, grid=_grid(form))
    except DomainError as error:
        show(form, error)
        return None


def _grid(form: ImportForm) -> Grid:
    """The carried table, read like any file: what comes back from a browser is nobody's word."""
    return workbooks.read(str(form.table.data or "").encode(), CARRIED)[0]


def _write(page: ScorecardPage, form: ImportForm) -> None:
    tables.write(
        here.session(),
        actor=here.actor(),
        now=here.now(),
        scorecard=queries.get_scorecard(here.session(), page.id),
        version=form.opened_version,
        grid=_grid(form),
    )


def _done(found: tables.TablePreview) -> str:
    if not found.changes_anything:
        return str(gettext("Tệp giống bảng hiện có: không có gì thay đổi."))
    words = gettext(
        "Đã nhập bảng tiêu chí: %(new)s mới, %(changed)s thay đổi, %(same)s không đổi, %(removed)s bỏ.",
        **found.counts,
    )
    return str(words)
