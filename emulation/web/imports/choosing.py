"""Step 1 of the import: what is brought, for whom, the file; and the empty file to fill in."""

from typing import Any

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.gateways.workbooks import KINDS, SUFFIXES
from emulation.gateways.workbooks.bounds import LARGEST_MB
from emulation.queries import cycles
from emulation.queries.places import MemberPlace, YearPlace, members_of_year
from emulation.rules import access
from emulation.rules.results import current_period
from emulation.services import exports, imports
from emulation.vocabulary.actions import Action
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.kinds import ImportKind
from emulation.vocabulary.words import N_
from emulation.web.imports import files
from emulation.web.imports.forms import FileForm
from emulation.web.imports.periods import PERIODS
from emulation.web.imports.room import room
from emulation.web.shell import here
from emulation.web.shell.filters import name
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import writing

IMPORT = "/clusters/<code>/<int:year>/import"
STEPS = (N_("Chọn tệp"), N_("Ghép cột"), N_("Xem trước"), N_("Kết quả"))


def members_to_write(known: YearPlace) -> list[MemberPlace]:
    """The members of the year for which the reader may write."""
    members = members_of_year(here.session(), here.place().id, known.year)
    return [
        one for one in members if access.may(here.actor(), Action.RESULT_EDIT, here.subject(known, one.id))
    ]


def steps_at(number: int) -> list[tuple[str, str, str]]:
    """The steps for the list above the page."""
    states = ["done" if place < number else "todo" for place in range(1, len(STEPS) + 1)]
    states[number - 1] = "current"
    return [(gettext(label), state, "") for label, state in zip(STEPS, states, strict=True)]


@room.get(IMPORT)
@gate(Action.RESULT_EDIT)
def choose(code: str, year: int) -> ResponseReturnValue:
    """Step 1: what is brought, for whom, and the file."""
    known = here.year(year)
    asked = request.args.get("kind", "")
    data = {
        "kind": ImportKind(asked) if asked in set(ImportKind) else ImportKind.TARGETS,
        "period": PERIODS.get(request.args.get("period", ""), current_period(known.phase)),
    }
    return _page(known, FileForm(formdata=None, data=data), 200)


def _page(known: YearPlace, form: FileForm, status: int) -> ResponseReturnValue:
    form.member.choices = [(one.code, name(one)) for one in members_to_write(known)]
    return render_template(
        "imports/choose.html",
        year=known,
        form=form,
        steps=steps_at(1),
        kinds=list(ImportKind),
        limit=_limit(),
        accept=",".join(SUFFIXES),
        file_kinds=KINDS,
    ), status


@room.post(IMPORT)
@gate(Action.RESULT_EDIT)
def upload(code: str, year: int) -> ResponseReturnValue:
    """Take the file in and go on to its columns."""
    known, form = here.year(year), FileForm()
    members = {one.code: one.id for one in members_to_write(known)}
    form.member.choices = [(member, member) for member in members]
    if form.validate_on_submit():
        with writing(form) as outcome:
            row = _start(known, form, members)
            outcome.location = url_for("imports.columns", code=code, year=year, import_id=row.id)
        if outcome:
            return redirect(outcome.location)
    return _page(known, form, 422)


def _limit() -> int:
    """How many MB a table may have here."""
    return min(here.settings().upload_limit_mb, LARGEST_MB)


def _start(known: YearPlace, form: FileForm, members: dict[str, int]) -> Any:
    limit = _limit()
    file_name, content = form.chosen(limit)
    return imports.start(
        here.session(),
        actor=here.actor(),
        now=here.now(),
        cycle=cycles.get_cycle(here.session(), known.id),
        goal=form.goal(members),
        name=file_name,
        content=content,
        limit_mb=limit,
    )


@room.get(f"{IMPORT}/template/<kind>.xlsx")
@gate(Action.RESULT_EDIT)
def template(code: str, year: int, kind: str) -> Response:
    """An empty file of the format, with the indicators on a second sheet."""
    if kind not in set(ImportKind):
        raise NotFound()
    what = ImportKind(kind)
    cycle = cycles.get_cycle(here.session(), here.year(year).id)
    tables = exports.template(here.session(), cycle=cycle, kind=what)
    titles = (gettext(what.label), gettext("Danh mục chỉ tiêu"))
    return files.answer(f"{code}-{year}-{kind}", files.titled(tables, titles), files.XLSX)
