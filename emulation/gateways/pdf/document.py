"""What a PDF is made of, as plain values, and how they are told to the template: text, never markup."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from emulation.gateways.pdf.letters import breakable, printable

#: Up to so many columns an upright sheet has room for; letters of a cell up to which its row stays on one sheet.
MOST_UPRIGHT = 6
LONGEST_WHOLE = 900


@dataclass(frozen=True)
class Words:
    """Paragraphs, under a heading if there is one."""

    paragraphs: Sequence[str]
    heading: str = ""

    def told(self) -> dict[str, Any]:
        """For the template."""
        return {"kind": "words", "heading": _clean(self.heading), "lines": [*map(_clean, self.paragraphs)]}


@dataclass(frozen=True)
class Items:
    """A list of sentences. Two neighbours that are a `half` stand side by side."""

    items: Sequence[str]
    heading: str = ""
    half: bool = False

    def told(self) -> dict[str, Any]:
        """For the template."""
        return {"kind": "items", "heading": _clean(self.heading), "lines": [*map(_clean, self.items)]}


@dataclass(frozen=True)
class Facts:
    """Names with their values; `half` as for a list."""

    facts: Sequence[tuple[str, str]]
    heading: str = ""
    half: bool = False

    def told(self) -> dict[str, Any]:
        """For the template."""
        pairs = [[_clean(name), _clean(value)] for name, value in self.facts]
        return {"kind": "facts", "heading": _clean(self.heading), "pairs": pairs}


@dataclass(frozen=True)
class Table:
    """A table: heads, rows of ready words in the order of the heads, and the columns that hold numbers."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    heading: str = ""
    numbers: frozenset[int] = frozenset()

    def told(self) -> dict[str, Any]:
        """For the template."""
        return {
            "kind": "table",
            "heading": _clean(self.heading),
            "head": [*map(_clean, self.head)],
            "rows": [[*map(_clean, row)] for row in self.rows],
            "whole": [all(len(cell) <= LONGEST_WHOLE for cell in row) for row in self.rows],
            "numbers": [place in self.numbers for place in range(len(self.head))],
        }


@dataclass(frozen=True)
class Picture:
    """A drawing as SVG text; `words` say what it shows to whoever cannot see it."""

    svg: str
    words: str
    heading: str = ""

    def told(self) -> dict[str, Any]:
        """For the template."""
        drawing = {"svg": printable(self.svg), "words": printable(self.words)}
        return {"kind": "picture", "heading": _clean(self.heading), **drawing}


Part = Words | Items | Facts | Table | Picture


@dataclass(frozen=True)
class Footer:
    """What stands below every sheet: where this came from, when it was made, the word for a sheet ("Trang")."""

    address: str
    made: str
    page: str


@dataclass(frozen=True)
class Document:
    """A document in the language `language`. `mark` stands on every sheet ("Minh họa – …"; empty: nothing).

    `made_at` goes into the file as the time of its making; `one_page` sets the letters as large as one sheet allows.
    """

    title: str
    language: str
    site: str
    footer: Footer
    made_at: datetime
    notes: Sequence[str] = ()
    parts: Sequence[Part] = field(default_factory=tuple)
    mark: str = ""
    one_page: bool = False

    @property
    def is_wide(self) -> bool:
        """Whether one of its tables needs the sheet turned."""
        return any(isinstance(part, Table) and len(part.head) > MOST_UPRIGHT for part in self.parts)

    @property
    def cells(self) -> int:
        """How many cells its tables have: what a document costs grows with them."""
        return sum(len(part.head) * (len(part.rows) + 1) for part in self.parts if isinstance(part, Table))

    def told(self) -> Mapping[str, Any]:
        """Everything the template asks for, as JSON can carry it."""
        return {
            "title": _clean(self.title),
            "language": self.language,
            "site": _clean(self.site),
            "address": _clean(self.footer.address),
            "made": _clean(self.footer.made),
            "page": _clean(self.footer.page),
            "notes": [*map(_clean, self.notes)],
            "mark": _clean(self.mark),
            "wide": self.is_wide and not self.one_page,
            "one_page": self.one_page,
            "parts": [{"half": getattr(part, "half", False)} | part.told() for part in self.parts],
        }


def _clean(text: str) -> str:
    return breakable(printable(text))
