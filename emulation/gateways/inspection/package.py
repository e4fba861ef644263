"""Word and Excel files: archives of known parts, without macros, objects, or content from elsewhere.

A workbook inside a Word file is how charts keep their numbers: it is looked at like any other, one level deep.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from typing import IO, BinaryIO

from emulation.gateways.inspection import archive, markup
from emulation.gateways.inspection.verdict import ACTIVE, BROKEN, HIDDEN, MISMATCH, SWOLLEN, Refused

_OFFICE = "application/vnd.openxmlformats-officedocument"
DOCUMENT = f"{_OFFICE}.wordprocessingml.document.main+xml"
WORKBOOK = f"{_OFFICE}.spreadsheetml.sheet.main+xml"
TYPES = "[Content_Types].xml"
MARKUP = frozenset({"xml", "rels", "vml", "svg"})
#: Parts that are no markup; objects and scripts are not among them.
MEDIA = frozenset({"png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "emf", "wmf", "wdp", "odttf", "sigs"})
_SETTINGS = re.compile(r"xl/printerSettings/printerSettings\d+\.bin", re.IGNORECASE)
_CHART_NUMBERS = re.compile(r"(word|xl)/embeddings/[^/]+\.xlsx", re.IGNORECASE)
_ACTIVE_NAME = re.compile(
    r"vbaproject|vbadata|activex|oleobject|externallinks|/macrosheets|customui", re.IGNORECASE
)
#: How programs and old Office files begin, which can carry programs.
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xd0\xcf\x11\xe0", b"#!")
#: Everything is read once, in pieces, so that each checksum is known to be right.
PIECE = 65536


def check_document(file: BinaryIO) -> None:
    """Raise Refused unless this is a Word file of harmless parts."""
    _check(file, DOCUMENT)


def check_workbook(file: BinaryIO) -> None:
    """Raise Refused unless this is an Excel file of harmless parts."""
    _check(file, WORKBOOK)


def _check(file: BinaryIO, main: str) -> None:
    with archive.opened(file) as packed:
        room = archive.LARGEST_TOTAL - archive.size_of(packed)
        for entry in _check_parts(packed, main):
            with archive.opened(io.BytesIO(_whole(packed, entry, archive.HARMLESS * 16)), room) as chart:
                room -= archive.size_of(chart)
                if _check_parts(chart, WORKBOOK):
                    raise Refused(SWOLLEN)


def _check_parts(packed: zipfile.ZipFile, main: str) -> list[zipfile.ZipInfo]:
    """Look at every part; give those that are workbooks of charts and still have to be looked into."""
    parts = {entry.filename: entry for entry in packed.infolist() if not entry.is_dir()}
    charts = [entry for name, entry in parts.items() if _CHART_NUMBERS.fullmatch(name)]
    try:
        _check_type(packed, parts, main)
        for entry in parts.values():
            if entry not in charts:
                _check_part(packed, entry)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise Refused(BROKEN) from error
    return charts


def _check_type(packed: zipfile.ZipFile, parts: Mapping[str, zipfile.ZipInfo], main: str) -> None:
    if TYPES not in parts:
        raise Refused(MISMATCH)
    types = markup.types_of(_whole(packed, parts[TYPES]))
    if any("macro" in one.lower() or "vba" in one.lower() for one in types):
        raise Refused(ACTIVE)
    if main not in types:
        raise Refused(MISMATCH)


def _check_part(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    suffix = entry.filename.rsplit(".", 1)[-1].lower()
    if _ACTIVE_NAME.search(entry.filename):
        raise Refused(ACTIVE)
    if suffix == "rels":
        markup.check_relations(_whole(packed, entry))
    elif suffix in MARKUP:
        with packed.open(entry) as part:
            markup.check_prolog(part)
            _exhaust(part)
    elif suffix in MEDIA or _SETTINGS.fullmatch(entry.filename):
        _check_media(packed, entry)
    else:
        raise Refused(HIDDEN)


def _check_media(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    with packed.open(entry) as part:
        head = part.read(512)
        if head.startswith(b"PK"):
            raise Refused(SWOLLEN)
        if head.startswith(_PROGRAMS):
            raise Refused(ACTIVE)
        if head.lstrip(b"\xef\xbb\xbf\xfe\xff\0\t\r\n ").startswith(b"<"):
            raise Refused(HIDDEN)
        _exhaust(part)


def _whole(packed: zipfile.ZipFile, entry: zipfile.ZipInfo, largest: int = markup.LARGEST) -> bytes:
    if entry.file_size > largest:
        raise Refused(SWOLLEN)
    return packed.read(entry)


def _exhaust(part: IO[bytes]) -> None:
    while part.read(PIECE):
        pass
