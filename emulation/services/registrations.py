"""Registrations of members in a campaign: written by the member, decided by the chair (features K1)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from emulation.models.campaigns import Campaign, CampaignRegistration
from emulation.queries import registrations as queries
from emulation.queries.campaigns import CampaignPage, subject_of
from emulation.rules import access, campaigns
from emulation.rules import registrations as rules
from emulation.services import audit
from emulation.services.versions import require_version
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.errors import NotFound, Stale
from emulation.vocabulary.moves import RegistrationMove
from emulation.vocabulary.states import RegistrationState

ACTIONS = {
    RegistrationMove.SEND: Action.CAMPAIGN_REGISTER,
    RegistrationMove.APPROVE: Action.CAMPAIGN_REVIEW,
    RegistrationMove.REFUSE: Action.CAMPAIGN_REVIEW,
}


def save(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    campaign: Campaign,
    member_id: int,
    version: int,
    content: str,
    contact: str,
) -> CampaignRegistration:
    """Write the member's registration, new or changed. Raises Stale or DomainError."""
    access.require(actor, Action.CAMPAIGN_REGISTER, subject_of(campaign, member_id))
    campaigns.check_running(campaign.state)
    require_participant(session, campaign, member_id, local_date(now))
    registration = queries.find_registration(session, campaign.id, member_id)
    values: dict[str, Any] = {"content": content, "contact": contact, "entered_by_id": actor.user_id}
    if registration is None:
        if version:
            raise Stale()
        own = {"campaign_id": campaign.id, "cluster_id": campaign.cluster_id, "member_id": member_id}
        registration = CampaignRegistration(**own, **values, entered_at=now)
        session.add(registration)
        session.flush()
        changes = audit.born(registration, ["content", "contact"])
    else:
        require_version(registration, version)
        rules.check_editable(registration.state)
        changes = audit.change(registration, values | {"entered_at": now})
        session.flush()
    audit.record(
        session, actor=actor, now=now, verb="registration.saved", about=registration, changes=changes
    )
    session.flush()
    return registration


def move(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    campaign: Campaign,
    registration: CampaignRegistration,
    version: int,
    step: RegistrationMove,
    reason: str = "",
) -> CampaignRegistration:
    """Send, approve or refuse. A refusal needs a reason; who wrote a registration does not decide on it."""
    writers = queries.writers_of(session, registration.id, registration.state, registration.entered_by_id)
    subject = subject_of(campaign, registration.member_id, entered_by=writers)
    access.require(actor, ACTIONS[step], subject)
    require_version(registration, version)
    campaigns.check_running(campaign.state)
    values: dict[str, Any] = {"state": rules.next_state(registration.state, step)}
    if step is RegistrationMove.SEND:
        rules.check_complete(registration.content)
        values |= {"sent_at": now, "refusal_reason": "", "decided_at": None, "decided_by_id": None}
    else:
        values |= {"decided_at": now, "decided_by_id": actor.user_id}
    if step is RegistrationMove.REFUSE:
        rules.check_refusal(reason)
        values["refusal_reason"] = reason
    told = reason if step is RegistrationMove.REFUSE else ""
    changes = audit.change(registration, values)
    session.flush()
    verb = f"registration.{step.value}"
    audit.record(session, actor=actor, now=now, verb=verb, about=registration, changes=changes, reason=told)
    session.flush()
    return registration


def steps_for(
    actor: Actor, campaign: CampaignPage, registration: queries.RegistrationPage
) -> list[RegistrationMove]:
    """The moves this actor can make now: what the page offers as buttons."""
    if campaign.state not in campaigns.RUNNING:
        return []
    subject = subject_of(campaign, registration.member_id, entered_by=registration.writers)
    steps = rules.moves_from(registration.state)
    return [step for step in steps if access.may(actor, ACTIONS[step], subject)]


def may_edit(actor: Actor, campaign: CampaignPage, member_id: int, state: RegistrationState | None) -> bool:
    """Whether this actor can write the member's registration now."""
    is_open = campaign.state in campaigns.RUNNING and (state is None or state in rules.EDITABLE)
    return is_open and access.may(actor, Action.CAMPAIGN_REGISTER, subject_of(campaign, member_id))


def require_participant(session: Session, campaign: Campaign, member_id: int, today: date) -> None:
    """Raise NotFound for a member that the campaign does not address."""
    seats = queries.members_in(session, campaign.cluster_id, campaign.starts_on, campaign.ends_on, today)
    if member_id not in {seat.id for seat in seats}:
        raise NotFound()
