"""How often a letter is tried, and how long it rests in between."""

from datetime import timedelta

#: Pauses after the first, second, … refusal of a letter; after the last one it is given up.
PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=12),
    timedelta(hours=24),
)
MOST_TRIES = len(PAUSES) + 1
#: A sender that says nothing for so long is taken for dead; longer than all the patience of one handing-in.
LEASE = timedelta(minutes=5)
#: A letter that found the post closed lets the others go first.
CLOSED_PAUSE = timedelta(minutes=1)


def next_pause(tries: int) -> timedelta | None:
    """How long to rest after so many refused tries; None when it is time to give up."""
    return PAUSES[tries - 1] if 0 < tries < MOST_TRIES else None
