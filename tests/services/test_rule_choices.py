"""Choosing between rows of one head: by the chair of the cluster, with a reason, the latest standing."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from emulation.db import unit_of_work
from emulation.models.audit import AuditEvent
from emulation.queries.rule_changes import choices_of
from emulation.queries.rulebook import rules_for
from emulation.services import rule_choices
from emulation.vocabulary.errors import DomainError, NotAllowed, NotFound, Stale
from tests.conftest import unchanged
from tests.factories import rules as made
from tests.factories.world import World
from tests.support.races import race

JUN25 = date(2025, 6, 30)


@pytest.fixture
def loaded(world: World) -> World:
    """The world with its rulebook."""
    made.load(world)
    return world


def choose(
    world: World,
    code: str = made.FLAG,
    *,
    who: str = made.ASKER,
    head: str = "ballot_flag",
    reason: str = "Theo văn bản.",
    version: int = 0,
) -> int:
    with world.database.writing() as session, unit_of_work(session):
        choice = rule_choices.choose(
            session,
            actor=world.actor(session, who),
            now=world.now,
            cluster_id=world.cluster_id,
            head=head,
            rule_id=made.rule(session, code).id,
            reason=reason,
            version=version,
        )
        return choice.id


def chosen(world: World) -> str | None:
    with world.database.reading() as session:
        row = rules_for(session, JUN25, world.cluster_id).of("ballot_flag").row
    return row.code if row else None


def test_the_latest_choice_stands_and_the_earlier_ones_are_told(loaded: World) -> None:
    """Two choices of one moment are two. Red when choices_of or latest_choices orders by the moment alone."""
    assert chosen(loaded) is None
    first = choose(loaded, "ballot_flag.ktnn_a")
    assert chosen(loaded) == "ballot_flag.ktnn_a"
    choose(loaded, version=first)
    assert chosen(loaded) == "ballot_flag.n98"
    with loaded.database.reading() as session:
        history = choices_of(session, loaded.cluster_id, "ballot_flag")
        event = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
        assert event is not None
        numbers = [made.rule(session, code).id for code in ("ballot_flag.ktnn_a", made.FLAG)]
    assert [row.code for row in history] == ["ballot_flag.n98", "ballot_flag.ktnn_a"]
    assert (event.verb, event.changes["rule_id"], event.reason) == ("rule.chosen", numbers, "Theo văn bản.")


@pytest.mark.parametrize("who", ["leader.hn", "secretary.hcm", "officer.hn", "auditor", "admin"])
def test_only_the_chairs_secretariat_chooses(loaded: World, who: str) -> None:
    with unchanged(loaded.database), pytest.raises(NotAllowed):
        choose(loaded, who=who)


@pytest.mark.parametrize(
    ("given", "field"),
    [({"reason": " "}, "reason"), ({"code": "ballot_order.a"}, "rule_id")],
)
def test_a_choice_needs_a_reason_and_a_row_of_the_head(
    loaded: World, given: dict[str, Any], field: str
) -> None:
    with unchanged(loaded.database), pytest.raises(DomainError) as error:
        choose(loaded, **given)
    assert error.value.field == field


def test_the_same_row_is_not_chosen_twice(loaded: World) -> None:
    first = choose(loaded)
    with unchanged(loaded.database), pytest.raises(DomainError, match="đang được chọn"):
        choose(loaded, version=first)


def test_a_head_without_rows_is_not_found(loaded: World) -> None:
    with unchanged(loaded.database), pytest.raises(NotFound):
        choose(loaded, head="no_such_head")


def test_whoever_did_not_see_the_latest_choice_is_told(loaded: World) -> None:
    """Red when `choose` does not compare the latest choice with the one of the form."""
    choose(loaded)
    with unchanged(loaded.database), pytest.raises(Stale):
        choose(loaded, "ballot_flag.ktnn_a")


@pytest.mark.both
def test_of_two_who_choose_at_once_one_does(loaded: World) -> None:
    """Red when hold_rulebook is left out of `choose` (on PostgreSQL)."""
    works = [
        lambda: choose(loaded, "ballot_flag.ktnn_a"),
        lambda: choose(loaded, "ballot_flag.n98", who=made.SECOND),
    ]
    ends = race(works)
    assert len([end for end in ends if isinstance(end, DomainError)]) == 1, ends


def test_own_rows_are_the_only_ones_to_choose_from(loaded: World) -> None:
    made.confirm(loaded, made.ask_new(loaded))
    with loaded.database.reading() as session:
        offered = rule_choices.candidates(session, loaded.cluster_id, "cluster_vote")
    assert [row.code for row in offered] == ["cluster_vote.tptw"]
