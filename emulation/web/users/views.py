"""People: the list, one person, and mending or closing an account."""

from dataclasses import replace
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import clusters, people
from emulation.queries.delegations import delegations_of_person
from emulation.rules import access
from emulation.services import accounts, appointments
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Scope
from emulation.vocabulary.kinds import Role
from emulation.vocabulary.numbers import find_whole
from emulation.web.shell import here
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import writing
from emulation.web.users.choices import with_choices
from emulation.web.users.forms import AppointmentForm, PersonForm
from emulation.web.users.room import room

STATES = ("active", "disabled")


def scope() -> Scope:
    """Whom the reader may see: everybody, or the people of the clusters they audit."""
    return access.scope_of(here.actor(), Action.USER_READ)


def _wanted() -> people.Wanted:
    """What the address asks for; anything it cannot mean counts as not asked."""
    asked = {
        name: request.args.get(name, "").strip()[:100] for name in ("q", "role", "member", "state", "page")
    }
    return people.Wanted(
        words=asked["q"],
        role=Role(asked["role"]) if asked["role"] in set(Role) else None,
        member_id=find_whole(asked["member"]) if asked["member"] else None,
        state=asked["state"] if asked["state"] in STATES else "",
        page=find_whole(asked["page"]) or 1,
    )


def _address(wanted: people.Wanted, page: int) -> str:
    named: dict[str, Any] = {
        "q": wanted.words,
        "role": wanted.role.value if wanted.role else "",
        "member": wanted.member_id or "",
        "state": wanted.state,
        "page": page if page > 1 else "",
    }
    return url_for("users.index", **{name: value for name, value in named.items() if value})


def may_manage() -> bool:
    """Whether the reader may change accounts; an auditor only reads them."""
    return access.may_somewhere(here.actor(), Action.USER_MANAGE)


@room.get("/admin/users")
@gate(Action.USER_READ)
def index() -> ResponseReturnValue:
    """The people within the reader's sight, by given name, in pages."""
    wanted = _wanted()
    found = people.people_page(here.session(), scope(), wanted, here.today())
    return render_template(
        "users/index.html",
        found=found,
        wanted=replace(wanted, page=found.page),
        members=clusters.member_choices(here.session(), scope()),
        roles=list(Role),
        previous=_address(wanted, found.page - 1) if found.page > 1 else "",
        following=_address(wanted, found.page + 1) if found.page < found.pages else "",
        may_manage=may_manage(),
    )


def person_page(person: Any, form: AppointmentForm, status: int) -> ResponseReturnValue:
    """One person: account, roles over time, delegations; for administrators the form of one more role."""
    session, values = here.session(), dict[str, Any]()
    values["roles"] = people.roles_of(session, scope(), person.id)
    values["delegations"] = delegations_of_person(session, scope(), person.id, here.today())
    with_choices(form)
    return render_template(
        "users/show.html", person=person, today=here.today(), may_manage=may_manage(), form=form, **values
    ), status


@room.get("/admin/users/<int:user_id>")
@gate(Action.USER_READ)
def show(user_id: int) -> ResponseReturnValue:
    """A person: roles, delegations, one more role, closing the account."""
    person = people.find_person(here.session(), scope(), user_id)
    form = AppointmentForm(formdata=None, data={"starts_on": here.today()})
    return person_page(person, form, 200)


def _person_form(user_id: int) -> PersonForm:
    person = accounts.person(here.session(), user_id)
    names = ("version", "full_name", "title")
    return PersonForm(formdata=None, data={name: getattr(person, name) for name in names})


@room.get("/admin/users/<int:user_id>/edit")
@gate(Action.USER_MANAGE)
def edit(user_id: int) -> ResponseReturnValue:
    """A person's name and office as a form."""
    person = accounts.person(here.session(), user_id)
    return render_template("users/edit.html", person=person, form=_person_form(user_id))


@room.post("/admin/users/<int:user_id>/edit")
@gate(Action.USER_MANAGE)
def rectify(user_id: int) -> ResponseReturnValue:
    """Mend a person's name and office."""
    person, form = accounts.person(here.session(), user_id), PersonForm()
    if form.validate_on_submit():
        to, newest = url_for("users.show", user_id=user_id), lambda: _person_form(user_id)
        with writing(form, to=to, newest=newest, about=("user", user_id)) as outcome:
            appointments.rectify(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                user=person,
                version=form.opened_version,
                **form.values("full_name", "title"),
            )
        if outcome:
            flash(gettext("Đã lưu họ tên, chức vụ."), "success")
            return redirect(outcome.location)
    return render_template("users/edit.html", person=person, form=form), 422


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
