"""The totals as a workbook: every score, checker, reason and piece of evidence (screens, lesson 16)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from flask import Response
from flask_babel import gettext

from emulation.gateways.sheets import MEDIA_TYPE, Cell, Table, workbook_bytes
from emulation.queries.evidence_uses import UsedPaper, papers_for
from emulation.queries.opened_checks import OpenedPoints, opened_points
from emulation.queries.places import YearPlace
from emulation.queries.score_book import BookRow, lines_of_year
from emulation.queries.scores import RankingPage
from emulation.rules import spreads, totals
from emulation.services.totals import Board
from emulation.vocabulary.evidence import Proof
from emulation.web.shell import here
from emulation.web.shell.filters import label, moment, name

Papers = Mapping[int, Sequence[UsedPaper]]
Opened = Mapping[tuple[int, int], Sequence[OpenedPoints]]


def answer(known: YearPlace, board: Board, ranking: RankingPage | None) -> Response:
    """The workbook as a download: the matrix, every line, every check."""
    notes = _notes(known, board, ranking)
    rows = lines_of_year(here.session(), known.id)
    opened = opened_points(here.session(), known.id)
    body = workbook_bytes(
        [
            Table(gettext("Tổng hợp điểm"), _matrix_head(board), _matrix_rows(board), notes),
            Table(gettext("Từng tiêu chí"), _line_head(), _line_rows(rows, opened), notes),
            Table(gettext("Kiểm tra chéo"), _check_head(), _check_rows(rows, opened), notes),
        ]
    )
    response = Response(body, content_type=MEDIA_TYPE)
    file = f"{here.place().code}-totals-{known.year}.xlsx"
    response.headers["Content-Disposition"] = f'attachment; filename="{file}"'
    return response


def _notes(known: YearPlace, board: Board, ranking: RankingPage | None) -> list[str]:
    notes = [gettext("Tổng hợp điểm năm %(year)s", year=known.year), gettext("Đơn vị: điểm.")]
    if board.title:
        notes.append(gettext("Chấm theo: %(title)s.", title=board.title))
    if board.is_illustrative or known.provenance.value == "illustrative":
        notes.append(gettext("Minh họa – không phải số liệu chính thức"))
    if ranking and ranking.frozen_at:
        notes.append(gettext("Số liệu đã khóa lúc %(at)s", at=moment(ranking.frozen_at)))
        notes.append(gettext("Mã kiểm tra: %(code)s", code=ranking.checksum))
    else:
        notes.append(gettext("Số liệu tạm tính"))
    return notes


def _matrix_head(board: Board) -> list[str]:
    return [gettext("Tiêu chí"), gettext("Tối đa"), *(name(member) for member in board.members)]


def _matrix_rows(board: Board) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    for node in board.criteria:
        if node.rule_type is not None:
            cells = [board.cells.get((member.member_id, node.id)) for member in board.members]
            words: list[Cell] = [
                None if cell is None else gettext("Không giao") if cell.not_assigned else cell.final
                for cell in cells
            ]
            rows.append([f"{node.code} {name(node)}", node.max_points, *words])
    sums = [board.sums.get(member.member_id) for member in board.members]
    own: list[Cell] = [one.own.total if one else None for one in sums]
    final: list[Cell] = [one.final.total if one else None for one in sums]
    places = {place.member_id: place.rank for place in board.places}
    ranks: list[Cell] = [places.get(member.member_id) for member in board.members]
    rows.append([gettext("Tổng tự chấm"), None, *own])
    rows.append([gettext("Tổng điểm"), board.max_points, *final])
    return [*rows, [gettext("Xếp hạng"), None, *ranks]]


def _line_head() -> list[str]:
    return [
        gettext("Thành viên"),
        gettext("Trạng thái phiếu"),
        gettext("Mã"),
        gettext("Tiêu chí"),
        gettext("Tối đa"),
        gettext("Điểm máy tính"),
        gettext("Cách tính"),
        gettext("Điểm tự chấm"),
        gettext("Lý do tự chấm"),
        gettext("Điểm kiểm tra chéo (trung vị)"),
        gettext("Điểm cuối cùng"),
        gettext("Người quyết định"),
        gettext("Lý do quyết định"),
        gettext("Câu hỏi giải trình"),
        gettext("Giải trình"),
        gettext("Kết luận giải trình"),
        gettext("Minh chứng"),
    ]


def _line_rows(rows: Sequence[BookRow], opened: Opened) -> list[list[Cell]]:
    session = here.session()
    behind = papers_for(session, Proof.SCORE_LINE, [row.line_id for row in rows])
    asked = [row.explanation_id for row in rows if row.explanation_id is not None]
    answers = papers_for(session, Proof.EXPLANATION, asked)
    return [_line_row(row, opened, behind, answers) for row in rows]


def _line_row(row: BookRow, opened: Opened, behind: Papers, answers: Papers) -> list[Cell]:
    own, final = totals.self_points(row), totals.final_points(row)
    check = spreads.median([one.points for one in opened.get((row.member_id, row.criterion_id), [])])
    settled = row.settled_by is not None
    papers = [*behind.get(row.line_id, ()), *(answers.get(row.explanation_id or 0, ()) if settled else ())]
    return [
        name(row),
        label(row.state),
        row.code,
        row.criterion_vi,
        row.max_points,
        row.computed,
        label(row.formula),
        own,
        row.claim_reason or None,
        check,
        gettext("Không giao") if row.not_assigned else final,
        row.appraised_by,
        row.appraisal_reason or None,
        row.asked_reason,
        row.text if settled else None,
        label(row.outcome) if settled and row.outcome else None,
        "; ".join(_paper(paper) for paper in papers) or None,
    ]


def _paper(paper: UsedPaper) -> str:
    where = gettext("trang %(page)s", page=paper.page) if paper.page else ""
    return ", ".join(part for part in (paper.title, paper.number, where) if part)


def _check_head() -> list[str]:
    return [
        gettext("Thành viên"),
        gettext("Mã"),
        gettext("Tiêu chí"),
        gettext("Đơn vị kiểm tra"),
        gettext("Điểm tự chấm"),
        gettext("Điểm kiểm tra chéo"),
        gettext("Chênh lệch"),
        gettext("Lý do"),
    ]


def _check_rows(rows: Sequence[BookRow], opened: Opened) -> list[list[Cell]]:
    found: list[list[Cell]] = []
    for row in rows:
        own = totals.self_points(row)
        for one in opened.get((row.member_id, row.criterion_id), []):
            apart: Decimal | None = None if own is None else one.points - own
            cells: list[Cell] = [name(row), row.code, row.criterion_vi, name(one)]
            found.append([*cells, own, one.points, apart, one.reason or None])
    return found
