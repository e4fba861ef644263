"""The rows of the comparison of all years, as its page shows them, for its files."""

from collections.abc import Sequence

from flask_babel import gettext

from emulation.queries.chronicle import ProposalRow, YearRecord
from emulation.queries.terms import TermRow
from emulation.services.comparisons import Column, Comparison, MemberLine
from emulation.services.yearbook import YearFacts
from emulation.vocabulary.kinds import Provenance
from emulation.web.rankings.words import (
    break_notes,
    edition_words,
    movement_words,
    only_note,
    origin_words,
    rank_words,
    scale_note,
    scope_notes,
    years_of,
)
from emulation.web.shell import papers
from emulation.web.shell.filters import day, label, name
from emulation.web.shell.tables_out import Cell, Grid, Sheet


def years_sheet(found: Comparison, code: str, only: bool, told: Sequence[str]) -> Sheet:
    """All years side by side, what is known of each, and what is `told` about the newest ones."""
    notes = [
        *only_note(only),
        *(sentence for sentence in told if sentence),
        *scope_notes(found),
        *break_notes(found.breaks),
    ]
    if found.scale.is_percent:
        notes.append(scale_note(found.scale))
    notes += [f"{one.year}: {origin_words(one.provenance, one.source)}." for one in found.ranked]
    notes += [f"{one.year}: {edition_words(one)}" for one in found.ranked if one.last_edition > 1]
    columns = [("member", gettext("Thành viên"))]
    for place in found.newest_first:
        columns += _heads(found.columns[place], found)
    rows = [_member_row(line, found) for line in found.lines]
    stacks = [stack for place in found.newest_first if (stack := _stack(found.columns[place], found))]
    grids = [
        Grid("ranks", gettext("Thứ hạng và điểm qua các năm"), columns, rows, stacks),
        Grid("years", gettext("Các năm của cụm"), _fact_heads(), [_fact_row(one) for one in found.facts]),
    ]
    file = f"{code}-year-over-year-same-scope" if found.same_scope else f"{code}-year-over-year"
    invented = [one.is_illustrative for one in found.ranked]
    mark = papers.illustrative(any(invented), bool(invented) and all(invented))
    return Sheet(file, gettext("So sánh qua các năm"), notes, grids, mark)


def _stack(column: Column, found: Comparison) -> tuple[str, Sequence[str]] | None:
    """Rank, points and movement of a year stand in one cell of the page."""
    if column.ranking is None:
        return None
    keys = [key for key, _head in _heads(column, found)]
    return f"{years_of(column.first, column.last)}\n{label(column.ranking.provenance)}", keys


def _heads(column: Column, found: Comparison) -> list[tuple[str, str]]:
    years = years_of(column.first, column.last)
    if column.ranking is None:
        return [(f"state_{years}", years)]
    head = f"{years} ({label(column.ranking.provenance)})"
    if column.ranking.edition > 1:
        corrected = gettext("đính chính lần %(n)s", n=column.ranking.edition - 1)
        head = f"{years} ({label(column.ranking.provenance)}, {corrected})"
    percent = (f"percent_{years}", f"{head}: {gettext('% điểm tối đa')}")
    return [
        (f"rank_{years}", f"{head}: {gettext('hạng')}"),
        (f"points_{years}", f"{head}: {gettext('điểm')}"),
        *([percent] if found.scale.is_percent else []),
        (f"movement_{years}", f"{head}: {gettext('thay đổi')}"),
    ]


def _member_row(line: MemberLine, found: Comparison) -> list[Cell]:
    cells: list[Cell] = [name(line.member)]
    for place in found.newest_first:
        column, one = found.columns[place], line.standings[place]
        percents = [None] if found.scale.is_percent else []
        if not one.is_member:
            cells += [gettext("không phải thành viên"), *([None, None, *percents] if column.ranking else [])]
        elif column.ranking is None:
            cells.append(gettext("đang thực hiện") if column.running else gettext("Chưa có số liệu công bố"))
        elif one.row is None:
            cells += [None, None, *percents, None]
        else:
            rank = rank_words(one.row.rank, column.ranking.member_count, one.row.is_tied)
            parts = [found.percent_of(column.ranking, one.row) for _percent in percents]
            cells += [rank or None, one.row.total, *parts, movement_words(one.gained, one.joined) or None]
    return cells


def _fact_heads() -> list[tuple[str, str]]:
    return [
        ("year", gettext("Năm")),
        ("chair", gettext("Cụm trưởng")),
        ("vice_chairs", gettext("Cụm phó")),
        ("conference", gettext("Hội nghị tổng kết")),
        ("proposals", gettext("Đề nghị khen thưởng")),
        ("decisions", gettext("Quyết định")),
        ("remark", gettext("Ghi nhận khác")),
    ]


def _fact_row(facts: YearFacts) -> list[Cell]:
    unknown, nothing = gettext("Chưa có nguồn"), gettext("Chưa có số liệu công bố")
    forms = [f"{name(form)}: " + ", ".join(_proposed(one) for one in form.proposals) for form in facts.forms]
    decided = [_decided(one) for one in facts.decided]
    return [
        facts.year,
        "; ".join(_held(term) for term in facts.chairs) or unknown,
        "; ".join(_held(term) for term in facts.vices) or unknown,
        "; ".join(_met(one) for one in facts.conferences) or nothing,
        "; ".join(forms) or nothing,
        "; ".join(decided) or nothing,
        _told(facts.remark, Provenance.PUBLISHED, facts.remark_source) if facts.remark else None,
    ]


def _told(what: str, provenance: Provenance, source: str) -> str:
    return f"{what} ({origin_words(provenance, source)})"


def _held(term: TermRow) -> str:
    return _told(name(term), term.provenance, term.source or term.decision)


def _met(one: YearRecord) -> str:
    where = ", ".join(part for part in (day(one.held_on), one.place) if part)
    provenance = one.conference_provenance or Provenance.RECORDED
    return _told(where, provenance, one.conference_source or "")


def _proposed(one: ProposalRow) -> str:
    return _told(one.nominee or name(one), one.provenance, one.source)


def _decided(one: ProposalRow) -> str:
    number = gettext("số %(number)s ngày %(day)s", number=one.decision_number, day=day(one.decision_on))
    told = f"{one.nominee or name(one)}: {number}"
    return f"{told} – {label(one.state)}" if one.revoked_on else told
