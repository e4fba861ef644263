"""The sheet of Decree 30/2020/NĐ-CP (handbook 11) in python-docx: styles, margins, page number, ruled lines."""

from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

FONT = "Times New Roman"
LANGUAGE = "vi-VN"
#: Twentieths of a point between the text of a cell and its border: one millimetre.
CELL_MARGIN = 57
#: Millimetres: the sheet and its margins.
SHORT, LONG = 210, 297
TOP, BOTTOM, LEFT, RIGHT = 20, 20, 30, 15
ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
#: Style → size in points, bold, italic, alignment.
STYLES = {
    "Title": (14, True, False, "center"),
    "Subtitle": (14, True, False, "center"),
    "Heading 1": (13, True, False, "left"),
    "Normal": (13, False, False, "left"),
}


def new_sheet(*, landscape: bool, title: str) -> Any:
    """An empty document with the styles, margins, language and title of an official paper."""
    document = Document()
    for name, (size, bold, italic, align) in STYLES.items():
        _style(document.styles[name], size, bold, italic, align)
    section = document.sections[0]
    width, height = (LONG, SHORT) if landscape else (SHORT, LONG)
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.header_distance = section.footer_distance = Mm(9)
    _number_pages(section)
    document.core_properties.title = title
    document.core_properties.language = LANGUAGE
    document.core_properties.author = document.core_properties.comments = ""
    return document


def room(*, landscape: bool) -> int:
    """Millimetres between the margins."""
    return (LONG if landscape else SHORT) - LEFT - RIGHT


def _style(style: Any, size: int, bold: bool, italic: bool, align: str) -> None:
    style.font.name, style.font.size = FONT, Pt(size)
    style.font.bold, style.font.italic = bold, italic
    style.font.color.rgb = None
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(name), FONT)
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(name), None)
    for tag in ("w:color", "w:spacing", "w:kern"):
        for found in style.element.rPr.findall(qn(tag)):
            style.element.rPr.remove(found)
    for border in style.element.get_or_add_pPr().findall(qn("w:pBdr")):
        style.element.pPr.remove(border)
    language = OxmlElement("w:lang")
    for name in ("w:val", "w:eastAsia"):
        language.set(qn(name), LANGUAGE)
    style.element.rPr.append(language)
    style.paragraph_format.alignment = ALIGN[align]
    style.paragraph_format.space_before = Pt(6 if style.name == "Heading 1" else 0)
    style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = 1.0


def _number_pages(section: Any) -> None:
    """The number stands centred in the top margin, from the second page on; the mark at the foot of every page."""
    section.different_first_page_header_footer = True
    line = section.header.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind, text in (("begin", ""), ("", "PAGE"), ("separate", ""), ("shown", "2"), ("end", "")):
        run = line.add_run()
        run.font.size = Pt(13)
        if kind == "shown":
            run.text = text
            continue
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)
    for footer in (section.footer, section.first_page_footer):
        mark = footer.paragraphs[0]
        mark.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = mark.add_run("{{ nhan_minh_hoa }}")
        run.font.size, run.font.italic = Pt(11), True


def write(cell: Any, text: str, *, first: bool = False, align: str = "left", **look: Any) -> Any:
    """A paragraph in a cell or document: `size`, `bold`, `italic`, `indent` (mm, first line), `after` (points)."""
    line = cell.paragraphs[0] if first else cell.add_paragraph(style=look.get("style"))
    line.alignment = ALIGN[align]
    run = line.add_run(text)
    if "size" in look:
        run.font.size = Pt(look["size"])
    for name in ("bold", "italic"):
        if name in look:
            setattr(run.font, name, look[name])
    if "indent" in look:
        line.paragraph_format.first_line_indent = Mm(look["indent"])
    line.paragraph_format.space_after = Pt(look.get("after", 0))
    return line


def rule(cell: Any, width: float, length: float, *, after: float = 0) -> None:
    """A line of `length` in the middle of `width`, both in millimetres; `after` are points of room below."""
    line = cell.add_paragraph()
    side = Mm(max(0.0, (width - length) / 2))
    line.paragraph_format.left_indent = line.paragraph_format.right_indent = side
    line.paragraph_format.line_spacing = Pt(4)
    line.paragraph_format.space_before, line.paragraph_format.space_after = Pt(3), Pt(after)
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    line._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def table(document: Any, widths: list[float], rows: int, *, ruled: bool) -> Any:
    """A table with columns of these millimetres: LibreOffice reads the grid, Word the cells."""
    found = document.add_table(rows=rows, cols=len(widths))
    found.style = "Table Grid" if ruled else "Normal Table"
    found.autofit = False
    for number, width in enumerate(widths):
        found.columns[number].width = Mm(width)
        for cell in found.columns[number].cells:
            cell.width = Mm(width)
    set_margins(found._tbl.tblPr, CELL_MARGIN)
    return found


def set_margins(properties: Any, width: int) -> None:
    """The room between text and border of the cells of a table, in twentieths of a point."""
    for found in properties.findall(qn("w:tblCellMar")):
        properties.remove(found)
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        one = OxmlElement(f"w:{side}")
        one.set(qn("w:w"), str(width))
        one.set(qn("w:type"), "dxa")
        margins.append(one)
    properties.append(margins)


def repeat_head(row: Any) -> None:
    """Show the row again at the top of every page, and keep it whole."""
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(head)
    keep_whole(row)


def keep_whole(row: Any) -> None:
    """Let no page break fall into the row."""
    whole = OxmlElement("w:cantSplit")
    whole.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().insert(0, whole)
