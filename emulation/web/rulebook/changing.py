"""Asking for changes of the rulebook, and settling what somebody else asked for."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import rule_changes as queries
from emulation.queries.rulebook import RuleRow, all_rules
from emulation.rules import rule_changes as rules
from emulation.rules.rule_subjects import grouped
from emulation.services import rule_changes as services
from emulation.vocabulary.actions import Action
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.states import RuleChangeState
from emulation.web.rulebook import words
from emulation.web.rulebook.forms import NewRuleForm, RuleForm, SettleForm
from emulation.web.rulebook.managing import chaired, get_row, sight
from emulation.web.rulebook.room import room
from emulation.web.shell import here
from emulation.web.shell.fields import Form
from emulation.web.shell.filters import label
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import writing


def _new_form(form: NewRuleForm) -> NewRuleForm:
    """The form with the heads of the rulebook and the clusters of the reader to choose from."""
    heads = [
        (group.head, f"{label(subject)} – {words.heading_of(group.rows)}")
        for subject, groups in grouped(all_rules(here.session(), sight()))
        for group in groups
    ]
    own = [
        (str(number), gettext("Quy chế riêng của %(cluster)s", cluster=name))
        for number, (_code, name) in chaired().items()
    ]
    form.head.choices = [("", "–"), *heads]
    form.owner.choices = [("all", gettext("Mọi cụm")), *own]
    return form


def _new_page(form: NewRuleForm, status: int) -> ResponseReturnValue:
    return render_template("rulebook/edit.html", form=form, row=None), status


@room.get("/admin/rules/new")
@gate(Action.RULE_EDIT)
def new() -> ResponseReturnValue:
    """The form for a new row."""
    rules.require(here.actor(), Action.RULE_EDIT, None)
    return _new_page(_new_form(NewRuleForm(formdata=None)), 200)


@room.post("/admin/rules/new")
@gate(Action.RULE_EDIT)
def add() -> ResponseReturnValue:
    """Ask for a new row."""
    rules.require(here.actor(), Action.RULE_EDIT, None)
    form = _new_form(NewRuleForm())
    if form.validate_on_submit():
        with writing(form, to=url_for("rulebook.manage")) as outcome:
            change = services.ask_new(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                cluster_id=form.cluster_id,
                head=form.head.data,
                suffix=form.suffix.data,
                draft=form.draft(),
                **form.told(),
            )
            outcome.location = url_for("rulebook.change", change_id=change.id)
        if outcome:
            return _asked(outcome.location)
    return _new_page(form, 422)


def _asked(location: str) -> ResponseReturnValue:
    flash(gettext("Đã gửi đề nghị. Thay đổi có hiệu lực khi người thứ hai xác nhận."), "success")
    return redirect(location)


def _form_of(row: RuleRow) -> RuleForm:
    values = {name: getattr(row, name) for name in rules.FIELDS}
    if row.amount is not None:
        values["value"] = row.value.replace(".", ",")
    return RuleForm(formdata=None, data=values | {"version": row.version})


@room.get("/admin/rules/<int:rule_id>/edit")
@gate(Action.RULE_EDIT)
def edit(rule_id: int) -> ResponseReturnValue:
    """The form with the values of a row."""
    row = _editable(rule_id)
    return render_template("rulebook/edit.html", form=_form_of(row), row=row)


def _editable(rule_id: int) -> RuleRow:
    row = get_row(rule_id)
    rules.require(here.actor(), Action.RULE_EDIT, row.cluster_id)
    return row


@room.post("/admin/rules/<int:rule_id>/edit")
@gate(Action.RULE_EDIT)
def ask(rule_id: int) -> ResponseReturnValue:
    """Ask for new values of a row."""
    row, form = _editable(rule_id), RuleForm()
    if form.validate_on_submit():
        newest, about = lambda: _form_of(get_row(rule_id)), ("legal_rule", rule_id)
        with writing(form, to=url_for("rulebook.manage"), newest=newest, about=about) as outcome:
            change = services.ask_change(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                rule=queries.get_rule(here.session(), rule_id),
                version=form.opened_version,
                draft=form.draft(),
                **form.told(),
            )
            outcome.location = url_for("rulebook.change", change_id=change.id)
        if outcome:
            return _asked(outcome.location)
    return render_template("rulebook/edit.html", form=form, row=row), 422


@room.get("/admin/rules/changes/<int:change_id>")
@gate(Action.RULE_READ)
def change(change_id: int) -> ResponseReturnValue:
    """Old and new beside each other, and what the reader can do about it."""
    return _change_page(change_id, None, 200)


def _known(change_id: int) -> queries.ChangeRow:
    """A change that the reader may see; raises NotFound or NotAllowed."""
    found = queries.find_change_row(here.session(), change_id)
    rules.require(here.actor(), Action.RULE_READ, found.cluster_id if found else None)
    if found is None:
        raise NotFound()
    return found


def _change_page(change_id: int, form: Form | None, status: int) -> ResponseReturnValue:
    found = _known(change_id)
    rule = None if found.rule_id is None else queries.get_rule(here.session(), found.rule_id)
    is_pending = found.state is RuleChangeState.PENDING
    moved = services.moved_since(rule, queries.get_change(here.session(), change_id)) if rule else []
    return render_template(
        "rulebook/change.html",
        change=found,
        differences=words.differences(found),
        moved=[gettext(name) for name in moved] if is_pending else [],
        beside=_beside(found) if is_pending else [],
        form=form or SettleForm(formdata=None, data={"version": found.version}),
        is_pending=is_pending,
        is_own=found.asked_by_id is not None and found.asked_by_id == here.actor().user_id,
        may_confirm=rules.may(here.actor(), Action.RULE_CONFIRM, found.cluster_id, found.asked_by_ids),
        may_withdraw=rules.may(here.actor(), Action.RULE_EDIT, found.cluster_id),
    ), status


def _beside(found: queries.ChangeRow) -> list[RuleRow]:
    """The other rows of the head that are in force on a day on which this one would be."""
    draft = rules.draft_of(found.before | found.values)
    others = [row for row in all_rules(here.session(), sight(), found.head) if row.id != found.rule_id]
    rivals = [row for row in others if row.cluster_id == found.cluster_id]
    spans = [(row.valid_from, row.valid_to) for row in rivals]
    return [rivals[n] for n in rules.overlaps((draft.valid_from, draft.valid_to), spans)]


@room.post("/admin/rules/changes/<int:change_id>/<any(confirm, refuse, withdraw):step>")
@gate(Action.RULE_CONFIRM)
def settle(change_id: int, step: str) -> ResponseReturnValue:
    """Confirm, refuse or withdraw."""
    _known(change_id)
    form = SettleForm()
    if form.validate_on_submit():
        to, about = url_for("rulebook.change", change_id=change_id), ("rule_change", change_id)
        with writing(form, to=to, about=about) as outcome:
            _settle(change_id, step, form)
        if outcome:
            flash(_settled(step), "success")
            return redirect(outcome.location)
    return _change_page(change_id, form, 422)


def _settle(change_id: int, step: str, form: SettleForm) -> None:
    session, record = here.session(), queries.get_change(here.session(), change_id)
    given: dict[str, Any] = {"actor": here.actor(), "now": here.now()}
    given |= {"change": record, "version": form.opened_version}
    if step == "confirm":
        services.confirm(session, **given)
    elif step == "refuse":
        services.refuse(session, **given, reason=form.reason.data)
    else:
        services.withdraw(session, **given)


def _settled(step: str) -> str:
    words = {
        "confirm": gettext("Đã xác nhận. Bảng quy tắc đã được sửa."),
        "refuse": gettext("Đã ghi không xác nhận."),
        "withdraw": gettext("Đã rút đề nghị."),
    }
    return str(words[step])
