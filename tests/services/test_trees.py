"""Many rows of a scorecard at once, and new rows beside others."""

from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from emulation.models.scorecards import Scorecard
from emulation.queries.audit import timeline
from emulation.queries.scorecards import criteria_of
from emulation.services import trees
from emulation.services.trees import RowDraft
from emulation.vocabulary.errors import DomainError, NotAllowed, NotFound, Stale
from tests.factories import scorecards as made
from tests.factories.world import World

D = Decimal


def rows_of(session: Session, scorecard: Scorecard, **points: str) -> list[RowDraft]:
    return [
        RowDraft(
            line.id, line.code, line.name_vi, D(points.get(line.code.replace(".", "_"), line.max_points))
        )
        for line in criteria_of(session, scorecard.id)
    ]


def edit(
    session: Session, world: World, scorecard: Scorecard, rows: list[RowDraft], who: str = "secretary.hn"
) -> None:
    trees.edit_rows(
        session,
        actor=world.actor(session, who),
        now=world.now,
        scorecard=scorecard,
        version=scorecard.version,
        rows=rows,
    )


def test_codes_names_and_points_of_many_rows_are_one_event(session: Session, world: World) -> None:
    """Two codes change places. Red when codes are not taken away first (the unique pair refuses)."""
    scorecard = made.small(session, world)
    rows = rows_of(session, scorecard, I_01="50")
    one, two = rows[1], rows[2]
    rows[1] = RowDraft(one.criterion_id, "I.02", "Tăng trưởng", one.max_points)
    rows[2] = RowDraft(two.criterion_id, "I.01", two.name_vi, two.max_points)
    before = scorecard.version
    edit(session, world, scorecard, rows)
    found = {
        line.id: (line.code, line.name_vi, line.max_points) for line in criteria_of(session, scorecard.id)
    }
    assert found[one.criterion_id] == ("I.02", "Tăng trưởng", D(50))
    assert found[two.criterion_id][0] == "I.01"
    assert scorecard.version == before + 1
    event = timeline(session, "scorecard", scorecard.id)[0]
    assert event.verb == "scorecard.criterion_edited"


def test_without_a_change_nothing_is_written(session: Session, world: World) -> None:
    scorecard = made.small(session, world)
    before = (scorecard.version, len(timeline(session, "scorecard", scorecard.id)))
    edit(session, world, scorecard, rows_of(session, scorecard))
    assert (scorecard.version, len(timeline(session, "scorecard", scorecard.id))) == before


@pytest.mark.parametrize(
    ("place", "code", "points", "field"),
    [
        (1, "I 1", "5", "rows-1-code"),
        (2, "i.01", "5", "rows-2-code"),
        (3, "II", "0", "rows-3-max_points"),
    ],
)
def test_a_faulty_row_names_its_field_and_nothing_is_written(
    session: Session, world: World, place: int, code: str, points: str, field: str
) -> None:
    scorecard = made.small(session, world)
    rows = rows_of(session, scorecard)
    rows[place] = RowDraft(rows[place].criterion_id, code, "Tên", D(points))
    with pytest.raises(DomainError) as refused:
        edit(session, world, scorecard, rows)
    assert refused.value.field == field


def test_only_by_whom_and_only_what_is_of_the_scorecard(session: Session, world: World) -> None:
    scorecard = made.small(session, world)
    rows = rows_of(session, scorecard)
    with pytest.raises(NotAllowed):
        edit(session, world, scorecard, rows, "officer.hn")
    with pytest.raises(NotFound):
        edit(session, world, scorecard, [RowDraft(99_999, "X", "X", D(1))])
    with pytest.raises(Stale):
        trees.edit_rows(
            session,
            actor=world.actor(session, "secretary.hn"),
            now=world.now,
            scorecard=scorecard,
            version=scorecard.version - 1,
            rows=rows,
        )


def test_a_new_row_stands_below_counts_on_and_fills_the_group(session: Session, world: World) -> None:
    """I (60) holds 45 + 15; with 45 → 40 a new row gets the missing 5."""
    scorecard = made.small(session, world)
    edit(session, world, scorecard, rows_of(session, scorecard, I_01="40"))
    beside = next(line.id for line in criteria_of(session, scorecard.id) if line.code == "I.01")
    who = world.actor(session, "secretary.hn")
    trees.add_row(
        session,
        actor=who,
        now=world.now,
        scorecard=scorecard,
        version=scorecard.version,
        beside_id=beside,
        name="Tiêu chí mới",
    )
    lines = criteria_of(session, scorecard.id)
    assert [(line.code, line.max_points) for line in lines] == [
        ("I", D(60)),
        ("I.01", D(40)),
        ("I.03", D(5)),
        ("I.02", D(15)),
        ("II", D(40)),
        ("B", D(20)),
    ]


def test_the_first_row_of_an_empty_tree_is_the_whole(session: Session, world: World) -> None:
    scorecard = made.empty(session, world)
    who = world.actor(session, "secretary.hn")
    added = trees.add_row(
        session,
        actor=who,
        now=world.now,
        scorecard=scorecard,
        version=scorecard.version,
        beside_id=None,
        name="Tiêu chí mới",
    )
    assert (added.code, added.max_points, added.rule_type) == ("I", D(100), None)
