"""Who may do what: one table, read by services (require), pages (may) and lists (scope_of).

Whole on purpose: the table is the document that an auditor reads. Sources: decisions 2, handbook 4,
screens (roles of section 2). Deny by default: what has no grant here nobody may do.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor, Capacity, Scope, Subject
from emulation.vocabulary.errors import NotAllowed
from emulation.vocabulary.kinds import Role
from emulation.vocabulary.labelled import Labelled
from emulation.vocabulary.words import N_


class Where(Labelled):
    """How far a grant reaches from the person's office."""

    ANYWHERE = "anywhere", N_("ở mọi nơi")
    OWN_MEMBER = "own_member", N_("đơn vị mình")
    OWN_CLUSTER = "own_cluster", N_("cụm mình")
    OTHER_MEMBER_AS_CHAIR = "other_member_as_chair", N_("khi là Cụm trưởng, trừ đơn vị mình")
    CHAIR = "chair", N_("khi là Cụm trưởng")
    VICE_CHAIR = "vice_chair", N_("khi là Cụm phó, trừ đơn vị mình")
    ANY_CHAIR = "any_chair", N_("khi là Cụm trưởng của một cụm, với nội dung chung của mọi cụm")
    COMMON = "common", N_("nội dung chung của mọi cụm")
    NO_CHAIR = "no_chair", N_("khi khuyết Cụm trưởng")


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
APPRAISER = _grants(Where.OTHER_MEMBER_AS_CHAIR, Role.SECRETARIAT) + VICE
CHAIR_LEADER = _grants(Where.CHAIR, Role.MEMBER_LEADER)
LEADERS = CHAIR_LEADER + _grants(Where.VICE_CHAIR, Role.MEMBER_LEADER)
COUNCIL = _grants(Where.OWN_MEMBER, Role.COUNCIL_MEMBER)
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
#: Rows of the rulebook hold for all clusters of an installation, or are one cluster's own regulation: whoever serves
#: a chair may ask for a change of what is common, of a regulation its own chair alone; a second one confirms.
RULE_WRITERS = CHAIR + _grants(Where.ANY_CHAIR, Role.SECRETARIAT)
RULE_KEEPERS = RULE_WRITERS + CHAIR_LEADER + _grants(Where.ANY_CHAIR, Role.MEMBER_LEADER)
OWN_PEOPLE = OFFICER + LEADER + _grants(Where.OWN_MEMBER, Role.SECRETARIAT)

GRANTS: Mapping[Action, tuple[Grant, ...]] = {
    Action.PAGE_READ: EVERYBODY,
    Action.WORK_READ: SIGNED_IN,
    Action.ACCOUNT_EDIT: SIGNED_IN,
    Action.ACCOUNT_SECURE: SIGNED_IN,
    Action.CLUSTER_CREATE: ADMIN,
    Action.CLUSTER_EDIT: CHAIR + FIRST_STEPS,
    Action.MEMBER_EDIT: CHAIR + FIRST_STEPS,
    Action.TERM_READ: CLUSTER_PEOPLE + ADMIN,
    Action.TERM_RECORD: CHAIR + CHAIR_LEADER + FIRST_STEPS,
    Action.INDICATOR_EDIT: CHAIR,
    Action.DELEGATION_READ: OWN_PEOPLE + COUNCIL + CHAIR + LEADERS + AUDITOR,
    Action.DELEGATION_GRANT: LEADER + COUNCIL,
    Action.USER_READ: ADMIN + AUDITOR,
    Action.AUDIT_READ: OWN_PEOPLE + AUDITOR + ADMIN,
    Action.USER_MANAGE: ADMIN,
    Action.HOLIDAY_EDIT: ADMIN,
    Action.DATA_REQUEST_HANDLE: ADMIN,
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
    Action.SCORE_APPRAISE: APPRAISER,
    Action.CROSSCHECK_READ: CLUSTER_PEOPLE,
    Action.CROSSCHECK_ASSIGN: CHAIR,
    Action.CROSSCHECK_SCORE: OFFICER,
    Action.CROSSCHECK_SEAL: LEADER,
    Action.EXPLANATION_READ: OWN_PEOPLE + CHAIR + VICE + LEADERS + AUDITOR,
    Action.EXPLANATION_WRITE: OFFICER,
    Action.EXPLANATION_SEND: LEADER,
    Action.EXPLANATION_SETTLE: APPRAISER,
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
    Action.CALENDAR_EDIT: CHAIR,
    Action.EXTENSION_GRANT: CHAIR,
    Action.WORK_REMIND: CHAIR + VICE,
    Action.EVIDENCE_READ: OWN_PEOPLE + CHAIR + VICE + LEADERS + AUDITOR,
    Action.EVIDENCE_EDIT: OFFICER + LEADER,
    Action.CAMPAIGN_READ: OWN_PEOPLE + CHAIR + VICE + LEADERS + AUDITOR,
    Action.CAMPAIGN_EDIT: CHAIR,
    Action.CAMPAIGN_REGISTER: OFFICER + LEADER,
    Action.CAMPAIGN_REVIEW: CHAIR,
    Action.DECISION_RECORD: CHAIR,
    Action.RULE_READ: RULE_KEEPERS + AUDITOR + _grants(Where.COMMON, Role.AUDITOR) + ADMIN,
    Action.RULE_EDIT: RULE_WRITERS,
    Action.RULE_CONFIRM: RULE_KEEPERS,
    Action.PROPOSAL_RULE: CHAIR + CHAIR_LEADER,
    Action.POLL_READ: OWN_PEOPLE + CHAIR + VICE + LEADERS + AUDITOR,
    Action.POLL_RECORD: OFFICER + CHAIR,
    Action.DOSSIER_EDIT: OFFICER + CHAIR,
    Action.DOSSIER_WAIVE: LEADER + CHAIR,
    Action.TEMPLATE_EDIT: CHAIR,
    Action.DISCLOSURE_MANAGE: CHAIR,
    Action.COMMENT_SEND: EVERYBODY,
    Action.FAIRNESS_READ: CHAIR + VICE + LEADERS + AUDITOR,
    Action.FAIRNESS_PUBLISH: CHAIR_LEADER,
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
        Action.CROSSCHECK_SEAL,
        Action.EXPLANATION_SEND,
        Action.EXPLANATION_SETTLE,
        Action.RANKING_FINALISE,
        Action.PROPOSAL_SUBMIT,
        Action.CAMPAIGN_REVIEW,
        Action.RULE_CONFIRM,
        Action.PROPOSAL_RULE,
        Action.DOSSIER_WAIVE,
    }
)
#: Whoever acts for somebody else may not do these: no chains of delegations (Decree 30/2020/NĐ-CP, article 13).
IN_PERSON = frozenset({Action.DELEGATION_GRANT})


@dataclass(frozen=True)
class Way:
    """Why somebody may do something: the grant, and the capacity that fills it (None when everybody may)."""

    grant: Grant
    capacity: Capacity | None = None


def ways(actor: Actor, action: Action, subject: Subject) -> list[Way]:
    """Every way in which the actor may do `action` to `subject`; none when they may not.

    Four eyes: neither whoever entered the record, nor anybody who acts for them.
    """
    entered_by = subject.entered_by if action in FOUR_EYES else frozenset[int]()
    if actor.user_id in entered_by:
        return []
    found = [Way(grant) for grant in GRANTS[action] if grant.role is None]
    for grant in GRANTS[action]:
        for capacity in _matching(grant, actor, action):
            is_writers = capacity.acting_for is not None and capacity.acting_for.user_id in entered_by
            if not is_writers and _reaches(grant.where, capacity, subject):
                found.append(Way(grant, capacity))
    return found


def may(actor: Actor, action: Action, subject: Subject) -> bool:
    """Whether the actor may do `action` to `subject`."""
    return bool(ways(actor, action, subject))


def holdings(actor: Actor, action: Action) -> list[Way]:
    """Every way in which the actor can do `action` to something today: "người này làm được gì?"."""
    found = [Way(grant) for grant in GRANTS[action] if grant.role is None]
    for grant in GRANTS[action]:
        for capacity in _matching(grant, actor, action):
            if _widened(Scope(), grant.where, capacity) != Scope():
                found.append(Way(grant, capacity))
    return found


def may_somewhere(actor: Actor, action: Action) -> bool:
    """Whether the actor holds any role to which `action` is granted: the coarse question of the gate."""
    return any(grant.role is None or _matching(grant, actor, action) for grant in GRANTS[action])


def require(actor: Actor, action: Action, subject: Subject) -> None:
    """Raise NotAllowed unless the actor may; hidden when the record lies outside everything they see."""
    if may(actor, action, subject):
        return
    if may(actor, action, replace(subject, entered_by=frozenset())):
        raise NotAllowed(N_("Người nhập không được tự duyệt. Việc này cần một người khác."))
    raise NotAllowed(hidden=not _knows(actor, subject))


def may_within(actor: Actor, action: Action, cluster: Subject) -> bool:
    """Whether the actor may do `action` to something of this cluster: what a menu offers."""
    sight = scope_of(actor, action).of_cluster(cluster.cluster_id, has_chair=cluster.has_chair)
    return bool(sight.all_but or sight.members)


def require_within(actor: Actor, action: Action, cluster: Subject) -> None:
    """Raise NotAllowed unless the actor may do `action` to something of this cluster: before any page is drawn."""
    if not may_within(actor, action, cluster):
        raise NotAllowed(hidden=not _knows(actor, cluster))


def scope_of(actor: Actor, action: Action) -> Scope:
    """What a list for `action` may hold for this actor: exactly the records to which they may do it."""
    scope = Scope(everything=any(grant.role is None for grant in GRANTS[action]))
    for grant in GRANTS[action]:
        for capacity in _matching(grant, actor, action):
            scope = _widened(scope, grant.where, capacity)
    return scope


def _widened(scope: Scope, where: Where, capacity: Capacity) -> Scope:
    member = capacity.member_id
    match where:
        case Where.ANYWHERE:
            return replace(scope, everything=True)
        case Where.OWN_MEMBER:
            own = frozenset() if member is None else {(cluster, member) for cluster in capacity.clusters}
            return replace(scope, offices=scope.offices | own)
        case Where.OWN_CLUSTER if _is_unbound(capacity):
            return replace(scope, everything=True)
        case Where.OWN_CLUSTER:
            return replace(scope, clusters=scope.clusters | capacity.clusters)
        case Where.CHAIR:
            return replace(scope, clusters=scope.clusters | capacity.chair_of)
        case Where.OTHER_MEMBER_AS_CHAIR | Where.VICE_CHAIR:
            led = capacity.vice_of if where is Where.VICE_CHAIR else capacity.chair_of
            if member is None:
                return replace(scope, clusters=scope.clusters | led)
            return replace(scope, all_but=scope.all_but | {(cluster, member) for cluster in led})
        case Where.ANY_CHAIR:
            return replace(scope, common=True) if capacity.chair_of else scope
        case Where.COMMON:
            return replace(scope, common=True)
        case Where.NO_CHAIR:
            return replace(scope, chairless=True)


def roles_for(action: Action) -> list[Role]:
    """The roles to which `action` is granted, for the sentence "Việc này dành cho …"."""
    return list(dict.fromkeys(grant.role for grant in GRANTS[action] if grant.role is not None))


def delegated_actions(role: Role) -> dict[Where, list[Action]]:
    """What a role allows its delegate, by how far it reaches, in the order of the actions."""
    found: dict[Where, list[Action]] = {}
    for action in Action:
        for grant in GRANTS[action]:
            if grant.role is role and grant.where is not Where.ANYWHERE and action not in IN_PERSON:
                found.setdefault(grant.where, []).append(action)
    return found


def _matching(grant: Grant, actor: Actor, action: Action) -> list[Capacity]:
    return [
        capacity
        for capacity in actor.capacities
        if capacity.role is grant.role and (capacity.acting_for is None or action not in IN_PERSON)
    ]


def _is_unbound(capacity: Capacity) -> bool:
    return capacity.role is Role.AUDITOR and capacity.member_id is None and capacity.cluster_id is None


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
            return subject.cluster_id in capacity.vice_of and not is_own
        case Where.ANY_CHAIR:
            return subject.cluster_id is None and bool(capacity.chair_of)
        case Where.COMMON:
            return subject.cluster_id is None
        case Where.NO_CHAIR:
            return not subject.has_chair


def _knows(actor: Actor, subject: Subject) -> bool:
    return any(
        capacity.role is Role.ADMIN or _is_unbound(capacity) or subject.cluster_id in capacity.clusters
        for capacity in actor.capacities
    )
