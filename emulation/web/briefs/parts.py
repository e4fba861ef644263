"""What a summary says, part by part: the page and the sheet of paper are made of the same parts."""

from decimal import Decimal

from flask_babel import gettext

from emulation.gateways.pdf import Facts, Items, Part, Table, Words
from emulation.rules.briefs import Change
from emulation.services.briefs import Brief, Measure
from emulation.vocabulary.kinds import RuleType
from emulation.web.briefs import words
from emulation.web.shell.filters import day, label, moment, name, points
from emulation.web.shell.spoken import origin_words, rank_words

#: So many years stand side by side on one sheet.
MOST_YEARS = 8
NOTHING = "–"


def notes_of(found: Brief) -> list[str]:
    """Origin and unit of what follows."""
    ranking = found.ranking
    notes = [
        f"{origin_words(ranking.provenance, ranking.source)}. {gettext('Đơn vị: %(unit)s.', unit=gettext('điểm'))}"
    ]
    if ranking.scorecard_title:
        notes[0] += " " + gettext("Chấm theo: %(title)s.", title=ranking.scorecard_title)
    return notes


def parts_of(found: Brief) -> list[Part]:
    """All parts in their order; what is not known says so."""
    return [
        Words(words.standing(found)),
        _measures(found),
        *_lines(found),
        Words(words.promises(found.kept), gettext("Chỉ tiêu đã cam kết")),
        _years(found),
        _honours(found),
        Facts(_dates(found), gettext("Các mốc"), half=True),
        Items(_sources(found), gettext("Nguồn"), half=True),
    ]


def _measures(found: Brief) -> Table:
    before = gettext("Năm %(year)s", year=found.before.ranking.year) if found.before else gettext("Năm trước")
    head = [
        gettext("Nội dung"),
        gettext("Tối đa"),
        gettext("Năm %(year)s", year=found.ranking.year),
        before,
        gettext("Cao nhất cụm"),
        gettext("Trung vị cụm"),
    ]
    rows = [[_head(one), *map(points, _figures(one))] for one in found.measures]
    return Table(head, rows, gettext("Điểm theo nội dung"), frozenset(range(1, 6)))


def _head(one: Measure) -> str:
    if one.head is not None:
        return name(one.head) or one.head.code
    return label(one.extra) if one.extra else gettext("Tổng điểm")


def _figures(one: Measure) -> list[Decimal | None]:
    beside = one.against
    return [
        one.maximum,
        one.own,
        one.before,
        beside.best if beside else None,
        beside.median if beside else None,
    ]


def _lines(found: Brief) -> list[Part]:
    lost = [_lost(found, one) for one in found.lost or ()]
    unknown = gettext("Chưa có số liệu đến từng tiêu chí của năm %(year)s.", year=found.ranking.year)
    nothing = gettext("Không tiêu chí nào mất điểm.")
    parts: list[Part] = [
        Items(lost or [unknown if found.lost is None else nothing], gettext("Mất điểm nhiều nhất"), half=True)
    ]
    heading = gettext("Tăng điểm nhiều nhất so với năm trước")
    if found.gained is None:
        rose = [gettext("Chưa có số liệu đến từng tiêu chí của năm trước để so sánh.")]
    else:
        rose = [_gained(found, one) for one in found.gained]
        rose = rose or [gettext("Không tiêu chí nào tăng điểm.")]
    return [*parts, Items(rose, heading, half=True)]


def _lost(found: Brief, one: Change) -> str:
    line = found.lines[one.code]
    if line.rule_type is RuleType.PENALTY:
        told = gettext("bị trừ %(points)s điểm", points=points(one.points))
    else:
        most = points(line.max_points)
        told = gettext("mất %(points)s trên %(max)s điểm", points=points(one.points), max=most)
    return f"{one.code} {name(line)}: {told}"


def _gained(found: Brief, one: Change) -> str:
    told = gettext("tăng %(points)s điểm", points=points(one.points))
    return f"{one.code} {name(found.lines[one.code])}: {told}"


def _years(found: Brief) -> Table:
    """The places of the member over the years, oldest first."""
    shown = found.history[-MOST_YEARS:]
    head = [gettext("Năm"), *(f"{one.ranking.year}\n{label(one.ranking.provenance)}" for one in shown)]
    ranks, totals = [gettext("Hạng")], [gettext("Tổng điểm")]
    for one in shown:
        row = one.row
        ranks.append((row and rank_words(row.rank, one.ranking.member_count, row.is_tied)) or NOTHING)
        totals.append(points(row.total if row else None))
    numbers = frozenset(range(1, len(head)))
    return Table(head, [ranks, totals], gettext("Thứ hạng qua các năm"), numbers)


def _honours(found: Brief) -> Words:
    told = [words.honour(one, name(found.row)) for one in found.proposals]
    note = gettext("Hội nghị đề nghị; chỉ quyết định mới là khen thưởng.")
    return Words(
        [*told, note] if told else [gettext("Chưa có số liệu công bố")], gettext("Khen thưởng của năm")
    )


def _dates(found: Brief) -> list[tuple[str, str]]:
    unknown = gettext("Chưa có số liệu công bố")
    ranking, met = found.ranking, found.conference
    held = ", ".join(part for part in (day(met.held_on), met.place) if part) if met else unknown
    return [
        (gettext("Khóa số liệu"), moment(ranking.frozen_at) if ranking.frozen_at else unknown),
        (gettext("Công bố"), moment(ranking.published_at) if ranking.published_at else unknown),
        (gettext("Hội nghị tổng kết"), held),
    ]


def _sources(found: Brief) -> list[str]:
    """Where what is told comes from, each origin once."""
    told = [(gettext("Xếp hạng"), origin_words(found.ranking.provenance, found.ranking.source))]
    if found.conference and found.conference.conference_provenance:
        met = found.conference
        origin = origin_words(found.conference.conference_provenance, met.conference_source or "")
        told.append((gettext("Hội nghị tổng kết"), origin))
    told += [(gettext("Khen thưởng"), origin_words(one.provenance, one.source)) for one in found.proposals]
    told += [
        (gettext("Chỉ tiêu"), origin_words(one.figure.provenance, ""))
        for one in found.kept
        if one.figure is not None
    ]
    origins: dict[str, dict[str, None]] = {}
    for about, origin in told:
        origins.setdefault(about, {})[origin] = None
    return [f"{about}: {'; '.join(of)}" for about, of in origins.items()]
