"""Choosing between alternatives of the rulebook for a cluster."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import rule_changes as queries
from emulation.queries.rulebook import RuleRow
from emulation.rules import rule_changes as rules
from emulation.rules import rulebook
from emulation.services import rule_choices as services
from emulation.vocabulary.actions import Action
from emulation.web.rulebook import words
from emulation.web.rulebook.forms import ChooseForm
from emulation.web.rulebook.room import room
from emulation.web.shell import here
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import writing


def _candidates(head: str) -> list[RuleRow]:
    rules.require(here.actor(), Action.RULE_EDIT, here.place().id)
    return services.candidates(here.session(), here.place().id, head)


def _offering(form: ChooseForm, rows: list[RuleRow]) -> ChooseForm:
    form.rule_id.choices = [(str(row.id), words.option_of(row)) for row in rows]
    return form


def _fresh(head: str, rows: list[RuleRow]) -> ChooseForm:
    history = queries.choices_of(here.session(), here.place().id, head)
    known = {"version": history[0].id, "rule_id": str(history[0].rule_id)} if history else {"version": 0}
    return _offering(ChooseForm(formdata=None, data=known), rows)


def _page(head: str, rows: list[RuleRow], form: ChooseForm, status: int) -> ResponseReturnValue:
    today = here.today()
    return render_template(
        "rulebook/choose.html",
        heading=words.heading_of(rows),
        rows=rows,
        form=form,
        in_force={row.id for row in rows if rulebook.is_in_force(row.valid_from, row.valid_to, today)},
        history=queries.choices_of(here.session(), here.place().id, head),
    ), status


@room.get("/admin/rules/choices/<code>/<head>")
@gate(Action.RULE_EDIT)
def choosing(code: str, head: str) -> ResponseReturnValue:
    """The rows beside each other, and what was chosen before."""
    rows = _candidates(head)
    return _page(head, rows, _fresh(head, rows), 200)


@room.post("/admin/rules/choices/<code>/<head>")
@gate(Action.RULE_EDIT)
def choose(code: str, head: str) -> ResponseReturnValue:
    """Let the cluster follow one of them."""
    rows = _candidates(head)
    form = _offering(ChooseForm(), rows)
    if form.validate_on_submit():
        to = url_for("rulebook.choosing", code=code, head=head)
        with writing(form, to=to, newest=lambda: _fresh(head, rows)) as outcome:
            services.choose(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                cluster_id=here.place().id,
                head=head,
                rule_id=int(form.rule_id.data),
                reason=form.reason.data,
                version=form.opened_version,
            )
        if outcome:
            flash(gettext("Đã ghi phương án của cụm."), "success")
            return redirect(outcome.location)
    return _page(head, rows, form, 422)
