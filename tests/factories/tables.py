"""Tables as offices make them: off the clipboard, as a workbook, as CSV."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from emulation.gateways.csv_files import csv_bytes
from emulation.gateways.sheets import Cell, xlsx_bytes
from emulation.models.cycles import Cycle
from emulation.models.imports import SheetImport
from emulation.services import imports
from emulation.services.import_goals import Goal
from emulation.services.pledges import TargetDraft
from emulation.vocabulary.kinds import ImportKind, Operator, Period, PlanSource
from tests.factories.world import World

HEAD = ("Chỉ tiêu", "Đơn vị tính", "Dấu", "Mức cam kết", "Đến (khi là khoảng)", "Văn bản giao")
GROWTH = ("Tốc độ tăng GRDP", "%", "≥", "7,5", "", "NQ 45/NQ-HĐND")
REVENUE = ("Thu ngân sách nhà nước", "tỷ đồng", "đúng bằng", "14.800,5", "", "NQ 45/NQ-HĐND")
POVERTY = ("Tỷ lệ hộ nghèo", "%", "≤", "0,5", "", "NQ 45/NQ-HĐND")
RESULT_HEAD = ("Chỉ tiêu", "Kết quả", "Loại số liệu", "Nguồn")


def cells(*rows: Sequence[str]) -> str:
    """Rows as Excel puts them on the clipboard."""
    return "\r\n".join("\t".join(row) for row in rows) + "\r\n"


def book(head: Sequence[str], *rows: Sequence[Cell]) -> bytes:
    """A workbook with one table under a title."""
    return xlsx_bytes("Bảng của đơn vị", head, rows)


def sheet(*rows: Sequence[str]) -> bytes:
    """A CSV file."""
    return csv_bytes(rows)


def of_every_kind(world: World) -> list[TargetDraft]:
    """Targets with every sign, two plans for one indicator, text that looks like a formula, and one not assigned."""
    one, two = world.indicators["GRDP_GROWTH"], world.indicators["BUDGET_REVENUE"]
    three, four = world.indicators["POVERTY_RATE"], world.indicators["PCI_RANK"]
    said: dict[str, Any] = {"source": "NQ 45/NQ-HĐND", "note": "=1+1 là chữ", "owner": "- Sở Tài chính"}
    central = PlanSource.CENTRAL
    return [
        TargetDraft(one, operator=Operator.GE, low=Decimal("7.5"), baseline=Decimal("-9.77"), **said),
        TargetDraft(
            one, central, Operator.RANGE, low=Decimal("6.5"), high=Decimal("7"), weight=Decimal("2.5")
        ),
        TargetDraft(two, operator=Operator.GT, low=Decimal("14800.5"), source="Kế hoạch; có dấu chấm phẩy"),
        TargetDraft(two, central, Operator.EQ, low=Decimal("1234567"), note='Có "ngoặc kép"'),
        TargetDraft(three, operator=Operator.LE, high=Decimal("0.5"), weight=Decimal("0")),
        TargetDraft(three, central, Operator.LT, high=Decimal("0.0001"), baseline=Decimal("0")),
        TargetDraft(four, not_assigned=True, not_assigned_reason="Trung ương không giao"),
    ]


def targets_of(world: World, city: str = "HN") -> Goal:
    """The targets of a city."""
    return Goal(ImportKind.TARGETS, world.members[city])


def results_of(world: World, city: str = "HN", period: Period = Period.MID_YEAR) -> Goal:
    """The results of a city."""
    return Goal(ImportKind.RESULTS, world.members[city], period)


def brought(
    session: Session, world: World, goal: Goal, content: bytes, name: str = "bang.xlsx"
) -> SheetImport:
    """A file that the officer of Hà Nội has brought."""
    return imports.start(
        session,
        actor=world.actor(session, "officer.hn"),
        now=world.now,
        cycle=session.get_one(Cycle, world.cycle_id),
        goal=goal,
        name=name,
        content=content,
        limit_mb=20,
    )
