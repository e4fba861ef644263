"""How many of a form a cluster may propose: the row for its size (handbook 5.2, `flag_slots`, `pmcert_slots`)."""

from collections.abc import Mapping

from emulation.rules.verdicts.book import Found, Narrowed, Rule

#: The words with which rows are named after the size of the cluster: `flag_slots.five`.
SIZES: Mapping[str, int] = {
    word: number
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
        start=1,
    )
}


def slot_row(found: Found, members: int) -> Found:
    """What counts for a cluster of this size: its own row, else the chosen one, else the one named after the size.

    A row for another size never counts, not even when it is the only one in force. A row for all sizes counts where
    none is for this one.
    """
    fitting = [row for row in found.rows if _size(row) in (None, members)]
    if found.row is not None and found.row in fitting:
        return Narrowed((found.row,))
    return Narrowed(tuple(row for row in fitting if _size(row) is not None) or tuple(fitting))


def _size(row: Rule) -> int | None:
    """The size that a general row is for; a cluster's own row is for that cluster as it is."""
    return SIZES.get(row.code.partition(".")[2]) if row.cluster_id is None else None
