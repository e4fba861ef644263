"""Running campaigns with what was registered and reported, in one statement."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from sqlalchemy import Integer, Select, String, and_, cast, literal, null, select, type_coerce
from sqlalchemy.orm import Session

from emulation.models.audit import AuditEvent
from emulation.models.campaigns import Campaign, CampaignRegistration, CampaignReport
from emulation.queries.writers import WRITING
from emulation.vocabulary.campaigns import Registered, RunningCampaign
from emulation.vocabulary.kinds import CampaignReportKind
from emulation.vocabulary.states import CampaignReportState, CampaignState, RegistrationState

RUNNING = (CampaignState.LAUNCHED, CampaignState.REVIEWED)
HEAD = ("id", "cluster_id", "name", "state", "starts_on", "ends_on")
REGISTRATION, REPORT = "registration", "report"


def running_campaigns(session: Session, cluster_ids: Collection[int]) -> list[RunningCampaign]:
    """The running campaigns of these clusters, the oldest first."""
    found: dict[int, RunningCampaign] = {}
    statement = _registrations(cluster_ids).union_all(_reports(cluster_ids))
    for row in session.execute(statement):
        campaign = found.setdefault(row.id, RunningCampaign(**{name: getattr(row, name) for name in HEAD}))
        if row.part == REPORT:
            handed_in = campaign.handed_in | {(row.member_id, CampaignReportKind(row.detail))}
            found[row.id] = replace(campaign, handed_in=handed_in)
        elif row.member_id is not None:
            registered = {**campaign.registered, row.member_id: _registered(campaign, row)}
            found[row.id] = replace(campaign, registered=registered)
    return sorted(found.values(), key=lambda campaign: (campaign.starts_on, campaign.id))


def _registered(campaign: RunningCampaign, row: Any) -> Registered:
    standing = campaign.registered.get(row.member_id, Registered(RegistrationState(row.detail)))
    hands = frozenset(person for person in (row.entered_by_id, row.writer_id) if person is not None)
    return replace(standing, writers=standing.writers | hands)


def _heads(part: str, member_id: Any, detail: Any, entered_by_id: Any, writer_id: Any) -> Select[Any]:
    return select(
        *(getattr(Campaign, name) for name in HEAD),
        literal(part, String).label("part"),
        member_id.label("member_id"),
        type_coerce(detail, String).label("detail"),
        entered_by_id.label("entered_by_id"),
        writer_id.label("writer_id"),
    )


def _registrations(cluster_ids: Collection[int]) -> Select[Any]:
    """Every running campaign with its registrations, one row per person who ever saved one."""
    row, event, name = CampaignRegistration, AuditEvent, CampaignRegistration.__tablename__
    saved = and_(event.object_type == name, event.object_id == row.id, event.verb.in_(WRITING[name]))
    return (
        _heads(REGISTRATION, row.member_id, row.state, row.entered_by_id, event.actor_id)
        .select_from(Campaign)
        .outerjoin(row, row.campaign_id == Campaign.id)
        .outerjoin(event, saved)
        .where(Campaign.cluster_id.in_(cluster_ids), Campaign.state.in_(RUNNING))
    )


def _reports(cluster_ids: Collection[int]) -> Select[Any]:
    """Running campaigns with the reports that were handed in."""
    row, nobody = CampaignReport, cast(null(), Integer)
    return (
        _heads(REPORT, row.member_id, row.kind, nobody, nobody)
        .select_from(Campaign)
        .join(row, row.campaign_id == Campaign.id)
        .where(
            Campaign.cluster_id.in_(cluster_ids),
            Campaign.state.in_(RUNNING),
            row.state == CampaignReportState.SUBMITTED,
        )
    )
