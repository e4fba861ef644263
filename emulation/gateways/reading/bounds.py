"""How much of a paper is read: far more than any report of a city says, far less than a machine has."""

MOST_TEXT = 400_000
MOST_PAGES = 400
#: How many bytes of markup one part of an Office file may unpack to before it is left alone.
MOST_MARKUP = 32 * 1024 * 1024
#: Fewer letters are no text: a scan with a stamp on it.
FEWEST_LETTERS = 20
