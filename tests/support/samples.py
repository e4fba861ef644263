"""Files as people send them, and as people send them who mean harm: made here, byte by byte."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping

from PIL import Image

OFFICE = "application/vnd.openxmlformats-officedocument"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = {
    "docx": ("word/document.xml", f"{OFFICE}.wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", f"{OFFICE}.spreadsheetml.sheet.main+xml"),
    "docm": ("word/document.xml", "application/vnd.ms-word.document.macroEnabled.main+xml"),
}
HTML = b"<!doctype html><html><body><script>alert(1)</script></body></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PROGRAM = b"MZ\x90\x00" + bytes(60) + b"PE\x00\x00"
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "ha">'
    + b"".join(
        b'<!ENTITY %c "%s">' % (ord("b") + place, b"&%c;" % (ord("a") + place) * 10) for place in range(12)
    )
    + b"]><r>&m;</r>"
)
FOREIGN = b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>'


def pdf(inside: bytes = b"1 0 obj<</Type/Catalog>>endobj", trailer: bytes = b"<</Root 1 0 R>>") -> bytes:
    """A small PDF with these objects."""
    return b"%PDF-1.7\n" + inside + b"\ntrailer" + trailer + b"\n%%EOF\n"


def packed_objects(objects: bytes) -> bytes:
    """Objects of a PDF, packed into a stream as writers do it."""
    data = zlib.compress(objects)
    head = b"2 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n" % len(data)
    return head + data + b"\nendstream endobj"


def picture(kind: str) -> bytes:
    """A photograph-like picture."""
    content = io.BytesIO()
    Image.effect_noise((64, 48), 60).convert("RGB").save(content, kind)
    return content.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, *, behind: bytes = b"") -> bytes:
    """A PNG that says that it is so large."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"") + behind


def types(main: str, kind: str, head: str = "") -> bytes:
    """The list of content types of a package."""
    parts = f'<Override PartName="/{main}" ContentType="{kind}"/>'
    return f'<?xml version="1.0"?>{head}<Types xmlns="{PACKAGE}/content-types">{parts}</Types>'.encode()


def relation(kind: str, target: str, mode: str = "External") -> bytes:
    """A list of relations with one in it."""
    one = f'<Relationship Id="r1" Type="{RELATIONS}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    return f'<Relationships xmlns="{PACKAGE}/relationships">{one}</Relationships>'.encode()


def parts(kind: str = "docx", more: Mapping[str, bytes] | None = None) -> dict[str, bytes]:
    """The parts of a small Office file; `more` adds or replaces some."""
    main, content_type = MAIN[kind]
    usual = {
        "[Content_Types].xml": types(main, content_type),
        "_rels/.rels": relation("officeDocument", main, "Internal"),
        main: b'<?xml version="1.0" encoding="UTF-8"?><root xmlns="urn:x">Giao \xc6\xb0\xe1\xbb\x9bc</root>',
    }
    return usual | dict(more or {})


def archive(
    entries: Iterable[tuple[str | zipfile.ZipInfo, bytes]], method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """A ZIP archive."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as packed:
        for name, data in entries:
            packed.writestr(name, data, method)
    return content.getvalue()


def office(kind: str = "docx", more: Mapping[str, bytes] | None = None) -> bytes:
    """A small Office file."""
    return archive(parts(kind, more).items())


def patched(content: bytes, sign: bytes, offset: int, value: bytes, *, last: bool = False) -> bytes:
    """The bytes with `value` written so far behind the first, or last, `sign`."""
    place = (content.rindex(sign) if last else content.index(sign)) + offset
    return content[:place] + value + content[place + len(value) :]


def listed_twice(content: bytes, name: bytes) -> bytes:
    """An archive whose table lists its first entry a second time, under another name of the same length."""
    start = content.index(b"PK\x01\x02")
    length = 46 + sum(struct.unpack("<HHH", content[start + 28 : start + 34]))
    again = content[start : start + length]
    return _listing(content, again[:46] + name + again[46 + len(name) :])


def listed_inside(name: str, data: bytes) -> bytes:
    """An archive whose last entry lies inside the bytes of the one before: both are read from the same place."""
    inner = archive([(name, data)])
    table, tail = inner.index(b"PK\x01\x02"), inner.rindex(b"PK\x05\x06")
    outer = archive([*parts().items(), ("word/outer.xml", b"<r/>" + inner[:table])], zipfile.ZIP_STORED)
    listed = patched(inner[table:tail], b"PK", 42, struct.pack("<L", outer.index(inner[:table])))
    return _listing(outer, listed)


def _listing(content: bytes, listed: bytes) -> bytes:
    """The archive with one more line in its table."""
    end, start = content.rindex(b"PK\x05\x06"), content.index(b"PK\x01\x02")
    count = struct.unpack("<H", content[end + 10 : end + 12])[0] + 1
    tail = content[end : end + 8] + struct.pack("<HHL", count, count, end - start + len(listed))
    return content[:end] + listed + tail + content[end + 16 :]


def beyond_4_gb(content: bytes) -> bytes:
    """The archive with a second, larger last record, which unpackers believe more than the first."""
    end, start = content.rindex(b"PK\x05\x06"), content.index(b"PK\x01\x02")
    count = struct.unpack("<H", content[end + 10 : end + 12])[0]
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, end - start, start)
    pointer = struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)
    size = struct.pack("<L", end - start + len(record + pointer))
    return content[:end] + record + pointer + patched(content[end:], b"PK", 12, size)


CONTENTS: dict[str, bytes] = {
    "pdf": pdf(),
    "docx": office("docx"),
    "xlsx": office("xlsx"),
    "png": picture("PNG"),
    "jpeg": picture("JPEG"),
    "svg": SVG,
    "html": HTML,
    "program": PROGRAM,
    "macros": office("docm", {"word/vbaProject.bin": OLD_WORD}),
    "zip": archive([("a.txt", b"a")]),
    "gif": picture("GIF"),
    "old word": OLD_WORD,
}
