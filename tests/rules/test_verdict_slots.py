"""How many of a form a cluster may propose: the row for its size (handbook 5.2)."""

from datetime import date

import pytest

from emulation.queries.rulebook import RuleRow
from emulation.rules.verdicts.slots import slot_row
from tests.support.verdicts import CLUSTER, book, rule

DAY = date(2025, 6, 30)
ANY = rule("flag_slots.any", value="4")
SEVEN = rule("flag_slots.seven", value="3")
OTHER = rule("flag_slots.seven_other", value="2")
OWN = rule("flag_slots.five_cities", value="1", cluster_id=CLUSTER)


@pytest.mark.parametrize(
    ("head", "members", "more", "chosen", "code"),
    [
        ("flag_slots", 5, [], (), "flag_slots.five"),
        ("flag_slots", 6, [], (), "flag_slots.six"),
        ("flag_slots", 7, [], (), None),
        ("flag_slots", 7, [], ("flag_slots.five",), None),
        ("flag_slots", 7, [ANY], (), "flag_slots.any"),
        ("flag_slots", 5, [ANY], (), "flag_slots.five"),
        ("flag_slots", 5, [ANY], ("flag_slots.any",), "flag_slots.any"),
        ("flag_slots", 7, [ANY, SEVEN], ("flag_slots.five",), "flag_slots.seven"),
        ("flag_slots", 8, [ANY, OTHER], (), None),
        ("flag_slots", 7, [OWN], (), "flag_slots.five_cities"),
        ("pmcert_slots", 7, [], (), "pmcert_slots.practice"),
        ("order_slots", 5, [], (), None),
    ],
)
def test_the_row_for_the_size_of_the_cluster(
    head: str, members: int, more: list[RuleRow], chosen: tuple[str, ...], code: str | None
) -> None:
    """Two for five members; six have a row without a number. Red when a row for five serves six."""
    row = slot_row(book(DAY, *more, chosen=chosen).of(head), members).row
    assert (row.code if row else None) == code
