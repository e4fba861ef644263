"""The dates of a calendar in the reader's words: what, how far, and where it leads."""

from datetime import date

from flask_babel import gettext

from emulation.rules.calendar import Distance, Nearness
from emulation.vocabulary.agenda import Entry, EntryKind
from emulation.vocabulary.dates import format_date
from emulation.vocabulary.words import N_
from emulation.web.shell.filters import weekday
from emulation.web.shell.speech import said

DAYS_LEFT = N_("Còn %(n)s ngày làm việc đến hạn nộp (%(weekday)s, %(day)s).")
LATE = N_("Đã quá hạn %(n)s ngày. Bạn vẫn nộp được; hồ sơ sẽ ghi “nộp muộn %(n)s ngày”.")
IN_GRACE = N_("Đã qua hạn %(n)s ngày; còn trong thời gian gia hạn nên không bị ghi là muộn.")
UNCONFIRMED = N_("Chưa xác nhận")


def summary_of(entry: Entry) -> str:
    """What the entry is; a title that people typed stays as it is."""
    return entry.words if entry.is_typed else said(entry.words, entry.values)


def distance_of(entry: Entry, far: Distance, today: date) -> str:
    """How far the day is: messages 18 and 19 for what the reader hands in, shorter for all else."""
    task = entry.task
    if far.nearness is Nearness.PASSED:
        return ""
    if far.nearness is Nearness.OVERDUE:
        if task is not None and far.late <= task.grace_days:
            return str(gettext(IN_GRACE, n=far.late))
        words = LATE if task is not None and task.keeps_open else N_("Đã quá hạn %(n)s ngày.")
        return str(gettext(words, n=far.late))
    if entry.last_on == today:
        return str(gettext("Hạn cuối là hôm nay.") if task else gettext("Hôm nay"))
    if task is not None and task.keeps_open:
        name, _comma, day = weekday(entry.last_on).partition(", ")
        return str(gettext(DAYS_LEFT, n=far.left, weekday=name, day=day))
    return str(gettext("Còn %(n)s ngày làm việc", n=far.left))


def is_overdue(entry: Entry, far: Distance) -> bool:
    """Red only once it is written down as late."""
    grace = entry.task.grace_days if entry.task else 0
    return far.nearness is Nearness.OVERDUE and far.late > grace


def description_of(entry: Entry, unannounced: list[int]) -> str:
    """The lines that a calendar program shows below the summary."""
    lines = []
    if entry.kind is EntryKind.PHASE and entry.duties:
        words = gettext("Việc của bạn trong giai đoạn này: %(duties)s.", duties=duties_of(entry.duties))
        lines.append(words)
    if entry.task is not None and entry.task.keeps_open and entry.task.grace_days:
        lines.append(
            gettext("Nộp muộn quá %(n)s ngày gia hạn sẽ được ghi vào hồ sơ.", n=entry.task.grace_days)
        )
    if not entry.is_confirmed:
        lines.append(gettext("Chưa xác nhận: số ngày tính lùi chưa có văn bản làm căn cứ."))
    for year in unannounced:
        lines.append(gettext("Chưa xác nhận: ngày nghỉ năm %(year)s chưa được công bố.", year=year))
    if entry.source:
        lines.append(gettext("Căn cứ: %(source)s", source=entry.source))
    if entry.is_illustrative:
        lines.append(gettext("Minh họa – không phải số liệu chính thức"))
    return "\n".join(lines)


def duties_of(duties: tuple[str, ...]) -> str:
    """What a phase asks of the reader, in one line."""
    return "; ".join(gettext(duty) for duty in duties)


def day_words(entry: Entry) -> str:
    """One day with its weekday, or the span."""
    if entry.starts_on == entry.last_on:
        return weekday(entry.last_on)
    return f"{weekday(entry.starts_on)} – {format_date(entry.last_on)}"
