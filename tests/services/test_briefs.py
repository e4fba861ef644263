"""A member's year in short: from published rows alone, in eight statements."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from emulation.models.awards import AwardForm
from emulation.models.conferences import Conference
from emulation.models.rankings import RankingCorrection
from emulation.queries import briefs as queries
from emulation.queries.places import YearPlace
from emulation.services import briefs
from emulation.services.briefs import Brief
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.kinds import ConferenceKind, Operator, Provenance, RuleType, TieRule
from emulation.vocabulary.states import Phase, ProposalState, RankingState
from tests.factories import briefs as sheets
from tests.factories import rankings as made
from tests.factories.world import World
from tests.support.ranked import ILLUSTRATIVE
from tests.support.statements import counted

MANUAL, BONUS, PENALTY = RuleType.MANUAL, RuleType.BONUS, RuleType.PENALTY
CRITERIA = {"I.1": ("30", MANUAL), "I.2": ("30", MANUAL), "T": ("15", BONUS), "P": ("20", PENALTY)}


def told(session: Session, world: World, city: str = "HN", number: int = 2024, only: bool = False) -> Brief:
    session.flush()
    cycle = made.year(session, world, number)
    known = YearPlace(cycle.id, number, Phase.AWARDING, Provenance.RECORDED, RankingState.PUBLISHED)
    return briefs.brief(session, cluster_id=world.cluster_id, known=known, member=city, only_published=only)


@pytest.fixture
def two_years(session: Session, world: World) -> World:
    """Hà Nội third in 2023 and first in 2024, with the lines of both years."""
    for number, points in (
        (2023, {"I.1": "25", "I.2": "28", "T": "5", "P": "-2"}),
        (2024, {"I.1": "28.5", "I.2": "27", "T": "10", "P": "0"}),
    ):
        ids = sheets.card(session, world, number, CRITERIA)
        sheets.sheet(session, world, number, "HN", ids, dict(points))
    made.ranking(
        session,
        world,
        2023,
        {"HCM": (1, "60"), "HP": (2, "58"), "HN": (3, "56")},
        rows={"HN": {"groups": {"I": "53.00"}, "bonus": Decimal(5), "penalty": Decimal(-2)}},
        max_points=Decimal(100),
        **ILLUSTRATIVE,
    )
    extra = {"bonus": Decimal(10), "penalty": Decimal(0), "tie_rule": TieRule.CONTENT_ONE}
    made.ranking(
        session,
        world,
        2024,
        {"HN": (1, "65.50"), "HCM": (2, "65.50"), "HP": (3, "40")},
        rows={
            "HN": {"groups": {"I": "55.50"}, **extra},
            "HCM": {"groups": {"I": "50.50"}, "bonus": Decimal(15), "penalty": Decimal(0)},
            "HP": {"groups": {"I": "42.00"}, "bonus": Decimal(0), "penalty": Decimal(-2)},
        },
        max_points=Decimal(100),
    )
    return world


def test_the_year_beside_the_one_before_the_best_and_the_median(session: Session, two_years: World) -> None:
    found = told(session, two_years)
    assert (found.row.rank, found.ranking.member_count, found.row.tie_rule) == (1, 3, TieRule.CONTENT_ONE)
    assert found.places_gained == 2
    assert found.edition == 1
    measures: list[Any] = [
        (
            one.head.name_vi if one.head else one.extra,
            one.maximum,
            one.own,
            one.before,
            one.against and (one.against.best, one.against.median),
        )
        for one in found.measures
    ]
    assert measures == [
        (None, 100, Decimal("65.5"), 56, (Decimal("65.5"), Decimal("65.5"))),
        ("Kinh tế - xã hội", 60, Decimal("55.5"), 53, (Decimal("55.5"), Decimal("50.5"))),
        (BONUS, None, 10, 5, (15, 10)),
        (PENALTY, None, 0, -2, (0, 0)),
    ]


def test_lines_are_the_appraised_ones_of_published_sheets(session: Session, two_years: World) -> None:
    """Claims were 99 each. Red when `_points` takes the claim."""
    found = told(session, two_years)
    assert [(one.code, one.points) for one in found.lost or ()] == [("I.2", 3), ("I.1", Decimal("1.5"))]
    assert [(one.code, one.points) for one in found.gained or ()] == [
        ("T", 5),
        ("I.1", Decimal("3.5")),
        ("P", 2),
    ]


def test_without_sheets_losses_and_gains_are_unknown(session: Session, two_years: World) -> None:
    found = told(session, two_years, "HP")
    assert (found.lost, found.gained) == (None, None)
    assert found.places_gained == -1


def test_before_publication_there_is_nothing(session: Session, two_years: World) -> None:
    """Neither for a frozen year, nor for a member without a place. Red when `brief` gives an empty summary."""
    made.ranking(session, two_years, 2022, {"HN": (1, "9")}, RankingState.FINALISED)
    for city, number in (("HN", 2022), ("HN", 2021), ("CT", 2024), ("XX", 2024)):
        with pytest.raises(NotFound):
            told(session, two_years, city, number)


def test_published_lines_of_other_years_are_never_read(session: Session, world: World) -> None:
    """The year before is frozen only: its lines stay closed even when asked for. Red without its state."""
    for number in (2023, 2024):
        ids = sheets.card(session, world, number, CRITERIA)
        sheets.sheet(session, world, number, "HN", ids, {"I.1": "20"})
    made.ranking(session, world, 2023, {"HN": (1, "20")}, RankingState.FROZEN)
    made.ranking(session, world, 2024, {"HN": (1, "20")})
    found = told(session, world)
    assert (found.before, found.gained) == (None, None)
    assert [one.code for one in found.lost or ()] == ["I.1"]
    asked = queries.published_lines(session, world.cluster_id, world.members["HN"], [2023, 2024])
    assert [one.year for one in asked] == [2024]


def test_what_is_illustrative_is_left_out_when_asked(session: Session, two_years: World) -> None:
    found = told(session, two_years, only=True)
    assert (found.before, found.gained) == (None, None)
    with pytest.raises(NotFound):
        told(session, two_years, number=2023, only=True)


def test_other_scales_are_not_compared(session: Session, two_years: World) -> None:
    made.ranking(session, two_years, 2025, {"HN": (2, "650"), "HP": (1, "700")}, max_points=Decimal(1000))
    found = told(session, two_years, number=2025)
    assert (found.same_scale, found.measures[0].before, found.places_gained) == (False, None, -1)


def test_history_promises_honours_corrections_and_the_conference(session: Session, two_years: World) -> None:
    world = two_years
    made.plan(session, world, "HN", 2024, "8", operator=Operator.GE)
    made.figure(session, world, "HN", 2024, "8.2")
    form = AwardForm(code="gov_flag", name_vi="Cờ thi đua của Chính phủ", position=1)
    session.add(form)
    session.flush()
    made.propose(session, world, 2024, form.id, "HN")
    made.propose(session, world, 2024, form.id, "HCM")
    made.propose(session, world, 2023, form.id, "HN")
    made.propose(session, world, 2024, form.id, "HN", state=ProposalState.DRAFT)
    cycle = made.year(session, world, 2024)
    met = Conference(cycle_id=cycle.id, kind=ConferenceKind.YEAR_END, held_on=date(2025, 3, 22), place="Huế")
    fixed = RankingCorrection(
        ranking_id=told(session, world).ranking.id, text="Sửa tên", reason="Nhập nhầm", edition=2
    )
    fixed.entered_at = datetime(2025, 4, 1, tzinfo=UTC)
    session.add_all([met, fixed])
    found = told(session, world)
    assert [(one.ranking.year, one.row and one.row.rank) for one in found.history] == [(2023, 3), (2024, 1)]
    assert [(one.row.code, one.level.value) for one in found.kept] == [("GRDP_GROWTH", "done")]
    assert [(one.year, one.name_vi) for one in found.proposals] == [(2024, "Hà Nội")]
    assert (found.edition, found.corrections[0].text) == (2, "Sửa tên")
    assert found.conference is not None
    assert found.conference.place == "Huế"


def test_six_statements_however_many_years(session: Session, two_years: World) -> None:
    for number in range(2010, 2020):
        made.ranking(session, two_years, number, {"HN": (1, "9"), "HP": (2, "8")})
    told(session, two_years)
    cycle_id = made.year(session, two_years, 2024).id
    known = YearPlace(cycle_id, 2024, Phase.AWARDING, Provenance.RECORDED, RankingState.PUBLISHED)
    with counted(two_years.database) as statements:
        briefs.brief(session, cluster_id=two_years.cluster_id, known=known, member="HN", only_published=False)
    assert len(statements) == 6
