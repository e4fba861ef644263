"""ZIP archives: counted, measured and compared before anything is unpacked.

The table of contents is read here, not by `zipfile`, so that an archive that claims a million entries costs nothing.
"""

import os
import struct
import zipfile
from typing import BinaryIO

from emulation.gateways.inspection.verdict import BROKEN, HIDDEN, LOCKED, SWOLLEN, Refused

MOST_ENTRIES = 2_000
LARGEST_TABLE = 1024 * 1024
LARGEST_RATIO = 100
LARGEST_TOTAL = 200 * 1024 * 1024
#: A part of less than a megabyte may be packed tighter: an empty preview picture does no harm.
HARMLESS = 1024 * 1024
_END = struct.Struct("<4s4H2LH")
_LOCAL = struct.Struct("<4s5H3L2H")
#: What a writer that does not know the size in advance puts behind the data.
DESCRIPTOR = 24
_LONGEST_COMMENT = 65535
#: Archives beyond 4 GB have this record, with other counts in it, before the last one.
_LARGE_LOCATOR = 20


def ends_like_an_archive(file: BinaryIO) -> bool:
    """Whether an unpacker would take the file for an archive, whatever it is besides."""
    file.seek(0, os.SEEK_END)
    size = file.tell()
    file.seek(max(0, size - _LONGEST_COMMENT - _END.size))
    tail = file.read()
    place = tail.rfind(b"PK\x05\x06")
    if place < 0 or len(tail) - place < _END.size:
        return False
    table, start = _END.unpack_from(tail, place)[5:7]
    return bool(table + start <= size - len(tail) + place)


def opened(file: BinaryIO, room: int = LARGEST_TOTAL) -> zipfile.ZipFile:
    """The archive, after all its measures were found sane; unpacked it takes no more than `room`. Raises Refused."""
    table = _check_end(file)
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error) as error:
        raise Refused(BROKEN) from error
    entries = archive.infolist()
    names = [entry.filename.casefold() for entry in entries]
    if len(names) != len(set(names)) or not all(_is_plain(entry.orig_filename) for entry in entries):
        raise Refused(SWOLLEN)
    for entry in entries:
        _check_entry(entry)
    if size_of(archive) > room:
        raise Refused(SWOLLEN)
    _check_places(file, entries, table)
    return archive


def size_of(archive: zipfile.ZipFile) -> int:
    """How many bytes the archive has when it is unpacked."""
    return sum(entry.file_size for entry in archive.infolist())


def _check_end(file: BinaryIO) -> int:
    """The last record closes the file, counts few entries, and the table stands right before it. Gives its place."""
    file.seek(0, os.SEEK_END)
    size = file.tell()
    if size < _END.size:
        raise Refused(BROKEN)
    file.seek(size - _END.size)
    sign, disk, first_disk, here, count, table, start, comment = _END.unpack(file.read(_END.size))
    if sign != b"PK\x05\x06":
        raise Refused(HIDDEN if ends_like_an_archive(file) else BROKEN)
    if disk or first_disk or comment or here != count:
        raise Refused(SWOLLEN)
    if not count or count > MOST_ENTRIES or table > LARGEST_TABLE:
        raise Refused(SWOLLEN)
    if start + table + _END.size != size:
        raise Refused(HIDDEN)
    file.seek(max(0, size - _END.size - _LARGE_LOCATOR))
    if file.read(4) == b"PK\x06\x07":
        raise Refused(SWOLLEN)
    return int(start)


def _check_entry(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & 0x41:
        raise Refused(LOCKED)
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refused(SWOLLEN)
    if entry.file_size > HARMLESS and entry.file_size > entry.compress_size * LARGEST_RATIO:
        raise Refused(SWOLLEN)
    if (entry.external_attr >> 16) & 0o170000 == 0o120000:
        raise Refused(HIDDEN)


def _is_plain(name: str) -> bool:
    """Whether the name stays inside the archive: no way up, no absolute path, no drive, no control sign."""
    parts = name.split("/")
    return (
        bool(name)
        and not any(sign in name for sign in "\\:\0")
        and name.isprintable()
        and not {"", ".", ".."} & set(parts[:-1] + ([parts[-1]] if parts[-1] else []))
    )


def _check_places(file: BinaryIO, entries: list[zipfile.ZipInfo], table: int) -> None:
    """Entries lie one behind the other from the first byte to the table: nothing overlaps, nothing hides."""
    place = 0
    for entry in sorted(entries, key=lambda one: one.header_offset):
        _check_gap(place, entry.header_offset)
        file.seek(entry.header_offset)
        head = file.read(_LOCAL.size)
        if len(head) < _LOCAL.size or head[:4] != b"PK\x03\x04":
            raise Refused(BROKEN)
        name, extra = _LOCAL.unpack(head)[9:]
        if file.read(name) != entry.orig_filename.encode("utf-8" if entry.flag_bits & 0x800 else "cp437"):
            raise Refused(SWOLLEN)
        place = entry.header_offset + _LOCAL.size + name + extra + entry.compress_size
    _check_gap(place, table)


def _check_gap(end: int, start: int) -> None:
    if start < end:
        raise Refused(SWOLLEN)
    if start - end > (DESCRIPTOR if end else 0):
        raise Refused(HIDDEN)
