"""What the pages of this room say, in the reader's language: one place for screen, chart, CSV and JSON."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext

from emulation.queries.trends import Measured
from emulation.rules.movements import Summary
from emulation.services.breaks import YearBreak
from emulation.services.trends import TrendLine
from emulation.vocabulary.dates import format_date
from emulation.vocabulary.kinds import Boundary, Period
from emulation.web.shell.filters import label
from emulation.web.shell.language import chosen

# said by other rooms too
from emulation.web.shell.spoken import movement_words as movement_words
from emulation.web.shell.spoken import origin_words as origin_words
from emulation.web.shell.spoken import rank_words as rank_words
from emulation.web.shell.spoken import spoken as spoken

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


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


def listed(names: Sequence[str]) -> str:
    """ "A, B và C"."""
    if len(names) < 2:
        return "".join(names)
    return str(gettext("%(first)s và %(last)s", first=", ".join(names[:-1]), last=names[-1]))


def raised(number: int) -> str:
    """The number as a raised mark: "¹"."""
    return str(number).translate(_RAISED)


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
