"""The rows of a ranking down to the criterion, as its page shows them, for its files."""

from collections.abc import Sequence
from decimal import Decimal

from flask_babel import gettext

from emulation.rules.totals import Total
from emulation.services.breakdown import Breakdown, BreakdownRow
from emulation.web.shell.filters import label, moment, name
from emulation.web.shell.tables_out import Cell, Grid, Sheet
from emulation.web.why import words


def breakdown_sheet(found: Breakdown | None, code: str, year: int, only: bool) -> Sheet:
    """Criteria by members, or the sentence that says why there are none."""
    title = gettext("Xếp hạng năm %(year)s theo từng tiêu chí", year=year)
    file = f"{code}-ranking-{year}-criteria"
    notes = [gettext("Chỉ số liệu công bố")] if only else []
    if found is None:
        return Sheet(
            file, title, [*notes, gettext("Bảng xếp hạng năm %(year)s chưa được công bố.", year=year)]
        )
    if only and found.ranking.is_illustrative:
        words_of = gettext("Năm %(year)s chỉ có xếp hạng minh họa. Chưa có số liệu công bố.", year=year)
        return Sheet(file, title, [*notes, words_of])
    if not found.groups:
        return Sheet(file, title, [*notes, no_sheets(year)])
    rows = [row for group in found.groups for row in _group_rows(group.sums, group.rows, found)]
    rows += [_row(gettext("Tiêu chí"), extra, found) for extra in found.extras]
    return Sheet(
        file, title, [*notes, *_notes(found)], [Grid("criteria", title, _columns(found), rows + _sums(found))]
    )


def no_sheets(year: int) -> str:
    """What a ranking from before the sheets says."""
    return str(
        gettext(
            "Bảng xếp hạng năm %(year)s được ghi từ nguồn công bố, không có phiếu điểm từng tiêu chí.",
            year=year,
        )
    )


def _notes(found: Breakdown) -> list[str]:
    ranking = found.ranking
    notes = [gettext("Đơn vị: %(unit)s.", unit=gettext("điểm")), f"{label(ranking.provenance)}."]
    if ranking.source:
        notes.append(gettext("Nguồn: %(source)s", source=ranking.source))
    if ranking.scorecard_title:
        notes.append(gettext("Chấm theo: %(title)s.", title=ranking.scorecard_title))
    if ranking.published_at:
        notes.append(gettext("Công bố lúc %(moment)s.", moment=moment(ranking.published_at)))
    if ranking.frozen_at:
        notes.append(gettext("Số liệu đã khóa lúc %(moment)s.", moment=moment(ranking.frozen_at)))
    return notes


def _columns(found: Breakdown) -> list[tuple[str, str]]:
    return [
        ("kind", gettext("Loại dòng")),
        ("code", gettext("Mã")),
        ("criterion", gettext("Tiêu chí")),
        ("max", gettext("Điểm tối đa")),
        *((f"points_{row.code}", name(row)) for row in found.members),
        ("best", gettext("Cao nhất")),
        ("gap", gettext("Khoảng cách")),
    ]


def _group_rows(sums: BreakdownRow, rows: Sequence[BreakdownRow], found: Breakdown) -> list[list[Cell]]:
    lines = [_row(gettext("Cộng") if row.is_sum else gettext("Tiêu chí"), row, found) for row in rows]
    return [*lines, _row(gettext("Cộng nhóm"), sums, found)]


def _row(kind: str, row: BreakdownRow, found: Breakdown) -> list[Cell]:
    cells = [gettext("Không giao") if cell.not_assigned else cell.value for cell in row.cells]
    best, gap = words.leaders(row.lead, found) or None, words.gap_words(row.lead) or None
    return [kind, row.node.code, name(row.node), row.node.max_points, *cells, best, gap]


def _sums(found: Breakdown) -> list[list[Cell]]:
    """The last rows: sum of the groups, as scaled, bonus, penalty, and the total that was published."""
    lines: list[tuple[str, list[Cell]]] = [
        (gettext("Cộng các nhóm"), [_of(found.totals.get(one.member_id), "raw") for one in found.members])
    ]
    if found.is_scaled:
        scaled: list[Cell] = [_of(found.totals.get(one.member_id), "scaled") for one in found.members]
        lines.append((gettext("Sau quy đổi vì có tiêu chí không giao"), scaled))
    for words_of, part in ((gettext("Điểm thưởng"), "bonus"), (gettext("Điểm trừ"), "penalty")):
        lines.append((words_of, [_of(found.totals.get(one.member_id), part) for one in found.members]))
    lines.append((gettext("Tổng điểm"), [one.total for one in found.members]))
    return [[words_of, None, None, None, *cells, None, None] for words_of, cells in lines]


def _of(total: Total | None, part: str) -> Decimal | None:
    return None if total is None else getattr(total, part)
