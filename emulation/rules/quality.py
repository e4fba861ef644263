"""Can a promise be measured? Number, unit, day, owner, source; and words that promise without a measure (features P4).

Help for whoever writes and for whoever agrees, never a block: nothing here raises.
"""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from emulation.vocabulary.labelled import Labelled
from emulation.vocabulary.vietnamese import fold
from emulation.vocabulary.words import N_

#: Between sentences: after a sign that ends one and before white space, so that "7.5" and "tr.đ" stay whole.
_BORDER = re.compile(r"(?<=[.!?;])(?=\s)|(?<=\n)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DIGIT = re.compile(r"\d")


class Part(Labelled):
    """What makes a promise measurable."""

    NUMBER = "number", N_("con số")
    UNIT = "unit", N_("đơn vị tính")
    DAY = "day", N_("ngày hoàn thành")
    OWNER = "owner", N_("đơn vị chủ trì")
    SOURCE = "source", N_("văn bản giao")


@dataclass(frozen=True)
class Piece:
    """A stretch of a text as it was typed, and whether it promises without a measure."""

    text: str
    is_vague: bool


@dataclass(frozen=True)
class Quality:
    """What a target has of what is asked, and its note in pieces. `is_qualitative`: no number is asked."""

    asked: tuple[Part, ...]
    missing: tuple[Part, ...]
    note: tuple[Piece, ...]
    is_qualitative: bool

    @property
    def has(self) -> int:
        """How many of the asked parts are there."""
        return len(self.asked) - len(self.missing)

    @property
    def is_vague(self) -> bool:
        """Whether the note promises without a measure."""
        return any(piece.is_vague for piece in self.note)

    @property
    def is_measurable(self) -> bool:
        """Whether nothing is missing and nothing is vague."""
        return not self.missing and not self.is_vague


@dataclass(frozen=True)
class Words:
    """The installation's lists: words without a measure, words that mark a sentence as knowingly so."""

    vague: tuple[str, ...]
    qualitative: tuple[str, ...]


def assess(target: Mapping[str, Any], unit: str, words: Words) -> Quality | None:
    """The five parts of a target and its note; None for "không giao", which promises nothing.

    A target that is marked "định tính" is asked for neither number nor unit, and its note is not looked through.
    """
    if target["not_assigned"]:
        return None
    is_qualitative = bool(target["is_qualitative"])
    there = {
        Part.NUMBER: target["low"] is not None or target["high"] is not None,
        Part.UNIT: bool(unit),
        Part.DAY: target["due_on"] is not None,
        Part.OWNER: bool(target["owner"]),
        Part.SOURCE: bool(target["source"]),
    }
    asked = tuple(part for part in Part if not (is_qualitative and part in (Part.NUMBER, Part.UNIT)))
    missing = tuple(part for part in asked if not there[part])
    note = target["note"] or ""
    pieces = (Piece(note, False),) if is_qualitative and note else pieces_of(note, words)
    return Quality(asked, missing, pieces, is_qualitative)


def pieces_of(text: str, words: Words) -> tuple[Piece, ...]:
    """The text cut into pieces; those with a vague word in a sentence without a number are marked. Nothing is lost."""
    found: list[Piece] = []
    for sentence in _BORDER.split(unicodedata.normalize("NFC", text)):
        found += _marked(sentence, words)
    return _joined(found)


def _marked(sentence: str, words: Words) -> list[Piece]:
    plain = _same_length(sentence)
    if any(map(_measures, plain.split())) or _pattern(words.qualitative).search(plain):
        return [Piece(sentence, False)]
    found, at = [], 0
    for match in _pattern(words.vague).finditer(plain):
        found += [
            Piece(sentence[at : match.start()], False),
            Piece(sentence[match.start() : match.end()], True),
        ]
        at = match.end()
    return [piece for piece in (*found, Piece(sentence[at:], False)) if piece.text]


def _measures(word: str) -> bool:
    """Whether a word holds a number; years, days and numbers of documents (a digit before a slash) measure nothing."""
    is_paper = _DIGIT.search(word.rpartition("/")[0])
    return not is_paper and bool(_DIGIT.search(_YEAR.sub("", word)))


def _same_length(text: str) -> str:
    """Search text sign by sign: position n of one is position n of the other."""
    return "".join(map(_plain, text))


@lru_cache(maxsize=4096)
def _plain(letter: str) -> str:
    """One letter for one: people type few different ones, and long texts."""
    plain = fold(letter)
    return plain if len(plain) == 1 else letter


@lru_cache
def _pattern(words: Collection[str]) -> re.Pattern[str]:
    """Any of the words, longest first, with any white space between their parts; matches nothing without words."""
    ordered = sorted(words, key=len, reverse=True)
    wanted = "|".join(r"\s+".join(map(re.escape, fold(word).split())) for word in ordered)
    return re.compile(rf"(?<!\w)(?:{wanted})(?!\w)" if wanted else r"(?!)")


def _joined(pieces: list[Piece]) -> tuple[Piece, ...]:
    found: list[Piece] = []
    for piece in pieces:
        if found and not piece.is_vague and not found[-1].is_vague:
            found[-1] = Piece(found[-1].text + piece.text, False)
        else:
            found.append(piece)
    return tuple(found)
