"""Interim and final reports about a campaign: of a member, and of the chair for the whole cluster."""

from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import campaign_reports as queries
from emulation.queries import campaigns
from emulation.queries.campaigns import CampaignPage
from emulation.queries.places import MemberPlace
from emulation.queries.registrations import registrations_of
from emulation.rules import access
from emulation.services import campaign_reports
from emulation.services.campaign_reports import ReportDraft
from emulation.vocabulary.actions import Action
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.kinds import CampaignReportKind
from emulation.vocabulary.states import RegistrationState
from emulation.web.campaigns.forms import ReportForm
from emulation.web.campaigns.places import page_of, seat_of
from emulation.web.campaigns.room import room
from emulation.web.shell import here, uploads
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import sent_version, writing

OF_MEMBER = "/clusters/<code>/campaigns/<int:campaign_id>/reports/<kind>/<member>"
OF_CLUSTER = "/clusters/<code>/campaigns/<int:campaign_id>/cluster-report/<kind>"


@dataclass(frozen=True)
class Desk:
    """A report of a campaign: whose, of which kind, and where its pages are."""

    page: CampaignPage
    kind: CampaignReportKind
    seat: MemberPlace | None

    @property
    def member_id(self) -> int | None:
        """The member that reports; None for the whole cluster."""
        return self.seat.id if self.seat else None

    def address(self, view: str = "") -> str:
        """The address of one of the report's pages: "", "edit", "save" or "submit"."""
        where: dict[str, Any] = {
            "code": here.place().code,
            "campaign_id": self.page.id,
            "kind": self.kind.value,
        }
        name = f"report_{view}".rstrip("_")
        if self.seat is None:
            return url_for(f"campaigns.cluster_{name}", **where)
        return url_for(f"campaigns.{name}", **where, member=self.seat.code)


def _desk(campaign_id: int, kind: str, member: str | None) -> Desk:
    if kind not in set(CampaignReportKind):
        raise NotFound()
    page = page_of(campaign_id)
    return Desk(page, CampaignReportKind(kind), seat_of(page, member) if member else None)


def _writable(campaign_id: int, kind: str, member: str | None = None) -> Desk:
    desk = _desk(campaign_id, kind, member)
    access.require(
        here.actor(), campaign_reports.action_of(desk.member_id), here.subject(member_id=desk.member_id)
    )
    return desk


def _show(desk: Desk) -> ResponseReturnValue:
    """The report, once it was handed in; before that only for its writers and those who oversee the cluster."""
    session = here.session()
    report = queries.find_report_page(session, desk.page.id, desk.member_id, desk.kind)
    is_near = access.may(here.actor(), Action.CAMPAIGN_READ, here.subject(member_id=desk.member_id))
    if not is_near and not (report and report.is_submitted):
        raise NotFound()
    known = registrations_of(session, desk.page.id).get(desk.member_id or 0)
    is_registered = known is not None and known.state is RegistrationState.APPROVED
    return render_template(
        "campaigns/report.html",
        desk=desk,
        report=report,
        goals=campaigns.goals_of(session, desk.page.id),
        values=queries.values_of(session, report.id) if report else {},
        can_edit=campaign_reports.may_write(
            here.actor(), desk.page, desk.member_id, is_registered=is_registered
        ),
        is_registered=is_registered or desk.seat is None,
    )


def _form_of(desk: Desk) -> ReportForm:
    session = here.session()
    report = queries.find_report_page(session, desk.page.id, desk.member_id, desk.kind)
    values = queries.values_of(session, report.id) if report else {}
    rows = []
    for goal in campaigns.goals_of(session, desk.page.id):
        value, note = values.get(goal.id, (None, ""))
        rows.append({"goal_id": str(goal.id), "value": value, "note": note})
    data: dict[str, Any] = {"goals": rows}
    if report is not None:
        data |= {"results": report.results, "lessons": report.lessons, "version": report.version}
    return ReportForm(formdata=None, data=data)


def _edit_page(desk: Desk, form: ReportForm, status: int) -> ResponseReturnValue:
    session = here.session()
    goals = campaigns.goals_of(session, desk.page.id)
    measured = {goal.indicator_id for goal in goals if goal.indicator_id is not None}
    figures = queries.latest_figures(session, desk.member_id, measured) if desk.member_id and measured else {}
    report = queries.find_report_page(session, desk.page.id, desk.member_id, desk.kind)
    return render_template(
        "campaigns/report_edit.html",
        desk=desk,
        form=form,
        goals={str(goal.id): goal for goal in goals},
        figures=figures,
        report=report,
    ), status


def _save(desk: Desk) -> ResponseReturnValue:
    form = ReportForm()
    if form.validate_on_submit():
        with writing(form, to=desk.address(), newest=lambda: _form_of(desk)) as outcome:
            page = desk.page
            file_id = uploads.keep(form.file, cluster_id=page.cluster_id, member_id=desk.member_id)
            campaign_reports.save(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                campaign=campaigns.get_campaign(here.session(), page.cluster_id, page.id),
                member_id=desk.member_id,
                kind=desk.kind,
                version=form.opened_version,
                typed=ReportDraft(form.results.data, form.lessons.data, form.reached(), file_id),
            )
        if outcome:
            flash(gettext("Đã lưu nháp báo cáo. Xem lại rồi nộp."), "success")
            return redirect(outcome.location)
    return _edit_page(desk, form, 422)


def _submit(desk: Desk) -> ResponseReturnValue:
    with writing(to=desk.address()) as outcome:
        campaign_reports.submit(
            here.session(),
            actor=here.actor(),
            now=here.now(),
            campaign=campaigns.get_campaign(here.session(), desk.page.cluster_id, desk.page.id),
            member_id=desk.member_id,
            kind=desk.kind,
            version=sent_version(),
        )
    flash(gettext("Đã nộp báo cáo. Mọi người đọc được từ bây giờ."), "success")
    return redirect(outcome.location)


@room.get(OF_MEMBER)
@gate(Action.PAGE_READ)
def report(code: str, campaign_id: int, kind: str, member: str) -> ResponseReturnValue:
    """A member's report."""
    return _show(_desk(campaign_id, kind, member))


@room.get(f"{OF_MEMBER}/edit")
@gate(Action.CAMPAIGN_REGISTER)
def report_edit(code: str, campaign_id: int, kind: str, member: str) -> ResponseReturnValue:
    """A member's report as a form."""
    desk = _writable(campaign_id, kind, member)
    return _edit_page(desk, _form_of(desk), 200)


@room.post(f"{OF_MEMBER}/edit")
@gate(Action.CAMPAIGN_REGISTER)
def report_save(code: str, campaign_id: int, kind: str, member: str) -> ResponseReturnValue:
    """Save a member's report as a draft."""
    return _save(_writable(campaign_id, kind, member))


@room.post(f"{OF_MEMBER}/submit")
@gate(Action.CAMPAIGN_REGISTER)
def report_submit(code: str, campaign_id: int, kind: str, member: str) -> ResponseReturnValue:
    """Hand a member's report in."""
    return _submit(_writable(campaign_id, kind, member))


@room.get(OF_CLUSTER)
@gate(Action.PAGE_READ)
def cluster_report(code: str, campaign_id: int, kind: str) -> ResponseReturnValue:
    """The cluster's report."""
    return _show(_desk(campaign_id, kind, None))


@room.get(f"{OF_CLUSTER}/edit")
@gate(Action.CAMPAIGN_EDIT)
def cluster_report_edit(code: str, campaign_id: int, kind: str) -> ResponseReturnValue:
    """The cluster's report as a form."""
    desk = _writable(campaign_id, kind)
    return _edit_page(desk, _form_of(desk), 200)


@room.post(f"{OF_CLUSTER}/edit")
@gate(Action.CAMPAIGN_EDIT)
def cluster_report_save(code: str, campaign_id: int, kind: str) -> ResponseReturnValue:
    """Save the cluster's report as a draft."""
    return _save(_writable(campaign_id, kind))


@room.post(f"{OF_CLUSTER}/submit")
@gate(Action.CAMPAIGN_EDIT)
def cluster_report_submit(code: str, campaign_id: int, kind: str) -> ResponseReturnValue:
    """Hand the cluster's report in."""
    return _submit(_writable(campaign_id, kind))
