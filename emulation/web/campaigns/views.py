"""The list of campaigns, and the page of one: goals, pilot units, papers, board, results."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from emulation.queries import audit as trail
from emulation.queries import campaign_contents
from emulation.queries import campaign_reports as reports
from emulation.queries import campaigns as queries
from emulation.rules import access
from emulation.rules.campaigns import RUNNING
from emulation.services import campaign_boards, campaign_moves
from emulation.services.campaign_reports import may_write
from emulation.vocabulary.actions import Action
from emulation.vocabulary.kinds import CampaignKind, CampaignReportKind
from emulation.vocabulary.states import CampaignState
from emulation.web.campaigns.places import page_of, seats_of
from emulation.web.campaigns.room import room
from emulation.web.shell import here
from emulation.web.shell.gate import gate


@room.get("/clusters/<code>/campaigns")
@gate(Action.PAGE_READ)
def index(code: str) -> ResponseReturnValue:
    """The launched campaigns, by year and kind; those who oversee the cluster see drafts too."""
    year = request.args.get("year", type=int)
    wanted = request.args.get("kind", "")
    kind = CampaignKind(wanted) if wanted in set(CampaignKind) else None
    known = year if here.place().find_year(year or 0) else None
    rows = queries.campaigns_of(
        here.session(),
        here.place().id,
        with_drafts=access.may(here.actor(), Action.CAMPAIGN_READ, here.subject()),
        year=known,
        kind=kind,
    )
    return render_template(
        "campaigns/index.html",
        rows=rows,
        year=known,
        kind=kind,
        all_years=[place.year for place in here.place().years],
        kinds=list(CampaignKind),
        can_edit=access.may(here.actor(), Action.CAMPAIGN_EDIT, here.subject()),
    )


@room.get("/clusters/<code>/campaigns/<int:campaign_id>")
@gate(Action.PAGE_READ)
def show(code: str, campaign_id: int) -> ResponseReturnValue:
    """One campaign."""
    session, actor, page = here.session(), here.actor(), page_of(campaign_id)
    overseen = access.may(actor, Action.CAMPAIGN_READ, here.subject())
    goals, seats = queries.goals_of(session, page.id), seats_of(page)
    with_unsigned = access.may(actor, Action.CYCLE_READ, here.subject())
    return render_template(
        "campaigns/show.html",
        page=page,
        goals=goals,
        pilots=queries.pilots_of(session, page.id),
        contents=campaign_contents.contents_of(session, page.id, with_unsigned=with_unsigned),
        files=queries.files_of(session, page.id),
        board=campaign_boards.board(session, actor, page, seats),
        results=campaign_boards.results(session, page.id, goals, seats),
        own_reports=_own_reports(page, overseen=overseen),
        steps=campaign_moves.steps_for(actor, page),
        can_edit=access.may(actor, Action.CAMPAIGN_EDIT, here.subject()),
        is_draft=page.state is CampaignState.DRAFT,
        is_running=page.state in RUNNING,
        history=trail.timeline(session, "campaign", page.id) if overseen else [],
    )


def _own_reports(
    page: queries.CampaignPage, *, overseen: bool
) -> list[tuple[CampaignReportKind, reports.ReportPage | None, bool]]:
    """(kind, the cluster's report as far as this reader sees it, whether they can write it)."""
    found = []
    for kind in CampaignReportKind:
        report = reports.find_report_page(here.session(), page.id, None, kind)
        seen = report if report and (report.is_submitted or overseen) else None
        found.append((kind, seen, may_write(here.actor(), page, None, is_registered=False)))
    return found
