"""Launching a campaign after a look at what becomes visible, and its later moves."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import campaigns as queries
from emulation.queries.campaigns import CampaignPage
from emulation.rules import access
from emulation.rules import campaigns as rules
from emulation.services import campaign_moves
from emulation.services.campaign_moves import Launching
from emulation.services.campaigns import GOAL
from emulation.vocabulary.actions import Action
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.moves import CampaignMove
from emulation.vocabulary.states import CampaignState
from emulation.web.campaigns.forms import LaunchForm, MoveForm
from emulation.web.campaigns.places import page_of, seats_of
from emulation.web.campaigns.room import room
from emulation.web.shell import here
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import writing

LATER = frozenset(CampaignMove) - {CampaignMove.LAUNCH}


def _launch_page(page: CampaignPage, form: LaunchForm, status: int) -> ResponseReturnValue:
    session = here.session()
    goals = queries.goals_of(session, page.id)
    plain = [{name: getattr(goal, name) for name in GOAL} for goal in goals]
    return render_template(
        "campaigns/launch.html",
        page=page,
        form=form,
        goals=goals,
        files=queries.files_of(session, page.id),
        seats=seats_of(page),
        obstacles=rules.obstacles(page.purpose, plain),
        others=queries.running_beside(session, page),
        is_draft=page.state is CampaignState.DRAFT,
    ), status


@room.get("/clusters/<code>/campaigns/<int:campaign_id>/launch")
@gate(Action.CAMPAIGN_EDIT)
def launching(code: str, campaign_id: int) -> ResponseReturnValue:
    """What is still missing, what runs at the same time, what becomes visible to whom."""
    access.require(here.actor(), Action.CAMPAIGN_EDIT, here.subject())
    page = page_of(campaign_id)
    return _launch_page(page, LaunchForm(formdata=None, data={"version": page.version}), 200)


@room.post("/clusters/<code>/campaigns/<int:campaign_id>/launch")
@gate(Action.CAMPAIGN_EDIT)
def launch(code: str, campaign_id: int) -> ResponseReturnValue:
    """Launch it."""
    access.require(here.actor(), Action.CAMPAIGN_EDIT, here.subject())
    page, form = page_of(campaign_id), LaunchForm()
    if form.validate_on_submit():
        with writing(form, to=url_for("campaigns.show", code=code, campaign_id=campaign_id)) as outcome:
            campaign_moves.launch(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                campaign=queries.get_campaign(here.session(), here.place().id, campaign_id),
                version=form.opened_version,
                launching=Launching(
                    form.launched_on.value, form.launch_number.data, form.overlap_confirmed.data
                ),
            )
        if outcome:
            flash(gettext("Đã phát động phong trào. Mọi người của cụm đã được báo."), "success")
            return redirect(outcome.location)
    return _launch_page(page, form, 422)


def _step_page(page: CampaignPage, step: str, form: MoveForm, status: int) -> ResponseReturnValue:
    move = CampaignMove(step)
    rules.next_state(page.state, move)
    is_reported = campaign_moves.is_reported(here.session(), page.id)
    return render_template(
        "campaigns/step.html", page=page, form=form, move=move, is_reported=is_reported
    ), status


@room.get("/clusters/<code>/campaigns/<int:campaign_id>/<step>")
@gate(Action.CAMPAIGN_EDIT)
def step(code: str, campaign_id: int, step: str) -> ResponseReturnValue:
    """A move before it is made: what it means, and the reason it needs."""
    access.require(here.actor(), Action.CAMPAIGN_EDIT, here.subject())
    if step not in LATER:
        raise NotFound()
    page = page_of(campaign_id)
    return _step_page(page, step, MoveForm(formdata=None, data={"version": page.version}), 200)


@room.post("/clusters/<code>/campaigns/<int:campaign_id>/<step>")
@gate(Action.CAMPAIGN_EDIT)
def move(code: str, campaign_id: int, step: str) -> ResponseReturnValue:
    """Review, conclude or cancel."""
    access.require(here.actor(), Action.CAMPAIGN_EDIT, here.subject())
    if step not in LATER:
        raise NotFound()
    page, form = page_of(campaign_id), MoveForm()
    if form.validate_on_submit():
        with writing(form, to=url_for("campaigns.show", code=code, campaign_id=campaign_id)) as outcome:
            campaign_moves.move(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                campaign=queries.get_campaign(here.session(), here.place().id, campaign_id),
                version=form.opened_version,
                step=CampaignMove(step),
                reason=form.reason.data,
            )
        if outcome:
            done = gettext(CampaignMove(step).label)
            flash(gettext("%(step)s: đã ghi vào nhật ký.", step=done), "success")
            return redirect(outcome.location)
    return _step_page(page, step, form, 422)
