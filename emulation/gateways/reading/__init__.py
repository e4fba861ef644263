"""The words of papers that people upload: read in a process of its own, or known to be unreadable.

The file was looked at before (`gateways/inspection`). A scan has no words, and whatever makes the reader fail, hang
or eat memory is no reason to refuse a paper that people can read: then a person has to look.
"""

import json
from pathlib import Path
from threading import BoundedSemaphore

from emulation.gateways import apart
from emulation.gateways.reading.bounds import FEWEST_LETTERS
from emulation.vocabulary.errors import Unavailable

READER = "emulation.gateways.reading.reader"
SUFFIXES = frozenset({".docx", ".pdf", ".xlsx"})
SECONDS = 15
#: Files read at the same time by one server process; the next waits for a place.
AT_ONCE = 2
_places = BoundedSemaphore(AT_ONCE)


def text_of(path: Path, suffix: str) -> str:
    """The words of a file in NFC, line by line, at most MOST_TEXT letters; empty when nobody can read them here.

    Raises Unavailable when no place gets free.
    """
    if suffix not in SUFFIXES:
        return ""
    if not _places.acquire(timeout=SECONDS):
        raise Unavailable()
    try:
        told = apart.ask(READER, suffix, content=path.read_bytes(), seconds=SECONDS)
    except apart.Ended:
        return ""
    finally:
        _places.release()
    text = str(json.loads(told))
    return text if sum(map(str.isalpha, text)) >= FEWEST_LETTERS else ""
