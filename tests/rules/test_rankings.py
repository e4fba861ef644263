"""The order of a year: the handbook's example, ties, places that are kept or skipped, and what always holds."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation.rules import rankings
from emulation.rules.rankings import KEYS, Entry, Place
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import TieRule
from emulation.vocabulary.states import EligibilityState, RankingState

ALL = tuple(TieRule)
D = Decimal


def ranked(*entries: Entry, rules: tuple[TieRule, ...] = ALL, keeps: bool = True) -> list[Place]:
    return rankings.rank(entries, rules, keeps_place=keeps)


def test_the_handbooks_example_is_led_by_content_one() -> None:
    """Two totals of 912.40, content I 548.20 and 545.90: the first leads (handbook 6.3)."""
    places = ranked(Entry(1, D("912.40"), D("545.90")), Entry(2, D("912.40"), D("548.20")))
    assert places == [
        Place(2, 1, 1, False, TieRule.CONTENT_ONE),
        Place(1, 2, 2, False, TieRule.CONTENT_ONE),
    ]


@pytest.mark.parametrize(
    ("first", "second", "rule"),
    [
        ({"emulation_content": D(190)}, {"emulation_content": D(180)}, TieRule.EMULATION_CONTENT),
        ({"penalty": D("-1.5")}, {"penalty": D(-3)}, TieRule.FEWER_PENALTIES),
        ({"previous_rank": 2}, {"previous_rank": 4}, TieRule.PREVIOUS_YEAR),
        ({"ballot_place": 1}, {"ballot_place": 2}, TieRule.SECRET_BALLOT),
    ],
)
def test_every_rule_decides_in_its_turn(
    first: dict[str, object], second: dict[str, object], rule: TieRule
) -> None:
    places = ranked(Entry(9, D(900), **first), Entry(1, D(900), **second))  # type: ignore[arg-type]
    assert [(place.member_id, place.rank, place.tie_rule) for place in places] == [(9, 1, rule), (1, 2, rule)]


def test_equal_by_every_rule_is_a_shared_rank() -> None:
    """1, 2, 2, 4 (decisions 9)."""
    places = ranked(Entry(1, D(950)), Entry(2, D(900)), Entry(3, D(900)), Entry(4, D(800)))
    assert [(place.rank, place.is_tied) for place in places] == [
        (1, False),
        (2, True),
        (2, True),
        (4, False),
    ]
    assert [place.position for place in places] == [1, 2, 3, 4]


def test_without_rules_equal_totals_stay_equal() -> None:
    places = ranked(Entry(1, D(900), D(500)), Entry(2, D(900), D(400)), rules=())
    assert [place.rank for place in places] == [1, 1]


def test_the_order_of_the_rules_is_the_scorecards() -> None:
    one = Entry(1, D(900), content_one=D(500), penalty=D(-3))
    two = Entry(2, D(900), content_one=D(490), penalty=D(0))
    assert ranked(one, two)[0].member_id == 1
    places = ranked(one, two, rules=(TieRule.FEWER_PENALTIES, TieRule.CONTENT_ONE))
    assert (places[0].member_id, places[0].tie_rule) == (2, TieRule.FEWER_PENALTIES)


def test_a_missing_rank_of_the_year_before_decides_nothing() -> None:
    """A new member has no rank of last year: that is no information, not the worst place."""
    places = ranked(Entry(1, D(900), previous_rank=3), Entry(2, D(900)))
    assert [(place.rank, place.is_tied, place.tie_rule) for place in places] == [(1, True, None)] * 2


def test_suspended_members_keep_score_and_rank() -> None:
    places = ranked(Entry(1, D(950), eligibility=EligibilityState.SUSPENDED), Entry(2, D(900)))
    assert [(place.member_id, place.rank) for place in places] == [(1, 1), (2, 2)]


@pytest.mark.parametrize(("keeps", "ranks"), [(True, [1, 2, 3]), (False, [1, None, 2])])
def test_the_place_of_a_member_not_considered_is_kept_or_skipped(
    keeps: bool, ranks: list[int | None]
) -> None:
    out = Entry(2, D(900), eligibility=EligibilityState.INELIGIBLE)
    places = ranked(Entry(1, D(950)), out, Entry(3, D(800)), keeps=keeps)
    assert [place.rank for place in places] == ranks


def test_a_skipped_member_ties_with_nobody() -> None:
    out = Entry(2, D(900), eligibility=EligibilityState.INELIGIBLE)
    places = ranked(Entry(1, D(900)), out, Entry(3, D(800)), keeps=False)
    assert [(p.member_id, p.rank, p.is_tied) for p in places] == [
        (1, 1, False),
        (2, None, False),
        (3, 2, False),
    ]


FEW = st.sampled_from([D(1), D(2)])
LISTS = st.lists(
    st.tuples(
        FEW,
        FEW,
        FEW,
        FEW,
        st.sampled_from([None, 1, 2]),
        st.sampled_from([None, 1, 2]),
        st.sampled_from(list(EligibilityState)),
    ),
    max_size=8,
)
RULES = st.permutations(ALL).flatmap(lambda rules: st.integers(0, 5).map(lambda n: tuple(rules[:n])))


def _entries(rows: list[tuple[D, D, D, D, int | None, int | None, EligibilityState]]) -> list[Entry]:
    return [
        Entry(number, total, one, content, -penalty, previous, ballot, fit)
        for number, (total, one, content, penalty, previous, ballot, fit) in enumerate(rows)
    ]


@given(LISTS, RULES, st.booleans(), st.randoms())
def test_order_does_not_depend_on_the_order_of_entry(rows, rules, keeps, random) -> None:  # type: ignore[no-untyped-def]
    entries = _entries(rows)
    shuffled = list(entries)
    random.shuffle(shuffled)
    assert rankings.rank(entries, rules, keeps_place=keeps) == rankings.rank(
        shuffled, rules, keeps_place=keeps
    )


@given(LISTS, RULES)
def test_ranks_run_from_one_with_gaps_after_ties(rows, rules) -> None:  # type: ignore[no-untyped-def]
    places = rankings.rank(_entries(rows), rules, keeps_place=True)
    assert [place.position for place in places] == list(range(1, len(rows) + 1))
    ranks = [place.rank or 0 for place in places]
    assert all(rank == 1 + sum(other < rank for other in ranks) for rank in ranks)
    assert all(place.is_tied == (ranks.count(place.rank or 0) > 1) for place in places)


@given(LISTS, RULES)
def test_order_respects_totals_and_every_tie_rule(rows, rules) -> None:  # type: ignore[no-untyped-def]
    """Neighbours with equal totals are parted by the first rule that knows and differs, or share a rank."""
    entries = {entry.member_id: entry for entry in _entries(rows)}
    places = rankings.rank(list(entries.values()), rules, keeps_place=True)
    for above, below in pairwise(places):
        first, second = entries[above.member_id], entries[below.member_id]
        assert first.total >= second.total
        if first.total != second.total or above.rank == below.rank:
            continue
        parted = False
        for rule in rules:
            one, two = KEYS[rule](first), KEYS[rule](second)
            if one is None or two is None or one == two:
                continue
            if one < two:
                parted = True
                break
            rivals = [entry for entry in entries.values() if entry.total == first.total]
            assert any(KEYS[rule](entry) is None for entry in rivals)
        assert parted


def test_the_word_is_compared_after_normalising_trimming_and_upper_casing() -> None:
    for typed in ("CÔNG BỐ", "công bố", "  Công Bố ", "CO\u0302NG BO\u0302\u0301"):
        rankings.check_publish_word(typed)
    for typed in ("", "CONG BO", "CÔNG BỐ!", "ĐÓNG NĂM"):
        with pytest.raises(DomainError) as caught:
            rankings.check_publish_word(typed)
        assert caught.value.field == "word"


@pytest.mark.parametrize("state", [None, *RankingState])
def test_every_state_allows_exactly_its_next_step(state: RankingState | None) -> None:
    allowed = {
        None: {"check_not_frozen"},
        RankingState.FROZEN: {"check_unfreezable", "check_finalisable"},
        RankingState.FINALISED: {"check_publishable"},
        RankingState.PUBLISHED: {"check_correctable"},
    }[state]
    found = set()
    names = (
        "check_not_frozen",
        "check_unfreezable",
        "check_finalisable",
        "check_publishable",
        "check_correctable",
    )
    for name in names:
        try:
            getattr(rankings, name)(state)
            found.add(name)
        except DomainError:
            continue
    assert found == allowed


@pytest.mark.parametrize("places", [[], [1], [1, 1], [2, 3], [0, 1]])
def test_places_of_a_ballot_are_one_two_three(places: list[int]) -> None:
    with pytest.raises(DomainError):
        rankings.check_ballot(places)
