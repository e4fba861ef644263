"""Not assigning a criterion to a member, assigning it again, and what a copy of a scorecard carries along."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from emulation.models.cycles import Cycle
from emulation.models.scorecards import Exemption, Scorecard
from emulation.queries import cycles as years
from emulation.queries import exemptions as queries
from emulation.queries import scorecards as cards
from emulation.queries import sheets
from emulation.queries.places import MemberPlace, members_of_year
from emulation.rules import access
from emulation.rules import exemptions as rules
from emulation.services import audit
from emulation.services.versions import require_version, touch
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.errors import NotFound


def exempt(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    scorecard: Scorecard,
    version: int,
    member_id: int,
    criterion_id: int,
    reason: str,
) -> list[Exemption]:
    """Do not assign a criterion, or every criterion of a group, to a member; a reason given before is replaced.

    Raises NotFound for who or what is not of the year, Stale, or DomainError with the field.
    """
    cycle, member = _require(session, actor, scorecard, version, member_id)
    cards.get_criterion(session, scorecard.id, criterion_id)
    nodes = cards.criteria_of(session, scorecard.id)
    rules.check_why(reason)
    standing = {row.criterion_id: row for row in _of_member(session, scorecard, member_id)}
    leaves = rules.leaves_within(nodes, criterion_id)
    rules.check_some_left(nodes, standing.keys() | {leaf.id for leaf in leaves})
    changes, found = {}, []
    for leaf in leaves:
        row = standing.get(leaf.id)
        old = row.reason if row else None
        if row is None:
            row = Exemption(
                scorecard_id=scorecard.id, criterion_id=leaf.id, member_id=member_id, reason=reason
            )
            session.add(row)
        row.reason = reason
        found.append(row)
        if old != reason:
            changes[f"{leaf.code} {member.code}"] = (old, reason)
    _told(session, actor, now, cycle, scorecard, changes)
    return found


def assign_again(
    session: Session, *, actor: Actor, now: datetime, scorecard: Scorecard, version: int, exemption_id: int
) -> None:
    """Take an exemption back. Raises NotFound, Stale, or DomainError once the member is scored."""
    row = queries.get_exemption(session, scorecard.id, exemption_id)
    cycle, member = _require(session, actor, scorecard, version, row.member_id)
    criterion = cards.get_criterion(session, scorecard.id, row.criterion_id)
    session.delete(row)
    changes = {f"{criterion.code} {member.code}": (row.reason, None)}
    _told(session, actor, now, cycle, scorecard, changes)


def carry_over(
    session: Session, cycle: Cycle, source: Scorecard, target: Scorecard, copied: Mapping[int, int]
) -> int:
    """What was not assigned by `source` goes into its copy, for members still in the cluster; how many.

    `copied` maps a criterion of the source to its copy. The copying service records the event.
    """
    members = {member.id for member in members_of_year(session, cycle.cluster_id, cycle.year)}
    carried = [row for row in queries.exemption_rows(session, source.id) if row.member_id in members]
    for row in carried:
        session.add(
            Exemption(
                scorecard_id=target.id,
                criterion_id=copied[row.criterion_id],
                member_id=row.member_id,
                reason=row.reason,
            )
        )
    session.flush()
    return len(carried)


def drop_for(session: Session, scorecard_id: int, criterion_ids: Iterable[int]) -> dict[str, tuple[Any, Any]]:
    """Take away the exemptions of criteria that are about to go; as changes for the remover's event."""
    gone = set(criterion_ids)
    changes: dict[str, tuple[Any, Any]] = {}
    for told in queries.exemptions_of(session, scorecard_id):
        if told.criterion_id in gone:
            changes[f"{told.code} {told.member_code}"] = (told.reason, None)
            session.delete(queries.get_exemption(session, scorecard_id, told.id))
    session.flush()
    return changes


def _require(
    session: Session, actor: Actor, scorecard: Scorecard, version: int, member_id: int
) -> tuple[Cycle, MemberPlace]:
    cycle = years.get_cycle(session, scorecard.cycle_id)
    access.require(actor, Action.SCORECARD_EDIT, years.subject_of(cycle))
    require_version(scorecard, version)
    places = members_of_year(session, cycle.cluster_id, cycle.year)
    member = next((place for place in places if place.id == member_id), None)
    if member is None:
        raise NotFound()
    has_sheet = sheets.find_sheet(session, cycle.id, member_id) is not None
    rules.check_open(cycle.phase, has_sheet=has_sheet)
    return cycle, member


def _of_member(session: Session, scorecard: Scorecard, member_id: int) -> list[Exemption]:
    return [row for row in queries.exemption_rows(session, scorecard.id) if row.member_id == member_id]


def _told(
    session: Session,
    actor: Actor,
    now: datetime,
    cycle: Cycle,
    scorecard: Scorecard,
    changes: Mapping[str, Any],
) -> None:
    touch(scorecard)
    session.flush()
    audit.record(
        session,
        actor=actor,
        now=now,
        verb="scorecard.exempted",
        about=scorecard,
        changes=changes,
        cluster_id=cycle.cluster_id,
    )
    session.flush()
