"""The rows of the analysis, as its page shows them, for its files."""

from flask_babel import gettext

from emulation.rules.three_rankings import View
from emulation.services.analysis import Analysis
from emulation.web.analysis import words
from emulation.web.shell.filters import label, moment, name
from emulation.web.shell.sentences import said
from emulation.web.shell.tables_out import Cell, Grid, Sheet


def analysis_sheet(found: Analysis | None, code: str, year: int) -> Sheet:
    """How firm the ranks are, three rankings, why they differ; without frozen scores the words that say so."""
    title = gettext("Phân tích bảng xếp hạng năm %(year)s", year=year)
    file = f"{code}-analysis-{year}"
    if found is None:
        return Sheet(file, title, [gettext("Cần điểm đã chốt.")])
    return Sheet(file, title, _notes(found), [*_firmness(found), *_rankings(found)])


def _notes(found: Analysis) -> list[str]:
    head = found.head
    notes = [f"{label(head.state)}. {label(head.provenance)}."]
    if head.frozen_at:
        notes.append(gettext("Số liệu đã khóa lúc %(moment)s.", moment=moment(head.frozen_at)))
    notes += words.method(found.limits)
    notes += [f"{label(view)}: {words.definition(view, found.limits)}" for view in View]
    return notes + [said(sentence) for sentence in found.differences]


def _firmness(found: Analysis) -> list[Grid]:
    if found.firmness is None:
        return []
    columns = [
        ("member", gettext("Thành viên")),
        ("rank", gettext("Hạng")),
        ("span", gettext("Khoảng hạng")),
        ("verdict", gettext("Kết luận")),
        ("changed", gettext("Số phép thử làm đổi hạng")),
        ("tried", gettext("Số phép thử")),
        ("to_above", gettext("Cách hạng trên (điểm)")),
        ("to_below", gettext("Cách hạng dưới (điểm)")),
        ("changes", gettext("Thay đổi làm đổi hạng")),
    ]
    rows: list[list[Cell]] = [
        [
            name(found.place_of(one.member_id)),
            one.rank,
            words.span(one, found.head.member_count) or None,
            label(one.verdict) if one.verdict else None,
            len(one.changes),
            one.tried,
            one.to_above,
            one.to_below,
            " | ".join(words.changes(one, found.nodes)) or None,
        ]
        for one in found.firmness
    ]
    return [Grid("robustness", gettext("Độ vững của thứ hạng"), columns, rows)]


def _rankings(found: Analysis) -> list[Grid]:
    if not found.rankings:
        return []
    columns = [("member", gettext("Thành viên")), ("rank", gettext("Hạng theo điểm"))]
    for ranking in found.rankings:
        head, key = label(ranking.view), ranking.view.value
        columns += [
            (f"{key}_rank", f"{head}: {gettext('hạng')}"),
            (f"{key}_mean", f"{head}: {gettext('bình quân')}"),
            (f"{key}_used", f"{head}: {gettext('số chỉ tiêu')}"),
        ]
    rows: list[list[Cell]] = []
    for place in found.places:
        cells: list[Cell] = [name(place), place.rank]
        for ranking in found.rankings:
            tally = ranking.find(place.member_id)
            assert tally is not None
            cells += [
                tally.rank,
                words.mean_words(ranking.view, tally) or None,
                words.used_words(ranking.view, tally),
            ]
        rows.append(cells)
    return [Grid("three", gettext("Ba bảng xếp hạng"), columns, rows)]
