"""Word templates: the layout of Decree 30, and whatever somebody may put into one."""

import base64
import io
import json
import subprocess
import sys
import zipfile
from datetime import date
from typing import Any

import pytest
from docx import Document
from jinja2 import StrictUndefined

from emulation.gateways.word import default_template, fill, try_template, word_bytes, worker
from emulation.gateways.word.tags import Fields
from emulation.vocabulary.documents import DocumentKind
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.official import OfficialPaper, Signature
from tests.support.word import replaced, with_line, words_in

LIST = DocumentKind.COUNCIL_MINUTES
LINES = ("thanh_phan", "noi_dung", "ket_qua_bo_phieu", "can_cu_ap_dung")
TEXT = "A <Khen & thưởng> {{ 7*7 }} {% for x in y %} \x07"


def paper(text: str = "Nội dung", mark: str = "") -> OfficialPaper:
    return OfficialPaper(
        kind=LIST,
        organ_above="",
        organ="HỘI ĐỒNG",
        number="07/BB",
        place_and_day="Hà Nội, ngày 09 tháng 4 năm 2021",
        type_name="TRÍCH BIÊN BẢN",
        abstract=text,
        values={"thoi_gian": text} | dict.fromkeys(LINES, (text, "Đoạn hai")),
        signatures=(Signature("THƯ KÝ", text),),
        bases=(text,),
        recipients=("- Lưu: VT.",),
        mark=mark,
        dated_on=date(2021, 4, 9),
    )


def millimetres(length: Any) -> int:
    """A length of python-docx."""
    found: int = round(length.mm)
    return found


def empty() -> bytes:
    """A Word file without a word."""
    file = io.BytesIO()
    Document().save(file)
    return file.getvalue()


def refusal(template: bytes, kind: DocumentKind = LIST) -> str:
    """What is said about a template."""
    with pytest.raises(DomainError) as caught:
        try_template(template, kind)
    assert caught.value.field == "file"
    return str(caught.value)


@pytest.mark.parametrize("kind", list(DocumentKind))
def test_the_default_template_is_a_sheet_of_the_decree(kind: DocumentKind) -> None:
    """Margins, letters, language, page number, repeated heads. Red when `_number_pages` is not called."""
    document = Document(io.BytesIO(default_template(kind)))
    [section] = document.sections
    wide = kind is DocumentKind.SCORE_TABLE
    size = (millimetres(section.page_width), millimetres(section.page_height))
    assert size == ((297, 210) if wide else (210, 297))
    edges = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [*map(millimetres, edges)] == [20, 20, 30, 15]
    assert document.styles["Normal"].font.name == "Times New Roman"
    assert document.core_properties.language == "vi-VN"
    assert document.core_properties.title == kind.label
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert "PAGE" not in section.first_page_header._element.xml
    for table in document.tables[1:-1]:
        assert "w:tblHeader" in table.rows[0]._tr.xml
    assert try_template(default_template(kind), kind) == ()


def test_values_are_text_and_nothing_else() -> None:
    """Signs of markup and of templates stay as typed, control characters go. Red when `Fields` has autoescape=False."""
    found = words_in(word_bytes(default_template(LIST), paper(TEXT)))
    assert found.count("A <Khen & thưởng> {{ 7*7 }} {% for x in y %}") == 8
    assert "49" not in found
    assert Document(
        io.BytesIO(word_bytes(default_template(LIST), paper(TEXT)))
    ).core_properties.title.startswith("TRÍCH BIÊN BẢN A <Khen & thưởng>")


def test_the_mark_stands_at_the_foot_of_every_page() -> None:
    mark = "Minh họa – không phải số liệu chính thức"
    assert words_in(word_bytes(default_template(LIST), paper(mark=mark))).count(mark) == 2
    assert mark not in words_in(word_bytes(default_template(LIST), paper()))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{{ ''.__class__.__mro__ }}", "phần “__mro__” không được phép"),
        ("{{ co_quan.__class__ }}", "phần “__class__” không được phép"),
        ("{{ cycler.__init__.__globals__ }}", "phần “__globals__” không được phép"),
        ("{{ co_quan|attr('__class__') }}", "phần “attr” không được phép"),
        ("{% for i in range(10**9) %}x{% endfor %}", "phần “range” không được phép"),
        ("{% for i in can_cu %}{{ i * 1000000000 }}{% endfor %}", "phần “i” không được phép"),
        ("{{ 'x' * 9999999999 }}", "không được phép"),
        ("{{ co_quan.upper() }}", "phần “co_quan” không được phép"),
        ("{{ can_cu[0] }}", "phần “can_cu” không được phép"),
        ("{% include '/etc/passwd' %}", "phần “include” không được phép"),
        ("{% import 'os' as os %}", "phần “import” không được phép"),
        ("{% set x = 1 %}", "không được phép"),
        ("{% macro x() %}{% endmacro %}", "không được phép"),
        ("{{ lipsum }}", "trường “lipsum” không có trong danh sách"),
        ("{{ khong_co }}", "trường “khong_co” không có trong danh sách"),
        ("{% for a in can_cu %}{{ a.khong_co }}{% endfor %}", "trường “khong_co” không có trong danh sách"),
        ("{% for a in can_cu %}{{ a.quyen_han }}{% endfor %}", "trường “quyen_han” không có trong danh sách"),
        ("{%p for a in can_cu %}", "Thẻ “{% for a in can_cu %}” trong mẫu chưa được đóng"),
        ("{% if can_cu %}", "Thẻ “{% if can_cu %}” trong mẫu chưa được đóng"),
        ("{% endfor %}", "Thẻ trong mẫu viết sai ở “{% endfor %}”"),
        ("{{ co_quan", "Thẻ trong mẫu viết sai ở “{{ co_quan"),
        ("{{ co quan }}", "Thẻ trong mẫu viết sai ở “{{ co quan }}”"),
        ("{% vong_lap %}", "Thẻ trong mẫu viết sai ở “{% vong_lap %}”"),
    ],
)
def test_a_hostile_or_broken_template_is_refused_in_words(line: str, said: str) -> None:
    """Each is said with its tag, none runs. Red when `Fields._parse` does not call `_check`."""
    assert said in refusal(with_line(default_template(LIST), line))


def test_the_sandbox_stands_behind_the_whitelist() -> None:
    """What the look at a template would miss is kept from it still. Red when `Fields` is a plain Environment."""
    surroundings = Fields(frozenset(), frozenset())
    for hidden in ("__class__", "__init__", "__globals__"):
        assert isinstance(surroundings.getattr(Fields, hidden), StrictUndefined), hidden


def test_deep_loops_are_refused() -> None:
    """Red when DEEPEST is not looked at."""
    deep = "{% for a in can_cu %}" * 4 + "x" + "{% endfor %}" * 4
    assert "không được phép" in refusal(with_line(default_template(LIST), deep))


def test_heads_feet_and_properties_are_looked_at_too() -> None:
    """A tag in the foot or in the title of the file is a tag. Red when only the body is parsed."""
    for part in ("{{ nhan_minh_hoa }}", LIST.label):
        spoiled = replaced(default_template(LIST), part, "{{ lipsum.__globals__ }}")
        assert "phần “__globals__” không được phép" in refusal(spoiled)


def test_a_template_without_a_required_field_is_refused_and_others_are_named() -> None:
    """The counts of a ballot must stand in it. Red when `required` is not asked in `try_template`."""
    ballot = default_template(DocumentKind.CLUSTER_BALLOT)
    said = refusal(replaced(ballot, "{{ phieu_thu }}", "…"), DocumentKind.CLUSTER_BALLOT)
    assert said == "Mẫu thiếu trường bắt buộc: phieu_thu."
    left = replaced(ballot, "{{ ma_quy_tac }}", "…")
    assert try_template(left, DocumentKind.CLUSTER_BALLOT) == ("ma_quy_tac",)


def test_what_is_no_word_file_is_refused() -> None:
    for content in (b"", b"PK\x03\x04 khong phai", b"{{ x }}"):
        assert "Mẫu không tạo được văn bản" in refusal(content)


def test_a_template_that_takes_too_long_or_too_much_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """Red when `ask` is given no seconds in fill.py."""
    monkeypatch.setattr(fill, "SECONDS", 0.02)
    with pytest.raises(DomainError) as caught:
        word_bytes(default_template(LIST), paper())
    assert caught.value.message == fill.TOO_LARGE


def test_the_process_has_little_memory_and_little_time() -> None:
    """Red when main() in worker.py does not call bound_itself()."""
    told = "import resource; from emulation.gateways.word.worker import main; main(); "
    told += "print([resource.getrlimit(one)[0] for one in (resource.RLIMIT_CPU, resource.RLIMIT_AS)])"
    task = json.dumps({"template": "", "values": {}, "columns": [], "title": ""})
    command = [sys.executable, "-c", told]
    done = subprocess.run(command, input=task, capture_output=True, text=True, check=False)
    assert done.stdout.endswith("}[10, 805306368]\n"), done.stderr


def test_a_file_that_swells_is_not_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Red without the comparison with MOST_BYTES in worker.py."""
    monkeypatch.setattr(worker, "MOST_BYTES", 1000)
    task = {
        "template": base64.b64encode(empty()).decode(),
        "values": {},
        "columns": [],
        "title": "x",
    }
    assert worker.answer(task) == {"error": "large", "what": ""}


def test_an_edited_template_is_followed() -> None:
    edited = with_line(default_template(LIST), "Văn phòng đã duyệt: {{ co_quan|upper }}")
    content = word_bytes(edited, paper())
    assert "Văn phòng đã duyệt: HỘI ĐỒNG" in words_in(content)
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
