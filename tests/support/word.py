"""Reading and spoiling Word files in tests."""

import io
import zipfile
from collections.abc import Callable

from docx import Document


def words_in(content: bytes) -> str:
    """Every word of a Word file with single spaces: body in order with its tables, heads and feet."""
    document = Document(io.BytesIO(content))
    parts = [document.element.body]
    for section in document.sections:
        for part in (section.header, section.footer, section.first_page_footer):
            parts.append(part._element)
    told: list[str] = []
    for part in parts:
        for line in part.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"):
            texts = [
                node.text or "" if node.tag.endswith("}t") else " "
                for node in line.iter()
                if node.tag.endswith(("}t", "}br", "}tab"))
            ]
            told.append("".join(texts))
    return " ".join(" ".join(told).split())


def with_line(template: bytes, *lines: str) -> bytes:
    """A template with further paragraphs at its end."""
    document = Document(io.BytesIO(template))
    for line in lines:
        document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def replaced(template: bytes, old: str, new: str) -> bytes:
    """A template in whose text `old` is `new`."""
    return repacked(
        template,
        lambda name, data: data.replace(old.encode(), new.encode()) if name.endswith(".xml") else data,
    )


def repacked(
    content: bytes, change: Callable[[str, bytes], bytes], extra: dict[str, bytes] | None = None
) -> bytes:
    """The package with its parts changed and further ones added."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, change(entry.filename, old.read(entry)))
        for name, data in (extra or {}).items():
            new.writestr(name, data)
    return file.getvalue()
