"""An official paper is set in one face throughout: what a machine has counts only when it writes all of Vietnamese."""

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


def number(font: bytes, place: int) -> int:
    """The two bytes at this place."""
    return int.from_bytes(font[place : place + 2], "big")


def without(font: bytes, letter: str) -> bytes:
    """An older edition of the font: the range of its map in which this letter stands ends before it."""
    changed, begin = bytearray(font), font.index(b"cmap") + 8
    table = int.from_bytes(font[begin : begin + 4], "big")
    for record in range(table + 4, table + 4 + 8 * number(font, table + 2), 8):
        part = table + int.from_bytes(font[record + 4 : record + 8], "big")
        if number(font, part) != 4:
            continue
        size = number(font, part + 6)  # two bytes a range
        for last in range(part + 14, part + 14 + size, 2):
            if number(font, last + 2 + size) < ord(letter) <= number(font, last):
                changed[last : last + 2] = (ord(letter) - 1).to_bytes(2, "big")
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
