"""The words of papers: real Word and PDF files, scans, and files that mean harm."""

import io
import subprocess
import sys
import unicodedata
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from emulation.gateways import apart, reading
from emulation.gateways.pdf import Document, Footer, Words, pdf_bytes
from emulation.gateways.reading import bounds, office, reader
from tests.support import bombs, samples

FOOTER = Footer("https://thidua.example", "In lúc 10:00 ngày 15/10/2025", "Trang")
SENTENCE = "Năm 2024 thành phố Hải Phòng xếp hạng 2/5, tổng điểm 983,50; đạt 8/9 phiếu đồng ý."


def word(*paragraphs: str) -> bytes:
    """A Word file as the office suite's own library writes it, with a header and a table."""
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "ỦY BAN NHÂN DÂN"
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    cells = made.add_table(1, 2).rows[0].cells
    cells[0].text, cells[1].text = "Đồng ý", "8/9"
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def printed(*paragraphs: str) -> bytes:
    """A PDF of our own typesetter."""
    made_at = datetime(2025, 10, 15, 3, 0, tzinfo=UTC)
    return pdf_bytes(Document("Báo cáo", "vi", "Cụm thi đua", FOOTER, made_at, parts=[Words(paragraphs)]))


def text_of(folder: Path, content: bytes, suffix: str) -> str:
    path = folder / f"paper{suffix}"
    path.write_bytes(content)
    return reading.text_of(path, suffix)


def test_the_words_of_a_word_file(tmp_path: Path) -> None:
    """Header, paragraphs, cells, in this order, in one spelling. Red when `_DOCUMENT` forgets headers."""
    nfd = unicodedata.normalize("NFD", SENTENCE)
    assert text_of(tmp_path, word("TỜ TRÌNH", nfd), ".docx").split("\n") == [
        "ỦY BAN NHÂN DÂN",
        "TỜ TRÌNH",
        SENTENCE,
        "Đồng ý",
        "8/9",
    ]


def test_the_words_of_a_pdf(tmp_path: Path) -> None:
    """Red when `_pdf` reads no page."""
    text = text_of(tmp_path, printed("TỜ TRÌNH", SENTENCE), ".pdf")
    assert SENTENCE in " ".join(text.split())


def test_the_words_of_a_workbook(tmp_path: Path) -> None:
    strings = (
        "<sst><si><t>Bảng tổng hợp điểm thi đua</t></si><si><r><t>năm </t></r><r><t>2024</t></r></si></sst>"
    )
    content = samples.office("xlsx", {"xl/sharedStrings.xml": strings.encode()})
    assert text_of(tmp_path, content, ".xlsx") == "Bảng tổng hợp điểm thi đua\nnăm 2024"


def test_a_scan_has_no_words(tmp_path: Path) -> None:
    """Red when text_of refuses a file without letters."""
    assert text_of(tmp_path, samples.pdf(), ".pdf") == ""
    assert text_of(tmp_path, samples.picture("PNG"), ".png") == ""
    assert text_of(tmp_path, word(SENTENCE), ".docx") != ""


def test_a_text_box_written_twice_is_read_once() -> None:
    """Red when `_older` is not counted."""
    box = "<w:p><mc:AlternateContent><mc:Choice><w:t>Một</w:t></mc:Choice><mc:Fallback><w:t>Một</w:t></mc:Fallback>"
    body = f"<w:document>{box}</mc:AlternateContent><w:delText>bỏ</w:delText></w:p></w:document>"
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        packed.writestr("word/document.xml", f"<?xml version='1.0' encoding='UTF-8'?>{body}")
    assert list(office.document_lines(content.getvalue())) == ["Một"]


@pytest.mark.parametrize("name", sorted(bombs.bombs()))
def test_a_file_that_means_harm_harms_nobody(name: str, tmp_path: Path) -> None:
    """They are refused before; should one come through, its reader dies or gives words."""
    suffix, content = bombs.bombs()[name]
    if suffix in reading.SUFFIXES:
        assert isinstance(text_of(tmp_path, content, suffix), str)


def test_the_process_has_little_memory_and_little_time() -> None:
    """Red when main() in reader.py does not call bound_itself()."""
    told = "import resource; from emulation.gateways.reading.reader import main; main(); "
    told += "print([resource.getrlimit(one)[0] for one in (resource.RLIMIT_CPU, resource.RLIMIT_AS)])"
    command = [sys.executable, "-c", told, ".pdf"]
    done = subprocess.run(command, input="", capture_output=True, text=True, check=False)
    assert done.stdout == '""[10, 1073741824]\n'


def test_the_process_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that takes it over finds no key. Red when apart.ask hands its own environment on."""
    monkeypatch.setenv("EMULATION_SECRET_KEY", "bí mật")
    told = apart.ask("timeit", "-n1", "-r1", "import os; print(*sorted(os.environ))", content=b"").decode()
    assert "PYTHONPATH" in told
    assert "EMULATION_SECRET_KEY" not in told


def test_markup_with_a_document_type_is_not_read() -> None:
    """Red when office.py makes a parser of its own."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        packed.writestr("word/document.xml", samples.LAUGHS)
    assert reader.text_of(content.getvalue(), ".docx") == ""


def test_no_more_is_read_than_fits() -> None:
    """Red when `text_of` in reader.py does not look at MOST_TEXT."""
    long = "một hai ba " * 10_000
    assert len(reader.text_of(word(*[long] * 10), ".docx")) <= bounds.MOST_TEXT


def test_a_reader_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Red when apart.ask passes no timeout."""
    monkeypatch.setattr(reading, "SECONDS", 0.01)
    assert text_of(tmp_path, word(SENTENCE), ".docx") == ""


def test_a_fault_of_ours_is_no_fault_of_the_file() -> None:
    """Red when apart.ask takes a non-zero end for an answer."""
    with pytest.raises(RuntimeError, match="does not start"):
        apart.ask("emulation.gateways.nothing", content=b"")


@pytest.mark.parametrize("suffix", [".docx", ".pdf", ".xlsx"])
@given(content=st.binary(max_size=2000))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_give_words_or_none(suffix: str, content: bytes) -> None:
    assert isinstance(reader.text_of(content, suffix), str)
