"""The whole history of one target: every change, and what was promised and reached in other years (features P5)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import audit as trail
from emulation.queries import trends as catalogue
from emulation.queries.audit import EventRow
from emulation.queries.audit_values import FieldKind, kinds
from emulation.rules import access
from emulation.services import trends
from emulation.services.trends import TrendLine
from emulation.vocabulary.actions import Action
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.fields import field_words
from emulation.vocabulary.kinds import Operator, PlanSource
from emulation.web.pledges.desk import Desk, desk_of, may_read
from emulation.web.pledges.room import room
from emulation.web.shell import here
from emulation.web.shell.filters import day, label, number
from emulation.web.shell.gate import gate

_TABLE = "pledge_target"
_NAME = re.compile(r"target (?P<indicator>\d+)/(?P<source>\w+)(?: (?P<field>\w+))?")
_WHOLE = re.compile(r"(?P<sign>[a-z]+) (?P<bounds>[-–\d.]+)")


@dataclass(frozen=True)
class Change:
    """One field of the target, before and after, in words ("" for nothing)."""

    field: str
    old: str
    new: str


@dataclass(frozen=True)
class Moment:
    """What somebody changed at one time. `who` and `reason` are empty for readers who may not know them."""

    at: datetime
    who: str
    verb: str
    reason: str
    changes: tuple[Change, ...]


@room.get("/clusters/<code>/<int:year>/pledges/<member>/targets/<indicator>")
@gate(Action.PAGE_READ)
def target(code: str, year: int, member: str, indicator: str) -> ResponseReturnValue:
    """Every change of a target, newest first, and the same indicator in other years."""
    desk = desk_of(year, member)
    if desk.page is None:
        raise NotFound()
    measured = catalogue.get_indicator(here.session(), here.place().id, indicator)
    targets = [row for row in desk.targets() if row.indicator_id == measured.id]
    moments = _moments(desk, measured.id)
    if not targets and not moments:
        raise NotFound()
    return render_template(
        "pledges/target.html",
        desk=desk,
        measured=measured,
        targets=targets,
        moments=moments,
        lines=_lines(desk, measured.code),
        is_inside=may_read(desk.year, desk.member),
    )


def _moments(desk: Desk, indicator_id: int) -> list[Moment]:
    """The public reads what was changed after the signing, without names and reasons."""
    assert desk.page is not None
    events = trail.timeline(here.session(), "pledge", desk.page.id)
    if may_read(desk.year, desk.member):
        return moments_of(events, indicator_id)
    signed_at = min((event.at for event in events if event.verb == "pledge.sign"), default=None)
    later = [event for event in events if signed_at is not None and event.at > signed_at]
    return [Moment(one.at, "", one.verb, "", one.changes) for one in moments_of(later, indicator_id)]


def moments_of(events: Iterable[EventRow], indicator_id: int) -> list[Moment]:
    """The events in which a target of this indicator was changed, in their order."""
    found = []
    for event in events:
        changes = tuple(
            _change(match, pair)
            for name, pair in sorted(event.changes.items())
            if (match := _NAME.fullmatch(name)) and int(match["indicator"]) == indicator_id
        )
        if changes:
            found.append(Moment(event.at, event.actor_name, event.verb, event.reason, changes))
    return found


def _change(match: re.Match[str], pair: Sequence[Any]) -> Change:
    source = match["source"]
    whose = label(PlanSource(source)) if source in set(PlanSource) else source
    field = match["field"]
    if not field:
        old, new = (_whole(value) for value in pair)
        return Change(gettext("Cam kết (%(source)s)", source=whose), old, new)
    kind = kinds().get((_TABLE, field), FieldKind())
    old, new = (_value(value, kind) for value in pair)
    return Change(f"{gettext(field_words(_TABLE, field))} ({whose})", old, new)


def _whole(value: Any) -> str:
    """ "ge 7.5" as people write it."""
    match = _WHOLE.fullmatch(value or "")
    if match is None or match["sign"] not in set(Operator):
        return str(gettext("Không giao")) if value else ""
    bounds = " – ".join(number(Decimal(part)) for part in match["bounds"].split("–") if part)
    return f"{label(Operator(match['sign']))} {bounds}"


def _value(value: Any, kind: FieldKind) -> str:
    if value in (None, ""):
        return ""
    if isinstance(value, bool):
        return str(gettext("Có") if value else gettext("Không"))
    if kind.choice is not None and value in set(kind.choice):
        return label(kind.choice(value))
    if kind.is_number:
        try:
            return number(Decimal(value))
        except InvalidOperation:
            return str(value)
    try:
        return day(date.fromisoformat(value)) if len(value) == len("2025-10-15") else str(value)
    except ValueError:
        return str(value)


def _lines(desk: Desk, indicator: str) -> list[TrendLine]:
    """Plans and results of the member's other years and this one, as far as they are open to the reader."""
    place = here.place()
    is_inside = access.may(here.actor(), Action.RESULT_READ, here.subject())
    found = trends.trend(
        here.session(),
        cluster_id=place.id,
        code=indicator,
        only_published=False,
        same_scope=False,
        open_years=None if is_inside else {year.year for year in place.years if year.is_published},
    )
    return [line for line in found.lines if line.member.id == desk.member.id]
