"""How long before a deadline people are reminded."""

#: Working days before the deadline; 0 is the day itself. Each is said once.
DAYS_BEFORE = (0, 1, 5, 10)


def step_of(left: int) -> int | None:
    """The reminder that fits so many working days left: the nearest one not yet passed; None when it is too early.

    A worker that stood still for some days still says the reminder that fits now, and not those it missed.
    """
    return next((step for step in DAYS_BEFORE if left <= step), None)
