"""Reports about a campaign: of a member, or of the chair for the whole cluster (features K1)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from emulation.models.campaigns import Campaign, CampaignGoalValue, CampaignReport
from emulation.queries import campaign_reports as queries
from emulation.queries.campaigns import CampaignPage, subject_of
from emulation.queries.registrations import find_registration
from emulation.rules import access, campaigns
from emulation.rules import campaign_reports as rules
from emulation.services import audit
from emulation.services.versions import hold_cluster, require_version, touch
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.errors import NotFound, Stale
from emulation.vocabulary.kinds import CampaignReportKind
from emulation.vocabulary.states import CampaignReportState

#: What a report is again once somebody mends it.
UNSUBMITTED = {"state": CampaignReportState.DRAFT, "submitted_at": None, "submitted_by_id": None}


@dataclass(frozen=True)
class Reached:
    """What was reached of a goal; without a value nothing is known, which is not zero."""

    value: Decimal | None = None
    note: str = ""


@dataclass(frozen=True)
class ReportDraft:
    """A report as somebody typed it; `goals` maps a goal to what was reached. `file_id` None keeps the old file."""

    results: str
    lessons: str = ""
    goals: Mapping[int, Reached] = field(default_factory=dict)
    file_id: int | None = None


def action_of(member_id: int | None) -> Action:
    """Members write theirs, the chair the cluster's."""
    return Action.CAMPAIGN_EDIT if member_id is None else Action.CAMPAIGN_REGISTER


def save(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    campaign: Campaign,
    member_id: int | None,
    kind: CampaignReportKind,
    version: int,
    typed: ReportDraft,
) -> CampaignReport:
    """Write a report, new or changed. One that was handed in becomes a draft again. Raises Stale or DomainError."""
    _require(session, actor, campaign, member_id)
    if member_id is None:
        hold_cluster(session, campaign.cluster_id)  # no member, so no constraint keeps a second one out
    values: dict[str, Any] = {
        "results": typed.results,
        "lessons": typed.lessons,
        "entered_by_id": actor.user_id,
    }
    if typed.file_id is not None:
        values["file_id"] = typed.file_id
    report = queries.find_report(session, campaign.id, member_id, kind)
    standing = list(report.values) if report else []
    if report is None:
        if version:
            raise Stale()
        report = _new(campaign, member_id, kind, values, now)
        session.add(report)
        session.flush()
        changes = audit.born(report, ["kind", "results", "lessons", "file_id"])
    else:
        require_version(report, version)
        touch(report)
        changes = audit.change(report, values | {"entered_at": now} | UNSUBMITTED)
    changes |= _write_values(session, campaign, report.id, standing, typed.goals)
    session.flush()
    audit.record(session, actor=actor, now=now, verb="campaign_report.saved", about=report, changes=changes)
    session.flush()
    return report


def submit(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    campaign: Campaign,
    member_id: int | None,
    kind: CampaignReportKind,
    version: int,
) -> CampaignReport:
    """Hand a report in, by officer or leader; everybody may read it from then on."""
    _require(session, actor, campaign, member_id)
    report = queries.find_report(session, campaign.id, member_id, kind)
    if report is None:
        raise NotFound()
    require_version(report, version)
    rules.check_submittable(report.state, report.results)
    values = {"state": CampaignReportState.SUBMITTED, "submitted_at": now, "submitted_by_id": actor.user_id}
    changes = audit.change(report, values)
    session.flush()
    audit.record(
        session, actor=actor, now=now, verb="campaign_report.submitted", about=report, changes=changes
    )
    session.flush()
    return report


def may_write(actor: Actor, campaign: CampaignPage, member_id: int | None, *, is_registered: bool) -> bool:
    """Whether this actor can write a report of the member, or of the cluster, now."""
    is_open = campaign.state in campaigns.RUNNING and (member_id is None or is_registered)
    return is_open and access.may(actor, action_of(member_id), subject_of(campaign, member_id))


def _new(
    campaign: Campaign,
    member_id: int | None,
    kind: CampaignReportKind,
    values: Mapping[str, Any],
    now: datetime,
) -> CampaignReport:
    where = {"campaign_id": campaign.id, "cluster_id": campaign.cluster_id, "member_id": member_id}
    return CampaignReport(**where, **values, kind=kind, entered_at=now)


def _require(session: Session, actor: Actor, campaign: Campaign, member_id: int | None) -> None:
    access.require(actor, action_of(member_id), subject_of(campaign, member_id))
    campaigns.check_running(campaign.state)
    if member_id is not None:
        registration = find_registration(session, campaign.id, member_id)
        rules.check_participant(registration.state if registration else None)


def _write_values(
    session: Session,
    campaign: Campaign,
    report_id: int,
    standing: list[CampaignGoalValue],
    typed: Mapping[int, Reached],
) -> dict[str, tuple[Any, Any]]:
    """One row per goal of which something is said; what was emptied stays as an empty row."""
    known = {row.goal_id: row for row in standing}
    changes: dict[str, tuple[Any, Any]] = {}
    for goal in campaign.goals:
        said, row = typed.get(goal.id, Reached()), known.get(goal.id)
        if row is None:
            if said == Reached():
                continue
            row = CampaignGoalValue(report_id=report_id, goal_id=goal.id)
            session.add(row)
        told = audit.change(row, {"value": said.value, "note": said.note})
        changes |= {f"goal {goal.position} {name}": pair for name, pair in told.items()}
    return changes
