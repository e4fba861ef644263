"""PNG: the chunks are walked and their checksums compared; the picture itself is never unpacked."""

import struct
import zlib
from typing import BinaryIO

from emulation.gateways.inspection.sizes import check_size
from emulation.gateways.inspection.verdict import BROKEN, HIDDEN, Refused

SIGNATURE_LENGTH = 8
MOST_CHUNKS = 100_000
PIECE = 65536


def check(file: BinaryIO) -> None:
    """Raise Refused unless this is one whole PNG of a sane size and nothing more."""
    file.seek(SIGNATURE_LENGTH)
    seen: set[bytes] = set()
    for number in range(MOST_CHUNKS):
        kind, head = _chunk(file)
        if (number == 0) != (kind == b"IHDR"):
            raise Refused(BROKEN)
        if kind == b"IHDR":
            if len(head) < 8:
                raise Refused(BROKEN)
            check_size(*struct.unpack(">II", head[:8]))
        seen.add(kind)
        if kind == b"IEND":
            break
    if not {b"IDAT", b"IEND"} <= seen:
        raise Refused(BROKEN)
    if file.read(1):
        raise Refused(HIDDEN)


def _chunk(file: BinaryIO) -> tuple[bytes, bytes]:
    """The kind of the next chunk and its first bytes; its checksum is right."""
    start = file.read(8)
    if len(start) < 8:
        raise Refused(BROKEN)
    left, kind = int.from_bytes(start[:4], "big"), start[4:]
    checksum, head = zlib.crc32(kind), b""
    while left:
        piece = file.read(min(left, PIECE))
        if not piece:
            raise Refused(BROKEN)
        head = head or piece[:32]
        checksum = zlib.crc32(piece, checksum)
        left -= len(piece)
    if file.read(4) != checksum.to_bytes(4, "big"):
        raise Refused(BROKEN)
    return kind, head
