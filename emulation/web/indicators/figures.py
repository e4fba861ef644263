"""Pages of an indicator's figures: every version with its source, adding one, choosing the one that is scored."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import figures as queries
from emulation.queries.figures import ChoiceRow, FigureRow
from emulation.queries.indicators import IndicatorRow, get_indicator_row
from emulation.queries.places import MemberPlace, known_members
from emulation.rules import access
from emulation.services import figures
from emulation.vocabulary.actions import Action
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.kinds import Provenance
from emulation.vocabulary.numbers import find_whole
from emulation.web.indicators.forms import ChoiceForm, FigureForm
from emulation.web.indicators.room import room
from emulation.web.shell import here
from emulation.web.shell.filters import number
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import writing


@room.get("/clusters/<code>/indicators/<indicator>")
@gate(Action.PAGE_READ)
def show(code: str, indicator: str) -> ResponseReturnValue:
    """Every version of the members' figures, newest year first; what members reported is for the cluster's people."""
    row, members = _indicator(indicator), _members()
    rows = queries.figures_of_indicator(here.session(), row.id, [member.id for member in members])
    if not access.may(here.actor(), Action.RESULT_READ, here.subject()):
        rows = [figure for figure in rows if figure.provenance is not Provenance.RECORDED]
    choices = queries.choices_of_indicator(here.session(), row.id, [member.id for member in members])
    return render_template(
        "indicators/show.html",
        indicator=row,
        figures=_by_year(rows, members),
        choices=choices,
        is_own=row.cluster_id is not None,
        may_edit=access.may(here.actor(), Action.INDICATOR_EDIT, here.subject()),
        may_write=access.may(here.actor(), Action.FIGURE_EDIT, here.subject()),
    )


def _indicator(code: str) -> IndicatorRow:
    return get_indicator_row(here.session(), here.place().id, code)


def _members() -> list[MemberPlace]:
    return known_members(here.session(), here.place().id)


def _by_year(
    rows: list[FigureRow], members: list[MemberPlace]
) -> list[tuple[int, list[tuple[MemberPlace, list[FigureRow]]]]]:
    years = sorted({row.year for row in rows}, reverse=True)
    found = []
    for year in years:
        of_year = [
            (member, [r for r in rows if (r.year, r.member_id) == (year, member.id)]) for member in members
        ]
        found.append((year, [(member, versions) for member, versions in of_year if versions]))
    return found


@room.get("/clusters/<code>/indicators/<indicator>/figures/new")
@gate(Action.FIGURE_EDIT)
def new_figure(code: str, indicator: str) -> ResponseReturnValue:
    """The form for another version; the address may name member and year."""
    access.require(here.actor(), Action.FIGURE_EDIT, here.subject())
    data = {"member": request.args.get("member", ""), "year": find_whole(request.args.get("year", ""))}
    return _figure_page(_indicator(indicator), _with_members(FigureForm(formdata=None, data=data)), 200)


def _with_members(form: FigureForm) -> FigureForm:
    form.member.choices = [("", "–"), *((member.code, member.name_vi) for member in _members())]
    return form


def _figure_page(row: IndicatorRow, form: FigureForm, status: int) -> ResponseReturnValue:
    return render_template("indicators/figure.html", indicator=row, form=form), status


@room.post("/clusters/<code>/indicators/<indicator>/figures/new")
@gate(Action.FIGURE_EDIT)
def add_figure(code: str, indicator: str) -> ResponseReturnValue:
    """Add a version; earlier ones stay."""
    access.require(here.actor(), Action.FIGURE_EDIT, here.subject())
    row, form = _indicator(indicator), _with_members(FigureForm())
    if form.validate_on_submit():
        with writing(form, to=url_for("indicators.show", code=code, indicator=row.code)) as outcome:
            figures.add_version(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                subject=here.subject(member_id=_member(form.member.data).id),
                indicator_id=row.id,
                draft=form.draft(),
            )
        if outcome:
            flash(gettext("Đã ghi số liệu. Các bản trước vẫn còn."), "success")
            return redirect(outcome.location)
    return _figure_page(row, form, 422)


def _member(code: str) -> MemberPlace:
    found = next((member for member in _members() if member.code.lower() == code.lower()), None)
    if found is None:
        raise NotFound()
    return found


@room.get("/clusters/<code>/indicators/<indicator>/choice/<member>/<int:year>")
@gate(Action.FIGURE_EDIT)
def choice(code: str, indicator: str, member: str, year: int) -> ResponseReturnValue:
    """All sources of one member and year side by side, to choose the one that is scored."""
    access.require(here.actor(), Action.FIGURE_EDIT, here.subject())
    row, place = _indicator(indicator), _member(member)
    return _choice_page(row, place, year, _choice_form(row, place, year), 200)


def _standing(row: IndicatorRow, place: MemberPlace, year: int) -> ChoiceRow | None:
    return queries.choices_of_indicator(here.session(), row.id, [place.id]).get((place.id, year))


def _versions(row: IndicatorRow, place: MemberPlace, year: int) -> list[FigureRow]:
    rows = queries.figures_of_year(here.session(), [place.id], year)
    return [figure for figure in rows if figure.indicator_id == row.id and figure.is_choosable]


def _choice_form(row: IndicatorRow, place: MemberPlace, year: int) -> ChoiceForm:
    now = _standing(row, place, year)
    data = (
        {"version": now.version, "figure": str(now.figure_id), "reason": now.reason}
        if now
        else {"version": 0}
    )
    return _with_versions(ChoiceForm(formdata=None, data=data), row, place, year)


def _with_versions(form: ChoiceForm, row: IndicatorRow, place: MemberPlace, year: int) -> ChoiceForm:
    form.figure.choices = [("", "–")]
    for figure in _versions(row, place, year):
        value = number(figure.value)
        words = f"{value} {row.unit_vi} – {gettext(figure.status.label)} – {figure.source}"
        form.figure.choices.append((str(figure.id), words))
    return form


def _choice_page(
    row: IndicatorRow, place: MemberPlace, year: int, form: ChoiceForm, status: int
) -> ResponseReturnValue:
    if not _versions(row, place, year):
        raise NotFound()
    frozen = queries.is_frozen(here.session(), here.place().id, year)
    return render_template(
        "indicators/choice.html",
        indicator=row,
        member=place,
        year=year,
        form=form,
        frozen=frozen,
    ), status


@room.post("/clusters/<code>/indicators/<indicator>/choice/<member>/<int:year>")
@gate(Action.FIGURE_EDIT)
def choose(code: str, indicator: str, member: str, year: int) -> ResponseReturnValue:
    """Mark one version as "dùng để chấm", with a reason."""
    access.require(here.actor(), Action.FIGURE_EDIT, here.subject())
    row, place = _indicator(indicator), _member(member)
    form = _with_versions(ChoiceForm(), row, place, year)
    if form.validate_on_submit():
        to = url_for("indicators.show", code=code, indicator=row.code)
        with writing(form, to=to, newest=lambda: _choice_form(row, place, year)) as outcome:
            figures.choose(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                subject=here.subject(member_id=place.id),
                figure_id=int(form.figure.data),
                indicator_id=row.id,
                version=form.opened_version,
                reason=form.reason.data,
            )
        if outcome:
            flash(gettext("Đã ghi số liệu dùng để chấm."), "success")
            return redirect(outcome.location)
    return _choice_page(row, place, year, form, 422)
