"""Adding people: the administrator names them and invites them; they set their passwords themselves."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries.links import open_invitations
from emulation.rules import access
from emulation.services import accounts, invitations
from emulation.vocabulary.actions import Action
from emulation.vocabulary.dates import format_date
from emulation.web.shell import here
from emulation.web.shell.gate import gate
from emulation.web.shell.limits import limited
from emulation.web.shell.writing import writing
from emulation.web.users.choices import number, with_choices
from emulation.web.users.forms import UserForm
from emulation.web.users.room import room


@room.context_processor
def _standing() -> dict[str, Any]:
    """Every page about people tells administrators how the invitations of those without a password stand."""
    may_see = access.may_somewhere(here.actor(), Action.USER_MANAGE)
    return {"invitations": open_invitations(here.session(), here.now()) if may_see else {}}


@room.get("/admin/users/new")
@gate(Action.USER_MANAGE)
def new() -> ResponseReturnValue:
    """The form for a new person."""
    return _page(UserForm())


@room.post("/admin/users/new")
@gate(Action.USER_MANAGE)
@limited("invitations")
def add() -> ResponseReturnValue:
    """Add a person with a first role, and send the invitation."""
    form = UserForm()
    with_choices(form)
    if form.validate_on_submit():
        with writing(form, to=url_for("users.index")) as outcome:
            sent = _invite(_added(form))
        if outcome:
            flash(_said(gettext("Đã thêm %(name)s.", name=form.full_name.data), sent), "success")
            return redirect(outcome.location)
    return _page(form), 422


@room.post("/admin/users/<int:user_id>/invite")
@gate(Action.USER_MANAGE)
@limited("invitations")
def invite(user_id: int) -> ResponseReturnValue:
    """Send the invitation again; the earlier one ends."""
    with writing(to=url_for("users.show", user_id=user_id)) as outcome:
        sent = _invite(user_id)
    flash(_said("", sent), "success")
    return redirect(outcome.location)


def _added(form: UserForm) -> int:
    session, actor, now = here.session(), here.actor(), here.now()
    user = accounts.add_user(session, actor=actor, now=now, **form.values("email", "full_name", "title"))
    accounts.appoint(
        session,
        actor=actor,
        now=now,
        user=user,
        role=form.role.data,
        member_id=number(form.member.data),
        cluster_id=number(form.cluster.data),
    )
    return user.id


def _invite(user_id: int) -> invitations.Sent:
    return invitations.invite(
        here.session(),
        actor=here.actor(),
        now=here.now(),
        user=accounts.person(here.session(), user_id),
        working_days=here.settings().invitation_working_days,
    )


def _said(first: str, sent: invitations.Sent) -> str:
    day = format_date(sent.last_day)
    words = gettext("Đã gửi lời mời, dùng được đến hết ngày %(day)s.", day=day)
    return f"{first} {words}".strip()


def _page(form: UserForm) -> str:
    with_choices(form)
    days = here.settings().invitation_working_days
    return render_template("users/new.html", form=form, working_days=days)
