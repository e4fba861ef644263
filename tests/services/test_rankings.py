"""Freeze, thaw, finalise, publish, correct; ballots about ties; a later figure never moves a frozen score."""

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.db import unit_of_work
from emulation.models.audit import AuditEvent
from emulation.models.rankings import RankingRow
from emulation.models.scoring import ScoreSheet
from emulation.queries.scores import find_ranking, frozen_rows
from emulation.services import rankings, totals
from emulation.services.sheets import Appraisal
from emulation.vocabulary.errors import DomainError, NotAllowed, Stale
from emulation.vocabulary.kinds import Provenance, TieRule
from emulation.vocabulary.states import EligibilityState, Phase, RankingState, SheetState
from tests.conftest import fingerprint
from tests.factories import scores as made
from tests.factories.world import World
from tests.support.freezing import finalise, publish, rule_out


def unfreeze(session: Session, world: World, who: str = "secretary.hn", **more: Any) -> None:
    ranking = find_ranking(session, world.cycle_id)
    values: dict[str, Any] = {
        "version": ranking.version if ranking else 0,
        "reason": "Hải Phòng bổ sung minh chứng",
    }
    rankings.unfreeze(
        session,
        actor=world.actor(session, who),
        now=world.now,
        cycle=made.cycle_of(session, world),
        **values | more,
    )


def test_freezing_writes_every_place_with_its_points(session: Session, world: World) -> None:
    """64.75 + I.02 + II.01 + 20: HN 177.75, HCM 171.25, HP = DN 164.75 (DN leads in content I), CT 134.75."""
    made.all_reviewed(session, world)
    ranking = made.freeze(session, world)
    names = {member: city for city, member in world.members.items()}
    rows = [
        (names[r.member_id], r.rank, r.total, r.is_tied, r.tie_rule) for r in frozen_rows(session, ranking.id)
    ]
    assert rows == [
        ("HN", 1, Decimal("177.75"), False, None),
        ("HCM", 2, Decimal("171.25"), False, None),
        ("DN", 3, Decimal("164.75"), False, TieRule.CONTENT_ONE),
        ("HP", 4, Decimal("164.75"), False, TieRule.CONTENT_ONE),
        ("CT", 5, Decimal("134.75"), False, None),
    ]
    best = session.scalars(select(RankingRow).where(RankingRow.position == 1)).one()
    assert best.groups == {"I": "102.75", "II": "55.00", "III": "20.00"}
    assert (best.bonus, best.penalty) == (Decimal("0.00"), Decimal("0.00"))
    assert (ranking.member_count, ranking.max_points) == (5, Decimal("190.00"))
    assert len(ranking.checksum) == 64
    assert {sheet.state for sheet in session.scalars(select(ScoreSheet))} == {SheetState.FROZEN}


def test_the_appraised_points_are_final(session: Session, world: World) -> None:
    ids = made.ground(session, world)
    sheet = made.submitted(session, world, ids, "HP")
    made.appraised(session, world, sheet, "HP", [Appraisal(ids["I.02"], Decimal(10), "Thiếu minh chứng")])
    board = totals.board(session, (world.cycle_id, world.cluster_id, world.year))
    sums = board.sums[world.members["HP"]]
    assert (sums.own.total, sums.final.total) == (Decimal("171.25"), Decimal("144.75"))


def test_a_second_freeze_is_refused_and_changes_nothing(session: Session, world: World) -> None:
    """Red when check_not_frozen lets a state through."""
    made.all_reviewed(session, world)
    made.freeze(session, world)
    session.commit()
    before = fingerprint(world.database)
    with pytest.raises(DomainError, match="đã khóa rồi"), unit_of_work(session):
        made.freeze(session, world)
    assert fingerprint(world.database) == before


def test_freezing_again_after_thawing_gives_the_same_checksum(session: Session, world: World) -> None:
    made.all_reviewed(session, world)
    first = made.freeze(session, world).checksum
    unfreeze(session, world)
    assert find_ranking(session, world.cycle_id) is None
    assert made.sheet_of(session, world).state is SheetState.REVIEWED
    assert made.freeze(session, world).checksum == first


def test_what_blocks_a_freeze_is_counted(session: Session, world: World) -> None:
    ids = made.ground(session, world)
    for city in ("HN", "HCM", "HP"):
        made.reviewed(session, world, ids, city)
    made.submitted(session, world, ids, "DN")
    made.cycle_of(session, world, Phase.TOTALS)
    board = totals.board(session, (world.cycle_id, world.cluster_id, world.year))
    assert [(b.message, b.member.code if b.member else "") for b in board.blockers] == [
        ("Phiếu điểm chưa thẩm định xong", "DN"),
        ("Chưa có phiếu điểm", "CT"),
    ]
    with pytest.raises(DomainError, match="còn 2 việc chặn"):
        made.freeze(session, world)


@pytest.mark.parametrize(
    "who", ["secretary.hcm", "officer.hn", "leader.hn", "auditor", "admin", "secretary.hp"]
)
def test_only_the_chairs_secretariat_freezes(session: Session, world: World, who: str) -> None:
    made.all_reviewed(session, world)
    with pytest.raises(NotAllowed):
        made.freeze(session, world, who)


def test_freezing_in_the_wrong_phase_is_refused(session: Session, world: World) -> None:
    made.all_reviewed(session, world)
    made.cycle_of(session, world, Phase.SELF_SCORING)
    with pytest.raises(DomainError, match="Khóa điểm"):
        made.freeze(session, world)


def test_thawing_needs_a_reason_and_the_newest_version(session: Session, world: World) -> None:
    made.all_reviewed(session, world)
    ranking = made.freeze(session, world)
    with pytest.raises(DomainError, match="Nhập lý do"):
        unfreeze(session, world, reason=" ")
    with pytest.raises(Stale):
        unfreeze(session, world, version=ranking.version + 1)
    with pytest.raises(NotAllowed):
        unfreeze(session, world, "leader.hn")
    unfreeze(session, world)
    event = session.scalars(select(AuditEvent).where(AuditEvent.verb == "ranking.unfrozen")).one()
    assert event.reason == "Hải Phòng bổ sung minh chứng"
    assert event.changes["checksum"] == [ranking.checksum, None]


def test_finalised_scores_do_not_thaw(session: Session, world: World) -> None:
    made.all_reviewed(session, world)
    made.freeze(session, world)
    finalise(session, world)
    with pytest.raises(DomainError, match="chưa chốt"):
        unfreeze(session, world)


def test_suspended_members_keep_their_place_with_a_mark(session: Session, world: World) -> None:
    made.all_reviewed(session, world)
    rule_out(session, world, "HCM", EligibilityState.SUSPENDED)
    rows = frozen_rows(session, made.freeze(session, world).id)
    assert (rows[1].member_id, rows[1].rank) == (world.members["HCM"], 2)
    assert rows[1].eligibility is EligibilityState.SUSPENDED


def test_a_member_not_considered_is_skipped_when_the_scorecard_says_so(
    session: Session, world: World
) -> None:
    made.all_reviewed(session, world, keeps_ineligible_place=False)
    rule_out(session, world, "HCM", EligibilityState.INELIGIBLE)
    rows = frozen_rows(session, made.freeze(session, world).id)
    assert [row.rank for row in rows] == [1, None, 2, 3, 4]
    assert rows[1].total == Decimal("171.25")


def test_publishing_follows_finalising_in_its_phase_with_the_word(session: Session, world: World) -> None:
    made.all_reviewed(session, world)
    made.freeze(session, world)
    with pytest.raises(DomainError, match="chưa chốt"):
        publish(session, world)
    finalise(session, world)
    with pytest.raises(DomainError, match="Công bố bảng xếp hạng"):
        publish(session, world)
    made.cycle_of(session, world, Phase.CONFERENCE)
    with pytest.raises(DomainError, match="Gõ đúng CÔNG BỐ"):
        publish(session, world, word="CONG BO")
    with pytest.raises(NotAllowed):
        publish(session, world, "leader.hcm")
    ranking = publish(session, world)
    assert ranking.state is RankingState.PUBLISHED
    assert {sheet.state for sheet in session.scalars(select(ScoreSheet))} == {SheetState.PUBLISHED}
    with pytest.raises(DomainError, match="đã công bố"):
        publish(session, world)


def test_a_ballot_breaks_a_tie_of_equal_members(session: Session, world: World) -> None:
    """HP and HCM equal by every other rule; the ballot puts HP first."""
    ids = made.ground(session, world)
    for city in world.members:
        made.reviewed(session, world, ids, city, one="30" if city in ("HP", "HCM") else "20")
    made.cycle_of(session, world, Phase.TOTALS)

    def ballot(places: dict[str, int], minutes: str = "Biên bản 01/BB", who: str = "secretary.hn") -> None:
        rankings.record_tie_ballot(
            session,
            actor=world.actor(session, who),
            now=world.now,
            cycle=made.cycle_of(session, world),
            places={world.members[city]: place for city, place in places.items()},
            minutes=minutes,
        )

    for places in ({"HP": 1}, {"HP": 1, "HCM": 1}, {"HP": 2, "HCM": 3}, {"HP": 1, "HN": 2}):
        with pytest.raises(DomainError):
            ballot(places)
    with pytest.raises(DomainError, match="số biên bản"):
        ballot({"HP": 1, "HCM": 2}, minutes=" ")
    with pytest.raises(NotAllowed):
        ballot({"HP": 1, "HCM": 2}, who="leader.hp")
    ballot({"HP": 2, "HCM": 1})
    ballot({"HP": 1, "HCM": 2})
    rows = frozen_rows(session, made.freeze(session, world).id)
    assert [(row.member_id, row.rank, row.tie_rule) for row in rows[:2]] == [
        (world.members["HP"], 1, TieRule.SECRET_BALLOT),
        (world.members["HCM"], 2, TieRule.SECRET_BALLOT),
    ]
    assert [(row.rank, row.is_tied) for row in rows[2:]] == [(3, True)] * 3
    with pytest.raises(DomainError, match="đã khóa rồi"):
        ballot({"HP": 1, "HCM": 2})


def test_illustrative_sheets_make_an_illustrative_ranking(session: Session, world: World) -> None:
    made.all_reviewed(session, world)
    made.sheet_of(session, world).provenance = Provenance.ILLUSTRATIVE
    session.flush()
    assert made.freeze(session, world).provenance is Provenance.ILLUSTRATIVE
