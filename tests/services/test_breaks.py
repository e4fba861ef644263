"""Breaks between years: boundaries, and the number of members."""

from datetime import date

from emulation.queries.membership import MemberOverTime
from emulation.services.breaks import YearBreak, boundary_breaks, breaks_between, numbered

FOUNDED = date(2011, 1, 1)


def member(code: str, joined: date = FOUNDED, left: date | None = None, *moved: date) -> MemberOverTime:
    return MemberOverTime(1, code, code, code, ((joined, left),), moved)


def test_boundary_and_count_of_one_year_are_two_numbered_breaks() -> None:
    new_map = date(2025, 7, 1)
    members = [member("HN"), member("HCM", FOUNDED, None, new_map), member("HUE", date(2025, 1, 1))]
    assert breaks_between(members, range(2023, 2026), {}) == (
        YearBreak(2025, 1, on=new_map, codes=frozenset({"HCM"})),
        YearBreak(2025, 2, members=3),
    )


def test_a_member_that_leaves_is_a_break_of_the_year_without_it() -> None:
    members = [member("A"), member("B", FOUNDED, date(2024, 6, 1))]
    assert breaks_between(members, range(2022, 2026), {}) == (YearBreak(2024, 1, members=1),)


def test_the_count_of_the_published_ranking_wins() -> None:
    assert breaks_between([member("A"), member("B")], range(2023, 2025), {2023: 2, 2024: 2}) == ()
    assert breaks_between([member("A")], range(2023, 2025), {2024: 5}) == (YearBreak(2024, 1, members=5),)


def test_breaks_outside_the_years_are_left_out_and_one_day_is_one_break() -> None:
    day = date(2025, 7, 1)
    members = [member("A", FOUNDED, None, day), member("B", FOUNDED, None, day)]
    assert breaks_between(members, range(2020, 2024), {}) == ()
    assert boundary_breaks(members) == [YearBreak(2025, 0, on=day, codes=frozenset({"A", "B"}))]


def test_numbers_follow_the_years() -> None:
    found = numbered([YearBreak(2025, 0, members=6), YearBreak(2015, 0, members=5)])
    assert [(one.year, one.number) for one in found] == [(2015, 1), (2025, 2)]
