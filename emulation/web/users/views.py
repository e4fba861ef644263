"""The administrator's list of people, and what is recorded about one of them."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import accounts as people
from emulation.services import accounts
from emulation.vocabulary.actions import Action
from emulation.web.shell import here
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import writing
from emulation.web.users.choices import number, with_choices
from emulation.web.users.forms import AppointmentForm
from emulation.web.users.room import room


@room.get("/admin/users")
@gate(Action.USER_MANAGE)
def index() -> ResponseReturnValue:
    """All accounts with their roles."""
    return render_template("users/index.html", people=people.people(here.session()))


def _appoint(user_id: int, form: AppointmentForm) -> None:
    accounts.appoint(
        here.session(),
        actor=here.actor(),
        now=here.now(),
        user=accounts.person(here.session(), user_id),
        role=form.role.data,
        member_id=number(form.member.data),
        cluster_id=number(form.cluster.data),
    )


@room.get("/admin/users/<int:user_id>")
@gate(Action.USER_MANAGE)
def show(user_id: int) -> ResponseReturnValue:
    """A person: roles, one more role, closing the account."""
    person = accounts.person(here.session(), user_id)
    roles = people.roles_of(here.session(), user_id)
    form = AppointmentForm()
    with_choices(form)
    return render_template("users/show.html", person=person, roles=roles, form=form)


@room.post("/admin/users/<int:user_id>/appoint")
@gate(Action.USER_MANAGE)
def appoint(user_id: int) -> ResponseReturnValue:
    """Give a person one more role."""
    form = AppointmentForm()
    with_choices(form)
    if form.validate_on_submit():
        with writing(form, to=url_for("users.show", user_id=user_id)) as outcome:
            _appoint(user_id, form)
        if outcome:
            flash(gettext("Đã ghi vai trò."), "success")
            return redirect(outcome.location)
    person, roles = accounts.person(here.session(), user_id), people.roles_of(here.session(), user_id)
    return render_template("users/show.html", person=person, roles=roles, form=form), 422


@room.post("/admin/users/<int:user_id>/<any(disable, enable):verb>")
@gate(Action.USER_MANAGE)
def set_disabled(user_id: int, verb: str) -> ResponseReturnValue:
    """Close or reopen an account."""
    with writing(to=url_for("users.show", user_id=user_id)) as outcome:
        person = accounts.person(here.session(), user_id)
        accounts.set_disabled(
            here.session(), actor=here.actor(), now=here.now(), user=person, disabled=verb == "disable"
        )
    return redirect(outcome.location)
