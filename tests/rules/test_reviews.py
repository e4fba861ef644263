"""Whether a promise asks for more than last year."""

from decimal import Decimal

import pytest

from emulation.rules.reviews import Ambition, ambition
from emulation.vocabulary.kinds import Direction

UP, DOWN = Direction.HIGHER, Direction.LOWER


@pytest.mark.parametrize(
    ("plan", "before", "direction", "expected"),
    [
        ("8", "7.5", UP, Ambition.MORE),
        ("7", "7.5", UP, Ambition.LESS),
        ("7.50", "7.5", UP, Ambition.SAME),
        ("0.4", "0.5", DOWN, Ambition.MORE),
        ("0.6", "0.5", DOWN, Ambition.LESS),
        ("0", "-9.77", UP, Ambition.MORE),
    ],
)
def test_a_plan_beside_last_year(plan: str, before: str, direction: Direction, expected: Ambition) -> None:
    """Red when the direction is not asked."""
    assert ambition(Decimal(plan), Decimal(before), direction) is expected


@pytest.mark.parametrize(("plan", "before"), [(None, Decimal(1)), (Decimal(1), None), (None, None)])
def test_what_is_missing_is_not_compared(plan: Decimal | None, before: Decimal | None) -> None:
    assert ambition(plan, before, UP) is None
