"""Telling people of a deed at the moment when it enters the trail."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from emulation.models.audit import AuditEvent
from emulation.queries import audiences
from emulation.queries.audiences import Setting
from emulation.rules import telling as rules
from emulation.rules.digests import ACCOUNT
from emulation.rules.telling import Audience, Telling
from emulation.services import notices
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.dates import format_date
from emulation.vocabulary.deeds import DEEDS
from emulation.vocabulary.kinds import Post, Role
from emulation.vocabulary.states import Phase

WORKING = (Role.MEMBER_OFFICER, Role.MEMBER_LEADER, Role.SECRETARIAT, Role.COUNCIL_MEMBER)
_PHASES = {phase.value: phase.label for phase in Phase}
OF_MEMBER = {Audience.OFFICERS: Role.MEMBER_OFFICER, Audience.LEADERS: Role.MEMBER_LEADER}
OF_POST = {Audience.CHAIR: Post.CHAIR, Audience.VICE: Post.VICE_CHAIR}


def announce(session: Session, event: AuditEvent) -> None:
    """Tell whoever the table names, never the one who acted, unless it is about their own account."""
    telling = rules.TELLING.get(event.verb)
    if telling is None:
        return
    session.flush()  # the event's number is the occasion
    if Audience.PERSON in telling.audiences:
        _tell_owner(session, event, telling)
    elif event.cycle_id is not None:
        _tell_around(session, event, telling, audiences.setting(session, event.cycle_id, event.member_id))
    elif campaign := _campaign(session, event):
        _tell_around(session, event, telling, campaign)


def _campaign(session: Session, event: AuditEvent) -> Setting | None:
    return audiences.setting_of_campaign(session, event.object_type, event.object_id, event.member_id)


def _tell_owner(session: Session, event: AuditEvent, telling: Telling) -> None:
    """What happens to somebody's account they are told at once, whatever they chose for their notices."""
    notices.tell(
        session,
        user_ids={event.object_id},
        key=f"{ACCOUNT}{event.id}",
        sentence=rules.OF_ACCOUNT,
        values={"who": event.actor_name, "deed": DEEDS[event.verb]},
        href=telling.href,
        now=event.at,
        by_mail=telling.by_mail,
        whatever_chosen=True,
    )


def _tell_around(session: Session, event: AuditEvent, telling: Telling, where: Setting) -> None:
    today = local_date(event.at)
    people: set[int] = set()
    for audience in telling.audiences:
        people |= _people(session, audience, event.member_id, where.cluster_id, today)
    values = {"member": where.member_name, "year": str(where.year), "reason": event.reason}
    values |= {"title": where.title} if where.title else {}
    values |= _changed(event) if telling.sentence else {}
    number = where.campaign_id or event.object_id
    href = telling.href.format(code=where.code, year=where.year, member=where.member, id=number)
    others = people - {event.actor_id or 0}
    sentence = telling.sentence or _sentence(where, event.reason)
    _tell(session, event, others, href, sentence, values, where.cluster_id)


def _sentence(where: Setting, reason: str) -> str:
    if where.title and where.member:
        return rules.OF_PART_REASON if reason else rules.OF_PART
    if where.title:
        return rules.OF_CAMPAIGN_REASON if reason else rules.OF_CAMPAIGN
    if where.member:
        return rules.OF_MEMBER_REASON if reason else rules.OF_MEMBER
    return rules.OF_YEAR_REASON if reason else rules.OF_YEAR


def _changed(event: AuditEvent) -> dict[str, str]:
    """What the deed changed to, in words: days as people write them, phases by their name."""
    return {name: _in_words(new) for name, (_old, new) in event.changes.items() if isinstance(new, str)}


def _in_words(value: str) -> str:
    if value in _PHASES:
        return _PHASES[value]
    try:
        return format_date(date.fromisoformat(value))
    except ValueError:
        return value


def _tell(
    session: Session,
    event: AuditEvent,
    people: set[int],
    href: str,
    sentence: str,
    values: Mapping[str, str],
    cluster_id: int,
) -> None:
    notices.tell(
        session,
        user_ids=people,
        key=f"event/{event.id}",
        sentence=sentence,
        values={"who": event.actor_name, "deed": DEEDS[event.verb], **values},
        href=href,
        now=event.at,
        cluster_id=cluster_id,
    )


def _people(
    session: Session, audience: Audience, member_id: int | None, cluster_id: int, today: date
) -> set[int]:
    if audience in OF_MEMBER:
        return audiences.of_member(session, member_id, [OF_MEMBER[audience]], today) if member_id else set()
    if audience in OF_POST:
        return audiences.of_post(session, cluster_id, OF_POST[audience], [Role.SECRETARIAT], today)
    if audience is Audience.CHAIR_LEADERS:
        posts = (audiences.of_post(session, cluster_id, post, [Role.MEMBER_LEADER], today) for post in Post)
        return set().union(*posts)
    return audiences.of_cluster(session, cluster_id, WORKING, today)
