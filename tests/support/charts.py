"""Reading charts and tables from a page: what is drawn, and what is written."""

import re
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser

_POINT = re.compile(r'data-(point|target)="([^ "]+) (\d{4}) ([^"]+)"')

#: (code, year, value as readers see it)
Point = tuple[str, int, str]


def drawn(svg: str, kind: str = "point") -> set[Point]:
    """The points (or targets) of a drawing."""
    return {
        (code, int(year), unescape(value))
        for found, code, year, value in _POINT.findall(svg)
        if found == kind
    }


def drawings(page: str) -> list[str]:
    """The charts of a page; icons are no charts."""
    return re.findall(r'<svg[^>]*role="img".*?</svg>', page, re.DOTALL)


@dataclass
class Table:
    """Rows of cells as text; `of` is the row-group head above a row ("" without one)."""

    rows: list[list[str]] = field(default_factory=list)
    of: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tables: list[Table] = []
        self.cell: list[str] | None = None
        self.group = ""
        self.is_group = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "table":
            self.tables.append(Table())
            self.group = ""
        elif tag == "tr" and self.tables:
            self.tables[-1].rows.append([])
            self.tables[-1].of.append(self.group)
        elif tag in ("th", "td") and self.tables:
            self.cell = []
            self.is_group = values.get("scope") == "rowgroup"

    def handle_endtag(self, tag: str) -> None:
        if tag in ("th", "td") and self.cell is not None:
            text = " ".join(" ".join(self.cell).split())
            self.tables[-1].rows[-1].append(text)
            if self.is_group:
                self.group = text
            self.cell = None

    def handle_data(self, data: str) -> None:
        if self.cell is not None:
            self.cell.append(data)


def tables(page: str) -> list[Table]:
    """The tables of a page in order."""
    reader = _Reader()
    reader.feed(page)
    return reader.tables
