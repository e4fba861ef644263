"""The one table: chair and vice-chair, four eyes, auditors, strangers. The whole table stands in test_access_matrix."""

from datetime import date

import pytest

from emulation.rules import access
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor, Capacity, Scope, Subject
from emulation.vocabulary.errors import NotAllowed
from emulation.vocabulary.kinds import Role

CLUSTER, OTHER_CLUSTER = 1, 2
HN, HCM, HP = 10, 11, 12
HERE = frozenset({CLUSTER})


def person(
    role: Role, member: int | None = None, *, chair: bool = False, vice: bool = False, cluster: int = CLUSTER
) -> Actor:
    clusters = frozenset({cluster}) if member or role in (Role.TELLER, Role.AUDITOR) else frozenset[int]()
    held = Capacity(role, member, None if member else cluster if clusters else None, clusters)
    held = Capacity(
        role, member, held.cluster_id, clusters, HERE if chair else frozenset(), HERE if vice else frozenset()
    )
    return Actor(99, "Người thử", date(2025, 10, 15), (held,))


PUBLIC = Actor(None, "", date(2025, 10, 15))
CAST = {
    "officer": person(Role.MEMBER_OFFICER, HP),
    "leader": person(Role.MEMBER_LEADER, HP),
    "chair secretary": person(Role.SECRETARIAT, HN, chair=True),
    "vice secretary": person(Role.SECRETARIAT, HCM, vice=True),
    "member secretary": person(Role.SECRETARIAT, HP),
    "chair leader": person(Role.MEMBER_LEADER, HN, chair=True),
    "auditor": person(Role.AUDITOR),
    "admin": person(Role.ADMIN),
    "outsider": person(Role.AUDITOR, cluster=OTHER_CLUSTER),
    "public": PUBLIC,
}


def test_the_chair_never_appraises_its_own_sheet() -> None:
    own = Subject(cluster_id=CLUSTER, member_id=HN)
    assert not access.may(CAST["chair secretary"], Action.SCORE_APPRAISE, own)
    assert access.may(CAST["vice secretary"], Action.SCORE_APPRAISE, own)


def test_the_vice_chair_never_appraises_its_own_sheet() -> None:
    own = Subject(cluster_id=CLUSTER, member_id=HCM)
    assert not access.may(CAST["vice secretary"], Action.SCORE_APPRAISE, own)


def test_whoever_entered_a_record_does_not_approve_it() -> None:
    entered = Subject(cluster_id=CLUSTER, member_id=HP, entered_by=frozenset({99}))
    for action in access.FOUR_EYES:
        for actor in CAST.values():
            assert not (actor.user_id == 99 and access.may(actor, action, entered))


def test_an_administrator_records_members_only_while_there_is_no_chair() -> None:
    before, after = Subject(cluster_id=CLUSTER, has_chair=False), Subject(cluster_id=CLUSTER)
    for action in (Action.MEMBER_EDIT, Action.TERM_RECORD, Action.CLUSTER_EDIT, Action.CYCLE_OPEN):
        assert access.may(CAST["admin"], action, before)
        assert not access.may(CAST["admin"], action, after)


@pytest.mark.parametrize(
    "action", [a for a in Action if a.value.split(":")[0] in ("score", "ranking", "pledge", "figure")]
)
def test_administrators_neither_score_nor_rank(action: Action) -> None:
    assert not access.may(CAST["admin"], action, Subject(cluster_id=CLUSTER, member_id=HP))


@pytest.mark.parametrize("action", list(Action))
def test_an_auditor_changes_nothing(action: Action) -> None:
    reading = action.value.endswith(":read") or action.value.startswith("account:")
    reading = reading or action is Action.COMMENT_SEND  # as anybody, signed in or not
    assert reading or not access.may(CAST["auditor"], action, Subject(cluster_id=CLUSTER, member_id=HP))


def test_a_stranger_is_not_told_that_a_record_exists() -> None:
    subject = Subject(cluster_id=CLUSTER, member_id=HP)
    with pytest.raises(NotAllowed) as outside:
        access.require(CAST["outsider"], Action.PLEDGE_EDIT, subject)
    assert outside.value.hidden
    with pytest.raises(NotAllowed) as inside:
        access.require(CAST["officer"], Action.PLEDGE_REVIEW, subject)
    assert not inside.value.hidden


def test_lists_are_as_wide_as_the_grants() -> None:
    assert access.scope_of(CAST["officer"], Action.PLEDGE_READ).offices == {(CLUSTER, HP)}
    assert access.scope_of(CAST["chair secretary"], Action.PLEDGE_READ).clusters == HERE
    assert access.scope_of(PUBLIC, Action.PLEDGE_READ) == Scope()
    assert access.scope_of(CAST["outsider"], Action.PLEDGE_READ).clusters == {OTHER_CLUSTER}
