"""PDF documents: everything is text, tagged, bounded, and the same for the same values."""

import io
import subprocess
import sys
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import groupby

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from emulation.gateways.pdf import (
    Document,
    Facts,
    Footer,
    Items,
    Picture,
    Table,
    Words,
    apart,
    compiler,
    letters,
    pdf_bytes,
)
from emulation.paths import share
from emulation.vocabulary.errors import DomainError, Unavailable
from tests.support.papers import Paper

MADE_AT = datetime(2025, 10, 15, 3, 0, tzinfo=UTC)
FOOTER = Footer("https://thidua.example/clusters/tptw/2024/ranking", "In lúc 10:00 ngày 15/10/2025", "Trang")
DOCUMENT = Document("Bảng xếp hạng năm 2024", "vi", "Cụm thi đua", FOOTER, MADE_AT)
SMALL = Table(["Thành viên", "Tổng điểm"], [["Hà Nội", "912,40"], ["Huế", "–"]], "Điểm", frozenset({1}))
HOSTILE = [
    '#eval("1 + 1")',
    '#import "@preview/cetz:0.3.0": *',
    '#include "/etc/passwd"',
    "- không phải danh sách",
    "+ một",
    "= không phải tiêu đề",
    "/ mục: nghĩa",
    "$x^2$ và `mã` và *đậm* _nghiêng_",
    "<nhãn> @dẫn \\ \\u{41} ~ -- --- ...",
    "// chú thích /* và nữa */",
    "https://example.org/a_b?c=d&e=f#g",
    '"\'"><svg/onload=__x=1>{{7*7}}',
    "%(x)s %n {0.__class__}",
    "]) #[ #{ }",
]


def made(**more: object) -> Paper:
    """The document with these values, read back."""
    return Paper(pdf_bytes(replace(DOCUMENT, **more)))  # type: ignore[arg-type]


def sheets(document: Document) -> list[Image.Image]:
    """Every sheet as a picture in shades of grey, 96 dots an inch."""
    task = {"told": document.told(), "templates": str(share("templates") / "documents")}
    return [Image.open(io.BytesIO(one)).convert("L") for one in compiler.compiled(task, "png")]


def test_a_document_says_what_it_is() -> None:
    """Standards, language, title and tags. Red when STANDARDS in compiler.py is empty."""
    paper = made(parts=[SMALL, Items(["một", "hai"], "Danh sách"), Facts([("Công bố", "20/03/2025")])])
    assert b"<pdfuaid:part>1</pdfuaid:part>" in paper.content
    assert b"<pdfaid:part>2</pdfaid:part>" in paper.content
    assert b"/Lang(vi)" in paper.content
    assert b"/DisplayDocTitle true" in paper.content
    assert "Bảng xếp hạng năm 2024".encode("utf-16-be").hex().upper().encode() in paper.content
    assert [tag.text for tag in paper.all("H1")] == ["Điểm", "Danh sách"]
    assert [tag.text for tag in paper.all("TH")] == ["Thành viên", "Tổng điểm"]
    assert [tag.text for tag in paper.all("LBody")] == ["một", "hai"]
    assert paper.tables == [[["Thành viên", "Tổng điểm"], ["Hà Nội", "912,40"], ["Huế", "–"]]]
    assert paper.text.endswith("Công bố 20/03/2025")


def test_every_sheet_says_where_it_comes_from_and_what_must_not_be_overlooked() -> None:
    rows = [[f"Thành viên {number}", "1,00"] for number in range(90)]
    paper = made(
        parts=[replace(SMALL, rows=rows, heading="")], mark="Minh họa – không phải số liệu chính thức"
    )
    assert len(paper.pages) == 3
    for number, furniture in enumerate(paper.furniture, start=1):
        assert "Minh họa – không phải số liệu chính thức" in furniture
        assert f"In lúc 10:00 ngày 15/10/2025 {FOOTER.address} Trang {number}/3" in furniture
    assert "Thành viên Tổng điểm" in paper.furniture[1], "heads come again"
    assert [row[0] for row in paper.tables[0][1:]] == [row[0] for row in rows]


def test_sheets_are_upright_and_turned_for_many_columns() -> None:
    assert made(parts=[SMALL]).sizes == [(210, 297)]
    wide = Table([f"Cột {number}" for number in range(7)], [["x"] * 7])
    assert made(parts=[wide]).sizes == [(297, 210)]


def test_the_same_values_give_the_same_bytes() -> None:
    """Red when compiler.py passes no timestamp."""
    document = replace(DOCUMENT, parts=[SMALL])
    first = pdf_bytes(document)
    apart._kept.cache_clear()
    time.sleep(1.1)
    assert pdf_bytes(document) == first
    assert pdf_bytes(document) != pdf_bytes(replace(document, title="Khác"))


@pytest.mark.asvs("1.3.7", "1.3.2")
@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_said_is_printed_as_text(text: str) -> None:
    """Red when the template calls eval(…, mode: "markup") on what it is told: “- ” becomes a list."""
    parts = [
        Table([text, "b"], [[text, "1"]], text),
        Items([text], "d"),
        Facts([(text, text)]),
        Words([text]),
    ]
    paper = made(title=text, notes=[text], parts=parts, mark=text, site=text)
    assert paper.tables == [[[text, "b"], [text, "1"]]]
    assert [tag.text for tag in paper.all("Title")] == [text]
    assert [tag.text for tag in paper.all("H1")] == [text, "d"]
    assert [tag.text for tag in paper.all("LBody")] == [text]
    assert paper.text.count(text) == 9
    assert text in paper.furniture[0]


def test_a_sign_without_a_shape_is_printed_as_its_number() -> None:
    """Red when `printable` gives its text back as it is: the file is then refused by its standard."""
    assert letters.printable("a\0b\u200b😀\ud800\r\nđ") == "a[U+0000]b[U+200B][U+1F600][U+D800]\nđ"
    assert letters.printable("ẫữỘđ ≥ ≤ – “x” ⁰¹² →□") == "ẫữỘđ ≥ ≤ – “x” ⁰¹² →□"
    paper = made(parts=[Words(["Điểm 😀\0 → ✓"])])
    assert "Điểm [U+1F600][U+0000] → ✓" in paper.text


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_at_all_can_be_printed(text: str) -> None:
    """The typesetter takes it, and a reader gets back what can be printed of it."""
    document = replace(DOCUMENT, parts=[Table(["a"], [[text]])])
    task = {"told": document.told(), "templates": str(share("templates") / "documents"), "made_at": 0}
    [content] = compiler.compiled(task, "pdf")
    [[read]] = Paper(content).tables[0][1:]
    assert "".join(read.split()) == "".join(letters.printable(text).split())


@pytest.mark.parametrize("word", ["x" * 5000, "ẫ" * 5000, "https://example.org/" + "đường-dẫn/" * 400])
def test_a_long_word_stays_on_the_sheet_and_whole(word: str) -> None:
    """Red when `breakable` gives its text back as it is: the word runs over the edge of the paper."""
    document = replace(DOCUMENT, parts=[Table(["Ghi chú", "Điểm"], [[word, "1"]], numbers=frozenset({1}))])
    assert Paper(pdf_bytes(document)).tables[0][1] == [word, "1"]
    for sheet in sheets(document):
        margin = sheet.crop((sheet.width - 50, 0, sheet.width, sheet.height))  # 15 mm are 57 dots
        assert margin.getextrema() == (255, 255)


def test_marks_of_letters_are_not_cut_by_lines() -> None:
    """Each of four rows stands between its lines with white above its marks and below its tails.

    Red when the inset of cells is 0.
    """
    document = replace(DOCUMENT, parts=[Table(["Ẫ Ữ Ộ g"], [["Ẫ Ữ Ộ Ặ g y ự"]] * 3)])
    [sheet] = sheets(document)
    column = sheet.crop((118, 104, 200, 230))
    inked = [column.crop((0, y, 82, y + 1)).getextrema() != (255, 255) for y in range(column.height)]
    runs = [[ink, len(list(run))] for ink, run in groupby(inked)]
    assert len([run for run in runs if run[0]]) == 9, "five lines and four rows of letters"


def test_one_page_is_one_page() -> None:
    """Few words get large letters, many words small ones, never a second sheet. Red if the size never changes."""
    little = [Words(["Hà Nội: hạng 1/6, 912,40 điểm."])]
    much = [Words(["Tỷ lệ xã đạt chuẩn nông thôn mới, phường đạt chuẩn văn minh đô thị; " * 16])] * 8
    assert len(made(parts=little, one_page=True).pages) == 1
    assert len(made(parts=much, one_page=True).pages) == 1
    assert len(made(parts=much).pages) == 2


def test_a_drawing_reads_no_file_and_asks_nobody() -> None:
    """Whatever stands in an SVG. The server counts who comes."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    here = f"http://127.0.0.1:{server.server_port}/a.png"
    try:
        for link in (here, "file:///etc/hostname", "/etc/hostname", "document.typ"):
            svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><image href="{link}"/></svg>'
            with pytest.raises(RuntimeError, match="failed to load linked image"):
                made(parts=[Picture(svg, "Biểu đồ")])
    finally:
        server.shutdown()
        server.server_close()
    assert asked == []


def test_what_takes_too_long_is_ended_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Red when `_set` in apart.py has no timeout."""
    monkeypatch.setattr(apart, "SECONDS", 0.02)
    with pytest.raises(DomainError, match="quá lớn để lập tệp PDF"):
        pdf_bytes(replace(DOCUMENT, title="Lâu"))


def test_the_process_has_little_memory_and_little_time() -> None:
    """Red when bound_itself() in compiler.py sets no limits."""
    told = "import resource; from emulation.gateways.pdf.compiler import bound_itself; bound_itself(); "
    told += "print(resource.getrlimit(resource.RLIMIT_CPU)[0]); bytes(2 << 30)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=False)
    assert done.stdout == "10\n"
    assert "MemoryError" in done.stderr


def test_what_is_too_large_is_not_even_begun() -> None:
    """Many bytes, or more cells than twelve members ever have. Red when `pdf_bytes` counts no cells."""
    with pytest.raises(DomainError, match="quá lớn để lập tệp PDF"):
        pdf_bytes(replace(DOCUMENT, parts=[Words(["x " * (apart.MOST_BYTES // 2)])]))
    with pytest.raises(DomainError, match="quá lớn để lập tệp PDF"):
        pdf_bytes(replace(DOCUMENT, parts=[Table(["a"] * 6, [["x"] * 6] * 3400)]))


def test_only_a_few_are_set_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The next waits for a place and then says that the house is busy; places come back."""
    monkeypatch.setattr(apart, "SECONDS", 0.02)
    for _place in range(apart.AT_ONCE):
        assert apart._places.acquire(timeout=5)
    try:
        with pytest.raises(Unavailable):
            pdf_bytes(replace(DOCUMENT, title="Bận"))
    finally:
        for _place in range(apart.AT_ONCE):
            apart._places.release()
    monkeypatch.undo()
    assert len(made(title="Bận").pages) == 1


def test_the_same_document_is_set_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked for again it costs no process: there would be no time for one. Red without the cache in apart.py."""
    document = replace(DOCUMENT, title="Hai lần")
    first = pdf_bytes(document)
    monkeypatch.setattr(apart, "SECONDS", 0.001)
    assert pdf_bytes(document) == first
