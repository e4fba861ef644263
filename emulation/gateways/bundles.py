"""A dossier as one ZIP: papers under plain names, and a manifest of the bytes that were really written.

Files stream from disk to disk in pieces. Nothing of a paper's own name reaches the archive but ASCII letters and
digits, so no name leads anywhere.
"""

import hashlib
import json
import re
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from emulation.vocabulary.clock import local
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.vietnamese import fold
from emulation.vocabulary.words import N_

PIECE = 1024 * 1024
MOST_BYTES = 1024 * 1024 * 1024
MOST_FILES = 500
LONGEST_NAME = 80
MANIFEST, READABLE = "manifest.json", "MANIFEST.txt"
_SUFFIX = re.compile(r"\.[a-z0-9]{1,5}")


@dataclass(frozen=True)
class Piece:
    """A paper to be packed: what its name is made of, where its bytes lie, the hash that they should have."""

    words: Sequence[str]
    suffix: str
    place: Path
    sha256: str


@dataclass(frozen=True)
class Packed:
    """A paper as it lies in the archive. `is_intact`: the bytes are those that were uploaded."""

    name: str
    sha256: str
    size: int
    is_intact: bool


Manifest = Callable[[Sequence[Packed]], tuple[Mapping[str, object], str]]


def pack(pieces: Sequence[Piece], *, folder: Path, made_at: datetime, manifest: Manifest) -> BinaryIO:
    """The archive as an open file without a name, at its beginning; the last two entries say what is in it.

    `manifest` is told what was packed and gives the values of manifest.json and the text of MANIFEST.txt. The order
    is that of `pieces`. Raises DomainError for more files or bytes than a dossier may have.
    """
    if len(pieces) > MOST_FILES or sum(piece.place.stat().st_size for piece in pieces) > MOST_BYTES:
        raise DomainError(N_("Hồ sơ quá lớn để nén thành một tệp. Hãy tải từng tài liệu."))
    folder.mkdir(parents=True, exist_ok=True)
    file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115  the caller streams it and lets it go
    try:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            packed = [
                _add(archive, piece, name, made_at)
                for piece, name in zip(pieces, names_of(pieces), strict=True)
            ]
            values, text = manifest(packed)
            _write(archive, MANIFEST, json.dumps(values, ensure_ascii=False, indent=2), made_at)
            _write(archive, READABLE, text, made_at)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def names_of(pieces: Sequence[Piece]) -> list[str]:
    """Names in their order: "01_to-trinh_so-45.pdf". The number in front makes each the only one."""
    width = max(2, len(str(len(pieces))))
    return [f"{number:0{width}d}_{_stem(piece)}" for number, piece in enumerate(pieces, start=1)]


def _stem(piece: Piece) -> str:
    words = "_".join(filter(None, map(_plain, piece.words)))[:LONGEST_NAME].strip("-_")
    suffix = piece.suffix if _SUFFIX.fullmatch(piece.suffix) else ""
    return f"{words or 'tai-lieu'}{suffix}"


def _plain(word: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(word)).strip("-")


def _entry(name: str, made_at: datetime) -> zipfile.ZipInfo:
    there = local(made_at)
    info = zipfile.ZipInfo(name, (there.year, there.month, there.day, there.hour, there.minute, there.second))
    info.external_attr = 0o644 << 16
    return info


def _add(archive: zipfile.ZipFile, piece: Piece, name: str, made_at: datetime) -> Packed:
    digest, size = hashlib.sha256(), 0
    with (
        piece.place.open("rb") as source,
        archive.open(_entry(name, made_at), "w", force_zip64=True) as target,
    ):
        while block := source.read(PIECE):
            digest.update(block)
            size += len(block)
            target.write(block)
    found = digest.hexdigest()
    return Packed(name, found, size, found == piece.sha256)


def _write(archive: zipfile.ZipFile, name: str, text: str, made_at: datetime) -> None:
    archive.writestr(_entry(name, made_at), text.encode())
