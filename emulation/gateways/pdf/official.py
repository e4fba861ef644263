"""An official paper as a PDF: the same values as the Word file, set in the layout of Decree 30 (handbook 11)."""

from datetime import datetime
from typing import Any

from emulation.gateways.pdf.apart import set_apart
from emulation.gateways.pdf.letters import breakable, printable
from emulation.vocabulary.official import Grid, OfficialPaper
from emulation.vocabulary.official_blocks import Block, blocks_of
from emulation.vocabulary.outlines import LANDSCAPE, MINUTES

TEMPLATE = "official.typ"


def official_pdf(paper: OfficialPaper, made_at: datetime) -> bytes:
    """The paper as a tagged PDF. Raises DomainError when it is too large, Unavailable when no place gets free."""
    grids = [value for value in paper.values.values() if isinstance(value, Grid)]
    cells = sum(len(row) for grid in grids for row in grid.rows)
    return set_apart(_told(paper), made_at, TEMPLATE, cells)


def _told(paper: OfficialPaper) -> dict[str, Any]:
    return {
        "language": "vi",
        "title": _clean(paper.title),
        "organ_above": _clean(paper.organ_above),
        "organ": _clean(paper.organ),
        "number": _clean(paper.number),
        "place_and_day": _clean(paper.place_and_day),
        "type_name": _clean(paper.type_name),
        "abstract": _clean(paper.abstract),
        "addressees": [*map(_clean, paper.addressees)],
        "bases": [*map(_clean, paper.bases)],
        "parts": [*map(_part, blocks_of(paper))],
        "signatures": [
            {"authority": _clean(one.authority), "post": _clean(one.post), "name": _clean(one.name)}
            for one in paper.signatures
        ],
        "recipients": [*map(_clean, paper.recipients)],
        "mark": _clean(paper.mark),
        "wide": paper.kind in LANDSCAPE,
        "minutes": paper.kind in MINUTES,
    }


def _part(block: Block) -> dict[str, Any]:
    return {
        "heading": _clean(block.heading),
        "kind": "table" if block.is_table else "lines",
        "lines": [*map(_clean, block.lines)],
        "heads": [*map(_clean, block.heads)],
        "rows": [[*map(_clean, row)] for row in block.rows],
        "shares": block.shares,
        "aligns": block.aligns,
    }


def _clean(text: str) -> str:
    return breakable(printable(text))
