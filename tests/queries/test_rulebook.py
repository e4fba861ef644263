"""Which rules a cluster follows on a day: alternatives, its own regulation, its choices, and the regime."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.db import unit_of_work
from emulation.models.clusters import Cluster
from emulation.models.rulebook import LegalRule, RuleChoice
from emulation.queries.rulebook import Rulebook, rules_for
from emulation.services import audit, rulebook
from tests.factories.awards import actor_system
from tests.factories.world import World
from tests.support.statements import counted

DEC23, JAN24 = date(2023, 12, 31), date(2024, 1, 1)
JUN25, JUL25, MAR27 = date(2025, 6, 30), date(2025, 7, 1), date(2027, 3, 1)


@pytest.fixture
def loaded(world: World) -> World:
    """The world with its rulebook."""
    with world.database.writing() as session, unit_of_work(session):
        rulebook.load(session, actor=actor_system(world), now=world.now)
    return world


def read(world: World, day: date, cluster_id: int | None = None) -> Rulebook:
    with world.database.reading() as session:
        return rules_for(session, day, cluster_id)


def rule(session: Session, code: str) -> LegalRule:
    return session.scalars(select(LegalRule).where(LegalRule.code == code)).one()


def chosen(world: World, code: str, *, later: int = 0) -> None:
    """The cluster of the world chooses a row."""
    with world.database.writing() as session, unit_of_work(session):
        row = rule(session, code)
        choice = RuleChoice(
            cluster_id=world.cluster_id,
            head=code.split(".")[0],
            rule_id=row.id,
            reason="Theo quy chế.",
            entered_at=world.now + timedelta(minutes=later),
            entered_by_id=world.users["secretary.hn"],
        )
        session.add(choice)
        session.flush()
        audit.record(session, actor=actor_system(world), now=world.now, verb="rule.chosen", about=choice)


def own_row(world: World, code: str, value: str, cluster_id: int | None = None) -> int:
    """A cluster's own regulation; returns the id of the row."""
    with world.database.writing() as session, unit_of_work(session):
        row = LegalRule(
            code=code,
            title="Tỷ lệ phiếu theo quy chế",
            value=value,
            comparator="≥",
            unit="%",
            cluster_id=cluster_id or world.cluster_id,
        )
        session.add(row)
        session.flush()
        audit.record(session, actor=actor_system(world), now=world.now, verb="rule.added", about=row)
        return row.id


@pytest.mark.parametrize(
    ("day", "regime", "document"),
    [
        (DEC23, "R1", "Nghị định 91/2017/NĐ-CP"),
        (JAN24, "R2", "Nghị định 98/2023/NĐ-CP"),
        (JUN25, "R2", "Nghị định 98/2023/NĐ-CP"),
        (JUL25, "R3", "Nghị định 152/2025/NĐ-CP"),
        (date(2027, 2, 28), "R3", "Nghị định 152/2025/NĐ-CP"),
    ],
)
def test_which_regime_applies_on_a_day(loaded: World, day: date, regime: str, document: str) -> None:
    """Acceptance 2. Red when _in_force takes `<` for `<=` at the start or `>=` for `>` at the end."""
    found = read(loaded, day).regime
    assert found is not None
    assert (found.value, found.document) == (regime, document)


def test_no_regime_applies_from_the_first_of_march_2027(loaded: World) -> None:
    """Decision 10: a person decides, no row is taken instead. Red when `regime` falls back to the last row."""
    book = read(loaded, MAR27, loaded.cluster_id)
    assert book.regime is None
    assert book.of("regime").is_open
    assert book.of("regime").rows == ()


def test_a_head_that_nobody_knows_is_open(loaded: World) -> None:
    found = read(loaded, JAN24).of("no_such_head")
    assert (found.rows, found.row, found.choice, found.is_open) == ((), None, None, True)


def test_of_several_rows_none_applies_until_one_is_chosen(loaded: World) -> None:
    """Red when `row` takes the first of several rows, or when the choice is not read."""
    before = read(loaded, JUN25, loaded.cluster_id).of("ballot_flag")
    assert sorted(row.code for row in before.rows) == [
        "ballot_flag.ktnn_a",
        "ballot_flag.ktnn_b",
        "ballot_flag.n98",
        "ballot_flag.other",
    ]
    assert (before.row, before.is_open) == (None, True)
    chosen(loaded, "ballot_flag.ktnn_b")
    chosen(loaded, "ballot_flag.n98", later=1)
    after = read(loaded, JUN25, loaded.cluster_id).of("ballot_flag")
    assert after.row is not None
    assert after.row.code == "ballot_flag.n98"
    assert after.choice is not None
    assert (after.choice.by_id, after.choice.reason) == (loaded.users["secretary.hn"], "Theo quy chế.")
    assert read(loaded, JUN25).of("ballot_flag").is_open, "a choice is its cluster's alone"


def test_a_choice_among_new_rows_leaves_old_days_with_theirs(loaded: World) -> None:
    """Red when the newest choice is taken before asking whether its row is in force on the day."""
    chosen(loaded, "ballot_flag.n98")
    chosen(loaded, "ballot_flag.n152", later=1)
    for day, code in ((JUN25, "ballot_flag.n98"), (JUL25, "ballot_flag.n152")):
        row = read(loaded, day, loaded.cluster_id).of("ballot_flag").row
        assert row is not None
        assert row.code == code
    assert read(loaded, DEC23, loaded.cluster_id).of("ballot_flag").is_open


def test_a_clusters_own_row_goes_before_what_holds_everywhere(loaded: World) -> None:
    """Red when _own_first returns all rows, or when another cluster's rows are read."""
    with loaded.database.reading() as session:
        other = session.scalars(select(Cluster.id).where(Cluster.code == "tptwx")).one()
    own_row(loaded, "cluster_vote.tptw", "80")
    own_row(loaded, "ballot_flag.khac", "60", other)
    found = read(loaded, JUL25, loaded.cluster_id)
    row = found.of("cluster_vote").row
    assert row is not None
    assert (row.code, row.value, row.cluster_id) == ("cluster_vote.tptw", "80", loaded.cluster_id)
    assert "ballot_flag.khac" not in [one.code for one in found.of("ballot_flag").rows]
    assert [one.code for one in read(loaded, JUL25).of("cluster_vote").rows] == ["cluster_vote.own"]


def test_the_whole_rulebook_is_read_in_two_statements(loaded: World) -> None:
    with loaded.database.reading() as session, counted(loaded.database) as sent:
        rules_for(session, JUL25, loaded.cluster_id)
    assert len(sent) == 2
