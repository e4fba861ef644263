"""What is exported can be imported again, and the import finds nothing to change."""

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from emulation.gateways.sheets import Table
from emulation.models.cycles import Cycle
from emulation.services import exports, imports
from emulation.services.import_goals import Goal
from emulation.vocabulary.errors import NotAllowed
from emulation.vocabulary.grids import RowState
from emulation.vocabulary.kinds import ActualStatus, Confidence, ImportKind, Period, Provenance
from emulation.vocabulary.states import Phase
from emulation.web.imports import files
from tests.factories import pledges, results
from tests.factories.tables import brought, of_every_kind, results_of, targets_of
from tests.factories.world import World

BOTH = pytest.mark.parametrize("kind", ["csv", "xlsx"])


def exported(session: Session, world: World, goal: Goal, who: str = "officer.hn") -> Table:
    where = {
        "actor": world.actor(session, who),
        "cycle": session.get_one(Cycle, world.cycle_id),
        "member_id": goal.member_id,
    }
    if goal.kind is ImportKind.TARGETS:
        return exports.targets(session, **where)  # type: ignore[arg-type]
    assert goal.period is not None
    return exports.results(session, period=goal.period, **where)  # type: ignore[arg-type]


def back(session: Session, world: World, goal: Goal, table: Table, kind: str) -> list[RowState]:
    """The file as it is downloaded, brought again: what each of its rows would do."""
    titled = replace(table, title="Chỉ tiêu cam kết của Hà Nội năm 2025", notes=["Lấy lúc 10:00."])
    content = files.answer("bang", [titled], kind).get_data()
    row = brought(session, world, goal, content, f"bang.{kind}")
    found = imports.preview(
        session,
        actor=world.actor(session, "officer.hn"),
        cycle=session.get_one(Cycle, world.cycle_id),
        row=row,
    )
    assert [fault for one in found.rows for fault in one.read.faults] == []
    return [one.state for one in found.rows]


@BOTH
def test_targets_of_every_kind_come_back_unchanged(session: Session, world: World, kind: str) -> None:
    """Acceptance: export, then import: only "Không đổi". Red when exports leaves the plan source out."""
    pledges.draft(session, world, targets=of_every_kind(world))
    goal = targets_of(world)
    states = back(session, world, goal, exported(session, world, goal), kind)
    assert states == [RowState.SAME] * 7


@BOTH
def test_results_of_every_kind_come_back_unchanged(session: Session, world: World, kind: str) -> None:
    """Minus, zero, four places, a forecast with its reason. A line without a result says nothing."""
    results.reporting(world, session)
    lines = [
        results.line(
            world,
            "-9.7701",
            status=ActualStatus.OFFICIAL,
            source="=HYPERLINK(1)",
            forecast=Decimal("7.5"),
            confidence=Confidence.UNLIKELY,
            confidence_reason="- bão lũ",
            note="Ghi chú; có dấu",
        ),
        results.line(world, "0", "POVERTY_RATE", status=ActualStatus.REVISED),
    ]
    results.draft(session, world, lines=lines)
    goal = results_of(world)
    table = exported(session, world, goal)
    assert len(table.rows) == 2
    assert back(session, world, goal, table, kind) == [RowState.SAME] * 2


@BOTH
def test_an_empty_report_comes_as_lines_to_fill_in(session: Session, world: World, kind: str) -> None:
    results.reporting(world, session)
    goal = results_of(world)
    table = exported(session, world, goal)
    assert [row[0] for row in table.rows] == ["Tốc độ tăng GRDP", "Tỷ lệ hộ nghèo"]
    assert back(session, world, goal, table, kind) == []


def test_invented_figures_say_so_in_the_file(session: Session, world: World) -> None:
    invented = pledges.growth(world, provenance=Provenance.ILLUSTRATIVE)
    pledges.draft(session, world, targets=[invented])
    goal = targets_of(world)
    table = exported(session, world, goal)
    assert (table.head[-1], table.rows[0][-1]) == ("Xuất xứ", "Minh họa")
    assert back(session, world, goal, table, "csv") == [RowState.SAME]


def test_a_draft_is_not_taken_along_by_others(session: Session, world: World) -> None:
    """A report that is not handed in yet looks empty to other members; a pledge is refused."""
    results.reporting(world, session)
    results.draft(session, world)
    value = list(exported(session, world, results_of(world)).head).index("Kết quả")
    own = exported(session, world, results_of(world), "leader.hn")
    other = exported(session, world, results_of(world), "secretary.hcm")
    assert (own.rows[0][value], other.rows[0][value]) == (Decimal("6.8"), None)
    assert exported(session, world, results_of(world), "officer.hp").rows == []
    with pytest.raises(NotAllowed):
        exported(session, world, targets_of(world), "officer.hp")


def test_the_template_has_the_heads_of_the_format(session: Session, world: World) -> None:
    cycle = session.get_one(Cycle, world.cycle_id)
    empty, known = exports.template(session, cycle=cycle, kind=ImportKind.RESULTS)
    assert empty.head[0] == "Chỉ tiêu" and not empty.rows
    assert ("GRDP_GROWTH", "Tốc độ tăng GRDP", "%") in known.rows
    content = files.answer("mau", files.titled([empty, known], ("Kết quả", "Danh mục")), "xlsx").get_data()
    pledges.accepted(session, world)
    cycle.phase = Phase.MID_YEAR
    row = brought(session, world, Goal(ImportKind.RESULTS, world.members["HN"], Period.MID_YEAR), content)
    assert imports.layout_of(row).sheet.startswith("1.")
