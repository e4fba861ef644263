"""Signing in and out, one's own account, and the administrator's list of people."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import accounts as people
from emulation.queries import clusters
from emulation.services import accounts
from emulation.vocabulary.actions import Action
from emulation.web.accounts.forms import AppointmentForm, ChangePasswordForm, SignInForm, UserForm
from emulation.web.shell import here, login
from emulation.web.shell.addresses import own_path
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import writing

room = Blueprint("accounts", __name__)


@room.get("/sign-in")
@gate(Action.PAGE_READ)
def sign_in() -> ResponseReturnValue:
    """The sign-in page; the demo lists its cast there."""
    if here.actor().user_id is not None:
        return redirect(url_for("home.my_work"))
    return _sign_in_page(SignInForm(email=request.args.get("as", "")), 200)


@room.post("/sign-in")
@gate(Action.PAGE_READ)
def enter() -> ResponseReturnValue:
    """Sign in. The answer to a wrong address and to a wrong password is the same."""
    form = SignInForm()
    if form.validate_on_submit():
        device = request.headers.get("User-Agent", "")
        if login.sign_in(form.email.data, form.password.data, device):
            return redirect(own_path(request.args.get("next")) or url_for("home.my_work"))
        form.form_errors.append(gettext("Địa chỉ hoặc mật khẩu không đúng."))
    return _sign_in_page(form, 422)


def _sign_in_page(form: SignInForm, status: int) -> ResponseReturnValue:
    settings = here.settings()
    page = render_template(
        "accounts/sign_in.html",
        form=form,
        cast=people.demo_cast(here.session()) if settings.demo else [],
        demo_password=settings.demo_password,
        following=own_path(request.args.get("next")),
    )
    return page, status


@room.post("/sign-out")
@gate(Action.ACCOUNT_EDIT)
def leave() -> ResponseReturnValue:
    """Sign out on this device."""
    login.sign_out()
    flash(gettext("Bạn đã đăng xuất."), "info")
    return redirect(url_for("home.index"))


@room.get("/account")
@gate(Action.ACCOUNT_EDIT)
def account() -> ResponseReturnValue:
    """One's own account."""
    return render_template("accounts/account.html", form=ChangePasswordForm(), user=g.user)


@room.post("/account")
@gate(Action.ACCOUNT_EDIT)
def change_password() -> ResponseReturnValue:
    """Change one's password; all devices are signed out, this one included."""
    form = ChangePasswordForm()
    if form.validate_on_submit():
        with writing(form, to=url_for("accounts.sign_in")) as outcome:
            user = accounts.person(here.session(), g.user.id)
            accounts.change_password(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                user=user,
                **form.values("current", "password"),
            )
        if outcome:
            flash(gettext("Đã đổi mật khẩu. Đăng nhập lại bằng mật khẩu mới."), "success")
            return redirect(outcome.location)
    return render_template("accounts/account.html", form=form, user=g.user), 422


@room.get("/admin/users")
@gate(Action.USER_MANAGE)
def users() -> ResponseReturnValue:
    """All accounts with their roles."""
    return render_template("accounts/users.html", people=people.people(here.session()))


def _with_choices(form: UserForm | AppointmentForm) -> UserForm | AppointmentForm:
    form.member.choices = [("", "–"), *clusters.member_choices(here.session())]
    form.cluster.choices = [("", "–"), *clusters.cluster_choices(here.session())]
    return form


def _number(value: str | None) -> int | None:
    return int(value) if value else None


@room.get("/admin/users/new")
@gate(Action.USER_MANAGE)
def new_user() -> ResponseReturnValue:
    """The form for a new person."""
    return render_template("accounts/new_user.html", form=_with_choices(UserForm()))


@room.post("/admin/users/new")
@gate(Action.USER_MANAGE)
def add_user() -> ResponseReturnValue:
    """Add a person with a first role."""
    form = _with_choices(UserForm())
    if form.validate_on_submit():
        with writing(form, to=url_for("accounts.users")) as outcome:
            user = accounts.add_user(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                **form.values("email", "full_name", "password", "title"),
            )
            _appoint(user.id, form)
        if outcome:
            flash(gettext("Đã thêm %(name)s.", name=form.full_name.data), "success")
            return redirect(outcome.location)
    return render_template("accounts/new_user.html", form=form), 422


def _appoint(user_id: int, form: UserForm | AppointmentForm) -> None:
    accounts.appoint(
        here.session(),
        actor=here.actor(),
        now=here.now(),
        user=accounts.person(here.session(), user_id),
        role=form.role.data,
        member_id=_number(form.member.data),
        cluster_id=_number(form.cluster.data),
    )


@room.get("/admin/users/<int:user_id>")
@gate(Action.USER_MANAGE)
def user(user_id: int) -> ResponseReturnValue:
    """A person: roles, one more role, closing the account."""
    person = accounts.person(here.session(), user_id)
    roles = people.roles_of(here.session(), user_id)
    return render_template(
        "accounts/user.html", person=person, roles=roles, form=_with_choices(AppointmentForm())
    )


@room.post("/admin/users/<int:user_id>/appoint")
@gate(Action.USER_MANAGE)
def appoint(user_id: int) -> ResponseReturnValue:
    """Give a person one more role."""
    form = _with_choices(AppointmentForm())
    if form.validate_on_submit():
        with writing(form, to=url_for("accounts.user", user_id=user_id)) as outcome:
            _appoint(user_id, form)
        if outcome:
            flash(gettext("Đã ghi vai trò."), "success")
            return redirect(outcome.location)
    person, roles = accounts.person(here.session(), user_id), people.roles_of(here.session(), user_id)
    return render_template("accounts/user.html", person=person, roles=roles, form=form), 422


@room.post("/admin/users/<int:user_id>/<any(disable, enable):verb>")
@gate(Action.USER_MANAGE)
def set_disabled(user_id: int, verb: str) -> ResponseReturnValue:
    """Close or reopen an account."""
    with writing(to=url_for("accounts.user", user_id=user_id)) as outcome:
        person = accounts.person(here.session(), user_id)
        accounts.set_disabled(
            here.session(), actor=here.actor(), now=here.now(), user=person, disabled=verb == "disable"
        )
    return redirect(outcome.location)
