"""What the pages of this room say, in the reader's language: one place for screen, chart, CSV and JSON."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext

from emulation.queries.rankings import PublishedRanking
from emulation.queries.trends import Measured
from emulation.rules.movements import Summary
from emulation.rules.scales import Scale
from emulation.services.breaks import YearBreak
from emulation.services.comparisons import Comparison
from emulation.services.trend_overview import SmallTrend
from emulation.services.trends import TrendLine
from emulation.vocabulary.dates import format_date
from emulation.vocabulary.kinds import Boundary, Direction, Period
from emulation.web.shell.filters import label, name, number
from emulation.web.shell.language import chosen

# said by other rooms too
from emulation.web.shell.spoken import movement_words as movement_words
from emulation.web.shell.spoken import origin_words as origin_words
from emulation.web.shell.spoken import rank_words as rank_words
from emulation.web.shell.spoken import spoken as spoken

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def edition_words(ranking: PublishedRanking) -> str:
    """Which edition stands here: "Bản đã công bố" or "Đính chính lần 2", and whether a newer one stands."""
    if ranking.edition > 1:
        words = str(gettext("Đính chính lần %(n)s", n=ranking.edition - 1))
    else:
        words = str(gettext("Bản đã công bố"))
    if ranking.edition < ranking.last_edition:
        newer = gettext("Bản hiện hành là đính chính lần %(n)s.", n=ranking.last_edition - 1)
        return f"{words}. {newer}"
    return f"{words}."


def only_note(only: bool) -> list[str]:
    """The first note of a file from which illustrative values were left out."""
    return [gettext("Chỉ số liệu công bố")] if only else []


def years_of(first: int, last: int) -> str:
    """ "2024", or "2012–2018" for years told together."""
    return str(first) if first == last else f"{first}–{last}"


def unit_of(indicator: Measured) -> str:
    """The unit in the reader's language."""
    return indicator.unit_en if chosen() == "en" and indicator.unit_en else indicator.unit_vi


def line_notes(line: TrendLine) -> list[str]:
    """What a reader must know about one figure before comparing it."""
    figure, notes = line.figure, []
    if line.before_joining:
        notes.append(gettext("Số liệu cấp tỉnh, trước khi tham gia cụm; không thuộc xếp hạng của cụm"))
    if figure is None:
        return notes
    if figure.period is not Period.YEAR:
        notes.append(gettext("%(period)s, chưa đủ năm", period=label(figure.period)))
    if figure.boundary is Boundary.NEW:
        notes.append(label(figure.boundary))
    if figure.is_chosen:
        notes.append(gettext("dùng để chấm"))
    return [*notes, figure.note] if figure.note else notes


def scope_notes(found: Comparison) -> list[str]:
    """What “So sánh cùng phạm vi” compares, and whom it leaves out; nothing without it."""
    if not found.same_scope:
        return []
    if not found.lines:
        return [gettext("Không có thành viên nào có hạng đã công bố trong tất cả các năm được hiện.")]
    notes = [
        gettext(
            "Chỉ gồm %(n)s thành viên có hạng đã công bố trong tất cả các năm được hiện. Hạng được xếp lại giữa các "
            "thành viên này theo đúng thứ tự đã công bố của từng năm; điểm giữ nguyên.",
            n=len(found.lines),
        )
    ]
    for one in found.left_out:
        years = listed([str(year) for year in one.years])
        notes.append(
            gettext(
                "Không so sánh %(name)s: không có hạng năm %(years)s.", name=name(one.member), years=years
            )
        )
    return notes


def scale_note(scale: Scale) -> str:
    """On which scale totals of different years are drawn."""
    if scale.maximum is not None:
        return str(gettext("Điểm tối đa của mọi năm được vẽ: %(most)s điểm.", most=number(scale.maximum, 0)))
    if not scale.is_percent:
        return str(
            gettext(
                "Chưa ghi nhận điểm tối đa của các năm: chỉ so sánh được khi các năm dùng cùng thang điểm."
            )
        )
    note = gettext(
        "Các năm không có cùng điểm tối đa, nên biểu đồ vẽ tỷ lệ so với điểm tối đa của từng năm; bảng ghi cả hai."
    )
    if not scale.unknown:
        return str(note)
    years = listed([str(year) for year in scale.unknown])
    return f"{note} {gettext('Không vẽ năm %(years)s: chưa ghi nhận điểm tối đa.', years=years)}"


def trend_message(one: SmallTrend) -> str:
    """ "Năm 2024, Hải Phòng cao nhất: 11,01 %; so với năm 2023: 3 thành viên tăng, 0 giảm, 1 không đổi."."""
    message = one.message
    if message is None:
        return ""
    names = {points.member.code: name(points.member) for points in one.points}
    value = f"{number(message.value, one.indicator.decimals)} {unit_of(one.indicator)}"
    values = {
        "year": message.year,
        "names": listed([names[code] for code in message.leaders]),
        "value": value,
    }
    if message.known == 1:
        said = gettext("Năm %(year)s chỉ có số liệu của %(names)s: %(value)s", **values)
    elif one.indicator.direction is Direction.LOWER:
        said = gettext("Năm %(year)s, %(names)s thấp nhất: %(value)s", **values)
    else:
        said = gettext("Năm %(year)s, %(names)s cao nhất: %(value)s", **values)
    if not message.compared:
        return f"{said}."
    moved = gettext(
        "so với năm %(year)s: %(rose)s thành viên tăng, %(fell)s giảm, %(level)s không đổi",
        year=message.year - 1,
        rose=message.rose,
        fell=message.fell,
        level=message.level,
    )
    return f"{said}; {moved}."


def listed(names: Sequence[str]) -> str:
    """ "A, B và C"."""
    if len(names) < 2:
        return "".join(names)
    return str(gettext("%(first)s và %(last)s", first=", ".join(names[:-1]), last=names[-1]))


def raised(count: int) -> str:
    """The number as a raised mark: "¹"."""
    return str(count).translate(_RAISED)


def break_note(one: YearBreak) -> str:
    """ "Từ 01/07/2025: địa giới sau sắp xếp", "Từ năm 2025: 6 thành viên"."""
    if one.on is not None:
        return str(gettext("Từ %(day)s: địa giới sau sắp xếp", day=format_date(one.on)))
    return str(gettext("Từ năm %(year)s: %(count)s thành viên", year=one.year, count=one.members))


def break_notes(breaks: Sequence[YearBreak]) -> list[str]:
    """All notes with their raised numbers."""
    return [f"{raised(one.number)} {break_note(one)}" for one in breaks]


def sentence(summary: Summary, names: Mapping[str, str], before: int | None, after: int) -> str:
    """The message of the comparison, from `before` (None: no earlier year) to `after`."""
    leaders = listed([names[code] for code in summary.leaders])
    if summary.risers == summary.leaders and not summary.fallers and before is not None:
        words = gettext(
            "Năm %(year)s, %(leaders)s dẫn đầu và tăng nhiều nhất so với năm %(before)s: %(n)s bậc.",
            year=after,
            leaders=leaders,
            before=before,
            n=summary.most,
        )
        return str(words)
    if summary.kept:
        lead = gettext("Năm %(year)s, %(leaders)s tiếp tục dẫn đầu", year=after, leaders=leaders)
    else:
        lead = gettext("Năm %(year)s, %(leaders)s dẫn đầu", year=after, leaders=leaders)
    if summary.most is None or before is None:
        return f"{lead}."
    return f"{lead}; {_moves(summary, names, before)}."


def _moves(summary: Summary, names: Mapping[str, str], before: int) -> str:
    risers = listed([names[code] for code in summary.risers])
    fallers = listed([names[code] for code in summary.fallers])
    values = {"risers": risers, "fallers": fallers, "n": summary.most, "year": before}
    if not summary.most:
        return str(gettext("không thành viên nào đổi hạng so với năm %(year)s", **values))
    if risers and fallers:
        return str(
            gettext(
                "thay đổi nhiều nhất so với năm %(year)s: %(risers)s tăng %(n)s bậc, %(fallers)s giảm %(n)s bậc",
                **values,
            )
        )
    if risers:
        return str(gettext("%(risers)s tăng nhiều nhất so với năm %(year)s: %(n)s bậc", **values))
    return str(gettext("%(fallers)s giảm nhiều nhất so với năm %(year)s: %(n)s bậc", **values))
