"""Whether a member is considered in a year: eligible, suspended, not considered (features S8; handbook 6.4)."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from emulation.models.cycles import Cycle
from emulation.models.scoring import Eligibility
from emulation.queries import cycles as years
from emulation.queries import places
from emulation.queries import scores as queries
from emulation.rules import access
from emulation.rules import eligibility as rules
from emulation.services import audit
from emulation.services.versions import require_version
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.states import EligibilityState


@dataclass(frozen=True)
class Ruling:
    """What was decided, why, on which basis, by whom and when."""

    state: EligibilityState
    reason: str
    basis: str
    decided_by: str
    decided_on: date


def decide(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    cycle: Cycle,
    member_id: int,
    version: int,
    ruling: Ruling,
) -> Eligibility:
    """Record a decision about a member, or lift one: lifting restores the member and keeps the reason.

    `version` is that of the standing record, 0 when there is none. Raises Stale or DomainError with its field.
    """
    access.require(actor, Action.ELIGIBILITY_DECIDE, years.subject_of(cycle, member_id))
    members = places.members_of_year(session, cycle.cluster_id, cycle.year)
    if member_id not in {member.id for member in members}:
        raise NotFound()
    standing = queries.find_eligibility(session, cycle.id, member_id)
    fit = standing or Eligibility(cycle_id=cycle.id, member_id=member_id, state=EligibilityState.ELIGIBLE)
    if standing is not None:
        require_version(standing, version)
    rules.check_ruling(fit.state, ruling.state, ruling.reason, ruling.decided_on, local_date(now))
    values = {name: getattr(ruling, name) for name in Ruling.__dataclass_fields__}
    changes = audit.change(fit, values)
    if standing is None:
        changes["state"] = (EligibilityState.ELIGIBLE, ruling.state)
        session.add(fit)
    session.flush()
    audit.record(
        session,
        actor=actor,
        now=now,
        verb="eligibility.lifted" if ruling.state is EligibilityState.ELIGIBLE else "eligibility.decided",
        about=fit,
        changes=changes,
        reason=ruling.reason,
        cluster_id=cycle.cluster_id,
    )
    return fit
