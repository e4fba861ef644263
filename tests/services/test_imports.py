"""Files between the steps of their import: taken in, understood, written once, emptied; nobody else sees them."""

import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.db import unit_of_work
from emulation.gateways.sheets import Cell
from emulation.models.cycles import Cycle
from emulation.models.imports import SheetImport
from emulation.queries.imports import get_import
from emulation.queries.pledges import get_pledge
from emulation.rules.importing import guess_at
from emulation.services import imports
from emulation.vocabulary.errors import DomainError, NotAllowed, NotFound, Stale
from emulation.vocabulary.grids import DecimalMark, Layout
from emulation.vocabulary.states import Phase
from tests.conftest import unchanged
from tests.factories import pledges
from tests.factories.tables import (
    GROWTH,
    HEAD,
    POVERTY,
    REVENUE,
    book,
    brought,
    results_of,
    sheet,
    targets_of,
)
from tests.factories.world import World

ROWS: list[tuple[Cell, ...]] = [("Tốc độ tăng GRDP", "%", "≥", Decimal("7.5"), None, "NQ 45"), POVERTY]


def confirm(session: Session, world: World, row: SheetImport, version: int = 0) -> SheetImport:
    return imports.confirm(
        session,
        actor=world.actor(session, "officer.hn"),
        now=world.now,
        cycle=session.get_one(Cycle, world.cycle_id),
        row=row,
        version=version,
    )


def test_a_file_is_understood_written_and_emptied(session: Session, world: World) -> None:
    row = brought(session, world, targets_of(world), book(HEAD, *ROWS))
    layout = imports.layout_of(row)
    assert (layout.head, layout.columns["indicator"], layout.columns["low"]) == (2, 0, 3)
    confirm(session, world, row)
    assert row.counts == {"new": 2, "changed": 0, "same": 0, "wrong": 0, "before": None}
    assert (row.content, row.done_at) == (None, world.now)
    pledge = get_pledge(session, world.cycle_id, world.members["HN"])
    assert [(target.low, target.high) for target in pledge.targets] == [
        (Decimal("7.5"), None),
        (None, Decimal("0.5")),
    ]
    with pytest.raises(NotFound):
        confirm(session, world, row, pledge.version)


def test_the_same_file_twice_changes_nothing_and_says_when_it_came_first(world: World) -> None:
    """Acceptance: the second import leaves every row of the pledge as it was.

    Red when importing.write saves although no row would change anything.
    """
    content = book(HEAD, *ROWS)
    with world.database.writing() as session, unit_of_work(session):
        confirm(session, world, brought(session, world, targets_of(world), content))
    with world.database.reading() as session:
        before = get_pledge(session, world.cycle_id, world.members["HN"])
    with world.database.writing() as session, unit_of_work(session):
        row = brought(session, world, targets_of(world), content, "ten-khac.xlsx")
        assert imports.imported_before(session, row) == world.now
        confirm(session, world, row, before.version)
        counts = dict(row.counts)
    assert counts == {"new": 0, "changed": 0, "same": 2, "wrong": 0, "before": world.now.isoformat()}
    with world.database.reading() as session:
        after = get_pledge(session, world.cycle_id, world.members["HN"])
        assert (after.version, [t.id for t in after.targets]) == (
            before.version,
            [t.id for t in before.targets],
        )


def test_only_the_person_who_brought_it_finds_it(session: Session, world: World) -> None:
    row = brought(session, world, targets_of(world), book(HEAD, *ROWS))
    assert get_import(session, world.cycle_id, row.id, world.users["officer.hn"]) is row
    for who in ("leader.hn", "officer.hp", "admin", "secretary.hn"):
        with pytest.raises(NotFound):
            get_import(session, world.cycle_id, row.id, world.users[who])
    with pytest.raises(NotFound):
        get_import(session, world.cycle_id, row.id, None)
    with pytest.raises(NotFound):
        get_import(session, world.cycle_id + 1, row.id, world.users["officer.hn"])


def test_a_new_file_gives_up_what_was_left_unfinished(session: Session, world: World) -> None:
    first = brought(session, world, targets_of(world), book(HEAD, *ROWS))
    done = confirm(session, world, first)
    left = brought(session, world, targets_of(world), book(HEAD, ROWS[0])).id
    new = brought(session, world, targets_of(world), sheet(HEAD, GROWTH), "bang.csv")
    assert set(session.scalars(select(SheetImport.id))) == {done.id, new.id} and left != new.id


def test_the_columns_that_somebody_chose_are_kept(session: Session, world: World) -> None:
    """Heads that mean nothing to the system, numbers with a decimal dot."""
    content = sheet(("Tên gọi", "Trị số"), ("Tốc độ tăng GRDP", "7.50"), ("Tỷ lệ hộ nghèo", "0.5"))
    row = brought(session, world, targets_of(world), content, "la.csv")
    assert imports.layout_of(row).columns == {}
    arrange = {
        "actor": world.actor(session, "officer.hn"),
        "cycle": session.get_one(Cycle, world.cycle_id),
        "row": row,
    }
    chosen = Layout("CSV", 0, {"indicator": 0, "plan": 1}, DecimalMark.DOT)
    with pytest.raises(DomainError, match="Chọn cột có tên hoặc mã chỉ tiêu") as refused:
        imports.arrange(session, layout=replace(chosen, columns={"plan": 1}), **arrange)  # type: ignore[arg-type]
    assert refused.value.field == "indicator"
    with pytest.raises(NotFound):
        imports.arrange(session, layout=replace(chosen, sheet="Không có"), **arrange)  # type: ignore[arg-type]
    imports.arrange(session, layout=chosen, **arrange)  # type: ignore[arg-type]
    assert imports.layout_of(row) == chosen
    assert json.loads(json.dumps(row.layout)) == row.layout
    confirm(session, world, row)
    pledge = get_pledge(session, world.cycle_id, world.members["HN"])
    assert [target.low for target in pledge.targets] == [Decimal("7.5"), Decimal("0.5")]


def test_a_line_of_heads_may_be_chosen(session: Session, world: World) -> None:
    content = sheet(("Chỉ tiêu", "Kế hoạch 2024"), ("Chỉ tiêu", "Mức cam kết"), ("Tốc độ tăng GRDP", "7,5"))
    row = brought(session, world, targets_of(world), content, "hai-dong.csv")
    (grid,) = imports.grids_of(row)
    assert guess_at(grid, row.kind, 1).columns == {"indicator": 0, "low": 1}


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("bang.pdf", b"%PDF-1.7", "phải là"),
        ("bang.xlsx", b"", "rỗng hoặc không đọc được"),
        ("bang.xlsx", b"PK\x03\x04 hong", "bang.xlsx"),
        ("bang.csv", b"x" * (20 * 1024 * 1024 + 1), "vượt quá"),
    ],
)
def test_what_is_no_table_is_refused_beside_the_field(
    world: World, name: str, content: bytes, message: str
) -> None:
    with unchanged(world.database), world.database.writing() as session:
        with pytest.raises(DomainError, match=message) as refused, unit_of_work(session):
            brought(session, world, targets_of(world), content, name)
        assert refused.value.field == "file"


def test_a_file_is_taken_only_for_ones_own_member_while_it_is_open(session: Session, world: World) -> None:
    content = book(HEAD, *ROWS)
    with pytest.raises(NotAllowed):
        brought(session, world, targets_of(world, "HP"), content)
    with pytest.raises(DomainError, match="không mở trong giai đoạn"):
        brought(session, world, results_of(world), content)
    session.get_one(Cycle, world.cycle_id).phase = Phase.CLOSED
    with pytest.raises(DomainError, match="đã đóng"):
        brought(session, world, targets_of(world), content)


def test_a_pledge_that_moved_on_since_the_preview_refuses(session: Session, world: World) -> None:
    pledge = pledges.draft(session, world)
    row = brought(session, world, targets_of(world), sheet(HEAD, REVENUE), "bang.csv")
    opened = pledge.version
    pledges.draft(session, world, version=opened, summary="Bản khác")
    with pytest.raises(Stale):
        confirm(session, world, row, opened)


def test_whoever_lost_the_office_confirms_nothing(session: Session, world: World) -> None:
    row = brought(session, world, targets_of(world), book(HEAD, *ROWS))
    later = replace(world.actor(session, "officer.hn"), capacities=())
    with pytest.raises(NotAllowed):
        imports.confirm(
            session,
            actor=later,
            now=world.now + timedelta(days=1),
            cycle=session.get_one(Cycle, world.cycle_id),
            row=row,
            version=0,
        )
