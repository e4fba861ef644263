"""What a row of the rulebook may say, what differs, and which rows share a day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation.rules import rule_changes as rules
from emulation.rules.rule_changes import RuleDraft
from emulation.rules.rulebook import is_in_force
from emulation.vocabulary.errors import DomainError

TODAY = date(2025, 10, 15)
JAN24, JUL25, MAR27 = date(2024, 1, 1), date(2025, 7, 1), date(2027, 3, 1)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("80", "80"),
        ("66,5", "66.5"),
        ("66.5", "66.5"),
        ("2.340.000", "2340000"),
        ("2/3", "2/3"),
        ("02", "02"),
        ("đa số", "đa số"),
        ("5/1–28/2 năm đại hội", "5/1–28/2 năm đại hội"),
        ("", ""),
    ],
)
def test_a_number_is_kept_in_one_notation(typed: str, kept: str) -> None:
    """Red when `tidy` parses words, or leaves the decimal comma."""
    assert rules.tidy(RuleDraft("Tỷ lệ", value=typed)).value == kept


@pytest.mark.parametrize("typed", ["1.234", "1,2,3", "..", "1.2.3"])
def test_digits_that_are_no_number_are_refused(typed: str) -> None:
    with pytest.raises(DomainError) as error:
        rules.tidy(RuleDraft("Tỷ lệ", value=typed))
    assert error.value.field == "value"


@pytest.mark.parametrize(
    ("comparator", "value", "unit"),
    [
        ("≥", "80", "%"),
        (">", "50", "%"),
        ("≥", "2/3", ""),
        ("≤", "100", "%"),
        ("≥", "", "%"),
        ("", "đa số", ""),
    ],
)
def test_a_value_that_can_be_compared_passes(comparator: str, value: str, unit: str) -> None:
    rules.check(RuleDraft("Tỷ lệ", value=value, comparator=comparator, unit=unit), TODAY)


@pytest.mark.parametrize("value", ["đa số", "-5", "80 %", "2/0", "0/3", "4/3", "100.5", "1e3", "²/3", "80\n"])
def test_a_value_that_cannot_be_compared_is_refused(value: str) -> None:
    with pytest.raises(DomainError) as error:
        rules.check(RuleDraft("Tỷ lệ", value=value, comparator="≥", unit="%"), TODAY)
    assert error.value.field == "value"


def test_a_confirmed_row_stays_confirmed_without_a_new_comparison() -> None:
    """Red when check_confirmation asks also for what was confirmed before."""
    before = RuleDraft("Số Cụm phó", confirmed=True)
    rules.check_confirmation(before, RuleDraft("Số Cụm phó của cụm", confirmed=True))
    with pytest.raises(DomainError):
        rules.check_confirmation(RuleDraft("Số Cụm phó"), RuleDraft("Số Cụm phó", confirmed=True))


drafts = st.builds(
    RuleDraft,
    title=st.text(min_size=1, max_size=9),
    value=st.sampled_from(("", "80", "2/3", "đa số")),
    comparator=st.sampled_from(("", "≥", ">")),
    valid_from=st.none() | st.dates(date(2000, 1, 1), date(2010, 1, 1)),
    valid_to=st.none() | st.dates(date(2011, 1, 1), date(2030, 1, 1)),
    confirmed=st.booleans(),
    checked_on=st.none() | st.dates(date(2000, 1, 1), date(2025, 1, 1)),
)


@given(draft=drafts)
def test_what_is_written_as_json_reads_back(draft: RuleDraft) -> None:
    """Red when `plain` or `draft_of` forgets a field or a day."""
    assert rules.draft_of(rules.plain(draft)) == draft
    seed = rules.seed_of("ballot_flag.x", draft)
    assert {name: getattr(seed, name) for name in rules.FIELDS} == {
        name: getattr(draft, name) for name in rules.FIELDS
    }


@given(old=drafts, new=drafts)
def test_the_differences_turn_the_old_row_into_the_new_one(old: RuleDraft, new: RuleDraft) -> None:
    changed = rules.differences(rules.plain(old), rules.plain(new))
    assert rules.draft_of(rules.plain(old) | changed) == new
    assert (changed == {}) is (old == new)


def test_nothing_and_an_empty_text_are_the_same() -> None:
    assert rules.differences({"note": None}, {"note": ""}) == {}


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ((JAN24, JUL25), [0, 2]),
        ((JUL25, MAR27), [1, 2]),
        ((None, JAN24), [2]),
        ((MAR27, None), [2]),
        ((None, None), [0, 1, 2]),
    ],
)
def test_spans_that_touch_share_no_day(own: tuple[date | None, date | None], expected: list[int]) -> None:
    """Red when `overlaps` compares with ≤."""
    assert rules.overlaps(own, [(JAN24, JUL25), (JUL25, MAR27), (None, None)]) == expected


days = st.dates(date(2024, 1, 1), date(2024, 1, 20))


def _in_order(span: tuple[date | None, date | None]) -> bool:
    start, end = span
    return start is None or end is None or start < end


spans = st.tuples(st.none() | days, st.none() | days).filter(_in_order)


@given(own=spans, other=spans)
def test_spans_overlap_if_and_only_if_some_day_lies_in_both(
    own: tuple[date | None, date | None], other: tuple[date | None, date | None]
) -> None:
    every = [date(2023, 12, 1), *(date(2024, 1, day) for day in range(1, 32)), date(2024, 3, 1)]
    both = any(is_in_force(*own, day) and is_in_force(*other, day) for day in every)
    assert bool(rules.overlaps(own, [other])) is both
