"""Who may do what, when and why, for people who ask: the tables read aloud. Writes nothing."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from emulation.models.accounts import User
from emulation.queries.accounts import get_actor
from emulation.queries.capacities import actors_on
from emulation.rules import access, moments
from emulation.rules import campaigns as campaign_rules
from emulation.rules import crosschecks as cross_rules
from emulation.rules import pledges as pledge_rules
from emulation.rules import proposals as proposal_rules
from emulation.rules import registrations as registration_rules
from emulation.rules import results as result_rules
from emulation.rules import sheets as sheet_rules
from emulation.services import pledges, proposals, registrations, results, sheets
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor, Capacity, Scope, Subject
from emulation.vocabulary.kinds import Role
from emulation.vocabulary.labelled import Labelled
from emulation.vocabulary.states import CrossState, Phase


@dataclass(frozen=True)
class RoleRow:
    """One action: role → how far it reaches, the states of a record and the phases of a year in which it is open."""

    action: Action
    reaches: Mapping[Role, tuple[access.Where, ...]]
    is_public: bool
    needs_four_eyes: bool
    states: tuple[Labelled, ...]
    phases: tuple[Phase, ...]


@dataclass(frozen=True)
class Person:
    """Somebody who may do it today, and every reason why."""

    user_id: int
    full_name: str
    ways: tuple[access.Way, ...]


@dataclass(frozen=True)
class Right:
    """Something a person may do today, and every reason why."""

    action: Action
    ways: tuple[access.Way, ...]
    states: tuple[Labelled, ...]
    phases: tuple[Phase, ...]


def matrix() -> list[RoleRow]:
    """Roles × state × scope: every action with what each role may do with it (rules/access.py, workflow tables)."""
    rows = []
    for action in Action:
        reaches: dict[Role, tuple[access.Where, ...]] = defaultdict(tuple)
        for grant in access.GRANTS[action]:
            if grant.role is not None:
                reaches[grant.role] += (grant.where,)
        is_public = any(grant.role is None for grant in access.GRANTS[action])
        needs = action in access.FOUR_EYES
        rows.append(RoleRow(action, reaches, is_public, needs, states_of(action), moments.phases_of(action)))
    return rows


def who_may(session: Session, *, action: Action, subject: Subject, today: date) -> list[Person]:
    """Everybody with a working account who may do `action` to `subject` today, by given name."""
    people = actors_on(session, today)
    found = [(actor, access.ways(actor, action, subject)) for actor in people]
    return [
        Person(actor.user_id, actor.full_name, tuple(ways))
        for actor, ways in found
        if ways and actor.user_id is not None
    ]


def rights_of(session: Session, *, scope: Scope, person: User, today: date) -> list[Right]:
    """What a person may do today, beyond what everybody may; nothing while the account is closed.

    A reader of some clusters only learns what the person may do there.
    """
    actor = Actor(person.id, person.full_name, today)
    if person.disabled_at is None:
        actor = get_actor(session, person, today)
    rights = []
    for action in Action:
        ways = tuple(way for way in access.holdings(actor, action) if _is_in(scope, way.capacity))
        if ways:
            rights.append(Right(action, ways, states_of(action), moments.phases_of(action)))
    return rights


def _is_in(scope: Scope, capacity: Capacity | None) -> bool:
    return capacity is not None and (scope.everything or bool(capacity.clusters & scope.clusters))


def states_of(action: Action) -> tuple[Labelled, ...]:
    """The states of a record in which the action is open, from the workflow tables; none: no state matters."""
    return STATES.get(action, ())


def _workflow() -> Iterator[tuple[Action, Labelled]]:
    """(action, state) of every move in every workflow table, and of writing in the states that let one write."""
    for pledge, pledge_move in pledge_rules.TABLE:
        yield pledges.action_of(pledge, pledge_move), pledge
    for report, report_move in result_rules.TABLE:
        yield results.action_of(report, report_move), report
    for sheet, sheet_move in sheet_rules.TABLE:
        if sheet_move in sheet_rules.PERSONAL:
            yield sheets.action_of(sheet, sheet_move), sheet
    for proposal, proposal_move in proposal_rules.TABLE:
        yield proposals.action_of(proposal_move), proposal
    for registration, registration_move in registration_rules.TABLE:
        yield registrations.ACTIONS[registration_move], registration
    yield from ((Action.CAMPAIGN_EDIT, state) for state, _move in campaign_rules.TABLE)
    yield from ((Action.PLEDGE_EDIT, state) for state in pledge_rules.EDITABLE)
    yield from ((Action.RESULT_EDIT, state) for state in result_rules.EDITABLE)
    yield from ((Action.SCORE_EDIT, state) for state in sheet_rules.EDITABLE)
    yield from ((Action.SCORE_APPRAISE, state) for state in sheet_rules.APPRAISABLE)
    yield from ((Action.PROPOSAL_EDIT, state) for state in proposal_rules.EDITABLE)
    yield from ((Action.CROSSCHECK_SCORE, state) for state in cross_rules.WRITABLE)
    yield Action.CROSSCHECK_SEAL, CrossState.DRAFT


def _states() -> Mapping[Action, tuple[Labelled, ...]]:
    found: dict[Action, set[Labelled]] = defaultdict(set)
    for action, state in _workflow():
        found[action].add(state)
    return {action: tuple(sorted(states, key=_place)) for action, states in found.items()}


def _place(state: Labelled) -> int:
    return list(type(state)).index(state)


STATES = _states()
