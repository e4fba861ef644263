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
from emulation.vocabulary.deeds import DEEDS
from emulation.vocabulary.kinds import Post, Role

WORKING = (Role.MEMBER_OFFICER, Role.MEMBER_LEADER, Role.SECRETARIAT, Role.COUNCIL_MEMBER)
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
    if where.member:
        sentence = rules.OF_MEMBER_REASON if event.reason else rules.OF_MEMBER
    else:
        sentence = rules.OF_YEAR_REASON if event.reason else rules.OF_YEAR
    values = {"member": where.member_name, "year": str(where.year), "reason": event.reason}
    href = telling.href.format(code=where.code, year=where.year, member=where.member, id=event.object_id)
    others = people - {event.actor_id or 0}
    _tell(session, event, others, href, sentence, values, where.cluster_id)


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
