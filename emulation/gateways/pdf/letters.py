"""Which signs can be printed: the file promises that every one has a shape, so others are printed as their number."""

import re
import struct
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from emulation.vocabulary.vietnamese import one_spelling

FONTS = Path(str(files("fontpkg_be_vietnam_pro") / "files"))
FONT = FONTS / "BeVietnamPro-Regular.ttf"
#: Signs of our own words that the font lacks and the fonts inside the typesetter have.
BORROWED = frozenset("→←↑↓✓□▲▼∞≠")
#: Words of 25 letters and more may break inside: after a sign that parts an address, or after twelve letters.
PLACE_TO_BREAK = "\u200b"
_LONG = re.compile(r"\S{25,}")
_PIECE = re.compile(r"[^/_\-.?&=]{12}|[^/_\-.?&=]*[/_\-.?&=]")


def printable(text: str) -> str:
    """The text with every sign that no font has written as its number: [U+1F600]. Ends of lines stay."""
    known = _known()
    plain = one_spelling(text.replace("\r\n", "\n").replace("\t", " "))
    return "".join([sign if sign in known else f"[U+{ord(sign):04X}]" for sign in plain])


def breakable(text: str) -> str:
    """The text with places to break in words that no column has room for."""
    return _LONG.sub(
        lambda word: _PIECE.sub(lambda piece: piece.group() + PLACE_TO_BREAK, word.group()), text
    )


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return signs_of(FONT.read_bytes()) - {PLACE_TO_BREAK, "\u00ad"} | BORROWED | {"\n"}


def signs_of(font: bytes) -> frozenset[str]:
    """The signs a TrueType font has shapes for, out of its map (table cmap, format 4).

    Raises ValueError or struct.error when this is no such font.
    """
    begin = _table(font, b"cmap")
    found: set[int] = set()
    for place in range(_short(font, begin + 2)):
        part = begin + struct.unpack_from(">I", font, begin + 8 + 8 * place)[0]
        if _short(font, part) != 4:
            continue
        count = _short(font, part + 6) // 2
        ends = struct.unpack_from(f">{count}H", font, part + 14)
        starts = struct.unpack_from(f">{count}H", font, part + 16 + 2 * count)
        for first, last in zip(starts, ends, strict=True):
            found |= set(range(first, last + 1))
    return frozenset(chr(code) for code in found if 0x20 <= code < 0x7F or 0xA0 <= code < 0xD800)


def _table(font: bytes, name: bytes) -> int:
    for place in range(_short(font, 4)):
        tag, _sum, begin, _length = struct.unpack_from(">4sIII", font, 12 + 16 * place)
        if tag == name:
            return int(begin)
    raise ValueError(f"the font has no table {name.decode()}")


def _short(font: bytes, place: int) -> int:
    return int(struct.unpack_from(">H", font, place)[0])
