"""What an indicator's figures say, worked by hand."""

from decimal import Decimal

import pytest

from emulation.rules.trend_messages import Message, message_of

D = Decimal
GROWTH = {
    "HN": {2023: D("6.27"), 2024: D("6.52")},
    "HCM": {2023: D("5.81"), 2024: D("7.17")},
    "HP": {2023: D("10.34"), 2024: D("11.01")},
    "DN": {2023: D("7.51"), 2024: D("7.51")},
    "CT": {2022: D("5.75")},
}


def test_higher_is_better_and_moves_are_counted() -> None:
    found = message_of(GROWTH, {}, lower_is_better=False)
    assert found == Message(2024, ("HP",), D("11.01"), 4, rose=3, fell=0, level=1)
    assert found is not None
    assert found.compared == 4


def test_the_lowest_leads_where_lower_is_better() -> None:
    poverty = {"HN": {2024: D("0.03")}, "HP": {2024: D("0.03")}, "CT": {2024: D("0.20")}}
    found = message_of(poverty, {}, lower_is_better=True)
    assert found == Message(2024, ("HN", "HP"), D("0.03"), 3)


def test_another_map_is_not_compared() -> None:
    """Red when `cuts` is not asked: HCM would count as a rise."""
    found = message_of(GROWTH, {"HCM": {2024}, "HP": {2023}}, lower_is_better=False)
    assert found == Message(2024, ("HP",), D("11.01"), 4, rose=2, fell=0, level=1)


def test_a_gap_of_a_year_is_not_compared() -> None:
    found = message_of({"HN": {2021: D(1), 2023: D(5)}}, {}, lower_is_better=False)
    assert found == Message(2023, ("HN",), D(5), 1)


@pytest.mark.parametrize("nothing", [{}, {"HN": {}}])
def test_without_figures_there_is_nothing_to_say(nothing: dict[str, dict[int, Decimal]]) -> None:
    assert message_of(nothing, {}, lower_is_better=False) is None
