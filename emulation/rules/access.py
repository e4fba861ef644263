"""Who may do what: one table, read by services (require), pages (may) and lists (scope_of).

Whole on purpose: the table is the document that an auditor reads. Sources: decisions 2, handbook 4,
screens (roles of section 2). Deny by default: what has no grant here nobody may do.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor, Capacity, Scope, Subject
from emulation.vocabulary.errors import NotAllowed
from emulation.vocabulary.kinds import Role
from emulation.vocabulary.words import N_


class Where(Enum):
    """How far a grant reaches from the person's office."""

    ANYWHERE = "anywhere"
    OWN_MEMBER = "own member"
    OWN_CLUSTER = "own cluster"
    OTHER_MEMBER_AS_CHAIR = "other members of the cluster that the own member chairs"
    CHAIR = "cluster that the own member chairs"
    VICE_CHAIR = "cluster whose vice-chair the own member is"
    NO_CHAIR = "cluster without a chair"


@dataclass(frozen=True)
class Grant:
    """A role, and where it counts. Without a role: everybody, signed in or not."""

    role: Role | None
    where: Where


def _grants(where: Where, *roles: Role) -> tuple[Grant, ...]:
    return tuple(Grant(role, where) for role in roles)


EVERYBODY = (Grant(None, Where.ANYWHERE),)
SIGNED_IN = _grants(Where.ANYWHERE, *Role)
OFFICER = _grants(Where.OWN_MEMBER, Role.MEMBER_OFFICER)
LEADER = _grants(Where.OWN_MEMBER, Role.MEMBER_LEADER)
CHAIR = _grants(Where.CHAIR, Role.SECRETARIAT)
VICE = _grants(Where.VICE_CHAIR, Role.SECRETARIAT)
CHAIR_LEADER = _grants(Where.CHAIR, Role.MEMBER_LEADER)
LEADERS = CHAIR_LEADER + _grants(Where.VICE_CHAIR, Role.MEMBER_LEADER)
AUDITOR = _grants(Where.OWN_CLUSTER, Role.AUDITOR)
ADMIN = _grants(Where.ANYWHERE, Role.ADMIN)
FIRST_STEPS = _grants(Where.NO_CHAIR, Role.ADMIN)
CLUSTER_PEOPLE = _grants(
    Where.OWN_CLUSTER,
    Role.MEMBER_OFFICER,
    Role.MEMBER_LEADER,
    Role.SECRETARIAT,
    Role.COUNCIL_MEMBER,
    Role.TELLER,
    Role.AUDITOR,
)
OWN_PEOPLE = OFFICER + LEADER + _grants(Where.OWN_MEMBER, Role.SECRETARIAT)

GRANTS: Mapping[Action, tuple[Grant, ...]] = {
    Action.PAGE_READ: EVERYBODY,
    Action.WORK_READ: SIGNED_IN,
    Action.ACCOUNT_EDIT: SIGNED_IN,
    Action.CLUSTER_CREATE: ADMIN,
    Action.CLUSTER_EDIT: CHAIR + FIRST_STEPS,
    Action.MEMBER_EDIT: CHAIR + FIRST_STEPS,
    Action.TERM_RECORD: CHAIR + CHAIR_LEADER + FIRST_STEPS,
    Action.INDICATOR_EDIT: CHAIR,
    Action.AUDIT_READ: OWN_PEOPLE + AUDITOR + ADMIN,
    Action.USER_MANAGE: ADMIN,
    Action.HOLIDAY_EDIT: ADMIN,
    Action.CYCLE_OPEN: CHAIR + FIRST_STEPS,
    Action.CYCLE_MANAGE: CHAIR,
    Action.CYCLE_CLOSE: CHAIR + CHAIR_LEADER,
    Action.CYCLE_READ: CLUSTER_PEOPLE + ADMIN,
    Action.AGREEMENT_EDIT: CHAIR,
    Action.AGREEMENT_SIGN: CHAIR,
    Action.PLEDGE_READ: OWN_PEOPLE + CHAIR + VICE + LEADERS + AUDITOR,
    Action.PLEDGE_EDIT: OFFICER,
    Action.PLEDGE_SUBMIT: LEADER,
    Action.PLEDGE_REVIEW: CHAIR,
    Action.PLEDGE_RECORD: CHAIR,
    Action.PLEDGE_CONFIRM: CHAIR + LEADER,
    Action.RESULT_READ: CLUSTER_PEOPLE,
    Action.RESULT_EDIT: OFFICER,
    Action.RESULT_SUBMIT: LEADER,
    Action.RESULT_REVIEW: CHAIR + VICE,
    Action.FIGURE_EDIT: CHAIR,
    Action.SCORECARD_READ: CLUSTER_PEOPLE,
    Action.SCORECARD_EDIT: CHAIR,
    Action.SCORE_READ: OWN_PEOPLE + CHAIR + VICE + LEADERS + AUDITOR,
    Action.SCORE_EDIT: OFFICER,
    Action.SCORE_SUBMIT: LEADER,
    Action.SCORE_APPRAISE: _grants(Where.OTHER_MEMBER_AS_CHAIR, Role.SECRETARIAT) + VICE,
    Action.ELIGIBILITY_DECIDE: CHAIR + CHAIR_LEADER,
    Action.TOTALS_READ: CHAIR + VICE + LEADERS + AUDITOR,
    Action.RANKING_FREEZE: CHAIR,
    Action.RANKING_FINALISE: LEADERS,
    Action.RANKING_PUBLISH: CHAIR + CHAIR_LEADER,
    Action.RANKING_CORRECT: CHAIR,
    Action.CONFERENCE_RECORD: CHAIR,
    Action.PROPOSAL_READ: OWN_PEOPLE + CHAIR + VICE + LEADERS + AUDITOR,
    Action.PROPOSAL_EDIT: OFFICER + CHAIR,
    Action.PROPOSAL_SUBMIT: LEADER,
    Action.PROPOSAL_REVIEW: CHAIR,
    Action.DECISION_RECORD: CHAIR,
}

#: Who wrote it may not do these to it (handbook 4, rule 1: enforced per record, not per role).
FOUR_EYES = frozenset(
    {
        Action.PLEDGE_SUBMIT,
        Action.PLEDGE_REVIEW,
        Action.PLEDGE_CONFIRM,
        Action.RESULT_SUBMIT,
        Action.RESULT_REVIEW,
        Action.SCORE_SUBMIT,
        Action.SCORE_APPRAISE,
        Action.RANKING_FINALISE,
        Action.PROPOSAL_SUBMIT,
    }
)


def may(actor: Actor, action: Action, subject: Subject) -> bool:
    """Whether the actor may do `action` to `subject`."""
    if action in FOUR_EYES and actor.user_id in subject.entered_by:
        return False
    return any(_holds(grant, actor, subject) for grant in GRANTS[action])


def may_somewhere(actor: Actor, action: Action) -> bool:
    """Whether the actor holds any role to which `action` is granted: the coarse question of the gate."""
    return any(grant.role is None or grant.role in actor.roles for grant in GRANTS[action])


def require(actor: Actor, action: Action, subject: Subject) -> None:
    """Raise NotAllowed unless the actor may; hidden when the record lies outside everything they see."""
    if may(actor, action, subject):
        return
    if action in FOUR_EYES and actor.user_id in subject.entered_by:
        raise NotAllowed(N_("Người nhập không được tự duyệt. Việc này cần một người khác."))
    raise NotAllowed(hidden=not _knows(actor, subject))


def scope_of(actor: Actor, action: Action) -> Scope:
    """What a list for `action` may hold for this actor."""
    clusters: set[int] = set()
    members: set[int] = set()
    for grant in GRANTS[action]:
        for capacity in _matching(grant, actor):
            if grant.where is Where.ANYWHERE or _is_unbound(capacity):
                return Scope(everything=True)
            if grant.where is Where.OWN_MEMBER and capacity.member_id is not None:
                members.add(capacity.member_id)
            elif grant.where in (Where.CHAIR, Where.OTHER_MEMBER_AS_CHAIR):
                clusters |= capacity.chair_of
            elif grant.where is Where.VICE_CHAIR:
                clusters |= capacity.vice_of
            elif grant.where is Where.OWN_CLUSTER:
                clusters |= capacity.clusters
    return Scope(clusters=frozenset(clusters), members=frozenset(members))


def roles_for(action: Action) -> list[Role]:
    """The roles to which `action` is granted, for the sentence "Việc này dành cho …"."""
    return list(dict.fromkeys(grant.role for grant in GRANTS[action] if grant.role is not None))


def _matching(grant: Grant, actor: Actor) -> list[Capacity]:
    if grant.role is None:
        return [Capacity(Role.AUDITOR)]
    return [capacity for capacity in actor.capacities if capacity.role is grant.role]


def _is_unbound(capacity: Capacity) -> bool:
    return capacity.role is Role.AUDITOR and capacity.member_id is None and capacity.cluster_id is None


def _holds(grant: Grant, actor: Actor, subject: Subject) -> bool:
    if grant.role is None:
        return True
    return any(_reaches(grant.where, capacity, subject) for capacity in _matching(grant, actor))


def _reaches(where: Where, capacity: Capacity, subject: Subject) -> bool:
    is_own = subject.member_id is not None and capacity.member_id == subject.member_id
    match where:
        case Where.ANYWHERE:
            return True
        case Where.OWN_MEMBER:
            return is_own and subject.cluster_id in capacity.clusters
        case Where.OWN_CLUSTER:
            return _is_unbound(capacity) or subject.cluster_id in capacity.clusters
        case Where.CHAIR:
            return subject.cluster_id in capacity.chair_of
        case Where.OTHER_MEMBER_AS_CHAIR:
            return subject.cluster_id in capacity.chair_of and not is_own
        case Where.VICE_CHAIR:
            return subject.cluster_id in capacity.vice_of and not (subject.member_id and is_own)
        case Where.NO_CHAIR:
            return not subject.has_chair


def _knows(actor: Actor, subject: Subject) -> bool:
    return any(
        capacity.role is Role.ADMIN or _is_unbound(capacity) or subject.cluster_id in capacity.clusters
        for capacity in actor.capacities
    )
