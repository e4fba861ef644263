"""PDF: whole, open, without anything that acts or travels along. Pages are never rendered."""

import re
import zlib
from typing import BinaryIO

from emulation.gateways.inspection.verdict import ACTIVE, BROKEN, HIDDEN, LOCKED, SWOLLEN, Refused

_HEADER = re.compile(rb"%PDF-[12]\.[0-9]")
_ESCAPED_NAME = re.compile(rb"/[^\s()<>\[\]{}/%]{0,60}#[^\s()<>\[\]{}/%]{0,60}")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
#: Names that make a document act or carry other files. An action that runs a script must be named /JavaScript.
_ACTS = re.compile(
    rb"/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia|ImportData|SubmitForm|GoToE|XFA)(?![A-Za-z0-9])"
)
_LOCK = re.compile(rb"/Encrypt(?![A-Za-z0-9])")
_PACKED = re.compile(rb"/ObjStm(?![A-Za-z0-9])")
_STREAM = re.compile(rb"stream\r?\n")
#: Objects may be packed into streams: so much of one, and of all of them, is unpacked and read.
MOST_OF_ONE = 8 * 1024 * 1024
MOST_OF_ALL = 64 * 1024 * 1024
DICTIONARY = 4096


def check(file: BinaryIO) -> None:
    """Raise Refused for a PDF that is cut, locked, acts, carries files, or has something behind its end."""
    content = file.read()
    if not _HEADER.match(content):
        raise Refused(BROKEN)
    end = content.rfind(b"%%EOF")
    if end < 0:
        raise Refused(BROKEN)
    if content[end + 5 :].strip(b"\0\t\n\f\r "):
        raise Refused(HIDDEN)
    if _LOCK.search(content):
        raise Refused(LOCKED)
    names = _unescaped(content)
    if _PACKED.search(names):
        raise Refused(HIDDEN)
    _check_names(content)
    _check_names(names)
    _check_packed(content)


def _unescaped(content: bytes) -> bytes:
    """The names that are written with escapes, as they are read: /J#61vaScript is /JavaScript."""
    found = _ESCAPED_NAME.findall(content)
    return b" ".join(_ESCAPE.sub(lambda code: bytes.fromhex(code[1].decode()), name) for name in found)


def _check_names(content: bytes) -> None:
    if _ACTS.search(content):
        raise Refused(ACTIVE)


def _check_packed(content: bytes) -> None:
    """Look into every stream that holds packed objects; what cannot be unpacked is not taken."""
    total = 0
    for found in _PACKED.finditer(content):
        start = _STREAM.search(content, found.end(), found.end() + DICTIONARY)
        if start is None:
            raise Refused(HIDDEN)
        before = content[max(0, found.start() - DICTIONARY) : start.start()]
        objects = _unpacked(content, start.end(), is_plain=b"/Filter" not in before)
        total += len(objects)
        if total > MOST_OF_ALL:
            raise Refused(SWOLLEN)
        _check_names(objects)
        _check_names(_unescaped(objects))


def _unpacked(content: bytes, start: int, *, is_plain: bool) -> bytes:
    """The objects of the stream at `start`; plain ones were read with the rest of the file."""
    if is_plain:
        return b""
    end = content.find(b"endstream", start)
    unpacker = zlib.decompressobj()
    try:
        objects = unpacker.decompress(content[start : end if end >= 0 else None], MOST_OF_ONE)
    except zlib.error as error:
        raise Refused(HIDDEN) from error
    if unpacker.unconsumed_tail:
        raise Refused(SWOLLEN)
    return objects
