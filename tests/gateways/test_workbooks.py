"""Workbooks that cannot be read say so in words; whatever bytes come in, nothing else comes out."""

import io
import struct
import unicodedata
import zipfile
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from emulation.gateways import workbooks
from emulation.gateways.sheets import xlsx_bytes
from emulation.gateways.workbooks import apart, biff, ole
from emulation.gateways.workbooks.marks import shows_percent
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.grids import Broken, Percent
from tests.support.sizes import FULL
from tests.support.ugly.building import OLD, Formula, Over, Sheet, Shown, book, changed

SMALL = book(Sheet([["Chỉ tiêu", "Kế hoạch"], ["Tỷ lệ hộ nghèo", 0.5]]))
SHEET = "xl/worksheets/sheet1.xml"
OLD_BYTES = OLD.read_bytes()
BROKEN = "Tệp “a.xlsx” bị hỏng hoặc bị cắt ngắn. Mở thử trên máy, lưu lại rồi tải lên."
MISMATCH = "Nội dung của tệp “%s” phải là %s như đuôi tên tệp. Lưu lại đúng định dạng rồi tải lên."
LOCKED = "Tệp “%s” có mật khẩu nên không kiểm tra được. Bỏ mật khẩu rồi tải lên."
ENCODING = "Tệp “a.csv” không ghi bằng bảng mã UTF-8. Trong Excel chọn Lưu thành, “CSV UTF-8”, rồi tải lên."
ACTIVE = (
    "Tệp “a.xlsx” chứa macro, mã tự chạy hoặc tệp đính kèm. Bỏ các phần đó, lưu lại rồi tải lên; "
    "với PDF, hãy in lại thành PDF."
)
TOO_MANY = "Tệp “a.xlsx” có quá nhiều ô: tối đa 20000 dòng mỗi trang tính và 400000 ô cả tệp."


def refusal(content: bytes, name: str = "a.xlsx") -> str:
    """What is said of a file that is not read."""
    with pytest.raises(DomainError) as caught:
        workbooks.read(content, name)
    assert caught.value.field == "file"
    return str(caught.value)


def corners(row: int, column: int) -> bytes:
    """Two numbers, the second one far away: a reader that lays out everything between them needs the whole room."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as made:
        page = made.add_worksheet()
        page.write_number(0, 0, 1)
        page.write_number(row, column, 1)
    return content.getvalue()


def with_macro(content: bytes) -> bytes:
    """The workbook with a part that can act."""
    made = io.BytesIO(content)
    with zipfile.ZipFile(made, "a") as packed:
        packed.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    return made.getvalue()


def encrypted() -> bytes:
    """What Excel writes when a new workbook has a password: an old container with a packed stream."""
    return OLD_BYTES.replace(
        "Workbook".encode("utf-16-le").ljust(64, b"\0"),
        "EncryptedPackage".encode("utf-16-le").ljust(64, b"\0"),
        1,
    )


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "a.xlsx", "Tệp “a.xlsx” rỗng hoặc không đọc được. Mở thử trên máy rồi tải lại."),
        (SMALL[:-40], "a.xlsx", BROKEN),
        (
            SMALL,
            "a.xls",
            MISMATCH % ("a.xls", "Excel"),
        ),
        (
            OLD_BYTES,
            "a.xlsx",
            MISMATCH % ("a.xlsx", "Excel"),
        ),
        (
            b"<html><table><tr><td>1</td></tr></table>",
            "a.xls",
            MISMATCH % ("a.xls", "Excel"),
        ),
        (
            SMALL,
            "a.csv",
            MISMATCH % ("a.csv", "CSV"),
        ),
        (SMALL, "a.ods", "Tệp “a.ods” phải là Excel (.xlsx, .xls), CSV."),
        (SMALL, "../../a", "Tệp “a” phải là Excel (.xlsx, .xls), CSV."),
        (encrypted(), "a.xlsx", LOCKED % "a.xlsx"),
        (encrypted(), "a.xls", LOCKED % "a.xls"),
        (
            with_macro(SMALL),
            "a.xlsx",
            ACTIVE,
        ),
        (book(Sheet([])), "a.xlsx", "Tệp “a.xlsx” không có ô nào có nội dung."),
        (b"\xef\xbb\xbf\r\n", "a.csv", "Tệp “a.csv” không có ô nào có nội dung."),
        (
            "Chỉ tiêu;Kế hoạch".encode("utf-16-le"),
            "a.csv",
            ENCODING,
        ),
        (
            "Kế hoạch".encode("cp1258", "ignore") + b"\xd0",
            "a.csv",
            ENCODING,
        ),
        (
            b"x" * (10 * 1024 * 1024 + 1),
            "a.csv",
            "Tệp “a.csv” nặng 11 MB, vượt quá 10 MB. Chọn tệp nhỏ hơn hoặc tách tệp.",
        ),
        (corners(20_000, 0), "a.xlsx", TOO_MANY),
        (corners(19_999, 20), "a.xlsx", TOO_MANY),
        (b"a;b\n" * 20_001, "a.csv", TOO_MANY.replace("xlsx", "csv")),
    ],
    ids=lambda value: value[:50] if isinstance(value, str) else "",
)
def test_what_is_not_read_says_why(content: bytes, name: str, words: str) -> None:
    """Red for the corners without the bounds on rows and cells, for the others without the look at the first bytes."""
    assert refusal(content, name) == words


def test_a_file_that_kills_its_reader_is_one_refused_file() -> None:
    """Words in the last corner of a sheet make the library ask for 550 GB and end its process.

    Red (the run of the tests itself ends) when `workbooks.read` calls `reader.answer` in the own process.
    """
    far = b'<c r="XFD1048576" t="inlineStr"><is><t>x</t></is>'
    content = changed(corners(1, 1), SHEET, lambda data: data.replace(b'<c r="B2"><v>1</v>', far))
    assert refusal(content) == BROKEN


def test_one_long_text_in_every_cell_is_too_much() -> None:
    """32,767 letters once in the file, 300 times in the sheet."""
    text = "x" * 32_767
    assert refusal(book(Sheet([[text]] * 300))) == TOO_MANY


def values(*cells: Any) -> list[Any]:
    """The cells of one line, after they were written and read."""
    return list(workbooks.read(book(Sheet([list(cells)])), "a.xlsx")[0].rows[0])


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (7.1999999999999993, Decimal("7.2")),
        (0.1 + 0.2, Decimal("0.3")),
        (123456789012345.0, Decimal("123456789012345")),
        (-9.77, Decimal("-9.77")),
        (0, Decimal(0)),
        (1e-7, Decimal("0.0000001")),
        (date(2025, 12, 31), date(2025, 12, 31)),
        (unicodedata.normalize("NFD", "Tỷ lệ hộ nghèo"), "Tỷ lệ hộ nghèo"),
        ("a\u00a0b\u200b\nc", "a b c"),
        (Shown(0.075, "0.0%"), Percent("7.5")),
        (Shown(0.07, "0%"), Percent("7")),
        (Shown(1.5, "[Red]-0.0%;0.0%"), Percent("150")),
        (Shown(7.5, '0.0" %"'), Decimal("7.5")),
        (Formula("=1+6.5", 7.5), Decimal("7.5")),
        (Formula('="x"', "x"), "x"),
        (Formula("=B1"), Broken("=B1")),
        (Formula("=1/0", "#DIV/0!"), Broken("#DIV/0!")),
    ],
)
def test_a_cell_is_what_excel_shows(written: Any, read: Any) -> None:
    """Kind and value. Red without the digits in `reader._number`, the marks of percent, of errors, of formulas."""
    found = values(written, "end")[0]
    assert (type(found), found) == (type(read), read)


def test_merged_cells_hold_what_the_first_one_does() -> None:
    """Text in all of them; a number downwards only, for two columns are two things."""
    rows: list[list[Any]] = [
        [Over("Năm 2025", right=1, down=1), None, Over(7, right=1, down=1)],
        [],
        ["x", "x", "x", "x"],
    ]
    found = workbooks.read(book(Sheet(rows)), "a.xlsx")[0].rows
    assert found[:2] == (("Năm 2025", "Năm 2025", Decimal(7), None),) * 2


def test_what_our_own_table_writes_is_read_the_same() -> None:
    rows: list[list[Any]] = [
        ["Đà Nẵng", Decimal("947.25"), date(2025, 3, 22)],
        ["=1+1", Decimal("-0.5"), None],
    ]
    found = workbooks.read(xlsx_bytes("Bảng", ["a", "b", "c"], rows), "a.xlsx")[0].rows
    assert [list(row) for row in found[3:]] == rows


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("a;b,c\n1,5;x\n2,5;y", "utf-8"),
        ("a\tb,c\n1,5\tx\n2,5\ty", "utf-16"),
        ("sep=;\na;b,c\n1,5;x\n2,5;y", "utf-8-sig"),
    ],
)
def test_csv_is_parted_by_what_its_lines_agree_on(text: str, encoding: str) -> None:
    found = workbooks.read(text.encode(encoding), "a.csv")[0].rows
    assert found[-3:] == (("a", "b,c"), ("1,5", "x"), ("2,5", "y"))


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("0%", True),
        ("0.00%", True),
        ('0.0" %"', False),
        (r"0\%", False),
        ("#,##0", False),
        ("_%0", False),
        ('"a"0%', True),
    ],
)
def test_percent_is_a_format_not_a_word(code: str, expected: bool) -> None:
    assert shows_percent(code) is expected


def test_a_formula_of_an_old_workbook_without_a_value_is_broken() -> None:
    """0 behind a formula that is computed on opening is no value."""
    formula = struct.pack("<HHH", 7, 4, 17)
    stream = ole.stream(OLD_BYTES, ("Workbook",))
    at = stream.index(formula + b"\x03")
    zero = stream[: at + 6] + bytes(8) + b"\x02" + stream[at + 15 :]
    content = OLD_BYTES.replace(stream, zero)
    assert biff.marks(content)["Biểu 01"].broken == {(7, 3): "#N/A", (7, 4): "="}


@settings(max_examples=60 if FULL else 30, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), old=st.booleans())
def test_corrupt_bytes_are_refused_or_read(data: st.DataObject, old: bool) -> None:
    """Some bytes are others: rows come out, or a word, never an exception (in the reader, where the library is)."""
    content = bytearray(OLD_BYTES if old else SMALL)
    for _number in range(data.draw(st.integers(1, 12))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    check_survives(bytes(content), "a.xls" if old else "a.xlsx")


@settings(max_examples=30 if FULL else 15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    part=st.sampled_from([SHEET, "xl/styles.xml", "xl/workbook.xml", "xl/sharedStrings.xml"]),
    at=st.floats(0, 1),
    length=st.integers(0, 30),
    put=st.sampled_from([b"", b"9" * 20, b'"', b"<", b"&#1;", b"XFD1048576", b"-1", b"1e308", b"\xff"]),
)
def test_corrupt_markup_is_refused_or_read(part: str, at: float, length: int, put: bytes) -> None:
    """The archive is whole, its checksums are right, the markup inside is damaged."""

    def damage(data: bytes) -> bytes:
        place = int(at * (len(data) - 1))
        return data[:place] + put + data[place + length :]

    check_survives(changed(SMALL, part, damage), "a.xlsx")


@pytest.mark.parametrize("encoding", [b"UTF-f", b"big5", b"utf-7"])
def test_an_encoding_that_nobody_knows_is_broken_markup(encoding: bytes) -> None:
    """Red when the inspection catches errors of the markup only."""
    assert (
        refusal(changed(SMALL, "xl/styles.xml", lambda data: data.replace(b"UTF-8", encoding, 1))) == BROKEN
    )


def test_a_reader_that_cannot_begin_is_no_broken_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken installation is told to whoever runs the system, not to the person who sends a file."""
    monkeypatch.setattr(apart, "READER", "emulation.gateways.workbooks.nowhere")
    with pytest.raises(RuntimeError, match="does not start"):
        workbooks.read(SMALL, "a.xlsx")


def check_survives(content: bytes, name: str) -> None:
    """The file is read, or refused with words for the field."""
    try:
        assert workbooks.read(content, name)
    except DomainError as error:
        assert error.field == "file"


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
@example(b"\x00")
def test_any_bytes_are_no_surprise_as_csv(content: bytes) -> None:
    check_survives(content, "a.csv")
