"""Published figures of the demo: results with their versions, plans, and plans that follow from a published share."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from emulation.gateways import seeds
from emulation.models.indicators import ActualValue
from emulation.services.demo.ground import Ground, at
from emulation.vocabulary.kinds import ActualStatus, Boundary, Operator, Period, PlanSource, Provenance
from emulation.vocabulary.numbers import format_number

Cell = tuple[str, str, int]
#: A rank that was published beside a score, as "rank 9".
RANK = re.compile(r"\brank (\d+)")
RANK_OF = {"PCI_SCORE": "PCI_RANK", "PAR_INDEX": "PAR_RANK"}
#: "117.2% of central plan / 101% of People's Council plan", "reported 95.07% of plan".
SHARE = re.compile(r"([\d.]+)% of (central plan|People's Council plan|plan)\b")
ASSIGNED = re.compile(r"PM assigned ([\d.]+)")
#: When a version of a year's figure became known: (years later, month, day).
KNOWN = {
    ActualStatus.ESTIMATE: (0, 12, 20),
    ActualStatus.OFFICIAL: (1, 1, 20),
    ActualStatus.REVISED: (1, 7, 1),
}


@dataclass(frozen=True)
class Plan:
    """A plan of a year for one indicator, with its origin; values in the indicator's unit."""

    plan_source: PlanSource
    operator: Operator
    low: Decimal | None
    high: Decimal | None
    provenance: Provenance
    source: str
    note: str


@dataclass(frozen=True)
class Figure:
    """One published version of a result; `value` is None when the source named no amount."""

    cell: Cell
    status: ActualStatus
    period: Period
    value: Decimal | None
    boundary: Boundary
    source: str
    note: str


def figures() -> Iterator[Figure]:
    """Every published result, and the ranks that were published beside scores."""
    for row in seeds.public_figures():
        value = Decimal(row["actual"]) if row["actual"] else None
        period = Period.TEN_MONTHS if "10 months" in row["note"] else Period.YEAR
        yield _figure(row, row["indicator"], value, period, row["note_vi"])
        rank = RANK.search(row["note"])
        if rank and row["indicator"] in RANK_OF and "Quang Ninh" not in row["note"]:
            note = "Thứ hạng được nêu cùng điểm số trong một nguồn"
            yield _figure(row, RANK_OF[row["indicator"]], Decimal(rank[1]), period, note)


def _figure(row: dict[str, str], code: str, value: Decimal | None, period: Period, note: str) -> Figure:
    cell = (row["member"], code, int(row["year"]))
    status, boundary = ActualStatus(row["status"]), Boundary(row["boundary"])
    return Figure(cell, status, period, value, boundary, row["source"], note)


def plans() -> dict[Cell, list[Plan]]:
    """Cell → published plans, and illustrative ones worked back from a published share of the plan."""
    found: dict[Cell, list[Plan]] = {}
    for row in seeds.public_figures():
        cell = (row["member"], row["indicator"], int(row["year"]))
        known = found.setdefault(cell, [])
        if row["plan_operator"]:
            known.append(_published(row))
        if assigned := ASSIGNED.search(row["note"]):
            low = Decimal(assigned[1])
            source, note = row["source"], row["note_vi"]
            known.append(Plan(PlanSource.CENTRAL, Operator.EQ, low, None, Provenance.PUBLISHED, source, note))
        if row["actual"]:
            known += _worked_back(row, {plan.plan_source for plan in known})
    return found


def _published(row: dict[str, str]) -> Plan:
    operator, low = Operator(row["plan_operator"]), Decimal(row["plan_low"])
    high = Decimal(row["plan_high"]) if operator is Operator.RANGE else None
    source, note = row["source"], row["note_vi"]
    return Plan(PlanSource.CITY_COUNCIL, operator, low, high, Provenance.PUBLISHED, source, note)


def _worked_back(row: dict[str, str], known: set[PlanSource]) -> Iterator[Plan]:
    for share, whose in SHARE.findall(row["note"]):
        source = PlanSource.CENTRAL if "central" in whose else PlanSource.CITY_COUNCIL
        if source in known:
            continue
        known.add(source)
        low = (Decimal(row["actual"]) / Decimal(share) * 100).quantize(Decimal(1))
        note = f"Tính ngược từ tỷ lệ đã công bố: {format_number(Decimal(share))}% kế hoạch"
        yield Plan(source, Operator.EQ, low, None, Provenance.ILLUSTRATIVE, row["source"], note)


def known_on(year: int, status: ActualStatus) -> datetime:
    """When a version of the year's figure is taken to have become known."""
    later, month, day = KNOWN[status]
    return at(date(year + later, month, day))


def by_cell() -> dict[Cell, list[Figure]]:
    """Every published version by cell, whatever the demo's date."""
    found: dict[Cell, list[Figure]] = {}
    for figure in figures():
        found.setdefault(figure.cell, []).append(figure)
    return found


def load_figures(ground: Ground, known: Mapping[Cell, Iterable[Figure]]) -> None:
    """Write every published version that was known at the demo's date."""
    rows = []
    for (member, code, year), versions in known.items():
        for figure in versions:
            entered_at = known_on(year, figure.status)
            if entered_at > ground.moment:
                continue
            row = ActualValue(
                member_id=ground.members[member],
                indicator_id=ground.indicators[code],
                year=year,
                period=figure.period,
                status=figure.status,
                value=figure.value,
                boundary=figure.boundary,
                provenance=Provenance.PUBLISHED,
                source=figure.source,
                note=figure.note,
                entered_at=entered_at,
            )
            rows.append(row)
    ground.add(*rows)
