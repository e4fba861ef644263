"""Files on disk: looked at before they are kept, once under the hash of their bytes, outside the web root.

A file arrives under a name of its own (`receive`), takes its place right before the row that names it is committed
(`settle`), or is thrown away (`drop`). What a broken commit leaves behind is found by `orphans`.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from emulation.gateways import inspection
from emulation.gateways.inspection import KINDS, Kind
from emulation.gateways.names import clean_name, suffix_of
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.words import N_

#: What a signed paper may be.
PAPERS = (".pdf", ".docx", ".png", ".jpg", ".jpeg")
PIECE = 1024 * 1024
MB = 1024 * 1024


@dataclass(frozen=True)
class Upload:
    """A file that was looked at: its hash, the name to show, bytes, media type, where it lies and will lie."""

    sha256: str
    name: str
    size: int
    media_type: str
    arrived: Path
    place: Path


def receive(
    folder: Path,
    *,
    name: str,
    source: BinaryIO,
    limit_mb: int,
    field: str,
    kinds: Collection[str] = tuple(KINDS),
) -> Upload:
    """Take a file in and look at it. Raises DomainError for `field` in words that say what to do.

    The bytes pass in pieces; only what an inspector walks through is read as a whole, which the limit bounds.
    """
    name = clean_name(name)
    kind = KINDS.get(suffix_of(name))
    if kind is None or suffix_of(name) not in kinds:
        words = ", ".join(dict.fromkeys(KINDS[suffix].label for suffix in kinds))
        raise DomainError(N_("Tệp “%(name)s” phải là %(kinds)s."), field=field, name=name, kinds=words)
    size = _size(source, name=name, limit_mb=limit_mb, field=field)
    with _arriving(folder) as (file, arrived):
        digest = _copy(source, file)
        _inspect(file, kind, name=name, field=field)
        os.fsync(file.fileno())
    return Upload(digest, name, size, kind.media_type, arrived, path_of(folder, digest))


def _size(source: BinaryIO, *, name: str, limit_mb: int, field: str) -> int:
    """How many bytes will come; too few or too many are refused before any of them is written."""
    size = source.seek(0, os.SEEK_END)
    source.seek(0)
    if not size:
        message = N_("Tệp “%(name)s” rỗng hoặc không đọc được. Mở thử trên máy rồi tải lại.")
        raise DomainError(message, field=field, name=name)
    if size > limit_mb * MB:
        message = N_(
            "Tệp “%(name)s” nặng %(size)s MB, vượt quá %(limit)s MB. Chọn tệp nhỏ hơn hoặc tách tệp."
        )
        raise DomainError(message, field=field, name=name, size=size // MB + 1, limit=limit_mb)
    return size


@contextmanager
def _arriving(folder: Path) -> Iterator[tuple[BinaryIO, Path]]:
    """A new file for the bytes that come; nothing is left of it when they are refused."""
    waiting = folder / "files" / "arriving"
    waiting.mkdir(parents=True, exist_ok=True)
    handle, path = tempfile.mkstemp(dir=waiting)
    try:
        with os.fdopen(handle, "w+b") as file:
            os.fchmod(file.fileno(), 0o640)
            yield file, Path(path)
    except BaseException:
        Path(path).unlink(missing_ok=True)
        raise


def _copy(source: BinaryIO, target: BinaryIO) -> str:
    digest = hashlib.sha256()
    while piece := source.read(PIECE):
        digest.update(piece)
        target.write(piece)
    target.flush()
    return digest.hexdigest()


def _inspect(file: BinaryIO, kind: Kind, *, name: str, field: str) -> None:
    try:
        inspection.inspect(file, kind)
    except inspection.Refused as refused:
        raise DomainError(refused.message, field=field, name=name, kind=kind.label) from refused


def settle(upload: Upload) -> None:
    """Put the file under its hash. The same bytes may lie there already: then they are young again."""
    upload.place.parent.mkdir(parents=True, exist_ok=True)
    upload.arrived.replace(upload.place)
    folder = os.open(upload.place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def drop(upload: Upload) -> None:
    """Throw away a file that has not taken its place."""
    upload.arrived.unlink(missing_ok=True)


def path_of(folder: Path, sha256: str) -> Path:
    """Where the bytes with this hash lie."""
    return folder / "files" / sha256[:2] / sha256


def remove_orphans(folder: Path, before: float, are_named: Callable[[list[str]], set[str]]) -> int:
    """Remove files older than `before` (seconds since 1970) whose hash no row names; gives how many.

    `are_named` tells which of the hashes stand in a row. The same bytes may come again in this very moment: an
    orphan is first moved aside, and put back when it turns out to be young.
    """
    old = {path.name: path for path in (folder / "files").glob("*/*") if path.stat().st_mtime < before}
    removed = 0
    for name in sorted(old.keys() - are_named(sorted(old))):
        path, aside = old[name], folder / "files" / f"{name}.old"
        path.replace(aside)
        if aside.stat().st_mtime < before:
            aside.unlink()
            removed += 1
        else:
            aside.replace(path)
    return removed
