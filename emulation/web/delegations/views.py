"""Delegations of a cluster's members: the list, a new one, and taking one back."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import delegations as queries
from emulation.queries.places import members_on
from emulation.rules import access
from emulation.rules.delegations import allows, offices_of
from emulation.services import delegations
from emulation.vocabulary.actions import Action
from emulation.vocabulary.errors import NotAllowed, NotFound
from emulation.vocabulary.kinds import Role
from emulation.web.delegations.forms import DelegationForm, RevokeForm
from emulation.web.delegations.room import room
from emulation.web.shell import here
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import writing


def _offices() -> list[tuple[Role, int]]:
    return offices_of(here.actor(), here.place().id)


@room.get("/clusters/<code>/delegations")
@gate(Action.DELEGATION_READ)
def index(code: str) -> ResponseReturnValue:
    """Who acts for whom, the latest first."""
    scope, place = access.scope_of(here.actor(), Action.DELEGATION_READ), here.place()
    rows = queries.delegations_in(here.session(), place.id, scope, here.today())
    offices = _offices()
    return render_template(
        "delegations/index.html",
        rows=rows,
        today=here.today(),
        allows={row.role: allows(row.role) for row in rows},
        may_grant=bool(offices),
        revocable={
            row.id for row in rows if row.is_open(here.today()) and (row.role, row.member_id) in offices
        },
    )


def _form(form: DelegationForm) -> DelegationForm:
    offices = _offices()
    if not offices:
        raise NotAllowed()
    names = {
        member.id: member.name_vi for member in members_on(here.session(), here.place().id, here.today())
    }
    own = [
        (f"{role.value}-{member_id}", f"{gettext(role.label)} – {names.get(member_id, '')}")
        for role, member_id in offices
    ]
    members = frozenset(member_id for _role, member_id in offices)
    people = queries.colleagues(here.session(), members, here.actor().user_id or 0, here.today())
    return form.with_choices(own, [(str(user_id), words) for user_id, words in people])


def _new_page(form: DelegationForm, status: int) -> ResponseReturnValue:
    roles = {role for role, _member in _offices()}
    granted = [(role, allows(role)) for role in Role if role in roles]
    return render_template("delegations/new.html", form=form, granted=granted), status


@room.get("/clusters/<code>/delegations/new")
@gate(Action.DELEGATION_GRANT)
def new(code: str) -> ResponseReturnValue:
    """The form of a new delegation."""
    return _new_page(_form(DelegationForm(formdata=None, data={"starts_on": here.today()})), 200)


@room.post("/clusters/<code>/delegations/new")
@gate(Action.DELEGATION_GRANT)
def grant(code: str) -> ResponseReturnValue:
    """Pass a role on."""
    form = _form(DelegationForm())
    if form.validate_on_submit():
        with writing(form, to=url_for("delegations.index", code=code)) as outcome:
            delegations.grant(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                cluster_id=here.place().id,
                draft=form.draft(),
            )
        if outcome:
            flash(gettext("Đã lập ủy quyền. Người nhận cần đăng nhập lại."), "success")
            return redirect(outcome.location)
    return _new_page(form, 422)


def _row(delegation_id: int) -> queries.DelegationRow:
    scope = access.scope_of(here.actor(), Action.DELEGATION_READ)
    for row in queries.delegations_in(here.session(), here.place().id, scope, here.today()):
        if row.id == delegation_id:
            if (row.role, row.member_id) not in _offices():
                raise NotAllowed()
            return row
    raise NotFound()


def _revoke_form(row: queries.DelegationRow) -> RevokeForm:
    return RevokeForm(formdata=None, data={"version": row.version})


@room.get("/clusters/<code>/delegations/<int:delegation_id>/revoke")
@gate(Action.DELEGATION_GRANT)
def revoking(code: str, delegation_id: int) -> ResponseReturnValue:
    """Why the delegation is taken back."""
    row = _row(delegation_id)
    return render_template("delegations/revoke.html", row=row, form=_revoke_form(row))


@room.post("/clusters/<code>/delegations/<int:delegation_id>/revoke")
@gate(Action.DELEGATION_GRANT)
def revoke(code: str, delegation_id: int) -> ResponseReturnValue:
    """Take a delegation back."""
    row, form = _row(delegation_id), RevokeForm()
    if form.validate_on_submit():
        newest = lambda: _revoke_form(_row(delegation_id))  # noqa: E731
        to, about = url_for("delegations.index", code=code), ("delegation", delegation_id)
        with writing(form, to=to, newest=newest, about=about) as outcome:
            delegations.revoke(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                cluster_id=here.place().id,
                delegation=queries.get_delegation(here.session(), here.place().id, delegation_id),
                version=form.opened_version,
                reason=form.reason.data,
            )
        if outcome:
            flash(gettext("Đã thu hồi ủy quyền."), "success")
            return redirect(outcome.location)
    return render_template("delegations/revoke.html", row=row, form=form), 422
