"""Criteria not assigned to a member: by whom, until when, what they do to the score, what copies carry."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.clusters import Membership
from emulation.models.cycles import Cycle
from emulation.models.scorecards import Criterion, Scorecard
from emulation.models.scoring import ScoreLine
from emulation.queries.audit import timeline
from emulation.queries.exemptions import exemptions_of
from emulation.queries.scorecards import criteria_of, get_scorecard
from emulation.services import exemptions, scorecards, totals
from emulation.services.scorecards import CriterionDraft
from emulation.services.sheets import LineDraft
from emulation.vocabulary.errors import DomainError, NotAllowed, NotFound, Stale
from emulation.vocabulary.kinds import RuleType
from emulation.vocabulary.states import Phase
from tests.factories import scorecards as made
from tests.factories import scores
from tests.factories.world import World

D = Decimal
WHY = "Thành phố không có rừng"


def criterion(session: Session, scorecard: Scorecard, code: str) -> int:
    return next(line.id for line in criteria_of(session, scorecard.id) if line.code == code)


def exempt(
    session: Session, world: World, scorecard: Scorecard, code: str, city: str = "HP", **more: Any
) -> None:
    values: dict[str, Any] = {"who": "secretary.hn", "reason": WHY, "version": scorecard.version} | more
    exemptions.exempt(
        session,
        actor=world.actor(session, values["who"]),
        now=world.now,
        scorecard=scorecard,
        version=values["version"],
        member_id=world.members[city],
        criterion_id=criterion(session, scorecard, code),
        reason=values["reason"],
    )


def told(session: Session, scorecard: Scorecard) -> list[tuple[str, str, str]]:
    return [(row.code, row.member_code, row.reason) for row in exemptions_of(session, scorecard.id)]


def test_one_criterion_or_a_whole_group_with_its_reason(session: Session, world: World) -> None:
    scorecard = made.small(session, world)
    exempt(session, world, scorecard, "I.02", "DN")
    exempt(session, world, scorecard, "I", "HP", reason="Không có số liệu")
    exempt(session, world, scorecard, "I.02", "HP", reason="Không có rừng")
    assert told(session, scorecard) == [
        ("I.01", "HP", "Không có số liệu"),
        ("I.02", "HP", "Không có rừng"),
        ("I.02", "DN", WHY),
    ]
    event = timeline(session, "scorecard", scorecard.id)[0]
    assert event.verb == "scorecard.exempted"


@pytest.mark.parametrize(
    ("code", "more", "error", "message"),
    [
        ("B", {}, DomainError, "điểm thưởng hoặc điểm trừ"),
        ("I.01", {"reason": "vì"}, DomainError, "Nhập lý do"),
        ("I.01", {"version": 0}, Stale, ""),
        ("I.01", {"who": "officer.hp"}, NotAllowed, ""),
        ("I.01", {"who": "secretary.hcm"}, NotAllowed, ""),
    ],
)
def test_what_makes_no_sense_or_is_not_allowed_is_refused(
    session: Session, world: World, code: str, more: dict[str, Any], error: type[Exception], message: str
) -> None:
    scorecard = made.small(session, world)
    with pytest.raises(error, match=message):
        exempt(session, world, scorecard, code, **more)
    assert told(session, scorecard) == []


def test_something_is_left_to_everybody(session: Session, world: World) -> None:
    scorecard = made.small(session, world)
    exempt(session, world, scorecard, "I")
    with pytest.raises(DomainError, match="Phải còn ít nhất một"):
        exempt(session, world, scorecard, "II")


def test_a_member_of_no_year_is_not_found(session: Session, world: World) -> None:
    scorecard = made.small(session, world)
    with pytest.raises(NotFound):
        exemptions.exempt(
            session,
            actor=world.actor(session, "secretary.hn"),
            now=world.now,
            scorecard=scorecard,
            version=scorecard.version,
            member_id=99_999,
            criterion_id=criterion(session, scorecard, "I.01"),
            reason=WHY,
        )


def test_it_is_taken_back(session: Session, world: World) -> None:
    scorecard = made.small(session, world)
    exempt(session, world, scorecard, "I.02")
    exemptions.assign_again(
        session,
        actor=world.actor(session, "secretary.hn"),
        now=world.now,
        scorecard=scorecard,
        version=scorecard.version,
        exemption_id=exemptions_of(session, scorecard.id)[0].id,
    )
    assert told(session, scorecard) == []


def test_an_exempted_line_is_not_assigned_and_the_rest_is_scaled(session: Session, world: World) -> None:
    """The tree counts 190 (60 + 40 + 60 + 20 + …); without I.02 the total is scaled. Red when computing ignores it."""
    ids = scores.ground(session, world)
    card = session.get_one(Criterion, ids["I.02"]).scorecard_id
    exempt(session, world, get_scorecard(session, card), "I.02", "HN")
    sheet = scores.prepared(session, world, "HN")
    lines = {
        line.criterion_id: line
        for line in session.scalars(select(ScoreLine).where(ScoreLine.sheet_id == sheet.id))
    }
    line = lines[ids["I.02"]]
    assert (line.not_assigned, line.computed, line.formula) == (True, None, WHY)
    assert not lines[ids["I.01"]].not_assigned
    other = scores.prepared(session, world, "HP")
    assert not any(one.not_assigned for one in other.lines)
    with pytest.raises(DomainError, match="đã có phiếu điểm"):
        exempt(session, world, get_scorecard(session, card), "I.01", "HN")


def test_a_total_of_880_50_of_970_is_907_73(session: Session, world: World) -> None:
    """Handbook 6.2, through the door: 30 of 1000 points are not assigned, 880.50 of 970 are reached."""
    scorecard = made.empty(session, world, "1000")
    made.add(session, world, scorecard, "I", "970", RuleType.MANUAL)
    made.add(session, world, scorecard, "II", "30", RuleType.MANUAL)
    who = world.actor(session, "secretary.hn")
    scorecards.issue(session, actor=who, now=world.now, scorecard=scorecard, version=scorecard.version)
    exempt(session, world, scorecard, "II", "HN")
    scores.cycle_of(session, world, Phase.SELF_SCORING)
    sheet = scores.prepared(session, world, "HN")
    claim = LineDraft(criterion(session, scorecard, "I"), D("880.50"), "Theo báo cáo tổng kết")
    scores.save(session, world, sheet, [claim])
    board = totals.board(session, (world.cycle_id, world.cluster_id, world.year))
    assert board.sums[world.members["HN"]].own.total == D("907.73")


def test_the_year_moves_on_and_it_is_closed(session: Session, world: World) -> None:
    scorecard = made.small(session, world)
    made.cycle_of(session, world).phase = Phase.CONFERENCE
    session.flush()
    with pytest.raises(DomainError, match="Giai đoạn này"):
        exempt(session, world, scorecard, "I.01")


def test_a_new_edition_and_the_next_year_carry_it_for_members_that_stay(
    session: Session, world: World
) -> None:
    """Red when carry_over does not ask who is still a member."""
    scorecard = made.issued(session, world)
    exempt(session, world, scorecard, "I.02", "HP")
    exempt(session, world, scorecard, "II", "CT")
    who = world.actor(session, "secretary.hn")
    edition = scorecards.start_edition(session, actor=who, now=world.now, cycle=made.cycle_of(session, world))
    assert told(session, edition) == [("I.02", "HP", WHY), ("II", "CT", WHY)]
    leaving = session.scalars(select(Membership).where(Membership.member_id == world.members["CT"])).one()
    leaving.valid_to = date(2026, 1, 1)
    following = Cycle(cluster_id=world.cluster_id, year=2026, phase=Phase.PLANNING, opened_at=world.now)
    session.add(following)
    session.flush()
    copy = scorecards.copy_previous(session, actor=who, now=world.now, cycle=following)
    assert copy is not None
    assert told(session, copy) == [("I.02", "HP", WHY)]


def test_removing_a_criterion_takes_it_along_and_a_bonus_cannot_keep_it(
    session: Session, world: World
) -> None:
    scorecard = made.small(session, world)
    exempt(session, world, scorecard, "I.02")
    who: dict[str, Any] = {"actor": world.actor(session, "secretary.hn"), "now": world.now}
    draft = CriterionDraft("I.02", "Tên", D(15), rule_type=RuleType.BONUS, params=made.BONUS | {"cap": "15"})
    with pytest.raises(DomainError, match="Giao lại trước"):
        scorecards.edit_criterion(
            session,
            scorecard=scorecard,
            version=scorecard.version,
            criterion_id=criterion(session, scorecard, "I.02"),
            draft=draft,
            **who,
        )
    scorecards.remove_criterion(
        session,
        scorecard=scorecard,
        version=scorecard.version,
        criterion_id=criterion(session, scorecard, "I.02"),
        **who,
    )
    assert told(session, scorecard) == []
