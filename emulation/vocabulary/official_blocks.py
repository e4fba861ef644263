"""An official paper block by block, as PDF and page show it and as checks read it."""

from collections.abc import Iterator
from dataclasses import dataclass

from emulation.vocabulary.official import Grid, OfficialPaper, Value
from emulation.vocabulary.outlines import BODY, Field, Shape

#: A table whose columns are counted by the data: its first heads, and their shares of the width.
GRID_HEADS = ("Tiêu chí", "Điểm chuẩn")
GRID_SHARES = (22.0, 6.0)


@dataclass(frozen=True)
class Block:
    """A numbered heading (or none), then paragraphs, or a table with shares of the width and alignments."""

    heading: str
    lines: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    shares: tuple[float, ...] = ()
    aligns: tuple[str, ...] = ()

    @property
    def is_table(self) -> bool:
        """Whether it is a table."""
        return bool(self.heads)


def blocks_of(paper: OfficialPaper) -> tuple[Block, ...]:
    """The body in the order of the paper."""
    number, found = 0, []
    for field in BODY[paper.kind]:
        number += bool(field.heading)
        heading = f"{number}. {field.heading}" if field.heading else ""
        found.append(_block(heading, field, paper.values[field.name]))
    return tuple(found)


def words_of(paper: OfficialPaper) -> Iterator[str]:
    """Every line of the paper from top to bottom."""
    yield from filter(None, (paper.organ_above, paper.organ, f"Số: {paper.number}", paper.place_and_day))
    yield from (paper.type_name, paper.abstract)
    yield from (f"Kính gửi: {one}" for one in paper.addressees)
    yield from paper.bases
    for block in blocks_of(paper):
        yield from filter(None, (block.heading, *block.lines))
        yield from (" | ".join(row) for row in (block.heads, *block.rows) if row)
    for one in paper.signatures:
        yield from filter(None, (one.authority, one.post, one.name))
    yield from filter(None, (*paper.recipients, paper.mark))


def _block(heading: str, field: Field, value: Value) -> Block:
    if isinstance(value, str):
        return Block(heading, (f"{field.label}: {value}",))
    if not isinstance(value, Grid):
        return Block(heading, value)
    if field.shape is Shape.GRID:
        rest = (100 - sum(GRID_SHARES)) / max(1, len(value.heads))
        aligns = ("left", *("right" for _head in (1, *value.heads)))
        shares = (*GRID_SHARES, *(rest for _head in value.heads))
        return Block(heading, (), (*GRID_HEADS, *value.heads), value.rows, shares, aligns)
    columns = field.columns
    return Block(
        heading,
        (),
        tuple(column.head for column in columns),
        value.rows,
        tuple(float(column.share) for column in columns),
        tuple(column.align for column in columns),
    )
