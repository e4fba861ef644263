"""Scorecards: started empty, copied, from the illustrative one; issued, then locked; new editions."""

from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from emulation.db import unit_of_work
from emulation.models.cycles import Cycle
from emulation.models.indicators import Indicator
from emulation.models.scorecards import Scorecard
from emulation.models.scoring import ScoreSheet
from emulation.queries import scorecards as queries
from emulation.queries.scorecards import find_earlier, find_issued, find_scorecard_page
from emulation.rules.scorecards import faults_of
from emulation.services import scorecards
from emulation.services.scorecards import Head
from emulation.vocabulary.deeds import DEEDS
from emulation.vocabulary.errors import DomainError, NotAllowed, Sealed, Stale
from emulation.vocabulary.kinds import Provenance, RuleType
from emulation.vocabulary.states import Phase, ScorecardState
from tests.conftest import unchanged
from tests.factories import scorecards as made
from tests.factories.world import World

D = Decimal


def next_year(session: Session, world: World) -> Cycle:
    cycle = Cycle(cluster_id=world.cluster_id, year=2026, phase=Phase.PLANNING, opened_at=world.now)
    session.add(cycle)
    session.flush()
    return cycle


def issue(session: Session, world: World, scorecard: Scorecard, who: str = "secretary.hn") -> Scorecard:
    actor = world.actor(session, who)
    return scorecards.issue(
        session, actor=actor, now=world.now, scorecard=scorecard, version=scorecard.version
    )


def test_a_new_scorecard_is_an_empty_draft(session: Session, world: World) -> None:
    made.empty(session, world)
    page = find_scorecard_page(session, world.cycle_id)
    assert page is not None
    assert (page.edition, page.state, page.criteria, page.tie_rules) == (
        1,
        ScorecardState.DRAFT,
        (),
        ["content_one", "fewer_penalties"],
    )
    with pytest.raises(DomainError, match="đã có bảng tiêu chí"):
        made.empty(session, world)


def test_the_illustrative_scorecard_adds_up_and_says_what_it_is(session: Session, world: World) -> None:
    """Handbook 7: 32 lines, 600 + 200 + 200 = 1000, bonus and penalty outside."""
    who = world.actor(session, "secretary.hn")
    for code in ("PAR_RANK", "FDI"):
        session.add(Indicator(code=code, name_vi=code, unit_vi="hạng"))
    session.flush()
    cycle = made.cycle_of(session, world)
    scorecard = scorecards.load_template(session, actor=who, now=world.now, cycle=cycle)
    page = find_scorecard_page(session, world.cycle_id)
    assert page is not None
    assert page.title == "Bảng tiêu chí chấm điểm năm 2025 (minh họa – không phải bảng chính thức)"
    assert page.provenance is Provenance.ILLUSTRATIVE
    leaves = [each for each in page.criteria if each.rule_type is not None]
    assert len([each for each in leaves if each.parent_id is not None]) == 32
    assert [(each.code, str(each.max_points)) for each in page.criteria if each.parent_id is None] == [
        ("I", "600.00"),
        ("II", "200.00"),
        ("III", "200.00"),
        ("B", "20.00"),
        ("P", "10.00"),
    ]
    known = {"GRDP_GROWTH", "BUDGET_REVENUE", "POVERTY_RATE", "PCI_RANK", "PAR_RANK", "FDI"}
    assert {each.indicator_code for each in page.criteria} - {None} == known
    faults = faults_of(page.total_points, page.criteria)
    assert {fault.message for fault in faults} == {"Chọn chỉ tiêu."}
    with pytest.raises(DomainError, match="Chọn chỉ tiêu"):
        issue(session, world, scorecard)


def test_issuing_is_blocked_until_the_sums_are_right_and_locks(session: Session, world: World) -> None:
    """Red when `check_tree` is not called in issue, or `check_editable` not in require_draft."""
    scorecard = made.small(session, world)
    group = next(each for each in queries.criteria_of(session, scorecard.id) if each.code == "I")
    extra = made.add(session, world, scorecard, "I.03", "5", RuleType.MANUAL, parent_id=group.id)
    with pytest.raises(DomainError) as caught:
        issue(session, world, scorecard)
    assert str(caught.value) == "I: Tổng tiêu chí con 65, tiêu chí cha 60."
    assert scorecard.state is ScorecardState.DRAFT
    scorecards.remove_criterion(
        session,
        actor=world.actor(session, "secretary.hn"),
        now=world.now,
        scorecard=scorecard,
        version=scorecard.version,
        criterion_id=extra.id,
    )
    issue(session, world, scorecard)
    assert (scorecard.state, scorecard.issued_at) == (ScorecardState.ISSUED, world.now)
    assert find_issued(session, world.cycle_id) is scorecard
    for again in (
        lambda: issue(session, world, scorecard),
        lambda: made.add(session, world, scorecard, "III", "5", RuleType.MANUAL),
    ):
        with pytest.raises(DomainError, match="đã ban hành"):
            again()


def test_last_years_scorecard_is_copied_whole(session: Session, world: World) -> None:
    made.issued(session, world)
    cycle = next_year(session, world)
    who = world.actor(session, "secretary.hn")
    copy = scorecards.copy_previous(session, actor=who, now=world.now, cycle=cycle)
    assert copy is not None
    assert (copy.state, copy.title) == (ScorecardState.DRAFT, "Bảng tiêu chí chấm điểm năm 2026")
    old, new = (find_scorecard_page(session, cycle_id) for cycle_id in (world.cycle_id, cycle.id))
    assert old is not None and new is not None
    kept = ("code", "name_vi", "max_points", "rule_type", "params", "indicator_id", "plan_source", "position")
    assert [[getattr(each, name) for name in kept] for each in new.criteria] == [
        [getattr(each, name) for name in kept] for each in old.criteria
    ]
    assert [new.depths[each.id] for each in new.criteria] == [0, 1, 1, 0, 0]
    assert not {each.id for each in new.criteria} & {each.id for each in old.criteria}


def test_without_an_earlier_year_there_is_nothing_to_copy(session: Session, world: World) -> None:
    who = world.actor(session, "secretary.hn")
    cycle = made.cycle_of(session, world)
    assert scorecards.copy_previous(session, actor=who, now=world.now, cycle=cycle) is None
    assert find_earlier(session, world.cluster_id, 2025) is None


def test_the_head_keeps_the_order_of_tie_rules(session: Session, world: World) -> None:
    scorecard = made.empty(session, world)
    who = world.actor(session, "secretary.hn")
    head = Head("Bảng mới", D(1000), ["secret_ballot", "content_one"], False, source="QĐ 5")
    scorecards.set_ties(
        session, actor=who, now=world.now, scorecard=scorecard, version=scorecard.version, head=head
    )
    page = find_scorecard_page(session, world.cycle_id)
    assert page is not None
    assert (page.title, page.total_points, page.tie_rules, page.keeps_ineligible_place) == (
        "Bảng mới",
        D("1000.00"),
        ["secret_ballot", "content_one"],
        False,
    )
    for faulty in (Head("x", D(0)), Head("x", D(1), ["lot"]), Head("x", D(1), ["content_one"] * 2)):
        with pytest.raises(DomainError):
            scorecards.set_ties(
                session, actor=who, now=world.now, scorecard=scorecard, version=scorecard.version, head=faulty
            )
    with pytest.raises(Stale):
        scorecards.set_ties(session, actor=who, now=world.now, scorecard=scorecard, version=1, head=head)


def test_a_new_edition_only_while_nobody_has_scored(session: Session, world: World) -> None:
    first = made.issued(session, world)
    who, cycle = world.actor(session, "secretary.hn"), made.cycle_of(session, world)
    second = scorecards.start_edition(session, actor=who, now=world.now, cycle=cycle)
    assert (second.edition, second.state) == (2, ScorecardState.DRAFT)
    assert len(queries.criteria_of(session, second.id)) == 5
    page = find_scorecard_page(session, world.cycle_id, issued_only=True)
    assert page is not None and page.edition == 1
    issue(session, world, second)
    sheet = ScoreSheet(
        cycle_id=cycle.id, member_id=world.members["HN"], scorecard_id=first.id, entered_at=world.now
    )
    session.add(sheet)
    session.flush()
    with pytest.raises(DomainError, match="Đã có phiếu điểm"):
        scorecards.start_edition(session, actor=who, now=world.now, cycle=cycle)


@pytest.mark.parametrize("who", ["officer.hn", "leader.hn", "secretary.hcm", "auditor", "admin", "outsider"])
def test_others_start_and_issue_nothing(session: Session, world: World, who: str) -> None:
    scorecard = made.small(session, world)
    with pytest.raises(NotAllowed):
        issue(session, world, scorecard, who)
    cycle = next_year(session, world)
    with pytest.raises(NotAllowed):
        scorecards.load_template(session, actor=world.actor(session, who), now=world.now, cycle=cycle)


def test_a_closed_year_refuses_even_a_direct_change(world: World) -> None:
    with world.database.writing() as session, unit_of_work(session):
        made.small(session, world)
    world.set_phase(Phase.CLOSED)
    with (
        unchanged(world.database),
        world.database.writing() as session,
        pytest.raises(Sealed),
        unit_of_work(session),
    ):
        scorecard = queries.find_scorecard(session, world.cycle_id)
        assert scorecard is not None
        scorecard.title = "sửa thẳng"


def test_every_verb_has_words() -> None:
    verbs = "created copied loaded edited criterion_added criterion_edited criterion_moved criterion_removed issued"
    assert all(f"scorecard.{verb}" in DEEDS for verb in [*verbs.split(), "new_edition"])
