"""Launching a campaign, reviewing it half-way, concluding and cancelling it (features K1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from emulation.models.campaigns import Campaign
from emulation.queries import campaign_reports as reports
from emulation.queries import campaigns as queries
from emulation.rules import access
from emulation.rules import campaigns as rules
from emulation.services import audit
from emulation.services.campaigns import GOAL
from emulation.services.versions import hold_cluster, require_version
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.kinds import CampaignReportKind
from emulation.vocabulary.moves import CampaignMove
from emulation.vocabulary.states import CampaignReportState


@dataclass(frozen=True)
class Launching:
    """The launching document, and whether the overlap with other campaigns was seen."""

    launched_on: date
    number: str
    overlap_confirmed: bool = False


def launch(
    session: Session, *, actor: Actor, now: datetime, campaign: Campaign, version: int, launching: Launching
) -> Campaign:
    """Make a complete draft public and tell everybody of the cluster. Raises Stale or DomainError."""
    access.require(actor, Action.CAMPAIGN_EDIT, queries.subject_of(campaign))
    hold_cluster(session, campaign.cluster_id)  # two launches at once each see the other
    require_version(campaign, version)
    state = rules.next_state(campaign.state, CampaignMove.LAUNCH)
    rules.check_ready(campaign.purpose, goals_for_rules(campaign))
    rules.check_launch_day(launching.launched_on, campaign.ends_on, local_date(now))
    rules.check_overlap(queries.running_beside(session, campaign), confirmed=launching.overlap_confirmed)
    values = {"state": state, "launched_on": launching.launched_on, "launch_number": launching.number}
    return _move(session, actor, now, campaign, CampaignMove.LAUNCH, values)


def move(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    campaign: Campaign,
    version: int,
    step: CampaignMove,
    reason: str = "",
) -> Campaign:
    """Review, conclude or cancel. Cancelling needs a reason, concluding the cluster's final report or a reason."""
    access.require(actor, Action.CAMPAIGN_EDIT, queries.subject_of(campaign))
    require_version(campaign, version)
    values: dict[str, Any] = {"state": rules.next_state(campaign.state, step), "state_reason": reason}
    if step is CampaignMove.CANCEL:
        rules.check_cancellation(reason)
    if step is CampaignMove.CONCLUDE:
        rules.check_conclusion(reason, is_reported=is_reported(session, campaign.id))
    return _move(session, actor, now, campaign, step, values, reason)


def steps_for(actor: Actor, page: queries.CampaignPage) -> list[CampaignMove]:
    """The moves this actor can make now: what the page offers. Launching has a page of its own."""
    if not access.may(actor, Action.CAMPAIGN_EDIT, queries.subject_of(page)):
        return []
    return [step for step in rules.moves_from(page.state) if step is not CampaignMove.LAUNCH]


def is_reported(session: Session, campaign_id: int) -> bool:
    """Whether the chair has handed in the cluster's own final report."""
    report = reports.find_report_page(session, campaign_id, None, CampaignReportKind.FINAL)
    return report is not None and report.state is CampaignReportState.SUBMITTED


def goals_for_rules(campaign: Campaign) -> list[Mapping[str, Any]]:
    """The goals of a record as plain values."""
    return [{name: getattr(goal, name) for name in GOAL} for goal in campaign.goals]


def _move(
    session: Session,
    actor: Actor,
    now: datetime,
    campaign: Campaign,
    step: CampaignMove,
    values: Mapping[str, Any],
    reason: str = "",
) -> Campaign:
    changes = audit.change(campaign, values)
    session.flush()
    was_draft = step is CampaignMove.CANCEL and campaign.launched_on is None
    verb = "campaign.dropped" if was_draft else f"campaign.{step.value}"  # nobody was told of a draft
    audit.record(session, actor=actor, now=now, verb=verb, about=campaign, changes=changes, reason=reason)
    session.flush()
    return campaign
