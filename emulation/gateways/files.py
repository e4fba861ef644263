"""Files on disk: checked by content, kept once under the hash of their bytes, outside the web root."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.vietnamese import nfc
from emulation.vocabulary.words import N_

#: Extension → (media type, how the bytes begin).
KINDS: dict[str, tuple[str, tuple[bytes, ...]]] = {
    ".pdf": ("application/pdf", (b"%PDF-",)),
    ".png": ("image/png", (b"\x89PNG\r\n\x1a\n",)),
    ".jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    ".jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
    ".docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", (b"PK\x03\x04",)),
    ".xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (b"PK\x03\x04",)),
}
KINDS_IN_WORDS = "PDF, Word, Excel, PNG, JPEG"
LONGEST_NAME = 150


@dataclass(frozen=True)
class Upload:
    """A file that lies on disk: its hash, the name to show, bytes, media type."""

    sha256: str
    name: str
    size: int
    media_type: str


def keep(folder: Path, *, name: str, content: bytes, limit_mb: int, field: str) -> Upload:
    """Check and store the bytes. Raises DomainError (messages 12, 13, 14) for `field`.

    The bytes are on disk before the row that names them is committed; bytes without a row do no harm.
    """
    name = clean_name(name)
    media_type, starts = KINDS.get(PurePosixPath(name).suffix.lower(), ("", ()))
    if not content:
        message = N_("Tệp “%(name)s” rỗng hoặc không đọc được. Mở thử trên máy rồi tải lại.")
        raise DomainError(message, field=field, name=name)
    if not starts or not content.startswith(starts):
        raise DomainError(
            N_("Tệp “%(name)s” phải là %(kinds)s."), field=field, name=name, kinds=KINDS_IN_WORDS
        )
    if len(content) > limit_mb * 1024 * 1024:
        message = N_(
            "Tệp “%(name)s” nặng %(size)s MB, vượt quá %(limit)s MB. Chọn tệp nhỏ hơn hoặc tách tệp."
        )
        raise DomainError(message, field=field, name=name, size=len(content) // 1048576 + 1, limit=limit_mb)
    digest = hashlib.sha256(content).hexdigest()
    _write(path_of(folder, digest), content)
    return Upload(digest, name, len(content), media_type)


def path_of(folder: Path, sha256: str) -> Path:
    """Where the bytes with this hash lie."""
    return folder / "files" / sha256[:2] / sha256


def clean_name(name: str) -> str:
    """The last part of a name, without control or direction marks, at most 150 characters."""
    last = nfc(name.replace("\\", "/").rsplit("/", 1)[-1])
    kept = "".join(letter for letter in last if letter.isprintable())
    suffix = PurePosixPath(kept).suffix
    return (kept[: LONGEST_NAME - len(suffix)] if len(kept) <= LONGEST_NAME else kept[:100] + suffix) or "tep"


def _write(target: Path, content: bytes) -> None:
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(temporary).chmod(0o640)
    Path(temporary).replace(target)
