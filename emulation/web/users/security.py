"""How somebody signs in, as an administrator sees it: the lost phone, and devices that must go."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import PasswordField

from emulation.queries.devices import devices_of
from emulation.rules.devices import browser_of, system_of
from emulation.services import accounts, codes, proofs, sign_ins
from emulation.vocabulary.actions import Action
from emulation.web.shell import here, login
from emulation.web.shell.fields import Form, Line, Told
from emulation.web.shell.gate import gate
from emulation.web.shell.limits import limited
from emulation.web.shell.writing import writing
from emulation.web.users.room import room


class RemoveCodeForm(Form):
    """Why somebody's code goes, and the password of whoever takes it away."""

    reason = Line(
        _("Lý do"), longest=300, description=_("Ghi cả cách bạn đã xác minh đúng là người này yêu cầu.")
    )
    password = PasswordField(
        _("Mật khẩu của bạn"), validators=[Told()], render_kw={"autocomplete": "current-password"}
    )


@room.get("/admin/users/<int:user_id>/security")
@gate(Action.USER_MANAGE)
def security(user_id: int) -> ResponseReturnValue:
    """The person's code and devices."""
    return _page(user_id, RemoveCodeForm())


@room.post("/admin/users/<int:user_id>/remove-code")
@gate(Action.USER_MANAGE)
@limited("proof")
def remove_code(user_id: int) -> ResponseReturnValue:
    """Take the code of somebody away whose phone is lost."""
    form = RemoveCodeForm()
    if form.validate_on_submit():
        with writing(form, to=url_for("users.security", user_id=user_id)) as outcome:
            session, actor = here.session(), here.actor()
            proofs.require_password(session, actor=actor, password=form.password.data)
            person = accounts.person(session, user_id)
            codes.remove(session, actor=actor, now=here.now(), user=person, reason=form.reason.data)
        if outcome:
            flash(gettext("Đã gỡ mã xác thực. Lần đăng nhập tới người này thiết lập mã mới."), "success")
            return redirect(outcome.location)
    return _page(user_id, form), 422


@room.post("/admin/users/<int:user_id>/sign-out")
@gate(Action.USER_MANAGE)
def sign_out(user_id: int) -> ResponseReturnValue:
    """Sign somebody out on all their devices."""
    with writing(to=url_for("users.security", user_id=user_id)) as outcome:
        person = accounts.person(here.session(), user_id)
        sign_ins.end_for(here.session(), actor=here.actor(), now=here.now(), user=person)
    flash(gettext("Đã đăng xuất người này khỏi mọi thiết bị."), "success")
    return redirect(outcome.location)


def _page(user_id: int, form: RemoveCodeForm) -> str:
    devices = devices_of(here.session(), user_id, **login.living_since())
    return render_template(
        "users/security.html",
        form=form,
        own_email=g.user.email,
        person=accounts.person(here.session(), user_id),
        devices=[(device, browser_of(device.agent), system_of(device.agent)) for device in devices],
    )
