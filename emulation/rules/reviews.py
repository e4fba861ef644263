"""What the chair looks at before agreeing: does a promise ask for more than last year (features P5)?"""

from decimal import Decimal

from emulation.vocabulary.kinds import Direction
from emulation.vocabulary.labelled import Labelled
from emulation.vocabulary.words import N_


class Ambition(Labelled):
    """How much a promise asks for beside something of last year."""

    MORE = "more", N_("yêu cầu cao hơn"), "success"
    SAME = "same", N_("bằng"), "neutral"
    LESS = "less", N_("yêu cầu thấp hơn"), "attention"


def ambition(plan: Decimal | None, before: Decimal | None, direction: Direction) -> Ambition | None:
    """A plan beside last year's plan or result; None when one of the two is missing."""
    if plan is None or before is None:
        return None
    if plan == before:
        return Ambition.SAME
    asks_more = plan < before if direction is Direction.LOWER else plan > before
    return Ambition.MORE if asks_more else Ambition.LESS
