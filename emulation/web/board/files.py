"""The board as a CSV or XLSX file, with its caption."""

from flask import Response
from flask_babel import gettext

from emulation.gateways.csv_files import csv_bytes
from emulation.gateways.sheets import MEDIA_TYPE, xlsx_bytes
from emulation.services import board as services
from emulation.vocabulary.actions import Action
from emulation.vocabulary.board import Board
from emulation.vocabulary.kinds import Provenance
from emulation.web.board import words
from emulation.web.board.room import room
from emulation.web.shell import here
from emulation.web.shell.filters import label, moment
from emulation.web.shell.gate import gate
from emulation.web.shell.limits import limited

CSV = "text/csv; charset=utf-8"


@room.get("/clusters/<code>/<int:year>/board.<any(csv, xlsx):kind>")
@gate(Action.CYCLE_READ)
@limited("exports")
def download(code: str, year: int, kind: str) -> Response:
    """What the page shows, as a file."""
    known = here.year(year)
    board, _mine = services.show(here.session(), actor=here.actor(), cycle_id=known.id, now=here.now())
    title = gettext("Bảng theo dõi tiến độ năm %(year)s", year=year)
    notes = [gettext("Lập lúc %(moment)s.", moment=moment(here.now()))]
    if known.provenance is Provenance.ILLUSTRATIVE:
        notes.append(gettext("Minh họa – không phải số liệu chính thức."))
    head = [gettext("Thành viên"), *(label(column.title) for column in board.columns)]
    lines = _lines(board)
    if kind == "csv":
        content = [[title], *([note] for note in notes), [], head, *lines]
        body, content_type = csv_bytes(content), CSV
    else:
        body, content_type = xlsx_bytes(title, head, lines, notes), MEDIA_TYPE
    headers = {"Content-Disposition": f'attachment; filename="{here.place().code}-board-{year}.{kind}"'}
    return Response(body, content_type=content_type, headers=headers)


def _lines(board: Board) -> list[list[str]]:
    """The last days, the sums, then every member."""
    days = [words.day_words(column) for column in board.columns]
    sums = [words.sum_words(column) for column in board.columns]
    members = [
        [words.member_name(seat), *(words.cell_words(cell) for _column, cell in board.of(seat))]
        for seat in board.seats
    ]
    return [[gettext("Hạn"), *days], [gettext("Tổng hợp"), *sums], *members]
