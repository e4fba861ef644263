"""Emulation movements of a cluster: drafting one with its goals, pilot units, contents and papers (features K1)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from emulation.models.campaigns import Campaign, CampaignContent, CampaignFile, CampaignGoal, CampaignPilot
from emulation.queries import campaign_contents
from emulation.queries import campaigns as queries
from emulation.queries.indicators import indicators_for
from emulation.queries.places import known_members
from emulation.rules import access
from emulation.rules import campaigns as rules
from emulation.services import audit
from emulation.services.versions import require_version, touch
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor, Subject
from emulation.vocabulary.errors import DomainError, NotFound
from emulation.vocabulary.kinds import CampaignKind, Operator
from emulation.vocabulary.words import N_


@dataclass(frozen=True)
class Goal:
    """A goal as somebody typed it; `low` and `high` in the indicator's unit, else in `unit`."""

    text: str
    indicator_id: int | None = None
    operator: Operator = Operator.GE
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    national_task: str = ""


@dataclass(frozen=True)
class Pilot:
    """A unit that goes first ("chỉ đạo điểm", handbook A12)."""

    name: str
    member_id: int | None = None


@dataclass(frozen=True)
class Draft:
    """A campaign as somebody typed it; `contents` are ids of common contents of the cluster's agreements."""

    kind: CampaignKind
    name: str
    starts_on: date
    ends_on: date | None = None
    slogan: str = ""
    purpose: str = ""
    criteria: str = ""
    basis: str = ""
    goals: Sequence[Goal] = ()
    pilots: Sequence[Pilot] = ()
    contents: Collection[int] = ()


OWN = ("kind", "name", "slogan", "purpose", "criteria", "basis", "starts_on", "ends_on")
GOAL = tuple(Goal.__dataclass_fields__)
PILOT = tuple(Pilot.__dataclass_fields__)
Changes = dict[str, tuple[Any, Any]]


def draft(session: Session, *, actor: Actor, now: datetime, cluster_id: int, typed: Draft) -> Campaign:
    """Write a new campaign, which only the chair and those who oversee the cluster see until it is launched."""
    access.require(actor, Action.CAMPAIGN_EDIT, Subject(cluster_id=cluster_id))
    _check(session, cluster_id, typed)
    campaign = Campaign(cluster_id=cluster_id, entered_by_id=actor.user_id, entered_at=now)
    for name in OWN:
        setattr(campaign, name, getattr(typed, name))
    session.add(campaign)
    session.flush()
    changes: Changes = audit.born(campaign, OWN)
    changes |= _write_rows(session, queries.get_campaign(session, cluster_id, campaign.id), typed)
    session.flush()
    audit.record(session, actor=actor, now=now, verb="campaign.drafted", about=campaign, changes=changes)
    session.flush()
    return queries.get_campaign(session, cluster_id, campaign.id)


def edit(
    session: Session, *, actor: Actor, now: datetime, campaign: Campaign, version: int, typed: Draft
) -> Campaign:
    """Bring a draft to what was typed. Raises Stale, or DomainError with the row's field."""
    access.require(actor, Action.CAMPAIGN_EDIT, queries.subject_of(campaign))
    require_version(campaign, version)
    rules.check_editable(campaign.state)
    _check(session, campaign.cluster_id, typed)
    changes = audit.change(campaign, {name: getattr(typed, name) for name in OWN})
    changes |= _write_rows(session, campaign, typed)
    touch(campaign)
    session.flush()
    audit.record(session, actor=actor, now=now, verb="campaign.edited", about=campaign, changes=changes)
    session.flush()
    return queries.get_campaign(session, campaign.cluster_id, campaign.id)


def attach(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    campaign: Campaign,
    version: int,
    file_id: int | None,
    caption: str,
) -> None:
    """Add a paper that was kept already; everybody may download it once the campaign is launched."""
    access.require(actor, Action.CAMPAIGN_EDIT, queries.subject_of(campaign))
    require_version(campaign, version)
    rules.check_open_for_papers(campaign.state)
    if file_id is None:
        raise DomainError(N_("Chọn tệp cần thêm."), field="file")
    session.add(CampaignFile(campaign_id=campaign.id, file_id=file_id, caption=caption))
    _tell_paper(session, actor, now, campaign, {"file_id": (None, file_id), "caption": (None, caption)})


def detach(
    session: Session, *, actor: Actor, now: datetime, campaign: Campaign, version: int, paper_id: int
) -> None:
    """Take a paper off the campaign; nobody but the chair can download it from then on."""
    access.require(actor, Action.CAMPAIGN_EDIT, queries.subject_of(campaign))
    require_version(campaign, version)
    rules.check_open_for_papers(campaign.state)
    paper = next((row for row in campaign.files if row.id == paper_id), None)
    if paper is None:
        raise NotFound()
    session.delete(paper)
    _tell_paper(
        session, actor, now, campaign, {"file_id": (paper.file_id, None), "caption": (paper.caption, None)}
    )


def _tell_paper(session: Session, actor: Actor, now: datetime, campaign: Campaign, changes: Changes) -> None:
    touch(campaign)
    session.flush()
    audit.record(session, actor=actor, now=now, verb="campaign.edited", about=campaign, changes=changes)
    session.flush()


def _check(session: Session, cluster_id: int, typed: Draft) -> None:
    """Dates, rows, and that everything pointed at is the cluster's."""
    rules.check_dates(typed.kind, typed.starts_on, typed.ends_on)
    usable = {row.id for row in indicators_for(session, cluster_id)} | {None}
    for row, goal in enumerate(typed.goals):
        rules.check_goal(goal.__dict__, prefix=f"goals-{row}-")
        if goal.indicator_id not in usable:
            raise DomainError(N_("Chọn chỉ tiêu."), field=f"goals-{row}-indicator")
    members = {member.id for member in known_members(session, cluster_id)} | {None}
    if any(pilot.member_id not in members for pilot in typed.pilots):
        raise NotFound()
    last = typed.ends_on.year if typed.ends_on else date.max.year
    offered = campaign_contents.contents_in(session, cluster_id, typed.starts_on.year, last)
    if not set(typed.contents) <= {content.id for content in offered}:
        message = N_("Chọn nội dung giao ước của những năm mà phong trào diễn ra.")
        raise DomainError(message, field="contents")


def _write_rows(session: Session, campaign: Campaign, typed: Draft) -> Changes:
    """Bring goals and pilots to what was typed, position by position, and the linked contents as a set."""
    changes: Changes = {}
    for number, (goal, standing) in enumerate(_pairs(typed.goals, campaign.goals), start=1):
        new = CampaignGoal(campaign_id=campaign.id, position=number)
        changes |= _write(session, f"goal {number}", goal, standing, new, GOAL)
    for number, (pilot, unit) in enumerate(_pairs(typed.pilots, campaign.pilots), start=1):
        changes |= _write(
            session, f"pilot {number}", pilot, unit, CampaignPilot(campaign_id=campaign.id), PILOT
        )
    linked = {link.content_id: link for link in campaign.contents}
    for content_id in sorted(set(typed.contents) - linked.keys()):
        session.add(CampaignContent(campaign_id=campaign.id, content_id=content_id))
    for content_id in linked.keys() - set(typed.contents):
        session.delete(linked[content_id])
    before, after = sorted(linked), sorted(set(typed.contents))
    return changes if before == after else changes | {"contents": (len(before), len(after))}


def _pairs(typed: Sequence[Any], standing: Sequence[Any]) -> list[tuple[Any, Any]]:
    longest = max(len(typed), len(standing))
    return [
        (typed[at] if at < len(typed) else None, standing[at] if at < len(standing) else None)
        for at in range(longest)
    ]


def _write(
    session: Session, name: str, typed: Any, standing: Any, new: Any, fields: tuple[str, ...]
) -> Changes:
    """One row: added, changed or removed; its changes under its name."""
    if typed is None:
        session.delete(standing)
        return {name: (getattr(standing, "text", None) or standing.name, None)}
    values = {field: getattr(typed, field) for field in fields}
    if standing is None:
        session.add(new)
        standing = new
    return {f"{name} {field}": pair for field, pair in audit.change(standing, values).items()}
