"""A changed rule changes the verdicts of open proposals only, with a trail (acceptance 3)."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.gateways import seeds
from emulation.models.audit import AuditEvent
from emulation.models.awards import Proposal
from emulation.models.clusters import Cluster
from emulation.models.cycles import Cycle
from emulation.models.rulebook import LegalRule
from emulation.services import rule_changes, rule_choices, rulebook, verdict_trail, verdicts
from emulation.vocabulary.award_kinds import PollBody
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.moves import ProposalMove
from emulation.vocabulary.states import Phase, ProposalState
from tests.factories import awards as made
from tests.factories import rules
from tests.factories.verdicts import ruled
from tests.factories.world import World
from tests.support.ground import laid

FLAGS = "flag_slots.five"
BECAUSE = "flag_slots.five: 2 → 1"


@pytest.fixture
def cycle(session: Session, world: World) -> Cycle:
    """2024, in the phase awarding, with its ranking frozen and the rulebook loaded."""
    cycle = made.ground(session, world)
    rulebook.load(session, actor=made.actor_system(world), now=world.now)
    return cycle


def passed(session: Session, world: World, cycle: Cycle, city: str) -> Proposal:
    row = made.draft(session, world, cycle, city)
    for move in (ProposalMove.SUBMIT, ProposalMove.PASS_VOTE):
        made.step(session, world, row, move)
    return row


def changed(session: Session, world: World, value: str, cluster_ids: list[int] | None = None) -> int:
    """The row of the flags gets another value, told to the trail."""
    today = local_date(world.now)
    before = verdict_trail.snapshot(session, cluster_ids, today)
    rule = session.scalars(select(LegalRule).where(LegalRule.code == "flag_slots.five")).one()
    rule.value = value
    laid(session)
    return verdict_trail.record_changes(
        session, actor=world.actor(session, made.SECRETARY), now=world.now, before=before, because=BECAUSE
    )


def told(session: Session) -> list[tuple[int, dict[str, list[str]], str]]:
    found = session.scalars(
        select(AuditEvent).where(AuditEvent.verb == "proposal.rejudged").order_by(AuditEvent.id)
    )
    return [(event.object_id, event.changes, event.reason) for event in found]


def test_every_open_proposal_whose_verdict_turned_has_an_event(
    session: Session, world: World, cycle: Cycle
) -> None:
    """Red when record_changes compares the proposals of before with themselves."""
    decided = passed(session, world, cycle, "HN")
    made.step(session, world, decided, ProposalMove.SEND)
    made.decided(session, world, [decided])
    kept = verdicts.judge(session, decided.id, local_date(world.now))
    waiting = passed(session, world, cycle, "HCM")
    certificate = made.draft(session, world, cycle, "DN", form="pm_certificate")
    assert changed(session, world, "1") == 1
    ((about, changes, reason),) = told(session)
    assert (about, reason) == (waiting.id, BECAUSE)
    assert changes == {
        "Số cờ cụm được đề nghị": ["Đạt", "Không đạt"],
        "Đơn vị dẫn đầu cụm": ["Đạt", "Cần người quyết định"],
    }
    assert verdicts.judge(session, decided.id, local_date(world.now)) == kept
    assert certificate.id not in {key for key, _changes, _reason in told(session)}


def test_a_change_that_turns_nothing_leaves_no_event(session: Session, world: World, cycle: Cycle) -> None:
    passed(session, world, cycle, "HN")
    assert changed(session, world, "3") == 0
    assert told(session) == []


def test_other_clusters_are_left_alone(session: Session, world: World, cycle: Cycle) -> None:
    row = passed(session, world, cycle, "HN")
    assert changed(session, world, "0", [world.cluster_id + 1]) == 0
    assert changed(session, world, "2", [world.cluster_id]) == 1
    assert [key for key, _changes, _reason in told(session)] == [row.id]


def test_a_rule_that_comes_or_goes_is_told(session: Session, world: World, cycle: Cycle) -> None:
    row = made.draft(session, world, cycle)
    before = verdict_trail.snapshot(session, None, local_date(world.now))
    rule = session.scalars(select(LegalRule).where(LegalRule.code == "not_counted.n152")).one()
    rule.valid_to = row.entered_at.date()
    laid(session)
    verdict_trail.record_changes(
        session,
        actor=world.actor(session, made.SECRETARY),
        now=world.now,
        before=before,
        because="Hết hiệu lực",
    )
    assert told(session) == [
        (row.id, {"Khen thưởng đột xuất, chuyên đề không làm căn cứ": ["Đạt", None]}, "Hết hiệu lực")
    ]


def test_a_persons_word_stands_while_the_rule_still_asks(
    session: Session, world: World, cycle: Cycle
) -> None:
    """A value that is entered takes the question away, and with it the answer."""
    row = made.draft(session, world, cycle)
    changed(session, world, "")
    ruled(session, world, row, "flag_slots")
    found = verdicts.judge(session, row.id, local_date(world.now)).find("flag_slots")
    assert found is not None and (found.found.value, found.verdict.value) == ("needs_person", "passed")
    changed(session, world, "0")
    found = verdicts.judge(session, row.id, local_date(world.now)).find("flag_slots")
    assert found is not None and (found.verdict.value, found.ruling) == ("failed", None)


def abroad(session: Session, world: World, like: Proposal) -> Proposal:
    """The same proposal in another cluster."""
    cluster = session.scalars(select(Cluster).where(Cluster.id != world.cluster_id)).one()
    year = Cycle(cluster_id=cluster.id, year=made.YEAR, phase=Phase.AWARDING, opened_at=world.now)
    session.add(year)
    laid(session)
    row = Proposal(
        cycle_id=year.id,
        member_id=like.member_id,
        award_form_id=like.award_form_id,
        nominee=like.nominee,
        state=ProposalState.DRAFT,
        entered_at=world.now,
    )
    session.add(row)
    laid(session)
    return row


def test_a_confirmed_change_is_told_by_open_proposals_and_decided_ones_keep_theirs(
    session: Session, world: World, cycle: Cycle
) -> None:
    """Acceptance 3. Red when `confirm` in services/rule_changes.py does not call record_changes."""
    decided = passed(session, world, cycle, "HN")
    made.step(session, world, decided, ProposalMove.SEND)
    made.decided(session, world, [decided])
    kept = verdicts.judge(session, decided.id, local_date(world.now))
    waiting = passed(session, world, cycle, "HCM")
    change = rules.asking(session, world, "flag_slots.five", value="1")
    assert told(session) == []
    rules.confirming(session, world, change.id)
    ((about, changes, reason),) = told(session)
    assert (about, reason) == (waiting.id, f"flag_slots.five: {rules.REASON}")
    assert changes == {
        "Số cờ cụm được đề nghị": ["Đạt", "Không đạt"],
        "Đơn vị dẫn đầu cụm": ["Đạt", "Cần người quyết định"],
    }
    assert verdicts.judge(session, decided.id, local_date(world.now)) == kept


def test_a_change_that_is_not_confirmed_turns_nothing(session: Session, world: World, cycle: Cycle) -> None:
    row = passed(session, world, cycle, "HN")
    before = verdicts.judge(session, row.id, local_date(world.now))
    change = rules.asking(session, world, "flag_slots.five", value="0")
    rule_changes.refuse(
        session,
        actor=world.actor(session, rules.SECOND),
        now=world.now,
        change=change,
        version=change.version,
        reason="Không có căn cứ.",
    )
    assert told(session) == []
    assert verdicts.judge(session, row.id, local_date(world.now)) == before


@pytest.mark.parametrize(
    ("seeded", "turned"),
    [
        ([{"value": "2"}], {"Đơn vị dẫn đầu cụm": ["Đạt", "Cần người quyết định"]}),
        ([], {"Số cờ cụm được đề nghị": ["Cần người quyết định", "Đạt"]}),
    ],
    ids=["a renewed row", "a new row"],
)
def test_a_newer_seed_is_told_by_open_proposals(
    session: Session, world: World, seeded: list[dict[str, str]], turned: dict[str, list[str]]
) -> None:
    """Red when `load` in services/rulebook.py does not call record_changes."""
    (slots,) = [row for row in seeds.legal_rules() if row["code"] == FLAGS]
    rest = [row for row in seeds.legal_rules() if row["code"] != FLAGS]
    cycle, system = made.ground(session, world), made.actor_system(world)
    rulebook.load(session, actor=system, now=world.now, rows=[*rest, *(slots | row for row in seeded)])
    row = made.draft(session, world, cycle, "HCM")
    rulebook.load(session, actor=system, now=world.now, rows=[*rest, slots | {"value": "1"}])
    assert told(session) == [(row.id, turned, "flag_slots.five")]


def test_a_choice_between_alternatives_is_told(session: Session, world: World, cycle: Cycle) -> None:
    """13 of 15 against 80 %. Red when `choose` in services/rule_choices.py does not call record_changes."""
    row = passed(session, world, cycle, "HN")
    made.voted(session, world, row, PollBody.CITY_COUNCIL)
    chosen = rules.rule(session, "ballot_flag.n152")
    rule_choices.choose(
        session,
        actor=world.actor(session, made.SECRETARY),
        now=world.now,
        cluster_id=world.cluster_id,
        head="ballot_flag",
        rule_id=chosen.id,
        reason="Theo Nghị định.",
        version=0,
    )
    assert told(session) == [
        (
            row.id,
            {"Phiếu của Hội đồng cho cờ": ["Cần người quyết định", "Đạt"]},
            "ballot_flag.n152: Theo Nghị định.",
        )
    ]


def test_a_common_row_touches_all_clusters_and_an_own_row_one(
    session: Session, world: World, cycle: Cycle
) -> None:
    """Red when `_touched` gives no more than one cluster for a common row."""
    row = passed(session, world, cycle, "HN")
    other = abroad(session, world, row)
    change = rules.asking(session, world, "who_proposes.l22", valid_to=date(2025, 1, 1))
    rules.confirming(session, world, change.id)
    assert [about for about, _changes, _reason in told(session)] == [row.id, other.id]
    own = rule_changes.ask_new(
        session,
        actor=world.actor(session, rules.ASKER),
        now=world.now,
        cluster_id=world.cluster_id,
        head="flag_slots",
        suffix="",
        draft=replace(rules.OWN, value="0", unit="", comparator="="),
        reason=rules.REASON,
        source=rules.SOURCE,
    )
    rules.confirming(session, world, own.id)
    assert [about for about, _changes, _reason in told(session)] == [row.id, other.id, row.id]
