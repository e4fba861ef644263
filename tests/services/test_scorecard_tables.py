"""A draft out of a table: what is shown before, what is written, and that the way out and in changes nothing."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from emulation.gateways import workbooks
from emulation.gateways.csv_files import csv_bytes
from emulation.gateways.sheets import Table, workbook_bytes
from emulation.models.scorecards import Criterion, Scorecard
from emulation.queries.audit import timeline
from emulation.queries.scorecards import criteria_of
from emulation.rules import scorecard_tables as rules
from emulation.services import exemptions
from emulation.services import scorecard_tables as tables
from emulation.services.exports import plain
from emulation.vocabulary.errors import DomainError, NotAllowed, Stale
from emulation.vocabulary.grids import Cell, Grid, RowState
from emulation.vocabulary.kinds import PlanSource, RuleType
from emulation.vocabulary.vietnamese import nfc
from tests.factories import scorecards as made
from tests.factories.world import World

D = Decimal
HEAD = list(rules.HEADS.values())
Cells = list[Any]


def exported(session: Session, scorecard: Scorecard) -> list[Cells]:
    return [list(row) for row in rules.cells_of(criteria_of(session, scorecard.id))]


def grid(rows: Sequence[Sequence[Cell]]) -> Grid:
    return Grid("1", tuple(tuple(cell or None for cell in row) for row in (HEAD, *rows)))


def look(session: Session, world: World, scorecard: Scorecard, table: Grid) -> tables.TablePreview:
    who = world.actor(session, "secretary.hn")
    return tables.preview(session, actor=who, scorecard=scorecard, grid=table)


def write(
    session: Session, world: World, scorecard: Scorecard, table: Grid, **more: Any
) -> tables.TablePreview:
    values: dict[str, Any] = {"who": "secretary.hn", "version": scorecard.version} | more
    return tables.write(
        session,
        actor=world.actor(session, values["who"]),
        now=world.now,
        scorecard=scorecard,
        version=values["version"],
        grid=table,
    )


def test_the_preview_tells_new_changed_same_removed_and_faulty(session: Session, world: World) -> None:
    scorecard = made.small(session, world)
    rows = exported(session, scorecard)
    rows[1][4] = D(50)
    rows[2][0] = "I.07"
    rows[4][4] = "hai mươi"
    found = look(session, world, scorecard, grid(rows))
    assert [(row.values.get("code"), row.state) for row in found.rows] == [
        ("I", RowState.SAME),
        ("I.01", RowState.CHANGED),
        ("I.07", RowState.NEW),
        ("II", RowState.SAME),
        ("B", RowState.WRONG),
    ]
    assert [line.code for line in found.removed] == ["I.02"]
    assert found.counts == {"new": 1, "changed": 1, "same": 2, "wrong": 1, "removed": 1}
    with pytest.raises(DomainError, match="1 dòng có lỗi"):
        write(session, world, scorecard, grid(rows))
    assert [line.code for line in criteria_of(session, scorecard.id)] == ["I", "I.01", "I.02", "II", "B"]


def test_writing_makes_the_draft_what_the_table_says(session: Session, world: World) -> None:
    """Moved, changed, added, removed at once; a second time nothing. Red when removed rows stay."""
    scorecard = made.small(session, world)
    made_rows = exported(session, scorecard)
    group, growth, judged, second, bonus = made_rows
    growth[1], growth[4] = "III", D(50)
    third: Cells = ["III", "", "Mới", "", D(50), "Nhóm", "", "", "", ""]
    rows = [second, third, growth, [*group[:4], D(60), "Có hoặc không", "Ký | Nộp", "", "", ""], bonus]
    del judged
    before = scorecard.version
    write(session, world, scorecard, grid(rows))
    assert exported(session, scorecard) == rows
    assert scorecard.version == before + 1
    assert timeline(session, "scorecard", scorecard.id)[0].verb == "scorecard.imported"
    again = write(session, world, scorecard, grid(rows))
    assert (again.changes_anything, scorecard.version) == (False, before + 1)


def test_another_order_alone_is_a_change(session: Session, world: World) -> None:
    scorecard = made.small(session, world)
    rows = exported(session, scorecard)
    rows[1], rows[2] = rows[2], rows[1]
    found = write(session, world, scorecard, grid(rows))
    assert [row.state.value for row in found.rows] == ["same", "changed", "changed", "same", "same"]
    assert exported(session, scorecard) == rows


@pytest.mark.parametrize(
    ("place", "column", "cell", "field"),
    [
        (1, 7, "KHONG_CO", "indicator"),
        (4, 6, "tối đa 30 | 6 = sáu", "params"),
        (2, 5, "Điểm thưởng", "rule_type"),
    ],
)
def test_what_only_the_draft_knows_is_told_too(
    session: Session, world: World, place: int, column: int, cell: str, field: str
) -> None:
    scorecard = made.small(session, world)
    exemptions.exempt(
        session,
        actor=world.actor(session, "secretary.hn"),
        now=world.now,
        scorecard=scorecard,
        version=scorecard.version,
        member_id=world.members["HP"],
        criterion_id=criteria_of(session, scorecard.id)[2].id,
        reason="Không có rừng",
    )
    rows = exported(session, scorecard)
    rows[place][column] = cell
    if field == "rule_type":
        rows[place][6] = "tối đa 15 | 1 = một"
    found = look(session, world, scorecard, grid(rows))
    assert [fault.field for fault in found.rows[place].read.faults] == [field]


def test_only_into_a_draft_by_its_editor_as_opened(session: Session, world: World) -> None:
    scorecard = made.small(session, world)
    table = grid(exported(session, scorecard))
    with pytest.raises(Stale):
        write(session, world, scorecard, table, version=0)
    with pytest.raises(NotAllowed):
        write(session, world, scorecard, table, who="officer.hn")


def test_an_issued_scorecard_takes_no_table(session: Session, world: World) -> None:
    scorecard = made.issued(session, world)
    with pytest.raises(DomainError, match="đã ban hành"):
        write(session, world, scorecard, grid(exported(session, scorecard)))


def test_a_table_without_optional_columns_keeps_what_stands(session: Session, world: World) -> None:
    scorecard = made.small(session, world)
    lines = criteria_of(session, scorecard.id)
    rows: list[Cells] = [[line.code, line.name_vi, line.max_points] for line in lines]
    table = Grid("1", (("Mã", "Tên tiêu chí", "Điểm tối đa"), *(tuple(row) for row in rows)))
    assert not look(session, world, scorecard, table).changes_anything


words = (
    st.text(st.sampled_from("AĐđabăô |;,=\\-+'\"09"), min_size=1, max_size=14)
    .map(nfc)
    .filter(lambda text: bool(text) and text[0].isalnum())
)
amounts = st.integers(1, 99_999).map(lambda hundredths: D(hundredths).scaleb(-2))
parameters = st.sampled_from(
    [
        (None, {}),
        (RuleType.MANUAL, {}),
        (RuleType.RATIO_CAP, {}),
        (RuleType.RATIO_CAP_X, {"x": "1.25"}),
        (RuleType.PER_PCT, made.PER_5),
        (RuleType.PER_PCT, made.PER_5 | {"whole_steps": True}),
        (RuleType.OVER_BONUS, made.OVER),
        (RuleType.UNDER_PENALTY, {"k": "0.5"}),
        (RuleType.BAND, made.SHARE),
        (RuleType.BAND, made.LATE),
        (RuleType.RANK, made.NATIONAL),
        (RuleType.RANK, made.IN_CLUSTER),
        (RuleType.BOOLEAN, made.TWO),
        (RuleType.BONUS, made.BONUS),
        (RuleType.PENALTY, made.PENALTY),
    ]
)


def _grow(session: Session, world: World, scorecard: Scorecard, data: st.DataObject) -> None:
    """Any tree: groups and criteria of every rule, with and without an indicator yet."""
    for row in criteria_of(session, scorecard.id)[::-1]:
        session.delete(session.get_one(Criterion, row.id))
        session.flush()
    groups: list[int | None] = [None]
    for number in range(1, data.draw(st.integers(1, 7)) + 1):
        rule, params = data.draw(parameters)
        criterion = Criterion(
            scorecard_id=scorecard.id,
            parent_id=data.draw(st.sampled_from(groups)),
            position=number,
            code=f"I.{number}" if data.draw(st.booleans()) else f"{number}",
            name_vi=data.draw(words),
            name_en=data.draw(st.just("") | words),
            max_points=data.draw(amounts),
            rule_type=rule,
            params=params,
            indicator_id=data.draw(st.sampled_from([None, world.indicators["GRDP_GROWTH"]]))
            if rule
            else None,
            plan_source=data.draw(st.sampled_from([None, *PlanSource])) if rule else None,
            evidence_hint=data.draw(st.just("") | words),
        )
        session.add(criterion)
        session.flush()
        groups += [criterion.id] if rule is None else []


def _as_written(session: Session, scorecard: Scorecard) -> list[Cells]:
    """In reading order, as every service leaves the positions."""
    return [list(row) for row in rules.cells_of(criteria_of(session, scorecard.id))]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_out_and_in_again_changes_nothing(session: Session, world: World, data: st.DataObject) -> None:
    """As CSV through the real files. Red when a name keeps a bar without its backslash (`_safe`)."""
    scorecard = _only(session, world)
    _grow(session, world, scorecard, data)
    rows = [[plain(cell) for cell in row] for row in _as_written(session, scorecard)]
    table = workbooks.read(csv_bytes([["Bảng"], [], HEAD, *rows]), "bang.csv")[0]
    found = look(session, world, scorecard, table)
    assert [(row.state.value, row.read.faults) for row in found.rows] == [("same", ())] * len(rows)
    assert not found.changes_anything


def _only(session: Session, world: World) -> Scorecard:
    standing = session.query(Scorecard).filter_by(cycle_id=world.cycle_id).one_or_none()
    return standing or made.empty(session, world)


def test_out_and_in_again_as_xlsx(session: Session, world: World) -> None:
    """The whole illustrative kind of tree through a real workbook, then through the carried table."""
    scorecard = made.small(session, world)
    content = workbook_bytes([Table("Bảng tiêu chí", HEAD, exported(session, scorecard), ["Ghi chú"])])
    table = workbooks.read(content, "bang.xlsx")[0]
    assert not look(session, world, scorecard, table).changes_anything
    carried = workbooks.read(csv_bytes(rules.sheet_of(table)), "bang.csv")[0]
    found = look(session, world, scorecard, carried)
    assert not found.changes_anything
    assert [row.read.number for row in found.rows] == [5, 6, 7, 8, 9]
