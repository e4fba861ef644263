"""Tables on their way out, in the very format in which they come in: what is exported can be imported again."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from emulation.gateways.sheets import Cell, Table
from emulation.models.cycles import Cycle
from emulation.queries import cycles as years
from emulation.queries import pledges as pledge_queries
from emulation.queries import results as result_queries
from emulation.queries.indicators import IndicatorRow, indicators_for
from emulation.rules import access
from emulation.rules.importing import FIELDS
from emulation.rules.results import is_readable
from emulation.services.import_goals import BLANK, values_of
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.dates import format_date
from emulation.vocabulary.kinds import ImportKind, Operator, Period, Provenance
from emulation.vocabulary.labelled import Labelled
from emulation.vocabulary.words import N_

YES = N_("Có")
ORIGIN = N_("Xuất xứ")
#: Fields of the format that say again what others say.
LEFT_OUT = frozenset({"plan"})


def targets(session: Session, *, actor: Actor, cycle: Cycle, member_id: int) -> Table:
    """The targets of a member's pledge in their order; only heads before there is a pledge."""
    access.require(actor, Action.PLEDGE_READ, years.subject_of(cycle, member_id))
    pledge = pledge_queries.find_pledge(session, cycle.id, member_id)
    rows = [values_of(ImportKind.TARGETS, target) for target in pledge.targets] if pledge else []
    return _table(session, cycle, ImportKind.TARGETS, rows)


def results(session: Session, *, actor: Actor, cycle: Cycle, member_id: int, period: Period) -> Table:
    """A line per indicator on which the member reports; empty where nothing is reported, or may be read yet."""
    subject = years.subject_of(cycle, member_id)
    access.require(actor, Action.RESULT_READ, subject)
    report = result_queries.find_report(session, cycle.id, member_id, period)
    is_own = member_id in actor.member_ids
    readable = report is not None and is_readable(report.state, is_own=is_own)
    lines = {line.indicator_id: line for line in report.lines} if report and readable else {}
    unsigned = access.may(actor, Action.PLEDGE_READ, subject)
    agreed = result_queries.agreed_targets(session, cycle.id, member_id, unsigned=unsigned)
    rows = []
    for indicator_id in dict.fromkeys([*(target.indicator_id for target in agreed), *lines]):
        line = lines.get(indicator_id)
        known = values_of(ImportKind.RESULTS, line) if line else BLANK[ImportKind.RESULTS]
        rows.append({**known, "indicator_id": indicator_id})
    return _table(session, cycle, ImportKind.RESULTS, rows)


def template(session: Session, *, cycle: Cycle, kind: ImportKind) -> list[Table]:
    """An empty table to fill in, and beside it the indicators with their units."""
    known = indicators_for(session, cycle.cluster_id)
    head = (N_("Mã"), N_("Chỉ tiêu"), N_("Đơn vị tính"))
    rows = [(row.code, row.name_vi, row.unit_vi) for row in known]
    return [_table(session, cycle, kind, []), Table("", head, rows)]


def _table(session: Session, cycle: Cycle, kind: ImportKind, rows: Iterable[Mapping[str, Any]]) -> Table:
    """The rows under the heads of the format. Invented figures say so in a last column, which no import reads."""
    known = {row.id: row for row in indicators_for(session, cycle.cluster_id)}
    values = list(rows)
    names = [name for name in FIELDS[kind] if name not in LEFT_OUT]
    head = [FIELDS[kind][name].label for name in names]
    cells = [[_cell(name, row, known[row["indicator_id"]]) for name in names] for row in values]
    if any(row.get("provenance") is Provenance.ILLUSTRATIVE for row in values):
        head.append(ORIGIN)
        cells = [[*line, row["provenance"].label] for line, row in zip(cells, values, strict=True)]
    return Table("", head, cells)


def _cell(name: str, row: Mapping[str, Any], indicator: IndicatorRow) -> Cell:
    """A value as somebody would type it into the form: a level alone stands in the first of its two columns."""
    about = {"indicator": indicator.name_vi, "code": indicator.code, "unit": indicator.unit_vi}
    if name in about:
        return about[name]
    value = row.get(name)
    if name in ("low", "high") and row["operator"] in (Operator.LE, Operator.LT):
        value = row["high"] if name == "low" else None
    if isinstance(value, bool):
        return YES if value else None
    if isinstance(value, Labelled):
        return value.label
    if isinstance(value, Decimal):
        return Decimal(format(value.normalize(), "f"))
    return value


def plain(cell: Cell) -> str:
    """A cell as text: decimal comma, no thousands mark, dd/mm/yyyy; an unknown value is an empty text."""
    if isinstance(cell, Decimal):
        return f"{cell:f}".replace(".", ",")
    if isinstance(cell, date):
        return format_date(cell)
    return "" if cell is None else str(cell)
