"""Tables into targets and results: judged row by row against what stands, written whole or not at all."""

from collections import Counter
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from emulation.db import unit_of_work
from emulation.models.audit import AuditEvent
from emulation.models.cycles import Cycle
from emulation.models.indicators import Indicator
from emulation.queries.pledges import find_pledge, get_pledge
from emulation.rules import importing as rules
from emulation.services import importing
from emulation.services.import_goals import Goal
from emulation.services.importing import Preview
from emulation.services.pledges import TargetDraft
from emulation.vocabulary.errors import DomainError, NotAllowed, Stale
from emulation.vocabulary.grids import RowState
from emulation.vocabulary.kinds import ActualStatus, Operator, Provenance
from emulation.vocabulary.states import Phase
from tests.conftest import unchanged
from tests.factories import pledges, results
from tests.factories.tables import (
    GROWTH,
    HEAD,
    POVERTY,
    RESULT_HEAD,
    REVENUE,
    cells,
    results_of,
    targets_of,
)
from tests.factories.world import World

WRONG = ("Tốc độ tăng dân số vũ trụ", "%", "≥", "1", "", "NQ 45")
NO_NUMBER = ("Thứ hạng PCI", "hạng", "≤", "mười", "", "NQ 45")


def asked(session: Session, world: World, goal: Goal, text: str, who: str = "officer.hn") -> dict[str, Any]:
    grid = rules.pasted(text)
    layout = rules.guess(grid, goal.kind)
    assert layout is not None
    return {
        "actor": world.actor(session, who),
        "cycle": session.get_one(Cycle, world.cycle_id),
        "goal": goal,
        "grid": grid,
        "layout": layout,
    }


def preview(session: Session, world: World, goal: Goal, text: str) -> Preview:
    return importing.preview(session, **asked(session, world, goal, text))


def write(
    session: Session, world: World, goal: Goal, text: str, version: int, who: str = "officer.hn"
) -> Preview:
    return importing.write(session, now=world.now, version=version, **asked(session, world, goal, text, who))


def states(found: Preview) -> Counter[RowState]:
    return Counter(row.state for row in found.rows)


def stored(session: Session, world: World) -> list[tuple[int, Decimal | None, Decimal | None]]:
    pledge = get_pledge(session, world.cycle_id, world.members["HN"])
    return [(target.indicator_id, target.low, target.high) for target in pledge.targets]


def test_a_preview_judges_every_row_and_writes_nothing(session: Session, world: World) -> None:
    pledges.draft(session, world, targets=[pledges.growth(world, "7.5", operator=Operator.GE)])
    session.commit()
    text = cells(HEAD, (*GROWTH[:5], "Nghị quyết 01/NQ-HĐND"), REVENUE, POVERTY, WRONG, NO_NUMBER)
    with unchanged(world.database):
        found = preview(session, world, targets_of(world), text)
        session.commit()
    assert states(found) == {RowState.SAME: 1, RowState.NEW: 2, RowState.WRONG: 2}
    assert found.counts == {"new": 2, "changed": 0, "same": 1, "wrong": 2}
    assert [row.read.number for row in found.wrong] == [5, 6]
    assert all(row.read.faults for row in found.wrong)


def test_valid_rows_are_merged_and_what_the_table_does_not_name_stays(session: Session, world: World) -> None:
    """Growth is changed, revenue is new and last, poverty stays although no row speaks of it.

    Red when the standing rows are left out of the merge in importing.write.
    """
    poverty = TargetDraft(
        world.indicators["POVERTY_RATE"],
        operator=Operator.LE,
        high=Decimal("0.5"),
        provenance=Provenance.ILLUSTRATIVE,
        note="giữ nguyên",
    )
    growth = pledges.growth(world, "8", provenance=Provenance.ILLUSTRATIVE, owner="Sở Tài chính")
    pledge = pledges.draft(session, world, targets=[growth, poverty])
    found = write(session, world, targets_of(world), cells(HEAD, GROWTH, REVENUE, WRONG), pledge.version)
    assert states(found) == {RowState.CHANGED: 1, RowState.NEW: 1, RowState.WRONG: 1}
    assert stored(session, world) == [
        (world.indicators["GRDP_GROWTH"], Decimal("7.5"), None),
        (world.indicators["POVERTY_RATE"], None, Decimal("0.5")),
        (world.indicators["BUDGET_REVENUE"], Decimal("14800.5"), None),
    ]
    first, second, third = get_pledge(session, world.cycle_id, world.members["HN"]).targets
    assert (first.owner, first.provenance) == ("Sở Tài chính", Provenance.RECORDED)
    assert (second.note, second.provenance) == ("giữ nguyên", Provenance.ILLUSTRATIVE)
    assert (third.operator, third.source) == (Operator.EQ, "NQ 45/NQ-HĐND")
    assert get_pledge(session, world.cycle_id, world.members["HN"]).summary == "Quyết tâm"


def test_the_same_table_twice_changes_nothing(session: Session, world: World) -> None:
    """Red when importing.write saves although no row would change anything."""
    text = cells(HEAD, GROWTH, REVENUE, POVERTY)
    with world.database.writing() as first, unit_of_work(first):
        assert states(write(first, world, targets_of(world), text, 0)) == {RowState.NEW: 3}
    with unchanged(world.database), world.database.writing() as second, unit_of_work(second):
        found = write(second, world, targets_of(world), text, 1)
    assert states(found) == {RowState.SAME: 3}
    assert session.scalar(select(func.count()).select_from(AuditEvent)) == 1


def test_a_table_of_faults_writes_nothing(world: World) -> None:
    with unchanged(world.database), world.database.writing() as session, unit_of_work(session):
        found = write(session, world, targets_of(world), cells(HEAD, WRONG, NO_NUMBER), 0)
    assert states(found) == {RowState.WRONG: 2}


def test_a_record_that_moved_on_refuses(session: Session, world: World) -> None:
    pledge = pledges.draft(session, world)
    with pytest.raises(Stale):
        write(session, world, targets_of(world), cells(HEAD, REVENUE), pledge.version - 1)


def test_another_members_table_is_refused(session: Session, world: World) -> None:
    for who in ("officer.hp", "leader.hn", "secretary.hn"):
        with pytest.raises(NotAllowed):
            write(session, world, targets_of(world), cells(HEAD, GROWTH), 0, who)
    assert find_pledge(session, world.cycle_id, world.members["HN"]) is None


def test_a_closed_pledge_is_shown_and_not_written(session: Session, world: World) -> None:
    pledge = pledges.accepted(session, world)
    found = preview(session, world, targets_of(world), cells(HEAD, REVENUE))
    assert found.standing.hindrance is not None and len(found.writable) == 1
    with pytest.raises(DomainError, match="không sửa được"):
        write(session, world, targets_of(world), cells(HEAD, REVENUE), pledge.version)


def test_a_phase_in_which_nothing_is_pledged_refuses(session: Session, world: World) -> None:
    session.get_one(Cycle, world.cycle_id).phase = Phase.TOTALS
    with pytest.raises(DomainError, match="không mở trong giai đoạn"):
        write(session, world, targets_of(world), cells(HEAD, REVENUE), 0)


def test_a_pledge_never_outgrows_its_form(session: Session, world: World) -> None:
    """81 targets could not be shown in the form again. Red without the check of MOST_TARGETS."""
    codes = [f"THU_{number}" for number in range(81)]
    session.add_all(Indicator(code=code, name_vi=f"Tên {code}", unit_vi="%", decimals=2) for code in codes)
    session.flush()
    text = cells(HEAD, *((code, "%", "≥", "1", "", "NQ") for code in codes))
    with pytest.raises(DomainError, match="nhiều nhất 80 chỉ tiêu"):
        write(session, world, targets_of(world), text, 0)


def test_results_take_figures_of_the_pledge_only(session: Session, world: World) -> None:
    """0 is a value, an empty line says nothing, an indicator of nobody's pledge is told in its row."""
    results.reporting(world, session)
    text = cells(
        RESULT_HEAD,
        ("Tốc độ tăng GRDP", "0", "chính thức", "Cục Thống kê"),
        ("Tỷ lệ hộ nghèo", "", "", ""),
        ("Thứ hạng PCI", "3", "ước", ""),
    )
    found = write(session, world, results_of(world), text, 0)
    assert [row.state for row in found.rows] == [RowState.NEW, RowState.WRONG]
    assert "không có trong giao ước" in found.wrong[0].read.faults[0].message
    (line,) = results.record(session, world).lines
    assert (line.value, line.status, line.source) == (Decimal(0), ActualStatus.OFFICIAL, "Cục Thống kê")


def test_results_change_what_the_table_names_and_nothing_else(session: Session, world: World) -> None:
    results.reporting(world, session)
    lines = [results.line(world, "6.8", note="giữ"), results.line(world, "0.4", "POVERTY_RATE")]
    report = results.draft(session, world, lines=lines)
    text = cells(("Chỉ tiêu", "Kết quả"), ("Tốc độ tăng GRDP", "7,1"))
    found = write(session, world, results_of(world), text, report.version)
    assert states(found) == {RowState.CHANGED: 1}
    growth, poverty = results.record(session, world).lines
    assert (growth.value, growth.note, poverty.value) == (Decimal("7.1"), "giữ", Decimal("0.4"))


def test_doubt_without_a_reason_is_told_in_its_row(session: Session, world: World) -> None:
    results.reporting(world, session)
    text = cells(("Chỉ tiêu", "Kết quả", "Khả năng đạt"), ("Tốc độ tăng GRDP", "7,1", "Khó đạt"))
    found = preview(session, world, results_of(world), text)
    assert [fault.field for row in found.wrong for fault in row.read.faults] == ["confidence_reason"]
