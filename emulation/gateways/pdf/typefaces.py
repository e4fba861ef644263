"""Which typefaces of this machine an official paper can be set in: those that write all of Vietnamese (stack 2.3).

Older editions of a face that Decree 30 names lack letters of Vietnamese; the typesetter would borrow each of them
from another face, in the middle of a word.
"""

import struct
from collections.abc import Iterable
from pathlib import Path

from typst import FontInfo

from emulation.gateways.pdf.letters import signs_of
from emulation.vocabulary.vietnamese import LETTERS

#: The face of Decree 30 and its equals in width.
OFFICIAL = ("Times New Roman", "Liberation Serif", "Tinos", "TeX Gyre Termes")
#: What stands in the typesetter itself.
ALWAYS = "Libertinus Serif"


def official_faces(fonts: Iterable[FontInfo]) -> list[str]:
    """The names of the faces to try, the best first, of these fonts of the machine; the last is always there."""
    cuts: dict[str, list[str | None]] = {}
    for font in fonts:
        cuts.setdefault(font.family, []).append(font.path)
    whole = [name for name in OFFICIAL if name in cuts and all(map(_writes_vietnamese, cuts[name]))]
    return [*whole, ALWAYS]


def _writes_vietnamese(path: str | None) -> bool:
    try:
        return path is not None and signs_of(Path(path).read_bytes()) >= LETTERS
    except (OSError, ValueError, struct.error):  # a collection, or a font of another make
        return False
