"""The arithmetic of votes: the table and the worked examples of handbook 9 as literals, and what holds for all."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation.rules.polls import (
    Threshold,
    check_base,
    check_count,
    check_roll,
    missing,
    needed,
    passes,
    threshold_of,
)
from emulation.vocabulary.errors import DomainError

OVER_HALF, HALF = Threshold(50, 100, is_strict=True), Threshold(50, 100)
TWO_THIRDS, EIGHTY, NINETY = Threshold(2, 3), Threshold(80, 100), Threshold(90, 100)
SIZES = (5, 6, 7, 9, 11, 13, 17, 21, 25)
#: The smallest passing number of votes for (handbook 9).
TABLE = {
    OVER_HALF: (3, 4, 4, 5, 6, 7, 9, 11, 13),
    HALF: (3, 3, 4, 5, 6, 7, 9, 11, 13),
    TWO_THIRDS: (4, 4, 5, 6, 8, 9, 12, 14, 17),
    EIGHTY: (4, 5, 6, 8, 9, 11, 14, 17, 20),
    NINETY: (5, 6, 7, 9, 10, 12, 16, 19, 23),
}
CELLS = [
    (members, threshold, least)
    for threshold, row in TABLE.items()
    for members, least in zip(SIZES, row, strict=True)
]


@pytest.mark.parametrize(("members", "threshold", "least"), CELLS)
def test_the_smallest_passing_number(members: int, threshold: Threshold, least: int) -> None:
    """Red when `needed` rounds down, or when the strict branch loses its + 1."""
    assert needed(members, threshold) == least
    assert passes(least, members, threshold)
    assert not passes(least - 1, members, threshold)


@pytest.mark.parametrize(
    ("example", "votes", "members", "threshold", "short"),
    [
        ("1: seven present and one in writing", 7 + 1, 9, EIGHTY, 0),
        ("2: eleven are needed", 9 + 1, 13, EIGHTY, 1),
        ("3: exactly ninety", 18, 20, NINETY, 0),
        ("3: one less", 17, 20, NINETY, 1),
        ("4: of all members, not of the valid papers", 9, 11, EIGHTY, 0),
        ("5: at least half", 5, 10, HALF, 0),
        ("5: more than half", 5, 10, OVER_HALF, 1),
        ("6: thirds are no decimals", 8, 12, TWO_THIRDS, 0),
        ("8: six members", 5, 6, EIGHTY, 0),
        ("8: six members, four votes", 4, 6, EIGHTY, 1),
        ("8: five members", 4, 5, EIGHTY, 0),
    ],
)
def test_the_worked_examples(
    example: str, votes: int, members: int, threshold: Threshold, short: int
) -> None:
    """Handbook 9, by its numbers. Red when `passes` loses the difference between ≥ and >."""
    assert passes(votes, members, threshold) is (short == 0), example
    assert missing(votes, members, threshold) == short


def test_two_thirds_as_a_decimal_would_be_another_rule() -> None:
    """Example 6: 8 of 12 are two thirds, but not 66,67 per cent."""
    rounded = threshold_of("66.67", "%", "≥")
    assert rounded == Threshold(6667, 10000)
    assert passes(8, 12, TWO_THIRDS) and not passes(8, 12, rounded)


def test_a_percentage_is_never_rounded() -> None:
    """39 of 49 are 79,59 per cent. Red when `passes` compares whole percentages."""
    assert not passes(39, 49, EIGHTY)
    assert missing(39, 49, EIGHTY) == 1


def test_a_quorum_of_two_thirds_of_fourteen_is_ten() -> None:
    """Example 7: 9.33 is rounded up; with nine the meeting cannot open."""
    assert needed(14, TWO_THIRDS) == 10
    assert not passes(9, 14, TWO_THIRDS)


@pytest.mark.parametrize(
    ("value", "unit", "comparator", "threshold"),
    [
        ("80", "%", "≥", EIGHTY),
        (" 2/3 ", "", "≥", TWO_THIRDS),
        ("50", "%", ">", OVER_HALF),
        ("66.5", "%", "≥", Threshold(665, 1000)),
        ("100", "%", "≥", Threshold(100, 100)),
        ("100", "%", ">", None),
        ("0", "%", "≥", None),
        ("101", "%", "≥", None),
        ("3/2", "", "≥", None),
        ("2/0", "", "≥", None),
        ("80", "", "≥", None),
        ("80", "%", "≤", None),
        ("80", "%", "", None),
        ("đa số", "", "≥", None),
        ("²", "%", "≥", None),
        ("", "%", "≥", None),
    ],
)
def test_what_a_row_of_the_rulebook_states(
    value: str, unit: str, comparator: str, threshold: Threshold | None
) -> None:
    """Red when `threshold_of` reads "80" without its unit, or a share above the whole."""
    assert threshold_of(value, unit, comparator) == threshold


SHARES = st.tuples(st.integers(1, 100), st.integers(1, 100)).filter(lambda pair: pair[0] <= pair[1])
THRESHOLDS = st.builds(lambda pair, strict: Threshold(pair[0], pair[1], strict), SHARES, st.booleans())


@given(votes=st.integers(0, 1000), members=st.integers(1, 1000), threshold=THRESHOLDS)
def test_passing_is_having_what_is_needed(votes: int, members: int, threshold: Threshold) -> None:
    assert passes(votes, members, threshold) is (votes >= needed(members, threshold))
    assert passes(votes + missing(votes, members, threshold), members, threshold)


@given(members=st.integers(1, 1000), pair=SHARES)
def test_everybody_together_meets_every_threshold_that_is_not_strict(
    members: int, pair: tuple[int, int]
) -> None:
    assert 0 < needed(members, Threshold(*pair)) <= members


def roll(**more: int | None) -> dict[str, int | None]:
    """Example 4 of the handbook with everybody present."""
    return {"members": 11, "present": 11, "written": 0, "issued": 11, "returned": 11} | more


@pytest.mark.parametrize(
    ("numbers", "field", "message"),
    [
        (roll(present=12), "present", "Số có mặt (12) lớn hơn tổng số (11)."),
        (roll(present=9, written=3), "written", "Số ý kiến bằng văn bản (3) lớn hơn số vắng (2)."),
        (
            roll(present=None, written=12),
            "written",
            "Số ý kiến bằng văn bản (12) lớn hơn tổng số (11).",
        ),
        (
            roll(present=9, written=1, issued=11),
            "issued",
            "Số phiếu phát ra (11) lớn hơn số người bỏ phiếu (10).",
        ),
        (roll(present=None, issued=12), "issued", "Số phiếu phát ra (12) lớn hơn tổng số (11)."),
        (roll(issued=10), "returned", "Số phiếu thu về (11) lớn hơn số phiếu phát ra (10)."),
        (
            roll(present=9, written=1, issued=None),
            "returned",
            "Số phiếu thu về (11) lớn hơn số người bỏ phiếu (10).",
        ),
        (
            roll(present=None, issued=None, returned=12),
            "returned",
            "Số phiếu thu về (12) lớn hơn tổng số (11).",
        ),
    ],
)
def test_a_roll_that_does_not_add_up_is_refused_beside_its_field(
    numbers: dict[str, int | None], field: str, message: str
) -> None:
    """Red when one of the bounds of `check_roll` is taken out."""
    with pytest.raises(DomainError) as caught:
        check_roll(numbers)
    assert (caught.value.field, str(caught.value)) == (field, message)


def test_a_roll_that_adds_up_or_tells_little_is_taken() -> None:
    check_roll(roll())
    check_roll(roll(present=9, written=1, issued=10, returned=9))
    check_roll(dict.fromkeys(("present", "written", "issued", "returned")) | {"members": 5})


def count(**more: int | None) -> dict[str, int | None]:
    """Example 4: valid 10, invalid 1, for 9."""
    return {"votes_for": 9, "against": 1, "blank": 0, "invalid": 1} | more


@pytest.mark.parametrize(
    ("counts", "returned", "members", "total"),
    [
        (count(invalid=0), 11, 11, "là 10, số phiếu thu về là 11"),
        (count(blank=1), 11, 11, "là 12, số phiếu thu về là 11"),
        (count(votes_for=12, against=None, blank=None, invalid=None), 11, 15, "là 12, số phiếu thu về là 11"),
        (count(), None, 10, r"\(11\) lớn hơn tổng số \(10\)"),
    ],
)
def test_a_count_that_does_not_add_up_is_refused_beside_its_row(
    counts: dict[str, int | None], returned: int | None, members: int, total: str
) -> None:
    """Red when the sum is compared with the valid papers only, or not at all without the papers returned."""
    with pytest.raises(DomainError, match=total) as caught:
        check_count(counts, returned, members, "rows-2-")
    assert caught.value.field == "rows-2-votes_for"


def test_a_count_that_adds_up_or_tells_little_is_taken() -> None:
    check_count(count(), 11, 11)
    check_count(count(against=None, blank=None, invalid=None), 11, 11)
    check_count(count(against=None, blank=None, invalid=None), None, 11)


def test_the_cluster_counts_all_its_members_of_the_year() -> None:
    check_base(5, 5)
    with pytest.raises(DomainError, match="trong năm này là 5") as caught:
        check_base(6, 5)
    assert caught.value.field == "members"


@given(st.data())
def test_whatever_is_taken_adds_up(data: Any) -> None:
    """Any roll and count that pass: nobody votes twice, and no paper is counted that was not returned."""
    few = st.integers(0, 12)
    numbers = {name: data.draw(few) for name in ("present", "written", "issued", "returned")} | {
        "members": 10
    }
    counts = {name: data.draw(few) for name in ("votes_for", "against", "blank", "invalid")}
    try:
        check_roll(numbers)
        check_count(counts, numbers["returned"], numbers["members"])
    except DomainError:
        return
    voters = numbers["present"] + numbers["written"]
    assert sum(counts.values()) == numbers["returned"] <= numbers["issued"] <= voters <= 10
