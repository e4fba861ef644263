"""Making a list of proposals shorter, as councils do: the list, its check page, then all rows or none."""

from typing import Any, NamedTuple

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import cycles
from emulation.queries import proposals as queries
from emulation.queries.places import YearPlace
from emulation.rules import access
from emulation.rules.splits import STATES, Choice, Counted
from emulation.services import splits
from emulation.vocabulary.actions import Action
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.numbers import find_whole
from emulation.vocabulary.states import ProposalState
from emulation.web.awards.nominee_forms import SplitForm
from emulation.web.awards.room import room
from emulation.web.shell import here
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import show, writing


class Group(NamedTuple):
    """The list of one state and award form."""

    state: ProposalState
    form: queries.ProposalRow
    rows: list[queries.ProposalRow]

    @property
    def key(self) -> tuple[str, str]:
        """How the form names it."""
        return self.state.value, str(self.form.award_form_id)


def _groups(known: YearPlace) -> dict[tuple[str, str], Group]:
    """The lists of the year that can be made shorter, by state and form."""
    scope = access.scope_of(here.actor(), Action.PROPOSAL_READ)
    found: dict[tuple[str, str], Group] = {}
    rows = queries.proposals_of_cycle(here.session(), known.id, here.place().id, scope)
    for row in sorted(rows, key=lambda row: row.id):
        if row.state in STATES:
            group = Group(row.state, row, [])
            found.setdefault(group.key, group).rows.append(row)
    return found


def _desk(year: int) -> YearPlace:
    known = here.year(year)
    access.require(here.actor(), Action.PROPOSAL_REVIEW, here.subject(known))
    return known


@room.get("/clusters/<code>/<int:year>/proposals/split")
@gate(Action.PROPOSAL_REVIEW)
def proposal_split(code: str, year: int) -> ResponseReturnValue:
    """The rows of one list, all ticked; `?state=&form=` chooses the list, else the first one."""
    known = _desk(year)
    groups = _groups(known)
    wanted = (request.args.get("state", ""), request.args.get("form", ""))
    chosen = groups.get(wanted) or next(iter(groups.values()), None)
    data = {"state": chosen.state, "award_form": chosen.key[1]} if chosen else {}
    return _page(known, groups, _with_choices(groups, SplitForm(formdata=None, data=data)), 200)


@room.post("/clusters/<code>/<int:year>/proposals/split")
@gate(Action.PROPOSAL_REVIEW)
def proposal_split_save(code: str, year: int) -> ResponseReturnValue:
    """First the check page, which writes nothing and leads back to the list; confirmed, all rows or none."""
    known = _desk(year)
    groups = _groups(known)
    form = _with_choices(groups, SplitForm())
    if not form.validate_on_submit():
        return _page(known, groups, form, 422)
    if "back" in request.form:
        return _page(known, groups, form, 200)
    if not form.confirmed.data:
        return _check(known, groups, form)
    with writing(form, to=url_for("awards.proposals", code=code, year=year)) as outcome:
        counted = splits.split(
            here.session(),
            actor=here.actor(),
            now=here.now(),
            cycle=cycles.get_cycle(here.session(), known.id),
            **_asked(form),
        )
    if outcome:
        flash(_sentence(counted), "success")
        return redirect(outcome.location)
    return _page(known, _groups(known), form, 422)


def _sentence(counted: Counted) -> str:
    return str(
        gettext(
            "%(proposed)s đề nghị → %(kept)s được đưa vào danh sách.",
            proposed=counted.proposed,
            kept=counted.kept,
        )
    )


def _asked(form: SplitForm) -> dict[str, Any]:
    """The form as the service wants it; a row that names no proposal is left out, and then misses in the list."""
    choices: dict[int, Choice] = {}
    for row in form.rows:
        key, version = find_whole(row.form.proposal_id.data or ""), find_whole(row.form.version.data or "")
        if key is not None:
            seen = -1 if version is None else version
            choices[key] = Choice(seen, bool(row.form.stays.data), row.form.reason.data or "")
    return {"award_form_id": int(form.award_form.data), "state": form.state.data, "choices": choices}


def _check(known: YearPlace, groups: dict[tuple[str, str], Group], form: SplitForm) -> ResponseReturnValue:
    try:
        counted = splits.check(here.session(), cycle_id=known.id, **_asked(form))
    except DomainError as error:
        show(form, error)
        return _page(known, groups, form, 422)
    form.confirmed.data = "yes"
    group = groups[form.state.data.value, form.award_form.data]
    _renew(form, group)
    return render_template(
        "awards/proposal_split_check.html",
        year=known,
        form=form,
        group=group,
        counted=counted,
        nominees=_nominees(groups),
    )


def _renew(form: SplitForm, group: Group) -> None:
    """The rows of the list as it is now, each with what was typed about it: after a refusal one can go on."""
    typed = {row.form.proposal_id.data: row.form.data for row in form.rows}
    while len(form.rows):
        form.rows.pop_entry()
    for row in group.rows:
        known = typed.get(str(row.id), {"stays": True})
        form.rows.append_entry(known | {"proposal_id": str(row.id), "version": str(row.version)})


def _nominees(groups: dict[tuple[str, str], Group]) -> dict[str, queries.ProposalRow]:
    return {str(row.id): row for group in groups.values() for row in group.rows}


def _with_choices(groups: dict[tuple[str, str], Group], form: SplitForm) -> SplitForm:
    form.award_form.choices = [
        (str(group.form.award_form_id), group.form.form_vi) for group in groups.values()
    ]
    return form


def _page(
    known: YearPlace, groups: dict[tuple[str, str], Group], form: SplitForm, status: int
) -> ResponseReturnValue:
    group = groups.get((getattr(form.state.data, "value", ""), form.award_form.data or ""))
    form.confirmed.data = ""
    if group is not None and not any(form.rows.errors):
        _renew(form, group)
    return render_template(
        "awards/proposal_split.html",
        year=known,
        groups=groups,
        group=group,
        form=form,
        nominees=_nominees(groups),
    ), status
