"""The default Word template of each kind of document: the layout of Decree 30 with tags where the data will stand.

Whoever edits it in Word keeps the tags: `{{ ten_truong }}` is a field, `{%p for … %}` repeats paragraphs,
`{%tr for … %}` rows, `{%tc for … %}` cells.
"""

import io
from functools import cache
from typing import Any

from docx.oxml.ns import qn
from docx.shared import Pt

from emulation.gateways.word import sheet
from emulation.gateways.word.sheet import write
from emulation.vocabulary.administrative import MOTTO, NATION, NUMBER, RECIPIENTS, TO
from emulation.vocabulary.documents import DocumentKind
from emulation.vocabulary.official_blocks import GRID_HEADS
from emulation.vocabulary.outlines import BODY, LANDSCAPE, MINUTES, Field, Shape, frame_of

SMALL, BODY_SIZE, GRID_SIZE = 12, 13, 7.5
INDENT = 10
#: Kinds whose last field may be longer than a page; elsewhere no signature stands alone on one.
LONG_ENDED = frozenset({DocumentKind.ACHIEVEMENT_REPORT})
#: Millimetres of the motto's own length in bold 14.
MOTTO_LENGTH = 62


@cache
def default_template(kind: DocumentKind) -> bytes:
    """The template as a docx file."""
    landscape = kind in LANDSCAPE
    document = sheet.new_sheet(landscape=landscape, title=kind.label)
    width = sheet.room(landscape=landscape)
    names = {field.name for field in frame_of(kind)}
    _head(document, width, with_place=True)
    _title(document, width)
    if "kinh_gui" in names:
        write(document, TO + " {{ kinh_gui|join('; ') }}", align="center", after=8)
    if "can_cu" in names:
        _each(document, "can_cu", italic=True)
    number = 0
    for field in BODY[kind]:
        if field.heading:
            number += 1
            document.add_paragraph(
                f"{number}. {field.heading}", style="Heading 1"
            ).paragraph_format.keep_with_next = True
        _field(document, field, width, keep=field is BODY[kind][-1] and kind not in LONG_ENDED)
    document.add_paragraph()
    _foot(document, width, as_minutes=kind in MINUTES)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _head(document: Any, width: int, *, with_place: bool) -> None:
    left, right = width * 0.43, width * 0.57
    head = sheet.table(document, [left, right], 2, ruled=False)
    organ, nation = head.rows[0].cells
    organ.paragraphs[0].add_run("{%p if co_quan_chu_quan %}")
    write(organ, "{{ co_quan_chu_quan }}", align="center", size=SMALL)
    organ.add_paragraph("{%p endif %}")
    write(organ, "{{ co_quan }}", align="center", size=SMALL, bold=True)
    sheet.rule(organ, left, left * 0.4)
    write(nation, NATION, first=True, align="center", size=SMALL, bold=True)
    write(nation, MOTTO, align="center", size=BODY_SIZE, bold=True)
    sheet.rule(nation, right, MOTTO_LENGTH)
    number, place = head.rows[1].cells
    write(number, NUMBER + " {{ so_ky_hieu }}", first=True, align="center", size=13)
    write(place, "{{ dia_danh_ngay }}", first=True, align="center", size=BODY_SIZE, italic=True)


def _title(document: Any, width: int) -> None:
    document.add_paragraph()
    document.add_paragraph("{{ ten_loai }}", style="Title")
    document.add_paragraph("{{ trich_yeu }}", style="Subtitle")
    sheet.rule(document, width, width * 0.36, after=8)


def _each(document: Any, name: str, *, keep: bool = False, **look: Any) -> None:
    """One paragraph for each of the field's; `keep` them on the page of what follows."""
    document.add_paragraph("{%p for doan in " + name + " %}")
    line = write(document, "{{ doan }}", align="both", indent=INDENT, after=6, **look)
    line.paragraph_format.keep_with_next = keep
    document.add_paragraph("{%p endfor %}")


def _field(document: Any, field: Field, width: int, *, keep: bool) -> None:
    if field.shape is Shape.TEXT:
        line = write(document, f"{field.label}: ", align="both", indent=INDENT, after=6)
        line.add_run("{{ " + field.name + " }}")
        line.paragraph_format.keep_with_next = keep
    elif field.shape is Shape.LINES:
        _each(document, field.name, keep=keep)
    elif field.shape is Shape.GRID:
        _grid(document, field.name, width)
    else:
        _table(document, field, width)


def _table(document: Any, field: Field, width: int) -> None:
    total = sum(column.share for column in field.columns)
    found = sheet.table(document, [width * column.share / total for column in field.columns], 4, ruled=True)
    size = SMALL if len(field.columns) <= 5 else 11
    for number, column in enumerate(field.columns):
        write(found.cell(0, number), column.head, first=True, align="center", size=size, bold=True)
        write(
            found.cell(2, number), "{{ dong." + column.name + " }}", first=True, align=column.align, size=size
        )
    found.cell(1, 0).text = "{%tr for dong in " + field.name + " %}"
    found.cell(3, 0).text = "{%tr endfor %}"
    sheet.repeat_head(found.rows[0])
    sheet.keep_whole(found.rows[2])
    document.add_paragraph().paragraph_format.line_spacing = Pt(6)


def _grid(document: Any, name: str, width: int) -> None:
    """A table whose columns are counted by the data: their widths are set when it is filled."""
    found = sheet.table(document, [width / 5] * 5, 4, ruled=True)
    rows = {
        0: (*GRID_HEADS, "{%tc for cot in " + name + ".cot %}", "{{ cot }}", "{%tc endfor %}"),
        2: ("{{ dong.tieu_chi }}", "{{ dong.diem_chuan }}", "{%tc for o in dong.o %}", "{{ o }}", "{%tc endfor %}"),
    }  # fmt: skip
    for number, texts in rows.items():
        for place, text in enumerate(texts):
            align = "center" if number == 0 else "left" if place == 0 else "right"
            write(found.cell(number, place), text, first=True, align=align, size=GRID_SIZE, bold=number == 0)
    found.cell(1, 0).text = "{%tr for dong in " + name + ".dong %}"
    found.cell(3, 0).text = "{%tr endfor %}"
    for row in found.rows:
        for cell in row.cells:
            cell._tc.get_or_add_tcPr().remove(cell._tc.tcPr.find(qn("w:tcW")))
    sheet.repeat_head(found.rows[0])
    sheet.keep_whole(found.rows[2])
    document.add_paragraph().paragraph_format.line_spacing = Pt(6)


def _foot(document: Any, width: int, *, as_minutes: bool) -> None:
    """Signatures at the right and the recipients at the left; minutes have all who sign side by side."""
    if as_minutes:
        found = sheet.table(document, [width / 3] * 3, 1, ruled=False)
        found.cell(0, 0).text = "{%tc for chu_ky in ky_ten %}"
        _signature(found.cell(0, 1))
        found.cell(0, 2).text = "{%tc endfor %}"
        sheet.keep_whole(found.rows[0])
        document.add_paragraph()
        _recipients(document)
        return
    found = sheet.table(document, [width * 0.46, width * 0.54], 1, ruled=False)
    sheet.keep_whole(found.rows[0])
    _recipients(found.cell(0, 0), first=True)
    right = found.cell(0, 1)
    right.paragraphs[0].add_run("{%p for chu_ky in ky_ten %}")
    _signature(right, first=False)
    right.add_paragraph("{%p endfor %}")


def _signature(cell: Any, *, first: bool = True) -> None:
    condition = "{%p if chu_ky.quyen_han %}"
    if first:
        cell.paragraphs[0].add_run(condition)
    else:
        cell.add_paragraph(condition)
    write(cell, "{{ chu_ky.quyen_han }}", align="center", size=13, bold=True)
    cell.add_paragraph("{%p endif %}")
    write(cell, "{{ chu_ky.chuc_vu }}", align="center", size=13, bold=True)
    for _line in range(3):
        cell.add_paragraph()
    write(cell, "{{ chu_ky.ho_ten }}", align="center", size=BODY_SIZE, bold=True)


def _recipients(cell: Any, *, first: bool = False) -> None:
    write(cell, RECIPIENTS, first=first, size=SMALL, bold=True, italic=True)
    cell.add_paragraph("{%p for noi in noi_nhan %}")
    write(cell, "{{ noi }}", size=11).paragraph_format.keep_together = True
    cell.add_paragraph("{%p endfor %}")
