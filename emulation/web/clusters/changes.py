"""Writing down members: joining, names and contact, leaving, and what else happens to them."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import members as queries
from emulation.queries.cycles import get_cluster
from emulation.rules import access
from emulation.services import changes, members
from emulation.vocabulary.actions import Action
from emulation.web.clusters.forms import PROFILE, ChangeForm, JoiningForm, LeavingForm, ProfileForm, blank_row
from emulation.web.clusters.members import address_of
from emulation.web.clusters.room import room
from emulation.web.shell import here
from emulation.web.shell.gate import gate
from emulation.web.shell.rows import reshaped
from emulation.web.shell.writing import writing

FIRST_ROWS = 6
MORE_ROWS = 1


def _choices() -> list[tuple[str, str]]:
    new = ("", gettext("Thành viên mới (nhập mã và tên)"))
    return [new, *queries.other_member_choices(here.session(), here.place().id)]


def _new_form() -> JoiningForm:
    rows = MORE_ROWS if queries.memberships_of(here.session(), here.place().id) else FIRST_ROWS
    data = {"version": here.place().version, "members": [{} for _row in range(rows)]}
    return JoiningForm(formdata=None, data=data).with_members(_choices())


@room.get("/clusters/<code>/members/edit")
@gate(Action.MEMBER_EDIT)
def members_edit(code: str) -> ResponseReturnValue:
    """The members with what can be written down about each, and rows for those who join."""
    access.require(here.actor(), Action.MEMBER_EDIT, here.subject())
    return _members_page(_new_form(), 200)


def _members_page(form: JoiningForm, status: int) -> ResponseReturnValue:
    stays = queries.memberships_of(here.session(), here.place().id)
    return render_template(
        "clusters/members_edit.html", form=form, stays=stays, blank=blank_row(_choices())
    ), status


@room.post("/clusters/<code>/members/edit")
@gate(Action.MEMBER_EDIT)
def add(code: str) -> ResponseReturnValue:
    """Let members join, or add and remove rows without saving."""
    access.require(here.actor(), Action.MEMBER_EDIT, here.subject())
    form = JoiningForm()
    if reshaped(form.members):
        return _members_page(form.with_members(_choices()), 200)
    if form.with_members(_choices()).validate_on_submit():
        with writing(form, to=url_for("clusters.members_edit", code=code), newest=_new_form) as outcome:
            members.add(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                cluster=get_cluster(here.session(), here.place().id),
                version=form.opened_version,
                joinings=form.joinings(),
            )
        if outcome:
            flash(gettext("Đã ghi %(n)s thành viên tham gia cụm.", n=len(form.joinings())), "success")
            return redirect(outcome.location)
    return _members_page(form, 422)


def _profile_of(member: str) -> queries.ProfileRow:
    profile = queries.get_profile(here.session(), here.place().id, member)
    access.require(here.actor(), Action.MEMBER_EDIT, here.subject(member_id=profile.id))
    return profile


def _profile_form(member: str) -> ProfileForm:
    profile = _profile_of(member)
    data = {name: getattr(profile, name) for name in PROFILE} | {"version": profile.version}
    return ProfileForm(formdata=None, data=data)


@room.get("/clusters/<code>/members/<member>/edit")
@gate(Action.MEMBER_EDIT)
def profile_edit(code: str, member: str) -> ResponseReturnValue:
    """Names and contact of a member as a form."""
    form = _profile_form(member)
    return render_template("clusters/profile.html", profile=_profile_of(member), form=form)


@room.post("/clusters/<code>/members/<member>/edit")
@gate(Action.MEMBER_EDIT)
def profile_save(code: str, member: str) -> ResponseReturnValue:
    """Change names and contact of a member."""
    profile, form = _profile_of(member), ProfileForm()
    if form.validate_on_submit():
        about = ("member", profile.id)
        to, newest = address_of(code, profile.code), lambda: _profile_form(member)
        with writing(form, to=to, newest=newest, about=about) as outcome:
            members.edit(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                cluster=get_cluster(here.session(), here.place().id),
                member=queries.get_member(here.session(), here.place().id, profile.id),
                version=form.opened_version,
                profile=form.profile(),
            )
        if outcome:
            flash(gettext("Đã lưu thông tin thành viên."), "success")
            return redirect(outcome.location)
    return render_template("clusters/profile.html", profile=profile, form=form), 422


def _stay_of(profile: queries.ProfileRow) -> queries.MembershipRow:
    """The newest stay; the rule says so when it has ended already."""
    return queries.memberships_of(here.session(), here.place().id, profile.id)[-1]


def _leaving_form(profile: queries.ProfileRow) -> LeavingForm:
    return LeavingForm(formdata=None, data={"version": _stay_of(profile).version})


def _change_form(profile: queries.ProfileRow) -> ChangeForm:
    version = queries.get_profile(here.session(), here.place().id, profile.code).version
    return ChangeForm(formdata=None, data={"version": version})


@room.get("/clusters/<code>/members/<member>/leave")
@gate(Action.MEMBER_EDIT)
def leaving(code: str, member: str) -> ResponseReturnValue:
    """The form that ends a member's stay."""
    profile = _profile_of(member)
    form = _leaving_form(profile)
    return render_template("clusters/leave.html", profile=profile, stay=_stay_of(profile), form=form)


@room.post("/clusters/<code>/members/<member>/leave")
@gate(Action.MEMBER_EDIT)
def leave(code: str, member: str) -> ResponseReturnValue:
    """End a member's stay."""
    profile, form = _profile_of(member), LeavingForm()
    stay = _stay_of(profile)
    if form.validate_on_submit():
        to, about = address_of(code, profile.code), ("membership", stay.id)
        with writing(form, to=to, newest=lambda: _leaving_form(profile), about=about) as outcome:
            changes.leave(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                cluster=get_cluster(here.session(), here.place().id),
                membership=queries.get_membership(here.session(), here.place().id, stay.id),
                version=form.opened_version,
                **form.values("left_on", "decision"),
            )
        if outcome:
            flash(gettext("Đã ghi thành viên rời cụm."), "success")
            return redirect(outcome.location)
    return render_template("clusters/leave.html", profile=profile, stay=stay, form=form), 422


@room.get("/clusters/<code>/members/<member>/change")
@gate(Action.MEMBER_EDIT)
def changing(code: str, member: str) -> ResponseReturnValue:
    """The form for a new name, a merger or a new boundary."""
    profile = _profile_of(member)
    return render_template("clusters/change.html", profile=profile, form=_change_form(profile))


@room.post("/clusters/<code>/members/<member>/change")
@gate(Action.MEMBER_EDIT)
def change(code: str, member: str) -> ResponseReturnValue:
    """Write down a dated change of a member."""
    profile, form = _profile_of(member), ChangeForm()
    if form.validate_on_submit():
        to, about = address_of(code, profile.code), ("member", profile.id)
        with writing(form, to=to, newest=lambda: _change_form(profile), about=about) as outcome:
            changes.record_change(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                cluster=get_cluster(here.session(), here.place().id),
                member=queries.get_member(here.session(), here.place().id, profile.id),
                version=form.opened_version,
                draft=form.draft(),
            )
        if outcome:
            flash(gettext("Đã ghi thay đổi của thành viên."), "success")
            return redirect(outcome.location)
    return render_template("clusters/change.html", profile=profile, form=form), 422
