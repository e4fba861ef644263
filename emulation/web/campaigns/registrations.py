"""A member's registration in a campaign: written by the member, decided by the chair."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import audit as trail
from emulation.queries import campaigns
from emulation.queries import registrations as queries
from emulation.queries.campaigns import CampaignPage
from emulation.queries.places import MemberPlace
from emulation.rules import access
from emulation.services import registrations
from emulation.vocabulary.actions import Action
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.moves import RegistrationMove
from emulation.web.campaigns.forms import MoveForm, RegistrationForm
from emulation.web.campaigns.places import page_of, seat_of
from emulation.web.campaigns.room import room
from emulation.web.shell import here
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import writing


def _places(campaign_id: int, code: str, action: Action) -> tuple[CampaignPage, MemberPlace]:
    """The campaign and the member, once the reader may do this to the member's part."""
    page = page_of(campaign_id)
    seat = seat_of(page, code)
    access.require(here.actor(), action, here.subject(member_id=seat.id))
    return page, seat


def _page(page: CampaignPage, seat: MemberPlace, form: MoveForm, status: int) -> ResponseReturnValue:
    session, actor = here.session(), here.actor()
    known = queries.find_registration_page(session, page.id, seat.id)
    return render_template(
        "campaigns/registration.html",
        page=page,
        seat=seat,
        registration=known,
        form=form,
        steps=registrations.steps_for(actor, page, known) if known else [],
        can_edit=registrations.may_edit(actor, page, seat.id, known.state if known else None),
        history=trail.timeline(session, "campaign_registration", known.id) if known else [],
    ), status


@room.get("/clusters/<code>/campaigns/<int:campaign_id>/registrations/<member>")
@gate(Action.CAMPAIGN_READ)
def registration(code: str, campaign_id: int, member: str) -> ResponseReturnValue:
    """The registration with what can be done about it."""
    page, seat = _places(campaign_id, member, Action.CAMPAIGN_READ)
    known = queries.find_registration_page(here.session(), page.id, seat.id)
    return _page(page, seat, MoveForm(formdata=None, data={"version": known.version if known else 0}), 200)


def _form_of(page: CampaignPage, seat: MemberPlace) -> RegistrationForm:
    known = queries.find_registration_page(here.session(), page.id, seat.id)
    names = ("content", "contact", "version")
    return RegistrationForm(
        formdata=None, data={name: getattr(known, name) for name in names} if known else {}
    )


def _edit_page(
    page: CampaignPage, seat: MemberPlace, form: RegistrationForm, status: int
) -> ResponseReturnValue:
    goals = campaigns.goals_of(here.session(), page.id)
    return render_template(
        "campaigns/registration_edit.html", page=page, seat=seat, form=form, goals=goals
    ), status


@room.get("/clusters/<code>/campaigns/<int:campaign_id>/registrations/<member>/edit")
@gate(Action.CAMPAIGN_REGISTER)
def registration_edit(code: str, campaign_id: int, member: str) -> ResponseReturnValue:
    """The registration as a form."""
    page, seat = _places(campaign_id, member, Action.CAMPAIGN_REGISTER)
    return _edit_page(page, seat, _form_of(page, seat), 200)


@room.post("/clusters/<code>/campaigns/<int:campaign_id>/registrations/<member>/edit")
@gate(Action.CAMPAIGN_REGISTER)
def registration_save(code: str, campaign_id: int, member: str) -> ResponseReturnValue:
    """Save the registration; sending it is a step of its own."""
    (page, seat), form = _places(campaign_id, member, Action.CAMPAIGN_REGISTER), RegistrationForm()
    if form.validate_on_submit():
        to = url_for("campaigns.registration", code=code, campaign_id=campaign_id, member=seat.code)
        with writing(form, to=to, newest=lambda: _form_of(page, seat)) as outcome:
            registrations.save(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                campaign=campaigns.get_campaign(here.session(), page.cluster_id, page.id),
                member_id=seat.id,
                version=form.opened_version,
                content=form.content.data,
                contact=form.contact.data,
            )
        if outcome:
            flash(gettext("Đã lưu đăng ký. Xem lại rồi gửi cho Cụm trưởng."), "success")
            return redirect(outcome.location)
    return _edit_page(page, seat, form, 422)


@room.post("/clusters/<code>/campaigns/<int:campaign_id>/registrations/<member>/<step>")
@gate(Action.CAMPAIGN_READ)
def registration_move(code: str, campaign_id: int, member: str, step: str) -> ResponseReturnValue:
    """Send, approve or refuse."""
    if step not in set(RegistrationMove):
        raise NotFound()
    (page, seat), form = _places(campaign_id, member, Action.CAMPAIGN_READ), MoveForm()
    if form.validate_on_submit():
        to = url_for("campaigns.registration", code=code, campaign_id=campaign_id, member=seat.code)
        with writing(form, to=to) as outcome:
            registrations.move(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                campaign=campaigns.get_campaign(here.session(), page.cluster_id, page.id),
                registration=queries.get_registration(here.session(), page.id, seat.id),
                version=form.opened_version,
                step=RegistrationMove(step),
                reason=form.reason.data,
            )
        if outcome:
            done = gettext(RegistrationMove(step).label)
            flash(gettext("%(step)s: đã ghi vào nhật ký.", step=done), "success")
            return redirect(outcome.location)
    return _page(page, seat, form, 422)
