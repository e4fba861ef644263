"""What a page shows, on paper: the tables, notes and charts of a sheet as a PDF."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from flask import Response, request
from flask_babel import gettext

from emulation.gateways.pdf import Document, Footer, Part, Picture, Table, pdf_bytes
from emulation.queries.places import Place
from emulation.web.shell import here
from emulation.web.shell.filters import moment, number
from emulation.web.shell.language import chosen
from emulation.web.shell.tables_out import Cell, Grid, Sheet

MEDIA_TYPE = "application/pdf"
NOTHING = "–"
SHARES = re.compile(r"−?[\d.,]+%(; −?[\d.,]+%)*")


def answer(sheet: Sheet, page: str, pictures: Sequence[Picture] = ()) -> Response:
    """The sheet with the charts of its page as a download; `page` is the path at which readers find it."""
    parts: list[Part] = [_table(grid, sheet.title) for grid in sheet.grids]
    notes = [*sheet.notes]
    if any(cell is None for grid in sheet.grids for row in grid.rows for cell in row):
        notes.append(gettext("Dấu “–”: không có hoặc chưa có số liệu."))
    return paper(sheet.name, sheet.title, page, notes, [*parts, *pictures], sheet.mark)


def paper(
    file: str,
    title: str,
    page: str,
    notes: Sequence[str],
    parts: Sequence[Part],
    mark: str = "",
    one_page: bool = False,
) -> Response:
    """The parts as a download `file`.pdf in the reader's language, with the address of `page` and this moment."""
    made_at = here.now().replace(second=0, microsecond=0)
    document = Document(
        title=title,
        language=chosen(),
        site=_cluster(here.place()),
        footer=Footer(
            address=here.settings().base_url.rstrip("/") + page,
            made=gettext("In lúc %(moment)s", moment=moment(made_at)),
            page=gettext("Trang"),
        ),
        made_at=made_at,
        notes=notes,
        parts=parts,
        mark=mark,
        one_page=one_page,
    )
    response = Response(pdf_bytes(document), content_type=MEDIA_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{file}.pdf"'
    return response


def with_choices(page: str) -> str:
    """The path of a page with the choices of this request (“Chỉ số liệu công bố”, an edition)."""
    chosen_here = request.query_string.decode("ascii", "ignore")
    return f"{page.partition('?')[0]}?{chosen_here}" if chosen_here else page


def illustrative(some: bool, every: bool) -> str:
    """The mark of a sheet with illustrative values; empty without any."""
    if every:
        return str(gettext("Minh họa – không phải số liệu chính thức"))
    return str(gettext("Có số liệu minh họa, không phải số liệu chính thức")) if some else ""


def _cluster(place: Place) -> str:
    return place.name_en if chosen() == "en" and place.name_en else place.name_vi


def _table(grid: Grid, title: str) -> Table:
    """The grid as paper shows it: stacks are lines of one cell, decimals as on the screen."""
    heads = dict(grid.columns)
    columns: list[tuple[str, Sequence[str]]] = []
    stacked = {keys[0]: (head, keys) for head, keys in grid.stacks}
    inside = {key for _head, keys in grid.stacks for key in keys}
    for key, head in grid.columns:
        if key in stacked:
            columns.append(stacked[key])
        elif key not in inside:
            columns.append((head, [key]))
    rows = [dict(zip(heads, row, strict=True)) for row in grid.rows]
    numbers = {place for place, (_head, keys) in enumerate(columns) if _is_number(rows, keys[0])}
    return Table(
        [head for head, _keys in columns],
        [[_lines(row, keys) for _head, keys in columns] for row in rows],
        "" if grid.title == title else grid.title,
        frozenset(numbers),
    )


def _is_number(rows: Sequence[Mapping[str, Cell]], key: str) -> bool:
    """Whether a column holds numbers or shares, several in a cell included."""
    known = [row[key] for row in rows if row[key] is not None]
    return bool(known) and all(
        isinstance(cell, Decimal) or (isinstance(cell, str) and SHARES.fullmatch(cell)) for cell in known
    )


def _lines(row: Mapping[str, Cell], keys: Sequence[str]) -> str:
    return "\n".join(_words(row[key]) for key in keys if row[key] is not None) or NOTHING


def _words(cell: Cell) -> str:
    if isinstance(cell, Decimal):
        return number(cell, max(0, -int(cell.as_tuple().exponent)))
    return str(cell)
