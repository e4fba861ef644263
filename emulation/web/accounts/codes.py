"""One-time codes: the second step of signing in, setting a code up, recovery codes."""

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.gateways import totp
from emulation.rules.codes import Standing
from emulation.services import accounts, codes
from emulation.vocabulary.actions import Action
from emulation.vocabulary.errors import DomainError
from emulation.web.accounts.forms import CodeForm, ReplaceCodeForm, SetUpForm
from emulation.web.accounts.room import room
from emulation.web.shell import entering, here
from emulation.web.shell.addresses import own_path
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import show, writing


@room.get("/sign-in/code")
@gate(Action.PAGE_READ)
def code() -> ResponseReturnValue:
    """The page between the password and one's work; others are led to the beginning."""
    return _code_page(CodeForm()) if _arriving(Standing.ENTER_CODE) else _beginning()


@room.post("/sign-in/code")
@gate(Action.PAGE_READ)
def enter_code() -> ResponseReturnValue:
    """Finish signing in."""
    if not _arriving(Standing.ENTER_CODE):
        return _beginning()
    form = CodeForm()
    if form.validate_on_submit():
        if entering.by_code(g.arriving, form.code.data):
            return redirect(_following() or url_for("home.my_work"))
        form.code.errors = [gettext("Mã không đúng, đã hết hạn hoặc đã dùng. Nhập mã đang hiện.")]
    return _code_page(form), 422


def _code_page(form: CodeForm) -> str:
    settings, shown = here.settings(), ""
    if settings.demo and g.arriving.user.is_demo:
        shown = codes.codes_of_cast(here.session(), checker=entering.checker()).get(g.arriving.user.email, "")
    return render_template("accounts/code.html", form=form, following=_following(), shown=shown)


@room.get("/sign-in/set-up")
@gate(Action.PAGE_READ)
def set_up() -> ResponseReturnValue:
    """A role asks for a code and there is none yet: this page and signing out are all that is open."""
    return _set_up_page(SetUpForm(), g.arriving) if _arriving(Standing.SET_UP) else _beginning()


@room.post("/sign-in/set-up")
@gate(Action.PAGE_READ)
def finish_set_up() -> ResponseReturnValue:
    """Confirm the new code; the sign-in is whole then, and the recovery codes are shown once."""
    if not _arriving(Standing.SET_UP):
        return _beginning()
    form, who = SetUpForm(), g.arriving
    if form.validate_on_submit():
        try:
            shown = entering.by_set_up(who, form.sealed.data, form.code.data)
            return _recovery_page(shown)
        except DomainError as error:
            show(form, error)
    return _set_up_page(form, who), 422


@room.get("/account/code")
@gate(Action.ACCOUNT_SECURE)
def own_code() -> ResponseReturnValue:
    """Set a code up by choice, or move it to another phone."""
    return _set_up_page(ReplaceCodeForm(), g.recognised)


@room.post("/account/code")
@gate(Action.ACCOUNT_SECURE)
def replace_code() -> ResponseReturnValue:
    """Confirm the new code; the old one, and all other devices, are out."""
    form, who = ReplaceCodeForm(), g.recognised
    if form.validate_on_submit():
        try:
            shown = entering.replace_code(who, form.password.data, form.sealed.data, form.code.data)
            return _recovery_page(shown)
        except DomainError as error:
            show(form, error)
    return _set_up_page(form, who), 422


@room.post("/account/recovery-codes")
@gate(Action.ACCOUNT_SECURE)
def recovery_codes() -> ResponseReturnValue:
    """New recovery codes; the earlier ones are worthless."""
    shown: list[str] = []
    with writing():
        user = accounts.person(here.session(), g.user.id)
        shown = codes.make_recovery_codes(here.session(), actor=here.actor(), now=here.now(), user=user)
    return _recovery_page(shown)


def _set_up_page(form: SetUpForm, who: object) -> str:
    user = who.user  # type: ignore[attr-defined]
    issuer = gettext("Thi đua, khen thưởng")
    begun = codes.begin(user, checker=entering.checker(), issuer=issuer, sealed=form.sealed.data or "")
    form.sealed.data = begun.sealed
    qr_code = totp.picture(begun.address, title=gettext("Hình mã để quét bằng điện thoại"))
    page = "accounts/set_up.html" if g.arriving else "accounts/own_code.html"
    return render_template(page, form=form, begun=begun, qr_code=qr_code, owner=user, following=_following())


def _recovery_page(shown: list[str]) -> str:
    return render_template(
        "accounts/recovery_codes.html", codes=shown, following=_following() or url_for("home.my_work")
    )


def _arriving(standing: Standing) -> bool:
    return g.arriving is not None and g.arriving.standing is standing


def _beginning() -> ResponseReturnValue:
    return redirect(url_for("accounts.sign_in", next=_following() or None))


def _following() -> str:
    return own_path(request.args.get("next"))
