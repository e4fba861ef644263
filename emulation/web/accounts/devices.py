"""The devices on which one is signed in."""

from flask import flash, g, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.services import sign_ins
from emulation.vocabulary.actions import Action
from emulation.web.accounts.room import room
from emulation.web.shell import here
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import writing


@room.post("/account/devices/<int:sign_in_id>/end")
@gate(Action.ACCOUNT_SECURE)
def end_device(sign_in_id: int) -> ResponseReturnValue:
    """Sign one of one's own devices out; those of others do not exist here."""
    with writing(to=url_for("accounts.account")) as outcome:
        sign_ins.end_one(here.session(), actor=here.actor(), now=here.now(), sign_in_id=sign_in_id)
    flash(gettext("Đã đăng xuất thiết bị đó."), "success")
    return redirect(outcome.location)


@room.post("/account/devices/end-others")
@gate(Action.ACCOUNT_SECURE)
def end_other_devices() -> ResponseReturnValue:
    """Sign all devices out but this one."""
    with writing(to=url_for("accounts.account")) as outcome:
        number = sign_ins.end_others(
            here.session(), actor=here.actor(), now=here.now(), keep=g.recognised.sign_in_id
        )
    flash(gettext("Đã đăng xuất %(n)s thiết bị khác.", n=number), "success")
    return redirect(outcome.location)
