"""What stands in a calendar, as plain values: deadlines of phases, milestones, one's own tasks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from emulation.vocabulary.desk import Task
from emulation.vocabulary.labelled import Labelled
from emulation.vocabulary.words import N_


class EntryKind(Labelled):
    """Where an entry of a calendar comes from."""

    PHASE = "phase", N_("Hạn của giai đoạn")
    MILESTONE = "milestone", N_("Mốc của năm")
    TASK = "task", N_("Việc của bạn")


@dataclass(frozen=True)
class Entry:
    """A dated thing of a year. `key` stays the same when its day moves; `last_on` is the day that counts.

    `words` is a sentence of ours with `values`, or a title that people typed (`is_typed`). `is_asked`: somebody
    still has to do it, so that it can be overdue. `counted_from` is the day from which it was counted back.
    `sequence` grows whenever the record behind it changes.
    """

    kind: EntryKind
    key: str
    words: str
    code: str
    year: int
    starts_on: date
    last_on: date
    values: Mapping[str, object] = field(default_factory=dict)
    is_typed: bool = False
    place: str = ""
    source: str = ""
    is_public: bool = True
    is_confirmed: bool = True
    is_illustrative: bool = False
    is_asked: bool = False
    counted_from: date | None = None
    duties: tuple[str, ...] = ()
    sequence: int | None = None
    task: Task | None = None

    @property
    def days(self) -> tuple[date, ...]:
        """The days that it hangs on: a day off that moves one of them moves the entry."""
        counted = () if self.counted_from is None else (self.counted_from,)
        return (self.starts_on, self.last_on, *counted)
