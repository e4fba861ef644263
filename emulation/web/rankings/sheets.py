"""The rows of the ranking of a year, as its page shows them, for its files."""

from collections.abc import Sequence
from decimal import Decimal

from flask_babel import gettext

from emulation.queries.rankings import PublishedRanking
from emulation.rules.stories import Told
from emulation.services.comparisons import Standing, YearTable
from emulation.vocabulary.numbers import half_up
from emulation.web.rankings.words import (
    edition_words,
    movement_words,
    only_note,
    origin_words,
    rank_words,
)
from emulation.web.shell import papers
from emulation.web.shell.filters import label, moment, name, points
from emulation.web.shell.sentences import said
from emulation.web.shell.tables_out import Cell, Grid, Sheet


def year_sheet(table: YearTable, story: Sequence[Told], code: str, year: int, only: bool) -> Sheet:
    """The ranking of a year, with what it says in its notes."""
    title = gettext("Bảng xếp hạng năm %(year)s", year=year)
    file = f"{code}-ranking-{year}"
    ranking = table.ranking
    notes = only_note(only)
    if ranking is None:
        notes.append(gettext("Bảng xếp hạng năm %(year)s chưa được công bố.", year=year))
        return Sheet(file, title, notes)
    rows = [_year_row(table, one) for one in table.standings]
    stacks = [(gettext("Hạng"), ("rank", "tie_rule"))]
    grids = [Grid("ranking", title, _year_columns(table), rows, stacks)]
    if table.corrections:
        columns = [
            ("edition", gettext("Lần")),
            ("member", gettext("Thành viên")),
            ("text", gettext("Nội dung đính chính")),
            ("reason", gettext("Lý do")),
            ("at", gettext("Ghi lúc")),
        ]
        told_of: list[list[Cell]] = [
            [one.edition - 1, name(one), one.text, one.reason, moment(one.entered_at)]
            for one in table.corrections
        ]
        grids.append(Grid("corrections", gettext("Đính chính"), columns, told_of))
    told = [said(one.sentence) for one in story]
    mark = papers.illustrative(ranking.is_illustrative, ranking.is_illustrative)
    return Sheet(file, title, [*notes, *standing_notes(ranking), *newer_notes(table), *told], grids, mark)


def newer_notes(table: YearTable) -> list[str]:
    """That figures were revised after the freeze, if any were."""
    if not table.newer:
        return []
    message = gettext("Có số liệu mới hơn cho %(n)s tiêu chí; điểm đã khóa nên không đổi.", n=table.newer)
    return [message]


def standing_notes(ranking: PublishedRanking) -> list[str]:
    """Unit, origin, publication and freeze of a ranking, as its caption says them."""
    notes = [gettext("Đơn vị: %(unit)s.", unit=gettext("điểm"))]
    notes.append(f"{origin_words(ranking.provenance, ranking.source)}.")
    if ranking.scorecard_title:
        notes.append(gettext("Chấm theo: %(title)s.", title=ranking.scorecard_title))
    if ranking.max_points is not None:
        notes.append(gettext("Tối đa %(points)s điểm.", points=points(ranking.max_points)))
    if ranking.published_at:
        notes.append(gettext("Công bố lúc %(moment)s.", moment=moment(ranking.published_at)))
    if ranking.frozen_at:
        notes.append(gettext("Số liệu đã khóa lúc %(moment)s.", moment=moment(ranking.frozen_at)))
    if ranking.last_edition > 1:
        notes.append(edition_words(ranking))
    return [*notes, ranking.note] if ranking.note else notes


def _year_columns(table: YearTable) -> list[tuple[str, str]]:
    since = gettext("Thay đổi so với năm %(year)s", year=table.previous) if table.previous else ""
    return [
        ("member", gettext("Thành viên")),
        ("rank", gettext("Hạng")),
        ("tie_rule", gettext("Phân định")),
        ("total", gettext("Tổng điểm")),
        *_published_columns(table),
        ("movement", since or gettext("Thay đổi hạng")),
        *((f"group_{head.code}", name(head) or head.code) for head in table.heads),
        ("bonus", gettext("Điểm thưởng")),
        ("penalty", gettext("Điểm trừ")),
        ("role", gettext("Vai trò trong năm")),
        ("eligibility", gettext("Điều kiện xét")),
    ]


def _year_row(table: YearTable, one: Standing) -> list[Cell]:
    row, ranking = one.row, table.ranking
    if row is None or ranking is None:
        return []
    return [
        name(row),
        rank_words(row.rank, ranking.member_count, row.is_tied) or None,
        label(row.tie_rule) if row.tie_rule else None,
        row.total,
        *_published_cells(table, one),
        movement_words(one.gained, one.joined) or None,
        *(group_points(row.groups.get(head.code)) for head in table.heads),
        row.bonus,
        row.penalty,
        ", ".join(label(term.post) for term in table.posts_of(row.member_id)) or None,
        label(row.eligibility),
    ]


def _is_corrected(table: YearTable) -> bool:
    return table.ranking is not None and table.ranking.edition > 1


def _published_columns(table: YearTable) -> list[tuple[str, str]]:
    """What was published, beside an edition that came after it."""
    if not _is_corrected(table):
        return []
    return [
        ("published_rank", gettext("Hạng đã công bố")),
        ("published_total", gettext("Tổng điểm đã công bố")),
    ]


def _published_cells(table: YearTable, one: Standing) -> list[Cell]:
    row, ranking = one.row, table.ranking
    if row is None or ranking is None or not _is_corrected(table):
        return []
    return [rank_words(row.published_rank, ranking.member_count, False) or None, row.published_total]


def group_points(text: object) -> Decimal | None:
    """Part scores are kept as text; None when the group has none."""
    return None if text in (None, "") else half_up(Decimal(str(text)))
