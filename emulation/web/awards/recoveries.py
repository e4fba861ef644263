"""The page on which an item that a revoked award gives back is recorded as recovered."""

from decimal import Decimal

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import recoveries as queries
from emulation.queries.decisions import get_decision_page
from emulation.rules import access
from emulation.services import recoveries
from emulation.vocabulary.actions import Action
from emulation.vocabulary.award_kinds import RecoveryKind
from emulation.web.awards.forms import RecoveryForm
from emulation.web.awards.room import room
from emulation.web.shell import here
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import writing


@room.get("/clusters/<code>/decisions/<int:decision_id>/recoveries/<int:item_id>")
@gate(Action.DECISION_RECORD)
def recovery(code: str, decision_id: int, item_id: int) -> ResponseReturnValue:
    """The item as a form: day, paper, amount."""
    access.require(here.actor(), Action.DECISION_RECORD, here.subject())
    return _page(decision_id, item_id, _form_of(decision_id, item_id), 200)


@room.post("/clusters/<code>/decisions/<int:decision_id>/recoveries/<int:item_id>")
@gate(Action.DECISION_RECORD)
def recover(code: str, decision_id: int, item_id: int) -> ResponseReturnValue:
    """Record that the item came back."""
    access.require(here.actor(), Action.DECISION_RECORD, here.subject())
    form = RecoveryForm()
    if form.validate_on_submit():
        to = url_for("awards.decision", code=code, decision_id=decision_id)
        newest = lambda: _form_of(decision_id, item_id)  # noqa: E731
        with writing(form, to=to, newest=newest, about=("recovery_item", item_id)) as outcome:
            _settle(decision_id, item_id, form)
        if outcome:
            flash(gettext("Đã ghi thu hồi."), "success")
            return redirect(outcome.location)
    return _page(decision_id, item_id, form, 422)


def _settle(decision_id: int, item_id: int, form: RecoveryForm) -> None:
    recoveries.settle(
        here.session(),
        actor=here.actor(),
        now=here.now(),
        item=queries.get_recovery(here.session(), here.place().id, decision_id, item_id),
        version=form.opened_version,
        recovered_on=form.recovered_on.value,
        paper=form.paper.data,
        amount=None if form.amount.data is None else int(form.amount.data),
    )


def _form_of(decision_id: int, item_id: int) -> RecoveryForm:
    row = queries.get_recovery_row(here.session(), here.place().id, decision_id, item_id)
    data = {"version": row.version, "paper": row.paper, "recovered_on": row.recovered_on}
    amount = None if row.amount is None else Decimal(row.amount)
    return RecoveryForm(formdata=None, data=data | {"amount": amount})


def _page(decision_id: int, item_id: int, form: RecoveryForm, status: int) -> ResponseReturnValue:
    session, cluster_id = here.session(), here.place().id
    item = queries.get_recovery_row(session, cluster_id, decision_id, item_id)
    return render_template(
        "awards/recovery.html",
        page=get_decision_page(session, cluster_id, decision_id),
        item=item,
        is_money=item.kind is RecoveryKind.MONEY,
        form=form,
    ), status
