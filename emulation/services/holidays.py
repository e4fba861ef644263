"""The table of public holidays: loading what is known, and keeping it up to date when days are announced."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from emulation.gateways import seeds
from emulation.models.holidays import Holiday
from emulation.queries import holidays as queries
from emulation.rules import access
from emulation.rules import holidays as rules
from emulation.services import audit
from emulation.services.versions import require_version
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor, Subject


@dataclass(frozen=True)
class HolidayDraft:
    """A day as somebody typed it. `is_working`: offices work on it although the week says otherwise."""

    day: date
    name_vi: str
    name_en: str = ""
    is_working: bool = False
    confirmed: bool = False
    source: str = ""


class Loaded(NamedTuple):
    """How many rows were written (new, or renewed from a newer seed) and how many were left as they are."""

    written: int
    kept: int


def load(session: Session, *, actor: Actor, now: datetime) -> Loaded:
    """Bring config/holidays.csv into the database, by day; a row that people edited stays as they left it.

    Called from the shell, without a permission check. Only rows that nobody touched since they were loaded (their
    version is the first one) follow a newer seed.
    """
    known = {row.day: row for row in queries.holidays(session)}
    written, drafts = 0, [_draft(row) for row in seeds.holidays()]
    for draft in drafts:
        row = known.get(draft.day)
        if row is None:
            _add(session, actor, now, draft, "holiday.loaded")
        elif row.version > 1 or not (changes := audit.change(row, asdict(draft))):
            continue
        else:
            session.flush()
            audit.record(session, actor=actor, now=now, verb="holiday.renewed", about=row, changes=changes)
        written += 1
    session.flush()
    return Loaded(written, len(drafts) - written)


def _draft(row: dict[str, str]) -> HolidayDraft:
    return HolidayDraft(
        day=date.fromisoformat(row["day"]),
        name_vi=row["name_vi"],
        name_en=row["name_en"],
        is_working=row["is_working"] == "yes",
        confirmed=row["confirmed"] == "yes",
        source=row["source"],
    )


def add(session: Session, *, actor: Actor, now: datetime, draft: HolidayDraft) -> Holiday:
    """Write a day down. Raises DomainError for a day that is there already or a confirmed one without a source."""
    access.require(actor, Action.HOLIDAY_EDIT, Subject())
    rules.check_free(draft.day, taken=queries.find_holiday(session, draft.day) is not None)
    rules.check_source(confirmed=draft.confirmed, source=draft.source)
    return _add(session, actor, now, draft, "holiday.added")


def _add(session: Session, actor: Actor, now: datetime, draft: HolidayDraft, verb: str) -> Holiday:
    row = Holiday(**asdict(draft))
    session.add(row)
    session.flush()
    audit.record(session, actor=actor, now=now, verb=verb, about=row, changes=audit.born(row))
    return row


def edit(
    session: Session, *, actor: Actor, now: datetime, holiday: Holiday, version: int, draft: HolidayDraft
) -> Holiday:
    """Change what is written about a day; a day that turns out to be worked is marked so, it is not removed."""
    access.require(actor, Action.HOLIDAY_EDIT, Subject())
    require_version(holiday, version)
    taken = draft.day != holiday.day and queries.find_holiday(session, draft.day) is not None
    rules.check_free(draft.day, taken=taken)
    rules.check_source(confirmed=draft.confirmed, source=draft.source)
    changes = audit.change(holiday, asdict(draft))
    session.flush()
    audit.record(session, actor=actor, now=now, verb="holiday.edited", about=holiday, changes=changes)
    return holiday
