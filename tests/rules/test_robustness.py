"""How firm ranks are: worked cases, and a brute force that re-sums every line with every weight."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as some

from emulation.rules.robustness import (
    Border,
    Card,
    Contender,
    Firmness,
    Line,
    Unit,
    Verdict,
    assess,
    ranks_as_scored,
    ranks_under,
    verdict,
)
from emulation.vocabulary.kinds import RuleType, TieRule
from emulation.vocabulary.states import EligibilityState

FACTORS = [Decimal(one) for one in ("0.8", "0.9", "1.1", "1.2", "0")]
FIVE = Border(Decimal(5), 1)
#: Criterion → (top group, maximum, rule).
TREE: dict[str, tuple[str, str, RuleType]] = {
    "I.1": ("I", "70", RuleType.RATIO_CAP),
    "I.2": ("I", "40", RuleType.MANUAL),
    "II.1": ("II", "60", RuleType.MANUAL),
    "III.1": ("III", "20", RuleType.BOOLEAN),
    "B": ("B", "20", RuleType.BONUS),
    "P": ("P", "10", RuleType.PENALTY),
}
UNITS = (
    Unit("I", True, frozenset({"I.1", "I.2"})),
    Unit("II", True, frozenset({"II.1"})),
    Unit("III", True, frozenset({"III.1"})),
    *(Unit(code, False, frozenset({code})) for code in TREE),
)
TIE_RULES = (TieRule.CONTENT_ONE, TieRule.EMULATION_CONTENT, TieRule.FEWER_PENALTIES)
CARD = Card(("I", "II", "III"), UNITS, TIE_RULES, keeps_place=True)


def member(number: int, points: tuple[str, ...], *, skipped: tuple[str, ...] = (), **more: Any) -> Contender:
    """A member with points per criterion in the order of the tree."""
    lines = tuple(
        Line(code, group, Decimal(most), rule, Decimal(own), code in skipped)
        for (code, (group, most, rule)), own in zip(TREE.items(), points, strict=True)
    )
    return Contender(number, lines, **more)


def by_member(found: list[Firmness]) -> dict[int, Firmness]:
    return {one.member_id: one for one in found}


def test_a_lead_that_rests_on_one_criterion_is_sensitive() -> None:
    """Totals 150 and 149. One criterion at a time: 60·0.8 against 50·0.8 in II.1 turns the order.

    Red when `_varied` multiplies nothing (factor − 1 replaced by 0).
    """
    one = member(1, ("60", "30", "40", "20", "0", "0"))
    two = member(2, ("50", "30", "49", "20", "0", "0"))
    found = by_member(assess([one, two], CARD, FACTORS, FIVE))
    assert (found[1].rank, found[1].best, found[1].worst) == (1, 1, 2)
    assert (found[2].rank, found[2].best, found[2].worst) == (2, 1, 2)
    # I.1 and group I lose at 0.8 (−2), tie at 0.9 (60·0.1 − 50·0.1 = 1: equal, content I still parts: 84 to 75);
    # II and II.1 at 1.2 (40·1.2 = 48, 49·1.2 = 58.8: −0.8); dropping I or I.1 turns it too.
    turned = {(change.unit.code, change.factor) for change in found[1].changes}
    assert turned == {
        ("I", Decimal("0.8")),
        ("I.1", Decimal("0.8")),
        ("II", Decimal("1.2")),
        ("II.1", Decimal("1.2")),
        ("I", Decimal(0)),
        ("I.1", Decimal(0)),
    }
    assert found[1].tried == 45 and found[1].verdict is Verdict.SENSITIVE
    assert (found[1].to_above, found[1].to_below) == (None, Decimal(1))
    assert (found[2].to_above, found[2].to_below) == (Decimal(1), None)


def test_the_border_of_the_verdict_is_part_of_firm() -> None:
    """5 % of 100 is firm, one more is not; two places are too far. Red with < instead of <= in either."""
    assert verdict(5, 100, 1, FIVE) is Verdict.FIRM
    assert verdict(6, 100, 1, FIVE) is Verdict.SENSITIVE
    assert verdict(1, 21, 1, FIVE) is Verdict.FIRM  # 4.76 %
    assert verdict(1, 19, 1, FIVE) is Verdict.SENSITIVE  # 5.26 %
    assert verdict(1, 100, 2, FIVE) is Verdict.SENSITIVE
    assert verdict(0, 0, 0, FIVE) is Verdict.FIRM


def test_tie_rules_part_equal_totals_and_the_distance_is_nothing() -> None:
    one = member(1, ("50", "30", "40", "20", "0", "0"))
    two = member(2, ("40", "30", "50", "20", "0", "0"))
    found = assess([two, one], CARD, FACTORS, FIVE)
    assert [(one.member_id, one.rank) for one in found] == [(1, 1), (2, 2)]
    assert found[0].to_below == Decimal(0) == found[1].to_above


def test_members_that_share_a_rank_are_not_above_each_other() -> None:
    same = ("50", "30", "40", "20", "0", "0")
    found = assess([member(1, same), member(2, same), member(3, ("0",) * 6)], CARD, FACTORS, FIVE)
    assert [one.rank for one in found] == [1, 1, 3]
    assert [one.to_below for one in found] == [Decimal(140), Decimal(140), None]
    assert [one.to_above for one in found] == [None, None, Decimal(140)]
    # Dropping or varying one criterion moves both alike: nothing changes.
    assert all(one.verdict is Verdict.FIRM and not one.changes for one in found)


def test_a_criterion_that_is_not_assigned_scales_from_the_varied_base() -> None:
    """Member 1 has no I.2: 120 of 150 on 190 is 152. I.1 at 1.2: (60·1.2+60)/(84+80)·204 = 164.20 (half up).

    Member 2: 164.19 at 1.2 when it holds 152.19 with 60 in I.1. Red when the full base stays 190.
    """
    one = member(1, ("60", "0", "40", "20", "0", "0"), skipped=("I.2",))
    two = member(2, ("60", "32.19", "40", "20", "0", "0"))
    assert ranks_as_scored([one, two], CARD) == {2: 1, 1: 2}
    assert ranks_under([one, two], CARD, Unit("I.1", False, frozenset({"I.1"})), Decimal("1.2")) == {
        1: 1,
        2: 2,
    }


def test_a_member_whose_place_is_skipped_has_no_verdict() -> None:
    out = member(1, ("70", "40", "60", "20", "0", "0"), eligibility=EligibilityState.INELIGIBLE)
    card = Card(CARD.top_groups, UNITS, TIE_RULES, keeps_place=False)
    found = by_member(assess([out, member(2, ("0",) * 6)], card, FACTORS, FIVE))
    assert (found[1].rank, found[1].best, found[1].verdict, found[1].to_below) == (None, None, None, None)
    assert (found[2].rank, found[2].to_above) == (1, None)


points_of = {
    code: some.integers(-1000 if rule is RuleType.PENALTY else 0, 0 if rule is RuleType.PENALTY else 4000)
    for code, (_group, _most, rule) in TREE.items()
}
few_points = some.sampled_from([0, 1000, 2000])


@some.composite
def clusters(draw: some.DrawFn, *, skipping: bool = True) -> list[Contender]:
    """3–15 members; coarse points make ties, exemptions make scaled totals."""
    found = []
    coarse = draw(some.booleans())
    for number in range(1, draw(some.integers(3, 15)) + 1):
        values = []
        for code, (_group, _most, rule) in TREE.items():
            sign = -1 if rule is RuleType.PENALTY else 1
            raw = sign * draw(few_points) // 2 if coarse else draw(points_of[code])
            values.append(str(Decimal(raw).scaleb(-2)))
        skipped = (
            draw(some.sets(some.sampled_from(["I.1", "I.2", "II.1"]), max_size=2)) if skipping else set()
        )
        place = draw(some.none() | some.integers(1, 15))
        found.append(member(number, tuple(values), skipped=tuple(skipped), previous_rank=place))
    return found


def brute_ranks(cluster: list[Contender], weights: dict[str, Fraction], card: Card) -> dict[int, int]:
    """Every line summed again with its weight, members compared pair by pair: nothing shared with the rule."""
    keys = {}
    for one in cluster:
        raw: dict[str, Fraction] = {}
        extra, penalty, base, full = Fraction(0), Fraction(0), Fraction(0), Fraction(0)
        for line in one.lines:
            weight, most = weights[line.code], Fraction(line.max_points)
            own = Fraction(0) if line.not_assigned else Fraction(line.points) * weight
            if line.code in ("B", "P"):
                extra += own
                penalty += own if line.code == "P" else 0
                continue
            raw[line.group] = raw.get(line.group, Fraction(0)) + own
            full += most * weight
            base += 0 if line.not_assigned else most * weight
        main = sum(raw.values(), Fraction(0))
        if base not in (full, 0):
            exact = main * full / base * 100
            main = Fraction(int(exact + Fraction(1, 2)), 100)
        keys[one.member_id] = (main + extra, raw.get("I"), raw.get("III"), penalty, one.previous_rank)
    asked = {TieRule.CONTENT_ONE: 1, TieRule.EMULATION_CONTENT: 2, TieRule.FEWER_PENALTIES: 3}
    columns = [0, *(asked[rule] for rule in card.tie_rules)]

    def leads(other: int, own: int) -> bool:
        for column in columns:
            if keys[other][column] != keys[own][column]:
                return bool(keys[other][column] > keys[own][column])  # type: ignore[operator]
        return False

    return {own: 1 + sum(leads(other, own) for other in keys) for own in keys}


@settings(deadline=None, max_examples=40)
@given(clusters())
def test_ranges_and_changes_equal_a_brute_force(cluster: list[Contender]) -> None:
    """Red when a drop is left out of the range, or when `_add` forgets the base of an assigned criterion."""
    plain = dict.fromkeys(TREE, Fraction(1))
    found = by_member(assess(cluster, CARD, FACTORS, FIVE))
    expected = brute_ranks(cluster, plain, CARD)
    assert {number: one.rank for number, one in found.items()} == expected
    seen: dict[int, list[tuple[str, bool, Decimal, int]]] = {number: [] for number in found}
    for unit in UNITS:
        for factor in FACTORS:
            weights = plain | dict.fromkeys(unit.criteria, Fraction(factor))
            for number, rank in brute_ranks(cluster, weights, CARD).items():
                seen[number].append((unit.code, unit.is_group, factor, rank))
    for number, one in found.items():
        ranks = [expected[number], *(row[3] for row in seen[number])]
        assert (one.best, one.worst) == (min(ranks), max(ranks))
        changed = [row for row in seen[number] if row[3] != expected[number]]
        assert [(c.unit.code, c.unit.is_group, c.factor, c.rank) for c in one.changes] == changed
        share = Decimal(len(changed)) * 100 / Decimal(len(seen[number]))
        far = max(abs(rank - expected[number]) for rank in ranks)
        assert (one.verdict is Verdict.FIRM) == (share <= 5 and far <= 1)


@settings(deadline=None, max_examples=40)
@given(clusters())
def test_nothing_varied_changes_nothing(cluster: list[Contender]) -> None:
    ranks = ranks_as_scored(cluster, CARD)
    for unit in UNITS:
        assert ranks_under(cluster, CARD, unit, Decimal(1)) == ranks
    assert all(not one.changes and one.best == one.worst for one in assess(cluster, CARD, [Decimal(1)], FIVE))


@settings(deadline=None, max_examples=40)
@given(clusters(skipping=False))
def test_best_in_every_criterion_is_always_first(cluster: list[Contender]) -> None:
    best = tuple(str(max(one.lines[place].points for one in cluster)) for place in range(len(TREE)))
    found = by_member(assess([*cluster, member(99, best)], CARD, FACTORS, FIVE))
    assert (found[99].best, found[99].worst, found[99].verdict) == (1, 1, Verdict.FIRM)
    assert found[99].to_above is None


def test_half_up_in_the_brute_force_is_the_rounding_of_the_rule() -> None:
    """The brute force adds a half and cuts: 907.725 is 907.73, as printed (handbook 6.2)."""
    assert Decimal("907.725").quantize(Decimal("0.01"), ROUND_HALF_UP) == Decimal("907.73")
    assert Fraction(int(Fraction("90772.5") + Fraction(1, 2)), 100) == Fraction("907.73")
