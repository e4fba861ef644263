"""What a file really is, found in its bytes; whatever could act, hide or swell is refused in words.

The walkers read the structure only: nothing is rendered, no picture is decoded, no address is fetched. That is why
no library for documents or pictures stands here: a decoder would be the largest surface to attack.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from emulation.gateways.inspection import jpeg, package, pdf, png
from emulation.gateways.inspection.archive import ends_like_an_archive
from emulation.gateways.inspection.verdict import HIDDEN, MISMATCH, Refused

__all__ = ["KINDS", "Kind", "Refused", "inspect"]


@dataclass(frozen=True)
class Kind:
    """A kind of file that is taken: its name for readers, media type, how its bytes begin, who looks inside."""

    label: str
    media_type: str
    start: bytes
    look_inside: Callable[[BinaryIO], None]


_OFFICE = "application/vnd.openxmlformats-officedocument"
_JPEG = Kind("JPEG", "image/jpeg", b"\xff\xd8\xff", jpeg.check)
#: Suffix → kind. What is not named here is not taken.
KINDS: Mapping[str, Kind] = {
    ".pdf": Kind("PDF", "application/pdf", b"%PDF-", pdf.check),
    ".docx": Kind("Word", f"{_OFFICE}.wordprocessingml.document", b"PK\x03\x04", package.check_document),
    ".xlsx": Kind("Excel", f"{_OFFICE}.spreadsheetml.sheet", b"PK\x03\x04", package.check_workbook),
    ".png": Kind("PNG", "image/png", b"\x89PNG\r\n\x1a\n", png.check),
    ".jpg": _JPEG,
    ".jpeg": _JPEG,
}
#: A browser that guesses looks at so many bytes.
SNIFFED = 1024
_MARKUP = (b"<html", b"<script", b"<!doctype", b"<svg", b"<body", b"<iframe", b"<?php", b"<?xml")


def inspect(file: BinaryIO, kind: Kind) -> None:
    """Raise Refused unless the bytes are of this kind, and of no other at the same time."""
    file.seek(0)
    head = file.read(SNIFFED)
    if not head.startswith(kind.start):
        raise Refused(MISMATCH)
    is_package = kind.start.startswith(b"PK")
    if not is_package and (ends_like_an_archive(file) or any(mark in head.lower() for mark in _MARKUP)):
        raise Refused(HIDDEN)
    file.seek(0)
    kind.look_inside(file)
