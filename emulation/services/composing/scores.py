"""Bảng tổng hợp điểm: criteria × members with all stages of points, and the totals of the frozen ranking."""

from decimal import Decimal

from emulation.queries import official as queries
from emulation.queries.score_book import BookRow, lines_of_year
from emulation.rules import totals
from emulation.services.composing import frame
from emulation.services.composing.ground import Ground, mark_of, points_words, rank_words
from emulation.vocabulary.administrative import gap
from emulation.vocabulary.documents import DocumentKind
from emulation.vocabulary.numbers import format_number
from emulation.vocabulary.official import Grid, OfficialPaper

STAGES = ("tự chấm", "thẩm định", "chính thức")
ROUNDING = (
    "Điểm làm tròn đến hai chữ số thập phân, nửa đơn vị làm tròn lên; tổng điểm cộng từ điểm chưa làm tròn.",
    "Dấu “–”: không giao tiêu chí hoặc chưa có điểm.",
)


def table(ground: Ground) -> OfficialPaper:
    """The annex on a turned sheet."""
    around = frame.of_cluster(ground, ground.today, "PL")
    edition = queries.scorecard_edition(ground.session, ground.known.id)
    return OfficialPaper(
        kind=DocumentKind.SCORE_TABLE,
        **around.head("", None, "số văn bản"),
        type_name="BẢNG TỔNG HỢP ĐIỂM",
        abstract=f"Thi đua năm {ground.year} của {ground.cluster}",
        values={
            "phien_ban": f"{edition[0]}, phiên bản {edition[1]}, thang {format_number(edition[2], 2)} điểm"
            if edition
            else gap("phiên bản bảng tiêu chí"),
            "bang_diem": _grid(lines_of_year(ground.session, ground.known.id)),
            "tong_hop": _totals(ground),
            "lam_tron": ROUNDING,
        },
        recipients=frame.recipients("Các thành viên của cụm"),
        mark=mark_of(row.provenance for row in ground.places),
        facts={"year": ground.year},
    )


def _grid(lines: list[BookRow]) -> Grid:
    members = dict.fromkeys((row.member_id, row.name_vi) for row in lines)
    criteria = {row.criterion_id: row for row in lines}
    known = {(row.criterion_id, row.member_id): row for row in lines}
    if not lines:
        return Grid(((gap("điểm từng tiêu chí"), "", ""),), (gap("đơn vị"),))
    return Grid(
        tuple(
            (
                f"{row.code}. {row.criterion_vi}",
                format_number(row.max_points, 2),
                *(cell for member, _name in members for cell in _stages(known.get((key, member)))),
            )
            for key, row in criteria.items()
        ),
        tuple(f"{name} {stage}" for _member, name in members for stage in STAGES),
    )


def _stages(row: BookRow | None) -> tuple[str, str, str]:
    if row is None or row.not_assigned:
        return ("–", "–", "–")
    return _shown(totals.self_points(row)), _shown(row.appraised), _shown(totals.final_points(row))


def _shown(points: Decimal | None) -> str:
    return "–" if points is None else format_number(points, 2)


def _totals(ground: Ground) -> Grid:
    rows = tuple(
        (str(number), row.member, _shown(row.bonus), _shown(row.penalty), points_words(row), rank_words(row))
        for number, row in enumerate(ground.places, start=1)
    )
    return Grid(rows or (("", gap("bảng điểm đã khóa"), "", "", "", ""),))
