"""The tables read aloud: who may do something, what somebody may do, and when."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from emulation.queries.accounts import get_user
from emulation.rules.access import Where
from emulation.services import permissions
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Scope, Subject
from emulation.vocabulary.kinds import Role
from emulation.vocabulary.states import CrossState, Phase, PledgeState, RegistrationState, SheetState
from tests.factories.delegations import granted
from tests.factories.world import World

TODAY = date(2025, 10, 15)
ALL = Scope(everything=True)


def who_may(session: Session, world: World, action: Action, city: str = "", today: date = TODAY) -> list[str]:
    member_id = world.members[city] if city else None
    subject = Subject(cluster_id=world.cluster_id, member_id=member_id)
    found = permissions.who_may(session, action=action, subject=subject, today=today)
    return [person.full_name.removeprefix("Người ") for person in found]


@pytest.mark.parametrize(
    ("action", "city", "people"),
    [
        (Action.PLEDGE_SUBMIT, "HP", ["leader.hp"]),
        (Action.PLEDGE_EDIT, "HP", ["officer.hp"]),
        (Action.SCORE_APPRAISE, "HN", ["secretary.hcm"]),
        (Action.SCORE_APPRAISE, "HCM", ["secretary.hn", "secretary2.hn"]),
        (Action.SCORE_APPRAISE, "HP", ["secretary.hcm", "secretary.hn", "secretary2.hn"]),
        (Action.RANKING_FINALISE, "", ["leader.hcm", "leader.hn"]),
        (Action.USER_MANAGE, "", ["admin"]),
    ],
)
def test_who_may_do_this_today(
    session: Session, world: World, action: Action, city: str, people: list[str]
) -> None:
    assert sorted(who_may(session, world, action, city)) == people


def test_a_closed_account_may_nothing(session: Session, world: World) -> None:
    get_user(session, world.users["leader.hp"]).disabled_at = world.now
    session.flush()
    assert who_may(session, world, Action.PLEDGE_SUBMIT, "HP") == []
    person = get_user(session, world.users["leader.hp"])
    assert permissions.rights_of(session, scope=ALL, person=person, today=TODAY) == []


def test_a_delegation_and_a_term_answer_by_date(session: Session, world: World) -> None:
    granted(session, world)
    day = date(2025, 10, 20)
    assert sorted(who_may(session, world, Action.PLEDGE_SUBMIT, "HP", day)) == ["leader.hp", "officer.hp"]
    subject = Subject(cluster_id=world.cluster_id, member_id=world.members["HP"])
    found = permissions.who_may(session, action=Action.PLEDGE_SUBMIT, subject=subject, today=day)
    (way,) = next(person.ways for person in found if person.user_id == world.users["officer.hp"])
    assert way.capacity is not None and way.capacity.acting_for is not None
    assert way.capacity.acting_for.words == "TUQ. Người leader.hp"
    assert who_may(session, world, Action.RANKING_FREEZE, today=date(2026, 3, 1)) == []


def rights(session: Session, world: World, name: str, scope: Scope = ALL) -> set[Action]:
    person = get_user(session, world.users[name])
    found = permissions.rights_of(session, scope=scope, person=person, today=TODAY)
    return {right.action for right in found}


def test_what_somebody_may(session: Session, world: World) -> None:
    assert rights(session, world, "officer.ct") == {
        *(Action.WORK_READ, Action.ACCOUNT_EDIT, Action.ACCOUNT_SECURE, Action.AUDIT_READ),
        *(Action.CYCLE_READ, Action.TERM_READ),
        *(Action.PLEDGE_READ, Action.PLEDGE_EDIT, Action.RESULT_READ, Action.RESULT_EDIT),
        *(Action.SCORECARD_READ, Action.SCORE_READ, Action.SCORE_EDIT, Action.DELEGATION_READ),
        *(Action.PROPOSAL_READ, Action.PROPOSAL_EDIT, Action.DOSSIER_EDIT),
        *(Action.POLL_READ, Action.POLL_RECORD),
        *(Action.CAMPAIGN_READ, Action.CAMPAIGN_REGISTER),
        *(Action.EVIDENCE_READ, Action.EVIDENCE_EDIT),
        *(Action.CROSSCHECK_READ, Action.CROSSCHECK_SCORE),
        *(Action.EXPLANATION_READ, Action.EXPLANATION_WRITE),
    }
    assert Action.RANKING_FREEZE in rights(session, world, "secretary.hn")
    assert Action.RANKING_FREEZE not in rights(session, world, "secretary.hp")


def test_a_reader_of_one_cluster_learns_nothing_of_another(session: Session, world: World) -> None:
    elsewhere = Scope(clusters=frozenset({world.cluster_id + 1000}))
    assert rights(session, world, "officer.ct", elsewhere) == set()


def test_the_matrix_holds_every_action_with_its_states() -> None:
    rows = {row.action: row for row in permissions.matrix()}
    assert set(rows) == set(Action)
    assert rows[Action.PLEDGE_SUBMIT].states == (
        PledgeState.AWAITING_APPROVAL,
        PledgeState.SUBMITTED,
    ), "withdrawing what was submitted is the leader's too"
    assert rows[Action.PLEDGE_EDIT].states[:1] == (PledgeState.DRAFT,)
    assert rows[Action.CAMPAIGN_REVIEW].states == (RegistrationState.PENDING,)
    assert rows[Action.CROSSCHECK_SCORE].states == (CrossState.ASSIGNED, CrossState.DRAFT)
    assert rows[Action.CROSSCHECK_SEAL].states == (CrossState.DRAFT,)
    assert rows[Action.CROSSCHECK_SEAL].phases == (Phase.CROSS_CHECKING,)
    assert SheetState.FROZEN not in rows[Action.SCORE_APPRAISE].states
    assert rows[Action.SCORE_APPRAISE].reaches[Role.SECRETARIAT] == (
        Where.OTHER_MEMBER_AS_CHAIR,
        Where.VICE_CHAIR,
    )
    assert rows[Action.PAGE_READ].is_public and not rows[Action.PLEDGE_READ].is_public
    assert rows[Action.PLEDGE_SUBMIT].needs_four_eyes and not rows[Action.PLEDGE_EDIT].needs_four_eyes
