"""The reader of papers, run as a process of its own: a file on stdin, its words as one JSON text on stdout.

`python -m emulation.gateways.reading.reader .pdf` writes an empty text for what it cannot read.
"""

import io
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress

from pypdf import PdfReader

from emulation.gateways.apart import bound_itself
from emulation.gateways.reading import office
from emulation.gateways.reading.bounds import MOST_PAGES, MOST_TEXT
from emulation.vocabulary.vietnamese import nfc


def main() -> None:
    """Read stdin, write stdout, within bounds."""
    bound_itself()
    json.dump(text_of(sys.stdin.buffer.read(), sys.argv[1]), sys.stdout, ensure_ascii=True)


def text_of(content: bytes, suffix: str) -> str:
    """The lines that could be read before the bounds or the file put an end to it."""
    lines: list[str] = []
    letters = 0
    with suppress(Exception, MemoryError, RecursionError):  # whatever it is, the file did it
        for line in READERS[suffix](content):
            lines.append(nfc(line)[: MOST_TEXT - letters])
            letters += len(lines[-1]) + 1
            if letters >= MOST_TEXT:
                break
    return "\n".join(line for line in lines if line)


def _pdf(content: bytes) -> Iterator[str]:
    reader = PdfReader(io.BytesIO(content), strict=False)
    for number, page in enumerate(reader.pages):
        if number >= MOST_PAGES:
            return
        yield from page.extract_text().splitlines()


READERS: dict[str, Callable[[bytes], Iterator[str]]] = {
    ".pdf": _pdf,
    ".docx": office.document_lines,
    ".xlsx": office.workbook_lines,
}

if __name__ == "__main__":
    main()
