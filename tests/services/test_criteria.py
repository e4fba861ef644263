"""Criteria of a draft: added, changed, moved, removed; who may not, and when not."""

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from emulation.models.scorecards import Criterion, Scorecard
from emulation.queries.audit import timeline
from emulation.queries.scorecards import criteria_of, find_scorecard_page
from emulation.services import scorecards
from emulation.services.scorecards import CriterionDraft
from emulation.vocabulary.errors import DomainError, NotAllowed, NotFound, Sealed, Stale
from emulation.vocabulary.kinds import RuleType
from emulation.vocabulary.moves import TreeMove
from emulation.vocabulary.states import Phase
from tests.factories import scorecards as made
from tests.factories.world import World


def codes(session: Session, scorecard: Scorecard) -> list[str]:
    return [line.code for line in criteria_of(session, scorecard.id)]


def line(session: Session, scorecard: Scorecard, code: str) -> int:
    return next(each.id for each in criteria_of(session, scorecard.id) if each.code == code)


def move(session: Session, world: World, scorecard: Scorecard, code: str, *, up: bool) -> Criterion:
    return scorecards.move_criterion(
        session,
        actor=world.actor(session, "secretary.hn"),
        now=world.now,
        scorecard=scorecard,
        version=scorecard.version,
        criterion_id=line(session, scorecard, code),
        step=TreeMove.UP if up else TreeMove.DOWN,
    )


def test_criteria_stand_in_reading_order_with_their_depth(session: Session, world: World) -> None:
    scorecard = made.small(session, world)
    made.add(session, world, scorecard, "I.03", "5", RuleType.MANUAL, parent_id=line(session, scorecard, "I"))
    page = find_scorecard_page(session, world.cycle_id)
    assert page is not None
    assert [(each.code, page.depths[each.id]) for each in page.criteria] == [
        ("I", 0),
        ("I.01", 1),
        ("I.02", 1),
        ("I.03", 1),
        ("II", 0),
        ("B", 0),
    ]
    assert [each.position for each in page.criteria] == [1, 2, 3, 4, 5, 6]
    assert page.criteria[1].indicator_code == "GRDP_GROWTH"


def test_every_change_moves_the_version_and_leaves_its_event(session: Session, world: World) -> None:
    scorecard = made.small(session, world)
    before = scorecard.version
    move(session, world, scorecard, "II", up=True)
    assert scorecard.version > before
    assert timeline(session, "scorecard", scorecard.id)[0].verb == "scorecard.criterion_moved"


def test_moving_takes_the_children_along_and_stops_at_the_end(session: Session, world: World) -> None:
    scorecard = made.small(session, world)
    move(session, world, scorecard, "I", up=False)
    assert codes(session, scorecard) == ["II", "I", "I.01", "I.02", "B"]
    move(session, world, scorecard, "I.02", up=True)
    assert codes(session, scorecard) == ["II", "I", "I.02", "I.01", "B"]
    move(session, world, scorecard, "II", up=True)
    assert codes(session, scorecard) == ["II", "I", "I.02", "I.01", "B"]


def test_editing_changes_what_was_typed(session: Session, world: World) -> None:
    scorecard = made.small(session, world)
    draft = CriterionDraft("II.1", "Xây dựng Đảng", Decimal("39.5"), rule_type=RuleType.MANUAL)
    scorecards.edit_criterion(
        session,
        actor=world.actor(session, "secretary.hn"),
        now=world.now,
        scorecard=scorecard,
        version=scorecard.version,
        criterion_id=line(session, scorecard, "II"),
        draft=draft,
    )
    page = find_scorecard_page(session, world.cycle_id)
    assert page is not None
    assert [(each.name_vi, str(each.max_points)) for each in page.criteria if each.code == "II.1"] == [
        ("Xây dựng Đảng", "39.50")
    ]


def remove(session: Session, world: World, scorecard: Scorecard, criterion_id: int) -> None:
    scorecards.remove_criterion(
        session,
        actor=world.actor(session, "secretary.hn"),
        now=world.now,
        scorecard=scorecard,
        version=scorecard.version,
        criterion_id=criterion_id,
    )


def test_only_what_has_nothing_below_is_removed(session: Session, world: World) -> None:
    scorecard = made.small(session, world)
    with pytest.raises(DomainError, match="tiêu chí con trước"):
        remove(session, world, scorecard, line(session, scorecard, "I"))
    remove(session, world, scorecard, line(session, scorecard, "I.01"))
    assert codes(session, scorecard) == ["I", "I.02", "II", "B"]
    with pytest.raises(NotFound):
        remove(session, world, scorecard, 999_999)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"code": "I.01"}, "code"),
        ({"code": "i.01"}, "code"),
        ({"points": "-5"}, "max_points"),
        ({"parent_id": 999_999}, "parent"),
        ({"rule": RuleType.BAND}, "indicator"),
        ({"rule": RuleType.BAND, "indicator_id": 999_999}, "indicator"),
        ({"rule": RuleType.BOOLEAN}, "rows"),
        ({"rule": RuleType.BONUS, "params": {"cap": "6", "items": []}}, "cap"),
    ],
)
def test_a_faulty_criterion_names_its_field(
    session: Session, world: World, values: dict[str, Any], field: str
) -> None:
    scorecard = made.small(session, world)
    arguments = {"code": "III", "points": "5", "rule": RuleType.MANUAL} | values
    with pytest.raises(DomainError) as caught:
        made.add(session, world, scorecard, **arguments)
    assert caught.value.field == field


@pytest.mark.parametrize("who", ["officer.hn", "leader.hn", "secretary.hcm", "auditor", "admin", "outsider"])
def test_others_do_not_edit(session: Session, world: World, who: str) -> None:
    scorecard = made.small(session, world)
    with pytest.raises(NotAllowed):
        made.add(session, world, scorecard, "III", "5", RuleType.MANUAL, who=who)


def test_a_stale_version_is_refused(session: Session, world: World) -> None:
    """Red when require_draft does not compare versions."""
    scorecard = made.small(session, world)
    with pytest.raises(Stale):
        scorecards.add_criterion(
            session,
            actor=world.actor(session, "secretary.hn"),
            now=world.now,
            scorecard=scorecard,
            version=scorecard.version - 1,
            draft=CriterionDraft("III", "Mới", Decimal(5)),
        )


@pytest.mark.parametrize("phase", [Phase.SELF_SCORING, Phase.TOTALS, Phase.CONFERENCE, Phase.CLOSED])
def test_after_the_second_half_nothing_is_edited(session: Session, world: World, phase: Phase) -> None:
    scorecard = made.small(session, world)
    made.cycle_of(session, world).phase = phase
    with pytest.raises((DomainError, Sealed)):
        made.add(session, world, scorecard, "III", "5", RuleType.MANUAL)
    session.rollback()
