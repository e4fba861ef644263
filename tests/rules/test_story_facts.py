"""Where the values of a story stand."""

from decimal import Decimal

from emulation.rules.story_facts import Place, Year, points, year_of
from emulation.vocabulary.sentences import Fragment, Page, Shape, Spot
from tests.rules.test_differences import Named

PLACE = Place("HN", Named("Hà Nội"), 1, total=Decimal("912.40"))


def test_a_value_stands_in_the_cell_of_its_own_year() -> None:
    """Red when the rank of the year before is looked for in this year's table."""
    year = Year(2024, 5, (PLACE,), False, before=2022)
    assert year.at(PLACE, "total") == Spot(Page.RANKING, 2024, "HN", "total")
    assert year.at(None) == Spot(Page.RANKING, 2024)
    assert year.at(PLACE, "I.01", page=Page.CRITERION) == Spot(Page.CRITERION, 2024, "HN", "I.01")
    assert year.earlier(PLACE, "rank") == Spot(Page.RANKING, 2022, "HN", "rank")


def test_a_year_is_its_own_page_and_points_keep_their_spot() -> None:
    assert year_of(2023) == Fragment(2023, Shape.YEAR, Spot(Page.RANKING, 2023))
    spot = Spot(Page.RANKING, 2024, "HN", "total")
    assert points(Decimal("912.40"), spot) == Fragment(Decimal("912.40"), Shape.POINTS, spot)
