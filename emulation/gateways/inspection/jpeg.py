"""JPEG: the segments are walked to the end of the picture; the picture itself is never decoded."""

import re
import struct
from typing import BinaryIO

from emulation.gateways.inspection.sizes import check_size
from emulation.gateways.inspection.verdict import BROKEN, HIDDEN, Refused

END, SCAN = 0xD9, 0xDA
#: Frames that carry the size; DHT, JPG and DAC share the range and do not.
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
MOST_SEGMENTS = 20_000
#: The next marker after packed picture data: FF00 is data, FFD0 to FFD7 restart it.
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)
_MORE = re.compile(rb"[^\x00]")


def check(file: BinaryIO) -> None:
    """Raise Refused unless this is a whole JPEG. Cameras append smaller copies: further whole JPEGs may follow."""
    content = file.read()
    place = _picture(content, 0)
    while further := _MORE.search(content, place):
        if not content.startswith(b"\xff\xd8\xff", further.start()):
            raise Refused(HIDDEN)
        place = _picture(content, further.start())


def _picture(content: bytes, place: int) -> int:
    """Where the picture that begins at `place` ends."""
    place += 2
    has_frame = has_scan = False
    for _number in range(MOST_SEGMENTS):
        marker, place = _marker(content, place)
        if marker == END:
            if has_frame and has_scan:
                return place
            break
        (length,) = struct.unpack(">H", content[place : place + 2]) if len(content) >= place + 2 else (0,)
        if length < 2 or place + length > len(content):
            break
        if marker in FRAMES:
            if length < 8:
                break
            height, width = struct.unpack(">HH", content[place + 3 : place + 7])
            check_size(width, height)
            has_frame = True
        place += length
        if marker == SCAN:
            has_scan = True
            found = _MARKER.search(content, place)
            if found is None:
                break
            place = found.start()
    raise Refused(BROKEN)


def _marker(content: bytes, place: int) -> tuple[int, int]:
    """The marker at `place`, and where its segment begins."""
    if content[place : place + 1] != b"\xff":
        raise Refused(BROKEN)
    while content[place : place + 1] == b"\xff":
        place += 1
    if place >= len(content):
        raise Refused(BROKEN)
    return content[place], place + 1
