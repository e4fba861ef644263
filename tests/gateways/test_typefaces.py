"""An official paper is set in one face throughout: what a machine has counts only when it writes all of Vietnamese."""

import struct
import unicodedata
from pathlib import Path
from typing import NamedTuple

from emulation.gateways.pdf.letters import FONT, signs_of
from emulation.gateways.pdf.typefaces import ALWAYS, official_faces
from emulation.vocabulary.vietnamese import LETTERS


class Cut(NamedTuple):
    """What the typesetter tells of a font of the machine."""

    family: str
    path: str | None


def without(font: bytes, letter: str) -> bytes:
    """The font, its map cut off before this letter: an older edition."""
    begin = end = 0
    for place in range(struct.unpack_from(">H", font, 4)[0]):
        tag, _sum, offset, length = struct.unpack_from(">4sIII", font, 12 + 16 * place)
        if tag == b"cmap":
            begin, end = offset, offset + length
    part, changed = begin, bytearray(font)
    for place in range(struct.unpack_from(">H", font, begin + 2)[0]):
        part = begin + struct.unpack_from(">I", font, begin + 8 + 8 * place)[0]
        if struct.unpack_from(">H", font, part)[0] != 4:
            continue
        count = struct.unpack_from(">H", font, part + 6)[0] // 2
        for number in range(count):
            last, first = part + 14 + 2 * number, part + 16 + 2 * (count + number)
            if (
                struct.unpack_from(">H", font, last)[0]
                >= ord(letter)
                > struct.unpack_from(">H", font, first)[0]
            ):
                struct.pack_into(">H", changed, last, ord(letter) - 1)
    assert part < end
    return bytes(changed)


def test_letters_are_those_of_vietnamese() -> None:
    """33 letters and 60 vowels with a tone, small and capital."""
    assert len(LETTERS) == 2 * (33 + 60)
    assert set("ộẫữđỵỡẰỶĐ") < LETTERS
    assert all(unicodedata.is_normalized("NFC", letter) for letter in LETTERS)


def test_a_face_that_lacks_a_letter_of_vietnamese_is_not_used(tmp_path: Path) -> None:
    """Red when `official_faces` looks at one cut only, or at none: words would be set in two faces."""
    whole, old = FONT.read_bytes(), without(FONT.read_bytes(), "ộ")
    assert "ộ" in signs_of(whole) and "ộ" not in signs_of(old)
    files = {"whole": whole, "old": old, "none": b"no font at all"}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)

    def cut(family: str, name: str) -> Cut:
        return Cut(family, str(tmp_path / name))

    for cuts, wanted in (
        ([], []),
        ([cut("Liberation Serif", "old")], []),
        ([cut("Liberation Serif", "whole"), cut("Liberation Serif", "old")], []),
        ([cut("Tinos", "whole"), cut("Liberation Serif", "whole")], ["Liberation Serif", "Tinos"]),
        ([cut("Tinos", "none"), cut("Times New Roman", "missing")], []),
        ([cut("Comic Sans MS", "whole"), Cut("Tinos", None)], []),
    ):
        assert official_faces(cuts) == [*wanted, ALWAYS]  # type: ignore[arg-type]
