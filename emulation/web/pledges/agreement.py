"""The agreement of the year: common contents, signing conference, signatories."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import agreements as queries
from emulation.queries import cycles
from emulation.queries.places import YearPlace, members_of_year
from emulation.rules import access
from emulation.services import agreements
from emulation.vocabulary.actions import Action
from emulation.web.pledges.forms import AgreementForm, ContentForm, SigningForm
from emulation.web.pledges.room import room
from emulation.web.shell import here, uploads
from emulation.web.shell.gate import gate
from emulation.web.shell.rows import reshaped
from emulation.web.shell.writing import writing


@room.get("/clusters/<code>/<int:year>/pledge")
@gate(Action.PAGE_READ)
def agreement(code: str, year: int) -> ResponseReturnValue:
    """The agreement; before it is signed only the cluster's own people see it."""
    known = here.year(year)
    page = queries.find_agreement_page(here.session(), known.id)
    subject = here.subject(known)
    if (
        page is not None
        and page.signed_on is None
        and not access.may(here.actor(), Action.CYCLE_READ, subject)
    ):
        page = None
    return render_template(
        "pledges/agreement.html",
        year=known,
        page=page,
        can_edit=access.may(here.actor(), Action.AGREEMENT_EDIT, subject),
        can_sign=access.may(here.actor(), Action.AGREEMENT_SIGN, subject),
    )


def _contents_form(known: YearPlace) -> AgreementForm:
    page = queries.find_agreement_page(here.session(), known.id)
    rows = [{"text": text, "basis": basis} for _position, text, basis in page.contents] if page else []
    data = {"version": page.version if page else 0, "contents": rows or [{} for _row in range(3)]}
    return AgreementForm(formdata=None, data=data)


def _contents_page(known: YearPlace, form: AgreementForm, status: int) -> ResponseReturnValue:
    blank = ContentForm(prefix="contents-0-")
    return render_template("pledges/agreement_edit.html", year=known, form=form, blank=blank), status


@room.get("/clusters/<code>/<int:year>/pledge/edit")
@gate(Action.AGREEMENT_EDIT)
def agreement_edit(code: str, year: int) -> ResponseReturnValue:
    """The common contents as a form."""
    known = here.year(year)
    access.require(here.actor(), Action.AGREEMENT_EDIT, here.subject(known))
    return _contents_page(known, _contents_form(known), 200)


@room.post("/clusters/<code>/<int:year>/pledge/edit")
@gate(Action.AGREEMENT_EDIT)
def agreement_save(code: str, year: int) -> ResponseReturnValue:
    """Save the common contents; rows without text are left out."""
    known, form = here.year(year), AgreementForm()
    access.require(here.actor(), Action.AGREEMENT_EDIT, here.subject(known))
    if reshaped(form.contents):
        return _contents_page(known, form, 200)
    if form.validate_on_submit():
        to = url_for("pledges.agreement", code=code, year=year)
        with writing(form, to=to, newest=lambda: _contents_form(known)) as outcome:
            contents = [row.form for row in form.contents if row.form.text.data]
            agreements.save_contents(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                cycle=cycles.get_cycle(here.session(), known.id),
                version=form.opened_version,
                contents=[agreements.Content(row.text.data, row.basis.data) for row in contents],
            )
        if outcome:
            flash(gettext("Đã lưu nội dung giao ước của cụm."), "success")
            return redirect(outcome.location)
    return _contents_page(known, form, 422)


def _signing_form(known: YearPlace) -> SigningForm:
    page = queries.find_agreement_page(here.session(), known.id)
    names = (
        {member: (full_name, office) for member, _name, full_name, office in page.signatories} if page else {}
    )
    rows = []
    for member in members_of_year(here.session(), here.place().id, known.year):
        full_name, office = names.get(member.id, ("", ""))
        rows.append({"member_id": str(member.id), "full_name": full_name, "office": office})
    data = {"version": page.version if page else 0, "signatories": rows}
    if page is not None:
        data |= {"signed_on": page.signed_on, "place": page.place, "number": page.number}
    return SigningForm(formdata=None, data=data)


def _signing_page(known: YearPlace, form: SigningForm, status: int) -> ResponseReturnValue:
    members = {str(m.id): m for m in members_of_year(here.session(), here.place().id, known.year)}
    return render_template("pledges/agreement_sign.html", year=known, form=form, members=members), status


@room.get("/clusters/<code>/<int:year>/pledge/sign")
@gate(Action.AGREEMENT_SIGN)
def agreement_signing(code: str, year: int) -> ResponseReturnValue:
    """The signing conference as a form with one row per member."""
    known = here.year(year)
    access.require(here.actor(), Action.AGREEMENT_SIGN, here.subject(known))
    return _signing_page(known, _signing_form(known), 200)


@room.post("/clusters/<code>/<int:year>/pledge/sign")
@gate(Action.AGREEMENT_SIGN)
def agreement_sign(code: str, year: int) -> ResponseReturnValue:
    """Record who signed; members without a name sign later."""
    known, form = here.year(year), SigningForm()
    access.require(here.actor(), Action.AGREEMENT_SIGN, here.subject(known))
    if form.validate_on_submit():
        to = url_for("pledges.agreement", code=code, year=year)
        with writing(form, to=to, newest=lambda: _signing_form(known)) as outcome:
            _sign(known, form)
        if outcome:
            flash(gettext("Đã ghi lễ ký kết giao ước."), "success")
            return redirect(outcome.location)
    return _signing_page(known, form, 422)


def _sign(known: YearPlace, form: SigningForm) -> None:
    page = queries.find_agreement_page(here.session(), known.id)
    file_id = uploads.keep(form.file, cluster_id=here.place().id) or (page.file_id if page else None)
    members = {
        str(member.id): member.id for member in members_of_year(here.session(), here.place().id, known.year)
    }
    signatures = [
        agreements.Signature(members[row.form.member_id.data], row.form.full_name.data, row.form.office.data)
        for row in form.signatories
        if row.form.full_name.data and row.form.member_id.data in members
    ]
    agreements.sign(
        here.session(),
        actor=here.actor(),
        now=here.now(),
        cycle=cycles.get_cycle(here.session(), known.id),
        version=form.opened_version,
        signing=agreements.Signing(form.signed_on.value, form.place.data, form.number.data, file_id),
        signatures=signatures,
    )
