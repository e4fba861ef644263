"""Prize money: factor × base salary in whole đồng, rounded half up."""

from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation.rules import prizes as rules
from emulation.vocabulary.award_kinds import NomineeKind
from emulation.vocabulary.errors import DomainError

BASE = Decimal(2_340_000)


@dataclass(frozen=True)
class Row:
    """A rule row as the rules read it."""

    code: str
    amount: Decimal | None
    confirmed: bool = True


NO_FACTOR = "Chưa có hệ số trong bộ quy tắc ngày %(day)s"
NO_BASE = "Chưa có lương cơ sở trong bộ quy tắc ngày %(day)s"
UNCLEAR = "Bộ quy tắc ngày %(day)s không cho một mức rõ ràng: cần người quyết định"
BASE_ROW = Row("base_salary", BASE)
ROWS = [
    BASE_ROW,
    Row("factor_flag_gov.n98", Decimal("12.0")),
    Row("factor_pm_certificate_collective.n98", Decimal("7.0"), confirmed=False),
]


@pytest.mark.parametrize(
    ("factor", "base", "amount"),
    [
        ("12.0", "2340000", 28_080_000),
        ("7.0", "2340000", 16_380_000),
        ("3.5", "2340000", 8_190_000),
        ("0.3", "2340000", 702_000),
        ("0.5", "2340001", 1_170_001),
        ("0.5", "2339999", 1_170_000),
        ("0.25", "2340001", 585_000),
    ],
)
def test_money_of_the_handbook_and_at_the_half(factor: str, base: str, amount: int) -> None:
    """Handbook 8: 12.0 × 2.34 m = 28.08 m. Red when money() truncates or rounds half to even."""
    assert rules.money(Decimal(factor), Decimal(base)) == amount


def test_the_prize_names_its_rows_and_whether_they_are_confirmed() -> None:
    flag = rules.find_prize(ROWS, "flag_gov", NomineeKind.MEMBER)
    paper = rules.find_prize(ROWS, "pm_certificate", NomineeKind.COLLECTIVE)
    assert flag is not None and paper is not None
    assert (flag.amount, flag.factor.code, flag.confirmed) == (28_080_000, "factor_flag_gov.n98", True)
    assert (paper.amount, paper.confirmed) == (16_380_000, False)


@pytest.mark.parametrize(
    ("rows", "form", "kind", "why"),
    [
        (ROWS, "pm_certificate", NomineeKind.PERSON, NO_FACTOR),
        (ROWS, "order", NomineeKind.MEMBER, NO_FACTOR),
        (ROWS[1:], "flag_gov", NomineeKind.MEMBER, NO_BASE),
        ([*ROWS, Row("factor_flag_gov.other", Decimal(9))], "flag_gov", NomineeKind.MEMBER, UNCLEAR),
        ([*ROWS, Row("base_salary.later", Decimal(2_500_000))], "flag_gov", NomineeKind.MEMBER, UNCLEAR),
        ([BASE_ROW, Row("factor_flag_gov", None)], "flag_gov", NomineeKind.MEMBER, NO_FACTOR),
        ([BASE_ROW, Row("factor_flag_gov", Decimal(5000))], "flag_gov", NomineeKind.MEMBER, UNCLEAR),
    ],
    ids=["a person's", "no factor", "no base", "two factors", "two bases", "words", "beyond the register"],
)
def test_what_nobody_can_say_is_not_said(rows: list[Row], form: str, kind: NomineeKind, why: str) -> None:
    """Red when _only takes the first of several rows, or why_none counts a row without a number."""
    assert rules.find_prize(rows, form, kind) is None
    assert rules.why_none(rows, form, kind) == why


def test_a_persons_own_factor_comes_before_the_common_one() -> None:
    rows = [*ROWS, Row("factor_order", Decimal(9)), Row("factor_order_individual", Decimal(4))]
    person = rules.find_prize(rows, "order", NomineeKind.PERSON)
    group = rules.find_prize(rows, "order", NomineeKind.COLLECTIVE)
    assert person is not None and group is not None
    assert (person.amount, group.amount) == (9_360_000, 21_060_000)


@pytest.mark.parametrize("amount", [0, -1, 2_000_000_001])
def test_an_amount_outside_the_register_is_refused(amount: int) -> None:
    with pytest.raises(DomainError, match=r"từ 1 đến 2\.000\.000\.000") as caught:
        rules.check_amount(amount)
    assert caught.value.field == "amount"


@given(st.decimals("0.1", "50", places=2), st.integers(1, 30_000_000))
def test_the_rounded_amount_is_within_half_a_dong(factor: Decimal, base: int) -> None:
    assert abs(rules.money(factor, Decimal(base)) - factor * base) <= Decimal("0.5")
