"""Names of files that people send: what is shown of them, and nothing that a system would act on.

A name is never part of a path: bytes lie under their hash. It is shown on pages and offered when downloading.
"""

import re
from pathlib import PurePosixPath

from emulation.vocabulary.vietnamese import nfc

LONGEST_NAME_BYTES = 200
FALLBACK = "tep"
#: Signs that some system gives a meaning to.
_MEANT = re.compile(r'[<>:"|?*]')
#: Names of devices on Windows, with or without a suffix.
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)


def clean_name(name: str) -> str:
    """The last part of a name in NFC, without control or direction marks, at most 200 bytes long."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(letter for letter in nfc(last) if letter.isprintable())
    plain = _MEANT.sub("_", kept).lstrip(" .-~").rstrip(" .")
    if not plain:
        return FALLBACK
    if _DEVICE.fullmatch(plain):
        plain = "_" + plain
    return _shortened(plain)


def suffix_of(name: str) -> str:
    """The suffix of a name in lower case, such as ".pdf"; empty without one."""
    return PurePosixPath(name).suffix.lower()


def _shortened(name: str) -> str:
    if len(name.encode()) <= LONGEST_NAME_BYTES:
        return name
    suffix = PurePosixPath(name).suffix
    if len(suffix.encode()) > 20:
        suffix = ""
    room = LONGEST_NAME_BYTES - len(suffix.encode())
    stem = name.removesuffix(suffix).encode()[:room].decode(errors="ignore")
    return nfc(stem).rstrip(" .") + suffix
