"""Many days read at once say the same as each day read alone."""

from datetime import date, timedelta

import pytest

from emulation.queries.rulebook import Rulebook, rules_for
from emulation.queries.rulebook_shelf import shelf_of
from tests.factories.world import World
from tests.queries.test_rulebook import chosen, loaded, own_row
from tests.support.statements import counted

__all__ = ["loaded"]
DAYS = [date(2015, 1, 1), date(2023, 12, 31), date(2024, 1, 1), date(2025, 6, 30), date(2025, 7, 1)]
LATER = [date(2025, 8, 4), date(2025, 8, 5), date(2026, 9, 30), date(2026, 10, 1), date(2027, 3, 1)]


def told(book: Rulebook) -> dict[str, tuple[list[int], int | None]]:
    """Head → ids of its candidates, and the one that holds."""
    return {
        head: ([row.id for row in found.rows], found.row.id if found.row else None)
        for head, found in book.found.items()
    }


@pytest.mark.parametrize("day", DAYS + LATER, ids=str)
def test_a_book_from_the_shelf_is_the_book_of_the_day(loaded: World, day: date) -> None:
    """Red when the shelf takes other clusters' rows, closes at the wrong end, or takes the first choice."""
    chosen(loaded, "ballot_flag.other")
    chosen(loaded, "ballot_flag.n98", later=1)
    own_row(loaded, "cluster_vote.tptw", "80")
    with loaded.database.reading() as session:
        shelf = shelf_of(session, {loaded.cluster_id})
        for cluster_id in (loaded.cluster_id, loaded.cluster_id + 1):
            assert told(shelf.on(day, cluster_id)) == told(rules_for(session, day, cluster_id))


def test_any_number_of_days_takes_two_statements(loaded: World) -> None:
    with loaded.database.reading() as session, counted(loaded.database) as log:
        shelf = shelf_of(session, {loaded.cluster_id})
        for number in range(400):
            shelf.on(date(2024, 1, 1) + timedelta(days=number), loaded.cluster_id)
    assert len(log) == 2
