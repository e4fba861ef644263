"""What a new year takes over from the one before, and what is different in it, before it is opened (features Y2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from emulation.queries import copies, cycles, holidays
from emulation.queries.changes import ChangeRow, changes_of
from emulation.queries.copies import Offer
from emulation.queries.places import MemberPlace, members_of_year
from emulation.queries.terms import has_chair_on
from emulation.rules import access
from emulation.rules import cycles as phases
from emulation.rules import openings as rules
from emulation.rules.calendar import next_working_day, unannounced
from emulation.services.plans import Plan
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor, Subject
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.kinds import ChangeKind
from emulation.vocabulary.states import Phase

Dates = Sequence[tuple[Phase, date, date]]
#: What happened to a member that stays one.
ALTERED = (ChangeKind.RENAMED, ChangeKind.MERGED, ChangeKind.BOUNDARY)


@dataclass(frozen=True)
class PhaseDifference:
    """A phase of last year (`old`: its last day) and of the new one; None where it has no dates.

    `moved_from` is the same day a year later when offices rest on it; `moves_to` is the working day to offer for a
    last day that was typed and is none.
    """

    phase: Phase
    old: date | None
    starts_on: date | None
    new: date | None
    moved_from: date | None = None
    moves_to: date | None = None


@dataclass(frozen=True)
class Differences:
    """The new year beside the one before; without one `offer` is None and everything is new."""

    members: list[MemberPlace]
    joined: list[MemberPlace]
    left: list[MemberPlace]
    altered: list[ChangeRow]
    phases: list[PhaseDifference]
    offer: Offer | None
    unannounced: list[int]


def proposed(session: Session, cluster_id: int, year: int) -> tuple[Plan, Dates]:
    """Last year's plan moved on, its last days on working days; without one a proposal of ours."""
    before = copies.find_year_before(session, cluster_id, year)
    heads, rows = Plan().heads(), rules.proposed(year)
    if before is not None:
        heads = {name: getattr(before, name) for name in heads}
        last = [(row.phase, row.starts_on, row.due_on) for row in before.deadlines]
        rows = rules.shifted(last, year - before.year) or rows
    rows = rules.on_working_days(rows, holidays.calendar(session))
    return Plan(**heads, deadlines=rows), rows


def differences(session: Session, *, cluster_id: int, year: int, deadlines: Dates) -> Differences:
    """What would be different from the year before with these dates. Writes nothing."""
    calendar = holidays.calendar(session)
    before = copies.find_year_before(session, cluster_id, year)
    members = members_of_year(session, cluster_id, year)
    earlier = members_of_year(session, cluster_id, before.year) if before else members
    known, gone = {member.id for member in earlier}, {member.id for member in members}
    last = {row.phase: (row.starts_on, row.due_on) for row in before.deadlines} if before else {}
    planned = {phase: (starts_on, due_on) for phase, starts_on, due_on in deadlines}
    found = []
    for phase in rules.DATED:
        starts_on, new = planned.get(phase, (None, None))
        old = last[phase][1] if phase in last else None
        plain = rules.moved_on(old, year - before.year) if before and old else None
        found.append(
            PhaseDifference(
                phase,
                old,
                starts_on,
                new,
                moved_from=plain if plain and new == next_working_day(plain, calendar) else None,
                moves_to=next_working_day(new, calendar) if new else None,
            )
        )
    return Differences(
        members=members,
        joined=[member for member in members if member.id not in known],
        left=[member for member in earlier if member.id not in gone],
        altered=_altered(session, cluster_id, before.year, year) if before else [],
        phases=[row for row in found if row.old or row.new],
        offer=copies.offer_of(session, before) if before else None,
        unannounced=unannounced([row.new for row in found if row.new], calendar),
    )


def _altered(session: Session, cluster_id: int, before: int, year: int) -> list[ChangeRow]:
    """New names, mergers and boundaries since the last day of the year before."""
    since, until = date(before, 12, 31), date(year, 12, 31)
    rows = changes_of(session, cluster_id)
    return [row for row in rows if row.kind in ALTERED and since < row.on <= until]


def check(session: Session, *, actor: Actor, now: datetime, cluster_id: int, year: int, plan: Plan) -> None:
    """Whether the year could be opened like this. Raises what `services.cycles.open_year` would; writes nothing."""
    has_chair = has_chair_on(session, cluster_id, local_date(now))
    access.require(actor, Action.CYCLE_OPEN, Subject(cluster_id=cluster_id, has_chair=has_chair))
    members = members_of_year(session, cluster_id, year)
    rules.check_new_year(year, cycles.years_of(session, cluster_id), len(members))
    phases.check_deadlines(plan.deadlines)
