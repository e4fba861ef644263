"""Fills a template, run as a process of its own: template and values as JSON on stdin, the Word file on stdout."""

import base64
import io
import json
import re
import sys
import zipfile
from typing import Any

from docx.oxml.ns import qn
from docxtpl import DocxTemplate  # type: ignore[import-untyped]
from jinja2.exceptions import SecurityError, TemplateError, UndefinedError

from emulation.gateways.apart import bound_itself
from emulation.gateways.word.sheet import set_margins
from emulation.gateways.word.tags import Fields, Wrong

MEMORY = 768 * 1024 * 1024
SECONDS = 10
MOST_BYTES = 8 * 1024 * 1024
_ATTRIBUTE = re.compile(r"'(\w+)'(?: is undefined)?$")
#: Shares of the width: the first two columns of a table whose columns are counted by the data.
FIRST, SECOND = 0.22, 0.06
THIN_MARGIN = 28


def main() -> None:
    """Read stdin, write stdout, within bounds."""
    bound_itself(MEMORY, SECONDS)
    json.dump(answer(json.load(sys.stdin.buffer)), sys.stdout)


def answer(task: dict[str, Any]) -> dict[str, Any]:
    """{"docx": base64, "used": names of fields} or {"error": word, "what": where}."""
    fields = Fields(frozenset(task["values"]), frozenset(task["columns"]))
    try:
        content = _filled(base64.b64decode(task["template"]), task["values"], fields, task["title"])
    except Wrong as wrong:
        return {"error": wrong.kind, "what": wrong.what}
    except UndefinedError as error:
        found = _ATTRIBUTE.search(str(error))
        return {"error": "unknown", "what": found[1] if found else str(error)}
    except SecurityError as error:
        return {"error": "forbidden", "what": str(error)}
    except TemplateError as error:
        return {"error": "syntax", "what": str(error)}
    except MemoryError:
        return {"error": "large", "what": ""}
    except (
        Exception
    ) as error:  # whatever the library makes of a file that is no Word file is the file's fault
        return {"error": "broken", "what": type(error).__name__}
    if len(content) > MOST_BYTES:
        return {"error": "large", "what": ""}
    return {"docx": base64.b64encode(content).decode(), "used": sorted(fields.used)}


def _filled(template: bytes, values: dict[str, Any], fields: Fields, title: str) -> bytes:
    document = DocxTemplate(io.BytesIO(template))
    document.render(values, fields)
    for table in document.docx.tables:
        _set_widths(table._tbl)
    document.docx.core_properties.title = title
    document.docx.core_properties.language = "vi-VN"
    file = io.BytesIO()
    document.save(file)
    return _without_time(file.getvalue())


def _without_time(content: bytes) -> bytes:
    """The same parts under one day: the same values give the same bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as made, zipfile.ZipFile(file, "w") as kept:
        for entry in made.infolist():
            kept.writestr(zipfile.ZipInfo(entry.filename), made.read(entry), zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _set_widths(table: Any) -> None:
    """Give cells without a width that of their column: narrow ones behind two wider ones."""
    columns = table.tblGrid.findall(qn("w:gridCol"))
    if all(cell.tcPr is not None and cell.tcPr.find(qn("w:tcW")) is not None for cell in table.iter_tcs()):
        return
    total = sum(int(float(column.get(qn("w:w")))) for column in columns)
    rest = (1 - FIRST - SECOND) / max(1, len(columns) - 2)
    widths = [int(total * share) for share in (FIRST, SECOND, *[rest] * (len(columns) - 2))]
    for column, width in zip(columns, widths, strict=True):
        column.set(qn("w:w"), str(width))
    for row in table.tr_lst:
        for cell, width in zip(row.tc_lst, widths, strict=False):
            cell.get_or_add_tcPr().width = width * 635
    set_margins(table.tblPr, THIN_MARGIN)


if __name__ == "__main__":
    main()
