"""Roles of a person: one more, and the end of one."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import people
from emulation.queries.appointments import get_appointment
from emulation.services import accounts, appointments
from emulation.vocabulary.actions import Action
from emulation.vocabulary.errors import NotFound
from emulation.web.shell import here
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import writing
from emulation.web.users.choices import number, with_choices
from emulation.web.users.forms import AppointmentForm, EndForm
from emulation.web.users.room import room
from emulation.web.users.views import person_page, scope


@room.post("/admin/users/<int:user_id>/appoint")
@gate(Action.USER_MANAGE)
def appoint(user_id: int) -> ResponseReturnValue:
    """Give a person one more role."""
    person, form = accounts.person(here.session(), user_id), AppointmentForm()
    with_choices(form)
    if form.validate_on_submit():
        with writing(form, to=url_for("users.show", user_id=user_id)) as outcome:
            accounts.appoint(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                user=person,
                role=form.role.data,
                member_id=number(form.member.data),
                cluster_id=number(form.cluster.data),
                starts_on=form.starts_on.value,
                ends_on=form.ends_on.data,
            )
        if outcome:
            flash(gettext("Đã ghi vai trò. Người này cần đăng nhập lại."), "success")
            return redirect(outcome.location)
    return person_page(person, form, 422)


def _role(user_id: int, appointment_id: int) -> people.RoleRow:
    for role in people.roles_of(here.session(), scope(), user_id):
        if role.id == appointment_id:
            return role
    raise NotFound()


def _end_page(user_id: int, appointment_id: int, form: EndForm, status: int) -> ResponseReturnValue:
    role, person = _role(user_id, appointment_id), accounts.person(here.session(), user_id)
    return render_template("users/end.html", person=person, role=role, form=form), status


@room.get("/admin/users/<int:user_id>/roles/<int:appointment_id>/end")
@gate(Action.USER_MANAGE)
def ending(user_id: int, appointment_id: int) -> ResponseReturnValue:
    """The first day without a role, as a form."""
    return _end_page(user_id, appointment_id, EndForm(formdata=None, data={"ends_on": here.today()}), 200)


@room.post("/admin/users/<int:user_id>/roles/<int:appointment_id>/end")
@gate(Action.USER_MANAGE)
def end(user_id: int, appointment_id: int) -> ResponseReturnValue:
    """End a role."""
    form = EndForm()
    if form.validate_on_submit():
        with writing(form, to=url_for("users.show", user_id=user_id)) as outcome:
            appointments.end(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                appointment=get_appointment(here.session(), user_id, appointment_id),
                ends_on=form.ends_on.value,
            )
        if outcome:
            flash(gettext("Đã ghi ngày kết thúc vai trò."), "success")
            return redirect(outcome.location)
    return _end_page(user_id, appointment_id, form, 422)
