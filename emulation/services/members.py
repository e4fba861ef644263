"""Members of a cluster: joining it, their names and how to reach them (features C3, C4)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from emulation.models.clusters import Cluster, Member, Membership
from emulation.queries import members as queries
from emulation.rules import access
from emulation.rules import members as rules
from emulation.services import audit
from emulation.services.clusters import subject_of
from emulation.services.versions import require_version, touch
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import Provenance
from emulation.vocabulary.vietnamese import fold, sort_key
from emulation.vocabulary.words import N_


@dataclass(frozen=True)
class Profile:
    """A member as an institution: names, place in protocol, and its public contact."""

    name_vi: str
    name_en: str = ""
    protocol_order: int = 0
    standing_office: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""


@dataclass(frozen=True)
class Joining:
    """Somebody joins: a member of the installation (`member_id`) or a new one (`code`, `profile`).

    `prefix` stands before the names of the fields in which it was typed, for messages beside them.
    """

    valid_from: date
    member_id: int | None = None
    code: str = ""
    profile: Profile | None = None
    valid_to: date | None = None
    decision: str = ""
    provenance: Provenance = Provenance.RECORDED
    source: str = ""
    note: str = ""
    prefix: str = ""


def names_of(code: str, name_vi: str, name_en: str) -> dict[str, str]:
    """The names of a member with what it is sorted and found by."""
    return {
        "name_vi": name_vi,
        "name_en": name_en,
        "sort_key": sort_key(name_vi),
        "search_text": fold(f"{name_vi} {name_en} {code}"),
    }


def spans_of(session: Session, cluster_id: int, member_id: int) -> list[rules.Span]:
    """The stays of a member in the cluster, by date."""
    stays = queries.memberships_of(session, cluster_id, member_id)
    return [rules.Span(stay.valid_from, stay.valid_to) for stay in stays]


def add(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    cluster: Cluster,
    version: int,
    joinings: Sequence[Joining],
) -> list[Membership]:
    """Let members join, all or none. `version` is the cluster's. Raises Stale, or DomainError of a row."""
    access.require(actor, Action.MEMBER_EDIT, subject_of(session, cluster.id, local_date(now)))
    require_version(cluster, version)
    if not joinings:
        raise DomainError(N_("Nhập ít nhất một thành viên."))
    touch(cluster)
    return [_join(session, actor, now, cluster, joining) for joining in joinings]


def edit(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    cluster: Cluster,
    member: Member,
    version: int,
    profile: Profile,
) -> Member:
    """Change names or contact of a member. Raises Stale."""
    today = local_date(now)
    access.require(actor, Action.MEMBER_EDIT, subject_of(session, cluster.id, today, member.id))
    require_version(member, version)
    changes = audit.change(member, _values(profile, member.code))
    session.flush()
    audit.record(
        session,
        actor=actor,
        now=now,
        verb="member.edited",
        about=member,
        changes=changes,
        cluster_id=cluster.id,
        member_id=member.id,
    )
    return member


def _join(session: Session, actor: Actor, now: datetime, cluster: Cluster, joining: Joining) -> Membership:
    member_id, field = joining.member_id, f"{joining.prefix}member"
    if member_id is None:
        member, field = _new_member(session, joining), f"{joining.prefix}valid_from"
        member_id, born = member.id, audit.born(member)
        audit.record(
            session,
            actor=actor,
            now=now,
            verb="member.added",
            about=member,
            changes=born,
            cluster_id=cluster.id,
        )
    span = rules.Span(joining.valid_from, joining.valid_to)
    rules.check_joining(span, spans_of(session, cluster.id, member_id), field=field)
    values = {name: getattr(joining, name) for name in ("decision", "provenance", "source", "note")}
    membership = Membership(
        cluster_id=cluster.id, member_id=member_id, valid_from=span.start, valid_to=span.end, **values
    )
    session.add(membership)
    session.flush()
    changes = audit.born(membership, ["valid_from", "valid_to", "decision"])
    audit.record(session, actor=actor, now=now, verb="member.joined", about=membership, changes=changes)
    return membership


def _new_member(session: Session, joining: Joining) -> Member:
    prefix = joining.prefix
    if not joining.code:
        message = N_("Nhập mã thành viên hoặc chọn thành viên có sẵn.")
        raise DomainError(message, field=f"{prefix}code")
    rules.check_code(joining.code, field=f"{prefix}code")
    if joining.profile is None or not joining.profile.name_vi:
        raise DomainError(N_("Nhập tên thành viên."), field=f"{prefix}name_vi")
    if queries.find_member_id(session, joining.code) is not None:
        message = N_("Mã “%(code)s” đã có thành viên dùng. Chọn thành viên đó hoặc đặt mã khác.")
        raise DomainError(message, field=f"{prefix}code", code=joining.code)
    order = joining.profile.protocol_order or queries.last_order(session) + 1
    member = Member(code=joining.code, **_values(joining.profile, joining.code) | {"protocol_order": order})
    session.add(member)
    session.flush()
    return member


def _values(profile: Profile, code: str) -> dict[str, Any]:
    return asdict(profile) | names_of(code, profile.name_vi, profile.name_en)
