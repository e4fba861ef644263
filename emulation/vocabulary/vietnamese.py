"""Vietnamese text: one spelling per word, an order that Vietnamese readers expect, search without marks."""

import unicodedata

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTERS = {letter: chr(ord("A") + position) for position, letter in enumerate(ALPHABET)}
#: Tones in dictionary order: level, huyền, hỏi, ngã, sắc, nặng.
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_LOWER = {
    *ALPHABET,
    *(unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in _TONES),
}
#: Every letter that Vietnamese is written with, small and capital.
LETTERS = frozenset(_LOWER | {letter.upper() for letter in _LOWER})


def one_spelling(secret: str) -> str:
    """A secret as it was typed, in NFC: “Hà Nội” is 6 signs from one keyboard and 9 from another. Nothing is cut."""
    return unicodedata.normalize("NFC", secret)


def nfc(text: str) -> str:
    """NFC, without control characters, spaces collapsed and trimmed."""
    normal = unicodedata.normalize("NFC", text)
    if normal.isprintable():  # nearly always: nothing to take out but spaces
        return " ".join(normal.split())
    return " ".join(
        "".join(" " if letter.isspace() else letter for letter in normal if _is_text(letter)).split()
    )


def _is_text(letter: str) -> bool:
    return letter.isspace() or unicodedata.category(letter) not in ("Cc", "Cf", "Co", "Cs")


def fold(text: str) -> str:
    """Search text: no marks, đ as d, lower case, single spaces ("Đà Nẵng" → "da nang")."""
    plain = nfc(text).lower().replace("đ", "d")
    decomposed = unicodedata.normalize("NFD", plain)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def sort_key(text: str) -> str:
    """A key whose plain string order is the Vietnamese alphabet; tones decide only between equal letters."""
    letters, tones = [], []
    for letter in nfc(text).lower():
        tone = "0"
        parts = unicodedata.normalize("NFD", letter)
        for mark in parts[1:]:
            if mark in _TONES:
                tone = _TONES[mark]
                parts = parts.replace(mark, "")
        base = unicodedata.normalize("NFC", parts)
        letters.append(_LETTERS.get(base, base if base < "A" else "~" + base))
        tones.append(tone)
    return "".join(letters) + " " + "".join(tones)


def given_name_key(full_name: str) -> str:
    """People are sorted by the last word of their name, then by the whole name."""
    words = nfc(full_name).split()
    return sort_key(words[-1] if words else "") + "|" + sort_key(full_name)
