"""How much of a workbook is read: far more than any plan of a city needs, far less than a machine has."""

LARGEST_MB = 10
MOST_ROWS = 20_000
MOST_CELLS = 400_000
MOST_SHEETS = 200
#: As Excel itself: no cell holds more.
LONGEST_TEXT = 32_767

#: Letters in all cells together: a short file can say the same long text in every cell.
MOST_TEXT = 8_000_000


class TooLarge(Exception):
    """The workbook has more rows or cells than are read."""
