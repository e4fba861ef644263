"""Documents are set in a process of their own, with little memory and little time, only a few at once.

The typesetter runs inside whoever calls it and cannot be interrupted there: a document without end would hold a
thread of the web server for good. A process costs about a tenth of a second and ends whatever happens.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from threading import BoundedSemaphore
from typing import Any

from emulation.gateways import apart
from emulation.gateways.pdf.document import Document
from emulation.paths import share
from emulation.vocabulary.errors import DomainError, Unavailable
from emulation.vocabulary.words import N_

SECONDS = 15
#: Documents set at the same time by one server process; the next waits for a place.
AT_ONCE = 2
#: Documents a server process remembers; the moment of printing changes every minute, and so do they.
KEPT = 16
MOST_BYTES = 2 * 1024 * 1024
#: About three seconds of work; twelve members over ten years with all versions of a figure are 4,000.
MOST_CELLS = 20_000
COMPILER = "emulation.gateways.pdf.compiler"
TOO_LARGE = N_("Nội dung quá lớn để lập tệp PDF. Hãy tải tệp XLSX hoặc CSV.")
_places = BoundedSemaphore(AT_ONCE)


def pdf_bytes(document: Document) -> bytes:
    """The document as a tagged PDF (PDF/A-2a and PDF/UA-1); the same values give the same bytes.

    Raises DomainError for a document too large to be set within the bounds, Unavailable when no place gets free.
    """
    return set_apart(document.told(), document.made_at, "document.typ", document.cells)


def set_apart(told: Mapping[str, Any], made_at: datetime, template: str, cells: int) -> bytes:
    """What `template` makes of these values; raises as `pdf_bytes`."""
    task = {
        "told": told,
        "made_at": int(made_at.timestamp()),
        "templates": str(share("templates") / "documents"),
        "template": template,
    }
    content = json.dumps(task).encode()
    if len(content) > MOST_BYTES or cells > MOST_CELLS:
        raise DomainError(TOO_LARGE)
    return _kept(content)


@lru_cache(maxsize=KEPT)
def _kept(content: bytes) -> bytes:
    """The same document is set once: whoever asks for a public page again and again costs nothing."""
    if not _places.acquire(timeout=SECONDS):
        raise Unavailable()
    try:
        return _set(content)
    finally:
        _places.release()


def _set(content: bytes) -> bytes:
    """A compiler that was ended by a signal or by the clock had too much to do; any other end is a fault of ours."""
    one_thread = {"RAYON_NUM_THREADS": "1"}  # every thread takes its share of the memory that is bounded
    try:
        return apart.ask(COMPILER, content=content, environment=one_thread, seconds=SECONDS)
    except apart.Ended as ended:
        raise DomainError(TOO_LARGE) from ended
