"""Cross-check rosters: the constraints hold, or there is provably no roster (acceptance 3)."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation.rules.rosters import (
    Fault,
    Impossible,
    Relaxation,
    Rule,
    check_terms,
    draw,
    faults_of,
    recent,
)
from emulation.vocabulary.crosschecks import Pair
from emulation.vocabulary.errors import DomainError

FOUR = [1, 2, 3, 4]
RING = frozenset({(1, 2), (2, 3), (3, 4), (4, 1)})
#: The only other way round for four members: checked by hand, every 4-cycle but this one shares a pair with RING.
BACK = frozenset({(1, 4), (4, 3), (3, 2), (2, 1)})


def holds(
    pairs: set[Pair], members: list[int], history: dict[int, set[Pair]], checks: int, years: int
) -> bool:
    """The constraints, said again in other words than those of the rule."""
    for one, other in pairs:
        if one == other or (other, one) in pairs:
            return False
        if any((one, other) in history[year] for year in sorted(history)[len(history) - years :] if years):
            return False
    return all(
        sum(one == member for one, _ in pairs) == checks
        and sum(other == member for _, other in pairs) == checks
        for member in members
    )


@pytest.mark.parametrize("n", range(3, 16))
def test_a_first_year_has_a_roster_of_any_size(n: int) -> None:
    members = list(range(10, 10 + n))
    drawn = draw(members, {}, seed=n)
    assert not isinstance(drawn, Impossible)
    assert holds(set(drawn), members, {}, 1, 0) and len(drawn) == n


def test_four_members_have_two_years_and_then_none() -> None:
    """Ring, ring the other way round, nothing. Red when `_found` forgets the history."""
    assert draw(FOUR, {2023: RING, 2022: set()}) == BACK
    third = draw(FOUR, {2024: BACK, 2023: RING})
    assert isinstance(third, Impossible)
    assert "hai năm" not in third.message  # the number of years is a value, not a word of the sentence
    assert third.values == {"members": 4, "checks": 1, "years": 2}
    assert third.relaxations == (Relaxation(1, 1), Relaxation(1, 0))
    assert draw(FOUR, {2024: BACK, 2023: RING}, years_apart=1) == RING


def test_three_members_go_round_and_back() -> None:
    there = {(1, 2), (2, 3), (3, 1)}
    assert draw([1, 2, 3], {2024: there, 2023: set()}) == frozenset({(2, 1), (3, 2), (1, 3)})


@pytest.mark.parametrize(("n", "checks", "needed"), [(2, 1, 3), (4, 2, 5), (6, 3, 7), (1, 1, 3)])
def test_too_few_members_are_told_how_many_it_takes(n: int, checks: int, needed: int) -> None:
    """Each check uses up a pair: everybody needs 2 × checks others."""
    found = draw(list(range(n)), {}, checks_each=checks)
    assert isinstance(found, Impossible)
    assert found.values["needed"] == needed


def test_fewer_checks_are_offered_where_they_exist() -> None:
    found = draw(FOUR, {}, checks_each=2)
    assert isinstance(found, Impossible)
    assert found.relaxations == (Relaxation(1, 2),)


def test_faults_name_every_broken_rule_with_its_members() -> None:
    pairs = [(1, 1), (2, 3), (3, 2), (4, 1)]
    found = faults_of(pairs, FOUR, {2024: {(4, 1)}, 2023: set()})
    assert found == [
        Fault(Rule.NOT_ITSELF, 1, 1),
        Fault(Rule.NOT_MUTUAL, 2, 3),
        Fault(Rule.NOT_AGAIN, 4, 1, 2024),
        Fault(Rule.CHECKED, None, 1, 2),
        Fault(Rule.CHECKED, None, 4, 0),
    ]
    assert faults_of(RING, FOUR, {}) == []


def test_a_member_who_joined_checks_and_one_who_left_does_not_count() -> None:
    assert faults_of(RING, [1, 2, 3, 4, 5], {}) == [
        Fault(Rule.CHECKS, 5, None, 0),
        Fault(Rule.CHECKED, None, 5, 0),
    ]
    assert [one.rule for one in faults_of(RING, [1, 2, 3], {})] == [Rule.CHECKS, Rule.CHECKED], "4 has left"


def test_only_the_asked_years_are_kept_apart() -> None:
    history = {2024: {(1, 2)}, 2023: {(2, 3)}, 2022: {(3, 4)}}
    assert set(recent(history, 2)) == {2024, 2023}
    assert recent(history, 0) == {}
    assert [one.number for one in faults_of(RING, FOUR, history) if one.rule is Rule.NOT_AGAIN] == [
        2024,
        2023,
    ]


@pytest.mark.parametrize(
    ("checks", "years", "reason", "field"),
    [
        (0, 2, "", "checks_each"),
        (4, 2, "", "checks_each"),
        (1, 3, "", "years_apart"),
        (1, 1, "  ok ", "reason"),
    ],
)
def test_terms_have_bounds_and_relaxing_has_a_reason(
    checks: int, years: int, reason: str, field: str
) -> None:
    with pytest.raises(DomainError) as refused:
        check_terms(checks, years, reason)
    assert refused.value.field == field
    check_terms(3, 2, "")
    check_terms(1, 0, "Cụm chỉ có bốn thành viên")


#: For each of five years which of fifteen members belong to it.
years_of_members = st.integers(3, 15).flatmap(
    lambda n: st.lists(
        st.sets(st.integers(1, 15), min_size=min(n, 15), max_size=min(n + 2, 15)).filter(
            lambda one: len(one) >= 3
        ),
        min_size=5,
        max_size=5,
    )
)


@given(years=years_of_members, checks=st.integers(1, 3), apart=st.integers(0, 2), seed=st.integers(0, 999))
def test_constraints_hold_over_five_years_or_impossibility_is_said(
    years: list[set[int]], checks: int, apart: int, seed: int
) -> None:
    """Members join and leave between the years. Red when `_choose` does not close the pair the other way round."""
    history: dict[int, set[Pair]] = {2018: set(), 2019: set()}
    for number, members in enumerate(years, start=2020):
        ordered = sorted(members)
        drawn = draw(ordered, history, checks_each=checks, years_apart=apart, seed=seed)
        if isinstance(drawn, Impossible):
            history[number] = set()
            for way in drawn.relaxations:
                milder = draw(ordered, history, checks_each=way.checks_each, years_apart=way.years_apart)
                assert not isinstance(milder, Impossible)
            continue
        assert holds(set(drawn), ordered, history, checks, apart)
        assert faults_of(drawn, ordered, history, checks_each=checks, years_apart=apart) == []
        history[number] = set(drawn)


def any_roster(members: list[int], history: dict[int, set[Pair]], checks: int, years: int) -> bool:
    """Brute force over all sets of pairs of the right size."""
    every = [(one, other) for one in members for other in members]
    chosen = (set(some) for some in combinations(every, len(members) * checks))
    return any(holds(some, members, history, checks, years) for some in chosen)


small = st.sets(st.tuples(st.integers(1, 4), st.integers(1, 4)), max_size=10)


@given(first=small, second=small, n=st.integers(3, 4), checks=st.integers(1, 2), years=st.integers(0, 2))
def test_the_search_is_exact_against_brute_force(
    first: set[Pair], second: set[Pair], n: int, checks: int, years: int
) -> None:
    """Any history at all, not only drawn ones. Red when `_is_bearable` asks for one partner too many."""
    if n * checks > 6:
        checks = 1
    history, members = {2024: first, 2023: second}, list(range(1, n + 1))
    drawn = draw(members, history, checks_each=checks, years_apart=years)
    assert isinstance(drawn, Impossible) != any_roster(members, history, checks, years)


five = st.sets(
    st.tuples(st.integers(1, 5), st.integers(1, 5)).filter(lambda pair: pair[0] != pair[1]), max_size=16
)


@given(used=five)
def test_five_members_against_every_way_of_checking_once(used: set[Pair]) -> None:
    """With one check each a roster is a permutation: all 120 of them are looked at."""
    from_each = {
        one: [other for other in range(1, 6) if other != one and (one, other) not in used]
        for one in range(1, 6)
    }

    def ways(left: list[int], taken: dict[int, int]) -> bool:
        if not left:
            return all(taken.get(other) != one for one, other in taken.items())
        one, *rest = left
        return any(
            ways(rest, taken | {one: other}) for other in from_each[one] if other not in taken.values()
        )

    drawn = draw([1, 2, 3, 4, 5], {2024: used, 2023: set()}, years_apart=1)
    assert isinstance(drawn, Impossible) != ways([1, 2, 3, 4, 5], {})


def test_the_same_seed_draws_the_same_roster() -> None:
    members = list(range(12))
    assert draw(members, {}, seed=5) == draw(members, {}, seed=5)
    assert len({draw(members, {}, seed=seed) for seed in range(5)}) > 1  # type: ignore[type-var]
