"""What every illustrative year has: deadlines, figures where none were published, agreement and signed pledges."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from emulation.gateways import seeds
from emulation.models.accounts import User
from emulation.models.cycles import Cycle, Deadline
from emulation.models.indicators import ActualValue
from emulation.models.pledges import Agreement, AgreementContent, Pledge, PledgeTarget, Signatory
from emulation.queries import holidays
from emulation.rules.openings import on_working_days
from emulation.services.demo import illustrative
from emulation.services.demo.figures import Cell, Figure, Plan, known_on
from emulation.services.demo.ground import Ground, at
from emulation.vocabulary.kinds import ActualStatus, Boundary, Period, PlanSource, Provenance
from emulation.vocabulary.states import Phase, PledgeState

JOINED = {"HUE": 2025}
NEW_BOUNDARY = frozenset({"HCM", "HP", "DN", "CT"})
SUMMARY = "Quyết tâm hoàn thành các chỉ tiêu được giao, tích cực hưởng ứng các phong trào thi đua (minh họa)."
#: Phase → first and last day, as (years later, month, day).
DEADLINES = {
    Phase.PLEDGING: ((0, 1, 15), (0, 3, 31)),
    Phase.FIRST_HALF: ((0, 4, 1), (0, 6, 30)),
    Phase.MID_YEAR: ((0, 7, 1), (0, 7, 31)),
    Phase.SECOND_HALF: ((0, 8, 1), (0, 11, 30)),
    Phase.SELF_SCORING: ((0, 12, 1), (1, 1, 20)),
    Phase.CROSS_CHECKING: ((1, 1, 21), (1, 2, 5)),
    Phase.EXPLAINING: ((1, 2, 6), (1, 2, 15)),
    Phase.TOTALS: ((1, 2, 16), (1, 3, 10)),
    Phase.CONFERENCE: ((1, 3, 11), (1, 4, 15)),
}


def members_of(ground: Ground, year: int) -> list[str]:
    """The codes of the year's members in protocol order."""
    return [code for code in ground.members if JOINED.get(code, 0) <= year]


def load_deadlines(ground: Ground, cycle: Cycle) -> None:
    """From when until when each phase of the year is meant to last; last days are working days."""
    plain = [
        (phase, date(cycle.year + first[0], *first[1:]), date(cycle.year + last[0], *last[1:]))
        for phase, (first, last) in DEADLINES.items()
    ]
    for phase, starts_on, due_on in on_working_days(plain, holidays.calendar(ground.session)):
        ground.session.add(Deadline(cycle_id=cycle.id, phase=phase, starts_on=starts_on, due_on=due_on))
    ground.session.flush()


def scored_values(
    ground: Ground, year: int, known: Mapping[Cell, Iterable[Figure]]
) -> dict[tuple[str, str], Decimal]:
    """(member, indicator) → the full-year result: the strongest published one, else an illustrative one."""
    found = {}
    strength = list(ActualStatus)
    for member in members_of(ground, year):
        for code in filter(illustrative.has_level, ground.indicators):
            published = sorted(
                _full(known.get((member, code, year), ())), key=lambda f: strength.index(f.status)
            )
            if published and published[-1].value is not None:
                found[member, code] = published[-1].value
                continue
            anchors = {
                cell[2]: figure.value
                for cell, figures in known.items()
                if cell[:2] == (member, code)
                for figure in _full(figures)
                if figure.value is not None
            }
            found[member, code] = illustrative.actual(member, code, year, ground.decimals[code], anchors)
    return found


def _full(figures: Iterable[Figure]) -> list[Figure]:
    return [figure for figure in figures if figure.period is Period.YEAR and figure.value is not None]


def load_missing(
    ground: Ground,
    year: int,
    known: Mapping[Cell, Iterable[Figure]],
    values: Mapping[tuple[str, str], Decimal],
) -> None:
    """Write an illustrative result wherever no full-year amount was published."""
    rows = [
        ActualValue(
            member_id=ground.members[member],
            indicator_id=ground.indicators[code],
            year=year,
            status=ActualStatus.OFFICIAL,
            value=value,
            boundary=Boundary.NEW if year >= 2025 and member in NEW_BOUNDARY else Boundary.OLD,
            provenance=Provenance.ILLUSTRATIVE,
            note=illustrative.NOTE,
            entered_at=known_on(year, ActualStatus.OFFICIAL),
        )
        for (member, code), value in values.items()
        if not _full(known.get((member, code, year), ()))
    ]
    ground.add(*rows)


def plans_of(
    ground: Ground,
    member: str,
    year: int,
    known: Mapping[Cell, list[Plan]],
    values: Mapping[tuple[str, str], Decimal],
) -> list[tuple[str, Plan]]:
    """The member's plans of a year by indicator code: the published ones, and illustrative ones beside them."""
    found = []
    for code in ground.indicators:
        plans = known.get((member, code, year), [])
        found += [(code, plan) for plan in plans]
        result = values.get((member, code))
        planned = any(plan.plan_source is PlanSource.CITY_COUNCIL for plan in plans)
        if result is None or planned or not illustrative.has_plan(code):
            continue
        found.append((code, illustrative.plan(member, code, year, ground.decimals[code], result)))
    return found


def load_signed_pledges(ground: Ground, cycle: Cycle, plans: Mapping[str, list[tuple[str, Plan]]]) -> None:
    """Illustrative pledges of all members with their targets, signed on the day of the agreement."""
    for member, targets in plans.items():
        pledge = Pledge(
            cycle_id=cycle.id,
            member_id=ground.members[member],
            state=PledgeState.SIGNED,
            summary=SUMMARY,
            submitted_at=at(date(cycle.year, 3, 1)),
            entered_at=at(date(cycle.year, 2, 20)),
            provenance=Provenance.ILLUSTRATIVE,
        )
        ground.add(pledge)
        for position, (code, plan) in enumerate(targets, start=1):
            ground.session.add(
                PledgeTarget(
                    pledge_id=pledge.id,
                    indicator_id=ground.indicators[code],
                    position=position,
                    **plan.__dict__,
                )
            )
    ground.session.flush()


def load_agreement(ground: Ground, cycle: Cycle) -> None:
    """The illustrative agreement of a year with its common contents and signatories, who are fictional."""
    facts = seeds.demo_facts("agreement")
    agreement = Agreement(
        cycle_id=cycle.id,
        signed_on=date(cycle.year, 3, 20),
        provenance=Provenance.ILLUSTRATIVE,
        note=illustrative.NOTE,
    )
    ground.add(agreement)
    for position, row in enumerate(facts["content"], start=1):
        ground.session.add(AgreementContent(agreement_id=agreement.id, position=position, **row))
    names = leaders(ground)
    for member in members_of(ground, cycle.year):
        ground.session.add(
            Signatory(
                agreement_id=agreement.id,
                member_id=ground.members[member],
                full_name=names[member],
                office=facts["office"]["leader"],
            )
        )
    ground.session.flush()


def leaders(ground: Ground) -> dict[str, str]:
    """Member code → the name of its (fictional) leader in the cast."""
    ids = {code: ground.people[f"leader.{code.lower()}"] for code in ground.members}
    rows = ground.session.execute(select(User.id, User.full_name).where(User.id.in_(ids.values())))
    names = dict(rows.all())
    return {code: names[user_id] for code, user_id in ids.items()}
