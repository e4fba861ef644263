"""Templates filled with the values of a paper, in a process of its own with little memory and little time."""

import base64
import json
import unicodedata
from collections.abc import Mapping
from threading import BoundedSemaphore
from typing import Any

from emulation.gateways.apart import Ended, ask
from emulation.vocabulary.documents import DocumentKind
from emulation.vocabulary.errors import DomainError, Unavailable
from emulation.vocabulary.official import Grid, OfficialPaper, Value
from emulation.vocabulary.outlines import SIGNATURE, Field, Shape, fields_of
from emulation.vocabulary.words import N_

SECONDS = 15
AT_ONCE = 2
WORKER = "emulation.gateways.word.worker"
FIELD = "file"
#: What rows and loops are asked for, besides the columns of the fields.
ROW_WORDS = frozenset({"cot", "dong", "o", "tieu_chi", "diem_chuan", "first", "last", "index"})
TOO_LARGE = N_("Mẫu làm văn bản quá lớn hoặc quá lâu. Bỏ bớt vòng lặp lồng nhau rồi tải lên lại.")
MESSAGES = {
    "unknown": N_("Mẫu dùng trường “%(what)s” không có trong danh sách trường của loại văn bản này."),
    "syntax": N_("Thẻ trong mẫu viết sai ở “%(what)s”. Sửa thẻ trong Word rồi tải lên lại."),
    "open": N_("Thẻ “%(what)s” trong mẫu chưa được đóng (thiếu endfor hoặc endif)."),
    "forbidden": N_("Mẫu chỉ được dùng trường, vòng lặp và điều kiện; phần “%(what)s” không được phép."),
    "broken": N_("Mẫu không tạo được văn bản. Tải mẫu gốc, sửa lại trong Word rồi tải lên."),
    "large": TOO_LARGE,
}
_places = BoundedSemaphore(AT_ONCE)


def word_bytes(template: bytes, paper: OfficialPaper) -> bytes:
    """The paper as a Word file in this template. Raises DomainError naming the field or tag that is wrong."""
    return base64.b64decode(_fill(template, paper.kind, _values_of(paper), paper.title)["docx"])


def try_template(template: bytes, kind: DocumentKind) -> tuple[str, ...]:
    """Fill the template with sample data; the names of fields that it leaves out. Raises DomainError beside “file”."""
    used = set(_fill(template, kind, _sample(kind), kind.label)["used"])
    unused = [field for field in fields_of(kind) if field.name not in used]
    missing = ", ".join(field.name for field in unused if field.required)
    if missing:
        raise DomainError(N_("Mẫu thiếu trường bắt buộc: %(fields)s."), field=FIELD, fields=missing)
    return tuple(field.name for field in unused)


def _fill(template: bytes, kind: DocumentKind, values: Mapping[str, Any], title: str) -> dict[str, Any]:
    columns = {column.name for field in fields_of(kind) for column in field.columns}
    columns |= {column.name for column in SIGNATURE} | ROW_WORDS
    task = {
        "template": base64.b64encode(template).decode(),
        "values": values,
        "columns": sorted(columns),
        "title": _clean(title),
    }
    if not _places.acquire(timeout=SECONDS):
        raise Unavailable()
    try:
        told = ask(WORKER, content=json.dumps(task).encode(), seconds=SECONDS)
    except Ended as error:
        raise DomainError(TOO_LARGE, field=FIELD) from error
    finally:
        _places.release()
    found: dict[str, Any] = json.loads(told)
    if "error" in found:
        raise DomainError(MESSAGES[found["error"]], field=FIELD, what=found["what"])
    return found


def _values_of(paper: OfficialPaper) -> dict[str, Any]:
    """Every field of the kind by its name, as templates ask for it."""
    frame: dict[str, Any] = {
        "co_quan_chu_quan": _clean(paper.organ_above),
        "co_quan": _clean(paper.organ),
        "so_ky_hieu": _clean(paper.number),
        "dia_danh_ngay": _clean(paper.place_and_day),
        "ten_loai": _clean(paper.type_name),
        "trich_yeu": _clean(paper.abstract),
        "nhan_minh_hoa": _clean(paper.mark),
        "kinh_gui": [*map(_clean, paper.addressees)],
        "can_cu": [*map(_clean, paper.bases)],
        "noi_nhan": [*map(_clean, paper.recipients)],
        "ky_ten": [
            {"quyen_han": _clean(one.authority), "chuc_vu": _clean(one.post), "ho_ten": _clean(one.name)}
            for one in paper.signatures
        ],
    }
    body = {
        field.name: _told(field, paper.values[field.name])
        for field in fields_of(paper.kind)
        if field.name not in frame
    }
    return {field.name: (frame | body)[field.name] for field in fields_of(paper.kind)}


def _told(field: Field, value: Value) -> Any:
    if isinstance(value, str):
        return _clean(value)
    if not isinstance(value, Grid):
        return [*map(_clean, value)]
    rows = [[*map(_clean, row)] for row in value.rows]
    if field.shape is Shape.GRID:
        lines = [{"tieu_chi": row[0], "diem_chuan": row[1], "o": row[2:]} for row in rows]
        return {"cot": [*map(_clean, value.heads)], "dong": lines}
    return [dict(zip([column.name for column in field.columns], row, strict=True)) for row in rows]


def _sample(kind: DocumentKind) -> dict[str, Any]:
    """A value of the right shape for every field."""
    return {field.name: _sample_of(field) for field in fields_of(kind)}


def _sample_of(field: Field) -> Any:
    columns = SIGNATURE if field.name == "ky_ten" else field.columns
    samples: dict[Shape, Any] = {
        Shape.TEXT: "…",
        Shape.LINES: ["…", "…"],
        Shape.TABLE: [{column.name: "…" for column in columns}] * 2,
        Shape.GRID: {"cot": ["…"], "dong": [{"tieu_chi": "…", "diem_chuan": "…", "o": ["…"]}]},
    }
    return samples[field.shape]


def _clean(text: str) -> str:
    """Without control characters, which no Word file may hold; ends of lines stay."""
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join(
        "".join(sign for sign in line if unicodedata.category(sign) not in ("Cc", "Cs")) for line in lines
    )
