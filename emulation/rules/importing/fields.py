"""The fields of tables that are brought in, and the words that offices write above their columns."""

from collections.abc import Mapping
from dataclasses import dataclass

from emulation.vocabulary.kinds import ImportKind
from emulation.vocabulary.words import N_


@dataclass(frozen=True)
class FieldWords:
    """A field of a table: its label, other words for it (without marks, lower case), whether it has to be there."""

    label: str
    synonyms: tuple[str, ...]
    required: bool = False


_INDICATOR = FieldWords(
    N_("Chỉ tiêu"),
    (
        *(
            "chi tieu",
            "ten chi tieu",
            "noi dung chi tieu",
            "chi tieu cam ket",
            "chi tieu thi dua",
            "cac chi tieu",
        ),
        *("chi tieu chu yeu", "chi tieu dang ky", "noi dung", "indicator", "indicator name", "target"),
    ),
    required=True,
)
_CODE = FieldWords(N_("Mã chỉ tiêu"), ("ma chi tieu", "ma", "ma so", "ky hieu", "indicator code", "code"))
_UNIT = FieldWords(N_("Đơn vị tính"), ("don vi tinh", "dvt", "don vi", "unit of measure", "unit"))
_NOTE = FieldWords(N_("Ghi chú"), ("ghi chu", "note", "notes"))

FIELDS: Mapping[ImportKind, Mapping[str, FieldWords]] = {
    ImportKind.TARGETS: {
        "indicator": _INDICATOR,
        "code": _CODE,
        "unit": _UNIT,
        "plan": FieldWords(
            N_("Chỉ tiêu năm"),
            (
                *(
                    "chi tieu nam",
                    "chi tieu giao",
                    "chi tieu duoc giao",
                    "chi tieu ke hoach",
                    "ke hoach",
                    "ke hoach nam",
                ),
                *(
                    "ke hoach giao",
                    "muc tieu",
                    "muc tieu nam",
                    "muc dang ky",
                    "dang ky",
                    "muc phan dau",
                    "phan dau",
                ),
                *("kh", "kh nam", "chi tieu phan dau", "giao uoc", "plan", "annual plan", "annual target"),
            ),
            required=True,
        ),
        "operator": FieldWords(N_("Dấu"), ("dau", "phep so sanh", "sign", "operator")),
        "low": FieldWords(
            N_("Mức cam kết"),
            ("muc cam ket", "can duoi", "tu", "muc tu", "muc thap", "pledged level", "low", "from"),
        ),
        "high": FieldWords(
            N_("Đến (khi là khoảng)"),
            ("den khi la khoang", "den", "muc den", "can tren", "muc cao", "to for a range", "high", "to"),
        ),
        "baseline": FieldWords(
            N_("Kết quả năm trước"),
            (
                *(
                    "ket qua nam truoc",
                    "so nam truoc",
                    "thuc hien nam truoc",
                    "thuc hien",
                    "thuc hien nam",
                    "ket qua",
                ),
                *(
                    "ket qua thuc hien",
                    "ket qua nam",
                    "uoc thuc hien",
                    "uoc thuc hien nam",
                    "th",
                    "th nam",
                    "uth",
                ),
                *("previous year s result", "previous year", "baseline"),
            ),
        ),
        "weight": FieldWords(
            N_("Trọng số"), ("trong so", "diem toi da", "diem chuan", "weight", "max points")
        ),
        "plan_source": FieldWords(
            N_("Nguồn kế hoạch"),
            ("nguon ke hoach", "cap giao", "nguon giao", "don vi giao", "co quan giao", "source of the plan"),
        ),
        "owner": FieldWords(
            N_("Đơn vị chủ trì"),
            (
                *(
                    "don vi chu tri",
                    "co quan chu tri",
                    "chu tri",
                    "don vi phu trach",
                    "don vi thuc hien",
                    "phu trach",
                ),
                *("co quan thuc hien", "lead unit", "owner"),
            ),
        ),
        "source": FieldWords(
            N_("Văn bản giao"),
            (
                "van ban giao",
                "van ban",
                "can cu",
                "can cu giao",
                "nguon",
                "nguon so lieu",
                "assigning document",
                "source",
            ),
        ),
        "not_assigned": FieldWords(N_("Không giao"), ("khong giao", "khong duoc giao", "not assigned")),
        "not_assigned_reason": FieldWords(
            N_("Lý do không giao"), ("ly do khong giao", "ly do", "reason not assigned", "reason")
        ),
        "due_on": FieldWords(
            N_("Hạn"),
            (
                *(
                    "han",
                    "han hoan thanh",
                    "thoi han",
                    "thoi gian hoan thanh",
                    "ngay hoan thanh",
                    "thoi han hoan thanh",
                ),
                *("due", "due on", "deadline"),
            ),
        ),
        "note": _NOTE,
    },
    ImportKind.RESULTS: {
        "indicator": _INDICATOR,
        "code": _CODE,
        "unit": _UNIT,
        "value": FieldWords(
            N_("Kết quả"),
            (
                *(
                    "ket qua",
                    "ket qua thuc hien",
                    "thuc hien",
                    "uoc thuc hien",
                    "uth",
                    "th",
                    "gia tri",
                    "so lieu",
                ),
                *("ket qua nam", "thuc hien nam", "uoc thuc hien nam", "result", "actual", "value"),
            ),
            required=True,
        ),
        "status": FieldWords(
            N_("Loại số liệu"),
            ("loai so lieu", "trang thai", "trang thai so lieu", "tinh chat", "kind of figure", "status"),
        ),
        "forecast": FieldWords(
            N_("Dự báo cả năm"),
            (
                "du bao ca nam",
                "du bao",
                "du kien ca nam",
                "uoc ca nam",
                "kha nang thuc hien ca nam",
                "full year forecast",
                "forecast",
            ),
        ),
        "confidence": FieldWords(
            N_("Khả năng đạt"),
            ("kha nang dat", "muc tin chac", "kha nang hoan thanh", "confidence"),
        ),
        "confidence_reason": FieldWords(
            N_("Lý do còn lo hoặc khó đạt"),
            (
                "ly do con lo hoac kho dat",
                "ly do",
                "nguyen nhan",
                "ly do ve muc tin chac",
                "reason for worried or unlikely",
                "reason",
            ),
        ),
        "source": FieldWords(N_("Nguồn"), ("nguon", "nguon so lieu", "can cu", "van ban", "source")),
        "note": _NOTE,
    },
}
