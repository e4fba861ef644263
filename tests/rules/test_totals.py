"""Sums of a sheet: groups, bonus, penalty, and criteria that were not assigned."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from emulation.rules.totals import Total, TotalLine, final_points, group_for_rule, self_points, total_of
from emulation.vocabulary.kinds import RuleType

D = Decimal


def line(
    group: str, most: str, points: str | None, rule: RuleType = RuleType.MANUAL, *, out: bool = False
) -> TotalLine:
    value = None if points is None else D(points)
    return TotalLine(group, D(most), rule, value, None, None, out)


def totals(*lines: TotalLine) -> Total:
    return total_of(lines, {number: final_points(one) for number, one in enumerate(lines)})


def test_total_is_groups_plus_bonus_plus_penalty() -> None:
    """548.20 + 180.50 + 171.70 + 12 − 3 = 909.40."""
    found = totals(
        line("I", "600", "548.20"),
        line("II", "200", "180.50"),
        line("III", "200", "171.70"),
        line("B", "20", "12", RuleType.BONUS),
        line("P", "10", "-3", RuleType.PENALTY),
    )
    groups = {"I": D("548.20"), "II": D("180.50"), "III": D("171.70")}
    assert found == Total(groups, D(12), D(-3), D("909.40"), False, D("900.40"), D(1000), D(1000))
    assert found.scaled == D("900.40")


def test_not_assigned_criteria_scale_the_sum_to_the_full_base() -> None:
    """Raw 880.50 of 970 on 1000 is 907.73 (handbook 6.2); the groups stay raw."""
    found = totals(line("I", "970", "880.50"), line("I", "30", None, out=True))
    assert (found.total, found.groups, found.is_scaled) == (D("907.73"), {"I": D("880.50")}, True)
    assert (found.raw, found.base, found.full, found.scaled) == (D("880.50"), D(970), D(1000), D("907.73"))


def test_points_of_a_line_that_was_not_assigned_do_not_count() -> None:
    assert totals(line("I", "10", "5"), line("I", "10", "9", out=True)).groups == {"I": D(5)}


def test_final_is_the_appraisal_then_the_claim_then_the_rule_never_the_best() -> None:
    one = TotalLine("I", D(40), RuleType.MANUAL, D(39), D(38), D(10), False)
    assert final_points(one) == D(10)
    assert self_points(one) == D(38)
    two = TotalLine("I", D(40), RuleType.MANUAL, D(39), None, None, False)
    assert final_points(two) == D(39)
    zero = TotalLine("I", D(40), RuleType.MANUAL, D(39), D(38), D(0), False)
    assert final_points(zero) == D(0)


def test_the_groups_that_tie_rules_look_at() -> None:
    assert [group_for_rule(["I", "II", "III"], at) for at in (0, 2)] == ["I", "III"]
    assert [group_for_rule(["A", "B"], at) for at in (0, 2)] == ["A", "B"]
    assert group_for_rule([], 2) is None


POINTS = st.none() | st.decimals("0", "100", places=2)
LEAVES = st.lists(st.tuples(st.sampled_from(["I", "II", "III"]), POINTS), max_size=12)


@given(LEAVES, st.randoms())
def test_sums_are_those_of_the_children_in_any_order(rows, random) -> None:  # type: ignore[no-untyped-def]
    """Red when an open line is counted, or a line lands in another group."""
    found = totals(*(line(group, "100", None if p is None else str(p)) for group, p in rows))
    for name in ("I", "II", "III"):
        own = [p for group, p in rows if group == name and p is not None]
        assert found.groups.get(name) == (sum(own) if own else None)
    assert found.total == sum((p for _group, p in rows if p is not None), D(0))
    shuffled = list(rows)
    random.shuffle(shuffled)
    again = totals(*(line(group, "100", None if p is None else str(p)) for group, p in shuffled))
    assert (again.groups, again.total) == (found.groups, found.total)
