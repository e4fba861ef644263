"""Drafting a campaign: the form with its rows, and its papers."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.gateways.seeds import national_tasks
from emulation.queries import campaign_contents, indicators
from emulation.queries import campaigns as queries
from emulation.queries.campaign_contents import ContentRow
from emulation.queries.campaigns import CampaignPage
from emulation.queries.places import known_members
from emulation.rules import access
from emulation.rules import campaigns as rules
from emulation.services import campaigns
from emulation.vocabulary.actions import Action
from emulation.vocabulary.words import N_
from emulation.web.campaigns.forms import (
    BLANK_PILOTS,
    CampaignForm,
    GoalForm,
    PaperForm,
    PilotForm,
    row_of_goal,
)
from emulation.web.campaigns.places import page_of
from emulation.web.campaigns.room import room
from emulation.web.shell import here, uploads
from emulation.web.shell.filters import name
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import sent_version, writing

Choices = tuple[list[tuple[str, str]], list[tuple[str, str]], list[tuple[str, str]]]
LATEST = 9999


def _choices(page: CampaignPage | None) -> Choices:
    """Indicators, members, and the contents of this year's agreement and of those that the campaign reaches."""
    session, place = here.session(), here.place()
    first = place.running.year if place.running else here.today().year
    first = min(first, page.starts_on.year) if page else first
    contents = campaign_contents.contents_in(session, place.id, first, LATEST)
    return (
        indicators.indicator_choices(session, place.id),
        [("", "–"), *((str(member.id), name(member)) for member in known_members(session, place.id))],
        [(str(row.id), _words(row)) for row in contents],
    )


def _words(row: ContentRow) -> str:
    words = N_("Năm %(year)s, nội dung %(number)s: %(text)s")
    return str(gettext(words, year=row.year, number=row.position, text=row.text))


def _form_of(page: CampaignPage) -> CampaignForm:
    session = here.session()
    names = ("kind", "name", "slogan", "starts_on", "ends_on", "purpose", "criteria", "basis", "version")
    pilots = [
        {"name": row.name, "member": str(row.member_id or "")} for row in queries.pilots_of(session, page.id)
    ]
    linked = campaign_contents.contents_of(session, page.id, with_unsigned=True)
    data = {field: getattr(page, field) for field in names} | {
        "goals": [row_of_goal(goal) for goal in queries.goals_of(session, page.id)] or [{}],
        "pilots": [*pilots, *({} for _row in range(BLANK_PILOTS))],
        "contents": [str(row.id) for row in linked],
    }
    return CampaignForm(formdata=None, data=data)


def _edit_page(page: CampaignPage | None, form: CampaignForm, status: int) -> ResponseReturnValue:
    choices = _choices(page)
    goal, pilot = GoalForm(prefix="goals-0-"), PilotForm(prefix="pilots-0-")
    goal.indicator.choices, pilot.member.choices = choices[0], choices[1]
    return render_template(
        "campaigns/edit.html",
        page=page,
        form=form.with_choices(*choices),
        blank_goal=goal,
        blank_pilot=pilot,
        tasks=national_tasks(),
    ), status


def _typed(page: CampaignPage | None) -> CampaignForm:
    return CampaignForm().with_choices(*_choices(page))


@room.get("/clusters/<code>/campaigns/new")
@gate(Action.CAMPAIGN_EDIT)
def new(code: str) -> ResponseReturnValue:
    """The empty form."""
    access.require(here.actor(), Action.CAMPAIGN_EDIT, here.subject())
    rows = {"goals": [{}], "pilots": [{} for _row in range(BLANK_PILOTS)], "starts_on": here.today()}
    return _edit_page(None, CampaignForm(formdata=None, data=rows), 200)


@room.post("/clusters/<code>/campaigns/new")
@gate(Action.CAMPAIGN_EDIT)
def create(code: str) -> ResponseReturnValue:
    """Write the draft, or add and remove rows without writing."""
    access.require(here.actor(), Action.CAMPAIGN_EDIT, here.subject())
    form = _typed(None)
    if form.is_reshaped():
        return _edit_page(None, form, 200)
    if form.validate_on_submit():
        with writing(form) as outcome:
            campaign = campaigns.draft(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                cluster_id=here.place().id,
                typed=form.draft(),
            )
            outcome.location = url_for("campaigns.show", code=code, campaign_id=campaign.id)
        if outcome:
            flash(gettext("Đã lưu nháp."), "success")
            return redirect(outcome.location)
    return _edit_page(None, form, 422)


@room.get("/clusters/<code>/campaigns/<int:campaign_id>/edit")
@gate(Action.CAMPAIGN_EDIT)
def edit(code: str, campaign_id: int) -> ResponseReturnValue:
    """The draft as a form."""
    access.require(here.actor(), Action.CAMPAIGN_EDIT, here.subject())
    page = page_of(campaign_id)
    rules.check_editable(page.state)
    return _edit_page(page, _form_of(page), 200)


@room.post("/clusters/<code>/campaigns/<int:campaign_id>/edit")
@gate(Action.CAMPAIGN_EDIT)
def save(code: str, campaign_id: int) -> ResponseReturnValue:
    """Save the draft, or add and remove rows without saving."""
    access.require(here.actor(), Action.CAMPAIGN_EDIT, here.subject())
    page = page_of(campaign_id)
    form = _typed(page)
    if form.is_reshaped():
        return _edit_page(page, form, 200)
    if form.validate_on_submit():
        to = url_for("campaigns.show", code=code, campaign_id=campaign_id)
        with writing(form, to=to, newest=lambda: _newest(campaign_id)) as outcome:
            campaigns.edit(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                campaign=queries.get_campaign(here.session(), here.place().id, campaign_id),
                version=form.opened_version,
                typed=form.draft(),
            )
        if outcome:
            flash(gettext("Đã lưu nháp."), "success")
            return redirect(outcome.location)
    return _edit_page(page, form, 422)


def _newest(campaign_id: int) -> CampaignForm:
    page = page_of(campaign_id)
    return _form_of(page).with_choices(*_choices(page))


def _papers_page(page: CampaignPage, form: PaperForm, status: int) -> ResponseReturnValue:
    files = queries.files_of(here.session(), page.id)
    return render_template("campaigns/papers.html", page=page, form=form, files=files), status


@room.get("/clusters/<code>/campaigns/<int:campaign_id>/files")
@gate(Action.CAMPAIGN_EDIT)
def papers(code: str, campaign_id: int) -> ResponseReturnValue:
    """The papers of the campaign: add one, take one off."""
    access.require(here.actor(), Action.CAMPAIGN_EDIT, here.subject())
    page = page_of(campaign_id)
    return _papers_page(page, PaperForm(formdata=None, data={"version": page.version}), 200)


@room.post("/clusters/<code>/campaigns/<int:campaign_id>/files")
@gate(Action.CAMPAIGN_EDIT)
def attach(code: str, campaign_id: int) -> ResponseReturnValue:
    """Add a paper."""
    access.require(here.actor(), Action.CAMPAIGN_EDIT, here.subject())
    page, form = page_of(campaign_id), PaperForm()
    if form.validate_on_submit():
        with writing(form, to=url_for("campaigns.papers", code=code, campaign_id=campaign_id)) as outcome:
            campaigns.attach(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                campaign=queries.get_campaign(here.session(), here.place().id, campaign_id),
                version=form.opened_version,
                file_id=uploads.keep(form.file, cluster_id=here.place().id),
                caption=form.caption.data,
            )
        if outcome:
            flash(gettext("Đã thêm tài liệu."), "success")
            return redirect(outcome.location)
    return _papers_page(page, form, 422)


@room.post("/clusters/<code>/campaigns/<int:campaign_id>/files/<int:paper_id>/remove")
@gate(Action.CAMPAIGN_EDIT)
def detach(code: str, campaign_id: int, paper_id: int) -> ResponseReturnValue:
    """Take a paper off."""
    access.require(here.actor(), Action.CAMPAIGN_EDIT, here.subject())
    with writing(to=url_for("campaigns.papers", code=code, campaign_id=campaign_id)) as outcome:
        campaigns.detach(
            here.session(),
            actor=here.actor(),
            now=here.now(),
            campaign=queries.get_campaign(here.session(), here.place().id, campaign_id),
            version=sent_version(),
            paper_id=paper_id,
        )
    flash(gettext("Đã bỏ tài liệu."), "success")
    return redirect(outcome.location)
