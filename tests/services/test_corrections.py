"""Corrections: a new edition with its own order beside the published rows, which never change."""

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.audit import AuditEvent
from emulation.models.rankings import RankingCorrection
from emulation.queries.overview import published_places
from emulation.queries.rankings import PublishedRanking, published_rankings
from emulation.queries.records import ranks_of
from emulation.queries.scores import find_ranking, frozen_rows
from emulation.queries.standings import standing_of, standings_of_year
from emulation.services import corrections, frozen
from emulation.vocabulary.errors import DomainError, NotAllowed
from emulation.vocabulary.kinds import TieRule
from emulation.vocabulary.states import Phase
from tests.factories import scores as made
from tests.factories.world import World
from tests.support.freezing import finalise, publish
from tests.support.statements import counted

WORDS = {"text": "Cộng nhầm dòng II.01 của Cần Thơ", "reason": "Kiểm tra lại phiếu điểm"}


@pytest.fixture
def published(session: Session, world: World) -> World:
    """HN 177.75, HCM 171.25, DN 164.75, HP 164.75 (DN leads in content I), CT 134.75; public."""
    made.all_reviewed(session, world)
    made.freeze(session, world)
    finalise(session, world)
    made.cycle_of(session, world, Phase.AWARDING)
    publish(session, world)
    return world


def correct(
    session: Session, world: World, totals: dict[str, str] | None = None, **more: Any
) -> RankingCorrection:
    """A correction by the chair's secretary; `totals` by city."""
    typed = {world.members[city]: Decimal(total) for city, total in (totals or {}).items()}
    values: dict[str, Any] = {"edition": 1, "member_id": None, "totals": typed} | WORDS
    who = more.pop("who", "secretary.hn")
    return corrections.correct(
        session,
        actor=world.actor(session, who),
        now=world.now,
        cycle=made.cycle_of(session, world),
        **values | more,
    )


def shown(session: Session, world: World, **more: Any) -> PublishedRanking:
    (ranking,) = published_rankings(session, world.cluster_id, **more)
    return ranking


def places(ranking: PublishedRanking) -> list[tuple[str, int | None, str, int | None, str]]:
    return [
        (row.code, row.rank, f"{row.total}", row.published_rank, f"{row.published_total}")
        for row in ranking.rows
    ]


def test_corrected_totals_give_a_new_order_and_the_published_one_stays(
    session: Session, published: World
) -> None:
    """CT 134.75 → 172.00 passes HCM. Red when `_places` ranks by the published totals."""
    before = [(row.rank, row.total) for row in frozen_rows(session, shown(session, published).id)]
    row = correct(session, published, {"CT": "172"})
    assert (row.edition, len(row.checksum)) == (2, 64)
    ranking = shown(session, published)
    assert (ranking.edition, ranking.last_edition) == (2, 2)
    assert places(ranking) == [
        ("HN", 1, "177.75", 1, "177.75"),
        ("CT", 2, "172.00", 5, "134.75"),
        ("HCM", 3, "171.25", 2, "171.25"),
        ("DN", 4, "164.75", 3, "164.75"),
        ("HP", 5, "164.75", 4, "164.75"),
    ]
    assert [(row.rank, row.total) for row in frozen_rows(session, ranking.id)] == before
    record = find_ranking(session, published.cycle_id)
    assert record is not None and frozen.checksum_of(record, record.rows) == record.checksum
    event = session.scalars(select(AuditEvent).where(AuditEvent.verb == "ranking.corrected")).one()
    assert event.changes[f"{published.members['CT']} total"] == ["134.75", "172"]


def test_ties_of_an_edition_are_parted_as_in_the_scorecard(session: Session, published: World) -> None:
    """HCM is corrected to 164.75 as well: I is 101.25 there, 96.75 at DN, 94.75 at HP."""
    correct(session, published, {"HCM": "164.75"})
    found = [(row.code, row.rank, row.tie_rule) for row in shown(session, published).rows[1:4]]
    assert found == [
        ("HCM", 2, TieRule.CONTENT_ONE),
        ("DN", 3, TieRule.CONTENT_ONE),
        ("HP", 4, TieRule.CONTENT_ONE),
    ]


def test_the_next_correction_starts_from_the_edition_that_stands(session: Session, published: World) -> None:
    correct(session, published, {"CT": "172"})
    correct(session, published, {"HP": "180"}, edition=2)
    correct(session, published, edition=3, text="Sửa tên chức danh")  # words only: the order stands
    ranking = shown(session, published)
    assert (ranking.edition, [row.code for row in ranking.rows]) == (4, ["HP", "HN", "CT", "HCM", "DN"])
    second = shown(session, published, year=2025, edition=2)
    assert (second.edition, second.last_edition) == (2, 4)
    assert [row.code for row in second.rows] == ["HN", "CT", "HCM", "DN", "HP"]
    first = shown(session, published, year=2025, edition=1)
    assert [row.code for row in first.rows] == ["HN", "HCM", "DN", "HP", "CT"]
    assert not any(row.is_corrected for row in first.rows)


def test_every_page_shows_the_same_current_place(session: Session, published: World) -> None:
    """Overview, record of a member, proposals. Red when one of them reads the published rows alone."""
    correct(session, published, {"CT": "172"})
    city = published.members["CT"]
    overview = [(row.code, row.rank) for row in published_places(session, published.cycle_id)]
    assert overview[:3] == [("HN", 1), ("CT", 2), ("HCM", 3)]
    assert [row.rank for row in ranks_of(session, published.cluster_id, city)] == [2]
    assert standing_of(session, published.cycle_id, city).rank == 2
    assert list(standings_of_year(session, published.cycle_id))[1] == city


@pytest.mark.parametrize(
    ("totals", "more", "field"),
    [
        ({}, {"text": " "}, "text"),
        ({}, {"reason": "vì"}, "reason"),
        ({"CT": "-1"}, {}, "totals-0-total"),
        ({"HN": "177.75", "CT": "100000"}, {}, "totals-1-total"),
        ({}, {"member_id": 999_999}, "member"),
    ],
)
def test_faulty_corrections_are_told_beside_their_field(
    session: Session, published: World, totals: dict[str, str], more: dict[str, Any], field: str
) -> None:
    with pytest.raises(DomainError) as refused:
        correct(session, published, totals, **more)
    assert refused.value.field == field


def test_a_total_that_stands_is_no_correction_of_points(session: Session, published: World) -> None:
    assert correct(session, published, {"HN": "177.75"}).places == {}


def test_who_read_an_older_edition_is_told(session: Session, published: World) -> None:
    """Red when `correct` does not ask check_edition: the second would cover the first unseen."""
    correct(session, published, {"CT": "172"})
    with pytest.raises(DomainError, match="lần 1"):
        correct(session, published, {"HP": "180"}, edition=1)


@pytest.mark.parametrize("who", ["leader.hn", "leader.hp", "secretary.hcm", "officer.hn", "auditor", "admin"])
def test_only_the_chairs_secretariat_corrects(session: Session, published: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        correct(session, published, who=who)


def test_only_what_is_published_is_corrected(session: Session, world: World) -> None:
    made.all_reviewed(session, world)
    with pytest.raises(DomainError, match="đã công bố"):
        correct(session, world)
    made.freeze(session, world)
    with pytest.raises(DomainError, match="đã công bố"):
        correct(session, world)


def test_all_years_with_their_editions_take_one_statement(session: Session, published: World) -> None:
    correct(session, published, {"CT": "172"})
    session.flush()
    with counted(published.database) as statements:
        shown(session, published)
    assert len(statements) == 1
