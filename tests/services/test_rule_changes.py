"""Changing the rulebook: a second person, a reason and a source, nothing overwritten, nothing half-written."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from emulation.db import unit_of_work
from emulation.models.audit import AuditEvent
from emulation.models.clusters import Cluster
from emulation.models.notices import Notice
from emulation.models.rulebook import LegalRule, RuleChange
from emulation.queries.rule_changes import get_change
from emulation.queries.rulebook import rules_for, rules_on
from emulation.services import audit, rule_changes, rulebook
from emulation.vocabulary.errors import DomainError, NotAllowed, Stale
from emulation.vocabulary.states import RuleChangeState
from tests.conftest import unchanged
from tests.factories import rules as made
from tests.factories.awards import actor_system
from tests.factories.world import World
from tests.support.races import committed, race

TODAY = date(2025, 10, 15)


@pytest.fixture
def loaded(world: World) -> World:
    """The world with its rulebook."""
    made.load(world)
    return world


def value_of(world: World, code: str = made.FLAG) -> str:
    with world.database.reading() as session:
        return made.rule(session, code).value


def state_of(world: World, change_id: int) -> RuleChangeState:
    with world.database.reading() as session:
        return get_change(session, change_id).state


def refused(world: World, change_id: int, who: str) -> str:
    """What somebody is told who may not confirm; nothing is written."""
    with (
        unchanged(world.database),
        pytest.raises(NotAllowed) as error,
        world.database.writing() as session,
        unit_of_work(session),
    ):
        made.confirming(session, world, change_id, who)
    return str(error.value)


def test_an_edit_counts_only_after_a_second_person(loaded: World) -> None:
    """Acceptance 3. Red when ask_change writes to the row, or when RULE_CONFIRM leaves FOUR_EYES."""
    change = made.ask(loaded, value="75")
    assert value_of(loaded) == "80"
    assert "Người nhập không được tự duyệt" in refused(loaded, change, made.ASKER)
    assert value_of(loaded) == "80"
    made.confirm(loaded, change)
    assert value_of(loaded) == "75"
    assert state_of(loaded, change) is RuleChangeState.CONFIRMED


@pytest.mark.parametrize("who", ["secretary.hcm", "officer.hn", "leader.hp", "auditor", "admin"])
def test_nobody_outside_the_chair_confirms(loaded: World, who: str) -> None:
    """Administrators neither edit legal rules nor confirm them (decision 2)."""
    refused(loaded, made.ask(loaded, value="75"), who)


def test_the_chairs_leader_confirms_too(loaded: World) -> None:
    made.confirm(loaded, made.ask(loaded, value="75"), made.LEADER)
    assert value_of(loaded) == "75"


def test_the_trail_tells_old_and_new_with_the_reason(loaded: World) -> None:
    """Red when `confirm` records no `rule.changed`, or without the reason of whoever asked."""
    change = made.ask(loaded, value="75", note="Theo quy chế.")
    made.confirm(loaded, change)
    with loaded.database.reading() as session:
        verbs = [event.verb for event in session.scalars(select(AuditEvent).order_by(AuditEvent.id))][-3:]
        event = session.scalars(select(AuditEvent).where(AuditEvent.verb == "rule.changed")).one()
        row = made.rule(session, made.FLAG)
    assert verbs == ["rule.asked", "rule.changed", "rule.confirmed"]
    assert event.changes == {"value": ["80", "75"], "note": ["", "Theo quy chế."]}
    assert (event.reason, event.object_type, event.object_id) == (made.REASON, "legal_rule", row.id)
    assert row.is_edited


def test_an_edited_row_survives_loading(loaded: World) -> None:
    """Acceptance 3. Red when `confirm` does not set is_edited, or `load` does not look at it."""
    made.confirm(loaded, made.ask(loaded, value="75"))
    made.confirm(loaded, made.ask_new(loaded))
    with unchanged(loaded.database), loaded.database.writing() as session, unit_of_work(session):
        assert rulebook.load(session, actor=actor_system(loaded), now=loaded.now) == (0, 135)
    assert value_of(loaded) == "75"
    assert value_of(loaded, "cluster_vote.tptw") == "80"


def test_a_row_whose_start_was_moved_is_not_brought_back(loaded: World) -> None:
    """Red when `load` does not ask moved_keys: the seed would stand beside the moved row as an alternative."""
    made.confirm(loaded, made.ask(loaded, valid_from=date(2024, 2, 1)))
    with unchanged(loaded.database), loaded.database.writing() as session, unit_of_work(session):
        assert rulebook.load(session, actor=actor_system(loaded), now=loaded.now) == (0, 135)
    with loaded.database.reading() as session:
        assert made.rule(session, made.FLAG).valid_from == date(2024, 2, 1)


def test_a_clusters_own_row_applies_once_it_is_confirmed(loaded: World) -> None:
    change = made.ask_new(loaded)

    def own() -> list[tuple[str, str]]:
        with loaded.database.reading() as session:
            found = rules_for(session, TODAY, loaded.cluster_id).of("cluster_vote")
        return [(row.code, row.value) for row in found.rows]

    assert own() == [("cluster_vote.own", "")]
    made.confirm(loaded, change)
    assert own() == [("cluster_vote.tptw", "80")]


def test_a_common_row_is_added_under_a_known_head(loaded: World) -> None:
    draft = replace(made.OWN, title="Tỷ lệ phiếu cho cờ", valid_from=date(2027, 3, 1))
    made.confirm(loaded, made.ask_new(loaded, "ballot_flag", draft, suffix="n300", is_own=False))
    with loaded.database.reading() as session:
        row = made.rule(session, "ballot_flag.n300")
        assert (row.value, row.cluster_id, row.is_edited, row.confirmed) == ("80", None, True, False)


def test_a_row_with_an_open_start_is_no_rival_of_itself(loaded: World) -> None:
    """Red when `_apply` asks is_taken after the new row is in the session."""
    made.confirm(loaded, made.ask_new(loaded, draft=replace(made.OWN, valid_from=None)))
    assert value_of(loaded, "cluster_vote.tptw") == "80"


@pytest.mark.parametrize(
    ("head", "suffix", "draft", "field"),
    [
        ("no_such_head", "x", made.OWN, "head"),
        ("ballot_flag", "", made.OWN, "suffix"),
        ("ballot_flag", "Đ33", made.OWN, "suffix"),
        ("ballot_flag", "a b", made.OWN, "suffix"),
        ("ballot_flag", "x" * 60, made.OWN, "suffix"),
        ("ballot_flag", "n98", replace(made.OWN, valid_from=date(2024, 1, 1)), "valid_from"),
        ("ballot_flag", "other", replace(made.OWN, valid_from=None), "valid_from"),
        ("ballot_flag", "x", replace(made.OWN, valid_to=date(2025, 1, 1)), "valid_to"),
        ("ballot_flag", "x", replace(made.OWN, comparator="=>"), "comparator"),
        ("ballot_flag", "x", replace(made.OWN, value="tám mươi"), "value"),
        ("ballot_flag", "x", replace(made.OWN, value="1.234"), "value"),
        ("ballot_flag", "x", replace(made.OWN, value="101"), "value"),
        ("ballot_flag", "x", replace(made.OWN, value="3/2"), "value"),
        ("ballot_flag", "x", replace(made.OWN, confirmed=True), "checked_on"),
        ("ballot_flag", "x", replace(made.OWN, confirmed=True, document=""), "document"),
        ("ballot_flag", "x", replace(made.OWN, checked_on=date(2025, 10, 16)), "checked_on"),
        ("ballot_flag", "x", replace(made.OWN, title=""), "title"),
    ],
)
def test_a_faulty_row_is_refused_beside_its_field(
    loaded: World, head: str, suffix: str, draft: Any, field: str
) -> None:
    with unchanged(loaded.database), pytest.raises(DomainError) as error:
        made.ask_new(loaded, head, draft, suffix=suffix, is_own=False)
    assert error.value.field == field


@pytest.mark.parametrize(("reason", "source", "field"), [("  ", "x", "reason"), ("x", " ", "source")])
def test_a_change_needs_a_reason_and_a_source(loaded: World, reason: str, source: str, field: str) -> None:
    with (
        unchanged(loaded.database),
        pytest.raises(DomainError) as error,
        loaded.database.writing() as session,
        unit_of_work(session),
    ):
        row = made.rule(session, made.FLAG)
        rule_changes.ask_change(
            session,
            actor=loaded.actor(session, made.ASKER),
            now=loaded.now,
            rule=row,
            version=row.version,
            draft=replace(rule_changes.standing(row), value="75"),
            reason=reason,
            source=source,
        )
    assert error.value.field == field


def test_a_change_that_changes_nothing_is_none(loaded: World) -> None:
    with unchanged(loaded.database), pytest.raises(DomainError, match="Chưa có gì thay đổi"):
        made.ask(loaded)


def test_a_number_is_kept_in_the_notation_of_the_table(loaded: World) -> None:
    made.confirm(loaded, made.ask(loaded, value="66,5"))
    assert value_of(loaded) == "66.5"


def test_of_one_row_one_change_waits_at_a_time(loaded: World) -> None:
    """Red when check_alone is left out of ask_change."""
    first = made.ask(loaded, value="75")
    with unchanged(loaded.database), pytest.raises(DomainError, match="đang chờ xác nhận"):
        made.ask(loaded, value="70")
    refuse(loaded, first)
    made.ask(loaded, value="70")


def test_a_new_row_that_waits_takes_its_key(loaded: World) -> None:
    made.ask_new(loaded)
    with unchanged(loaded.database), pytest.raises(DomainError) as error:
        made.ask_new(loaded, who=made.SECOND)
    assert error.value.field == "valid_from"


def refuse(world: World, change_id: int, reason: str = "Chưa thấy văn bản.", who: str = made.SECOND) -> None:
    with world.database.writing() as session, unit_of_work(session):
        change = get_change(session, change_id)
        actor = world.actor(session, who)
        given: dict[str, Any] = {"actor": actor, "now": world.now, "change": change}
        given["version"] = change.version
        rule_changes.refuse(session, **given, reason=reason)


def withdraw(world: World, change_id: int, who: str = made.ASKER) -> None:
    with world.database.writing() as session, unit_of_work(session):
        change = get_change(session, change_id)
        actor = world.actor(session, who)
        rule_changes.withdraw(session, actor=actor, now=world.now, change=change, version=change.version)


def test_a_refused_change_leaves_the_row_and_tells_why(loaded: World) -> None:
    change = made.ask(loaded, value="75")
    with unchanged(loaded.database), pytest.raises(DomainError) as error:
        refuse(loaded, change, reason=" ")
    assert error.value.field == "reason"
    with unchanged(loaded.database), pytest.raises(NotAllowed):
        refuse(loaded, change, who=made.ASKER)
    refuse(loaded, change)
    assert (value_of(loaded), state_of(loaded, change)) == ("80", RuleChangeState.REFUSED)
    with unchanged(loaded.database), pytest.raises(DomainError, match="đã được xử lý"):
        made.confirm(loaded, change)
    with loaded.database.reading() as session:
        asker = loaded.users[made.ASKER]
        told = session.scalars(select(Notice.sentence).where(Notice.user_id == asker)).all()
    assert told == [rule_changes.SETTLED]


def test_whoever_asked_withdraws_and_nobody_else(loaded: World) -> None:
    """Red when withdraw does not compare entered_by_id."""
    change = made.ask(loaded, value="75")
    with unchanged(loaded.database), pytest.raises(NotAllowed, match="Chỉ người đã đề nghị"):
        withdraw(loaded, change, who=made.SECOND)
    withdraw(loaded, change)
    assert (value_of(loaded), state_of(loaded, change)) == ("80", RuleChangeState.WITHDRAWN)


def test_those_who_may_confirm_are_told(loaded: World) -> None:
    """Red when _confirmers does not leave out whoever asked, or forgets the chair's leader."""
    made.ask(loaded, value="75")
    with loaded.database.reading() as session:
        told = set(session.scalars(select(Notice.user_id).where(Notice.sentence == rule_changes.ASKED)))
    assert told == {loaded.users[made.SECOND], loaded.users[made.LEADER]}


def test_a_row_that_changed_since_is_not_confirmed(loaded: World) -> None:
    """Red when check_current is left out of `confirm`: the second person saw another row than the one that stands."""
    change = made.ask(loaded, value="75")
    with loaded.database.writing() as session, unit_of_work(session):
        row = made.rule(session, made.FLAG)
        changes = audit.change(row, {"base": "thành viên có mặt"})
        actor = actor_system(loaded)
        audit.record(session, actor=actor, now=loaded.now, verb="rule.renewed", about=row, changes=changes)
    with unchanged(loaded.database), pytest.raises(DomainError, match="Cơ sở tính"):
        made.confirm(loaded, change)


def test_a_stale_form_is_refused(loaded: World) -> None:
    """Red when require_version is left out of ask_change or confirm."""
    change = made.ask(loaded, value="75")
    with loaded.database.writing() as session:
        row, actor = made.rule(session, made.FLAG), loaded.actor(session, made.ASKER)
        draft = replace(rule_changes.standing(row), value="70")
        given: dict[str, Any] = {"actor": actor, "now": loaded.now}
        words: dict[str, Any] = {"reason": made.REASON, "source": made.SOURCE, "draft": draft}
        with pytest.raises(Stale):
            rule_changes.ask_change(session, **given, rule=row, version=0, **words)
        given["actor"] = loaded.actor(session, made.SECOND)
        with pytest.raises(Stale):
            rule_changes.confirm(session, **given, change=get_change(session, change), version=0)


def test_another_clusters_regulation_is_out_of_reach(loaded: World) -> None:
    """Red when `require` in rules/rule_changes.py asks without the cluster of the row."""
    with loaded.database.writing() as session, unit_of_work(session):
        other = session.scalars(select(Cluster.id).where(Cluster.code == "tptwx")).one()
        row = LegalRule(code="cluster_vote.tptwx", title="Quy chế của cụm khác", cluster_id=other)
        session.add(row)
        session.flush()
        audit.record(session, actor=actor_system(loaded), now=loaded.now, verb="rule.added", about=row)
    with unchanged(loaded.database), pytest.raises(NotAllowed) as error:
        made.ask(loaded, "cluster_vote.tptwx", value="75")
    assert error.value.hidden
    with loaded.database.reading() as session:
        assert "cluster_vote.tptwx" not in [one.code for one in rules_on(session, TODAY, loaded.cluster_id)]


@pytest.mark.both
def test_of_two_who_confirm_at_once_one_does(loaded: World) -> None:
    """Red when version and state of the change are not asked, and its version_id_col is gone."""
    change = made.ask(loaded, value="75")

    def work(who: str) -> Callable[[], Any]:
        return committed(loaded.database, lambda session: made.confirming(session, loaded, change, who).id)

    ends = race([work(made.SECOND), work(made.LEADER)])
    assert len([end for end in ends if isinstance(end, DomainError)]) == 1, ends
    with loaded.database.reading() as session:
        verbs = list(session.scalars(select(AuditEvent.verb).where(AuditEvent.verb == "rule.changed")))
    assert (verbs, value_of(loaded)) == (["rule.changed"], "75")


@pytest.mark.both
def test_of_two_who_ask_at_once_for_one_key_one_does(loaded: World) -> None:
    """An open start stands in no constraint. Red when hold_rulebook is left out of ask_new (on PostgreSQL)."""
    draft = replace(made.OWN, valid_from=None)

    def work(who: str) -> Any:
        return lambda: made.ask_new(loaded, "ballot_flag", draft, who, suffix="x", is_own=False)

    ends = race([work(made.ASKER), work(made.SECOND)])
    assert len([end for end in ends if isinstance(end, DomainError)]) == 1, ends
    with loaded.database.reading() as session:
        assert len(session.scalars(select(RuleChange)).all()) == 1
