"""What the database itself refuses in a closed year and about a published ranking, on both databases."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from emulation.db import SEALED_MARK, Database
from emulation.models.audit import AuditEvent
from emulation.models.awards import Award, AwardForm, Decision, Proposal
from emulation.models.cycles import Cycle
from emulation.models.indicators import ActualValue
from emulation.models.rankings import RankingCorrection, YearRanking
from emulation.models.triggers import CLOSED_WITH_YEAR, ONLY_ADDED, triggers
from emulation.models.verdicts import ProposalVerdict
from emulation.vocabulary.kinds import ActualStatus
from emulation.vocabulary.states import Phase, RankingState
from tests.factories import full_year, years
from tests.factories.world import World

#: The promise in words (house.md "Frozen means frozen"), so that a table cannot silently leave the list.
PROMISED = {
    "agreement",
    "agreement_content",
    "signatory",
    "pledge",
    "pledge_target",
    "result_report",
    "report_line",
    "deadline",
    "scorecard",
    "criterion",
    "score_sheet",
    "score_line",
    "eligibility",
    "exemption",
    "cross_roster",
    "cross_sheet",
    "cross_line",
    "explanation",
    "tie_ballot",
    "year_ranking",
    "ranking_row",
    "ranking_approval",
    "poll",
    "poll_count",
    "proposal_ruling",
    "dossier_paper",
    "paper_waiver",
    "report_part",
    "disclosure",
    "disclosure_nominee",
    "disclosure_comment",
}
DIRECT = sorted(table for table, cycle in CLOSED_WITH_YEAR.items() if cycle == "{row}.cycle_id")


@pytest.fixture
def full(world: World) -> World:
    """The world with one row in every table of the list, the year still open."""
    with world.database.writing() as session:
        full_year.fill(session, world)
        session.commit()
    return world


@pytest.fixture
def closed(full: World) -> World:
    """The same, its ranking published and the year closed."""
    with full.database.writing() as session:
        session.query(YearRanking).one().state = RankingState.PUBLISHED
        session.flush()
        years.cycle_of(session, full).phase = Phase.CLOSED
        session.commit()
    return full


@pytest.fixture
def connection(world: World) -> Iterator[Connection]:
    """A plain connection that can write and keeps nothing."""
    with world.database.primary.connect() as connection:
        yield connection


def refused(connection: Connection, statement: str) -> None:
    with pytest.raises(DBAPIError, match=SEALED_MARK):
        connection.execute(text(statement))
    connection.rollback()


def columns(connection: Connection, table: str) -> list[str]:
    return [column["name"] for column in connection.dialect.get_columns(connection, table)]


def copy_of(connection: Connection, table: str) -> str:
    names = [f'"{name}"' for name in columns(connection, table) if name != "id"]
    listed = ", ".join(names)
    return f'INSERT INTO "{table}" (id, {listed}) SELECT id + 9000, {listed} FROM "{table}"'


def test_the_list_holds_what_was_promised() -> None:
    assert set(CLOSED_WITH_YEAR) == PROMISED


@pytest.mark.parametrize("table", sorted(PROMISED))
def test_a_closed_year_refuses_insert_update_and_delete(
    closed: World, connection: Connection, table: str
) -> None:
    """Red when the table is taken out of CLOSED_WITH_YEAR in models/triggers.py."""
    assert connection.scalar(text(f'SELECT count(*) FROM "{table}"')) >= 1  # type: ignore[operator]
    refused(connection, f'UPDATE "{table}" SET id = id')
    refused(connection, f'DELETE FROM "{table}"')
    refused(connection, copy_of(connection, table))


@pytest.mark.parametrize("table", sorted(PROMISED))
def test_an_open_year_lets_the_same_changes_through(full: World, connection: Connection, table: str) -> None:
    connection.execute(text(f'UPDATE "{table}" SET id = id'))
    connection.rollback()


@pytest.mark.parametrize("table", DIRECT)
def test_a_row_of_an_open_year_cannot_be_moved_into_a_closed_one(
    full: World, connection: Connection, table: str
) -> None:
    with full.database.writing() as session:
        session.add(Cycle(cluster_id=full.cluster_id, year=2024, phase=Phase.CLOSED))
        session.commit()
    sealed = connection.scalar(text("SELECT id FROM cycle WHERE year = 2024"))
    refused(connection, f'UPDATE "{table}" SET cycle_id = {sealed}')


@pytest.mark.parametrize("state", ["sealed", "opened"])
def test_sealed_points_do_not_change(full: World, connection: Connection, state: str) -> None:
    """Red when the trigger "sealed" on cross_line is taken out of models/triggers.py."""
    connection.execute(text("UPDATE cross_line SET reason = 'còn sửa được'"))
    connection.execute(text(f"UPDATE cross_sheet SET state = '{state}'"))
    connection.commit()
    refused(connection, "UPDATE cross_line SET points = 1")
    refused(connection, "DELETE FROM cross_line")
    refused(connection, copy_of(connection, "cross_line"))


def test_a_closed_year_itself_does_not_change(closed: World, connection: Connection) -> None:
    refused(connection, "UPDATE cycle SET phase = 'awarding'")
    refused(connection, "UPDATE cycle SET theme = 'khác'")
    refused(connection, "DELETE FROM cycle")


def test_what_comes_later_is_still_recorded(closed: World) -> None:
    """Figures, corrections, decisions, conferral and revocation, audit (house.md)."""
    member_id, now = closed.members["HN"], closed.now
    with closed.database.writing() as session:
        form = AwardForm(code="flag", name_vi="Cờ thi đua của Chính phủ")
        proposal = Proposal(cycle_id=closed.cycle_id, member_id=member_id, entered_at=now)
        session.add(form)
        session.flush()
        proposal.award_form_id = form.id
        decision = Decision(
            cluster_id=closed.cluster_id,
            number="1234/QĐ-TTg",
            signed_on=date(2026, 10, 14),
            issuer="Thủ tướng Chính phủ",
            entered_at=now,
        )
        session.add_all((proposal, decision))
        session.flush()
        award = Award(decision_id=decision.id, proposal_id=proposal.id)
        figure = ActualValue(
            member_id=member_id,
            indicator_id=closed.indicators["GRDP_GROWTH"],
            year=2025,
            status=ActualStatus.REVISED,
            value=Decimal("-5.36"),
            entered_at=now,
        )
        ranking_id = session.query(YearRanking.id).scalar()
        correction = RankingCorrection(
            ranking_id=ranking_id, text="Đính chính", reason="In sai", entered_at=now
        )
        event = AuditEvent(
            at=now,
            actor_name="A",
            verb="cycle.closed",
            object_type="cycle",
            object_id=1,
            cycle_id=closed.cycle_id,
        )
        verdict = ProposalVerdict(proposal_id=proposal.id, on_date=date(2026, 3, 1), findings=[], made_at=now)
        session.add_all((award, figure, correction, event, verdict))
        session.flush()
        award.conferred_on = date(2026, 11, 20)
        session.flush()
        award.revoked_on = date(2027, 1, 5)
        session.commit()
    with closed.database.primary.connect() as connection:
        for table in ONLY_ADDED:
            refused(connection, f'UPDATE "{table}" SET id = id')
            refused(connection, f'DELETE FROM "{table}"')


def test_a_published_ranking_is_sealed_while_its_year_is_open(full: World, connection: Connection) -> None:
    with full.database.writing() as session:
        session.query(YearRanking).one().state = RankingState.PUBLISHED
        session.commit()
    for table in ("year_ranking", "ranking_row"):
        refused(connection, f'UPDATE "{table}" SET id = id')
        refused(connection, f'DELETE FROM "{table}"')


def test_the_triggers_in_the_database_are_those_of_the_list(database: Database) -> None:
    """Red when a migration drops a table's triggers, or when a trigger is made by hand."""
    with database.primary.connect() as connection:
        if database.dialect == "sqlite":
            statement = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"
        else:
            statement = (
                "SELECT t.tgname, c.relname, pg_get_triggerdef(t.oid) || ' ' || pg_get_functiondef(t.tgfoid) "
                "FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal"
            )
        found = {name: (table, body) for name, table, body in connection.execute(text(statement))}
    expected = {trigger.name: trigger for trigger in triggers()}
    assert set(found) == set(expected)
    for name, (table, body) in found.items():
        trigger = expected[name]
        assert table == trigger.table
        assert f"BEFORE {trigger.operation} ON" in body
        assert trigger.condition in body
        assert trigger.message in body


@pytest.mark.parametrize("table", sorted(PROMISED))
def test_an_open_year_lets_rows_be_added_and_removed(full: World, connection: Connection, table: str) -> None:
    """The seal refuses for the year alone: the same statements pass, or fail for another reason, while it is open."""
    for statement in (copy_of(connection, table), f'DELETE FROM "{table}"'):
        try:
            connection.execute(text(statement))
        except DBAPIError as error:
            assert SEALED_MARK not in str(error), error
        connection.rollback()
