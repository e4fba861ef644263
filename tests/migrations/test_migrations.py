"""Migrations: numbered, one head, the models exactly, up and down and up again, triggers as listed."""

import re
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select, text

from emulation.db import Database
from emulation.gateways import migrations
from emulation.models import Base
from emulation.models.disclosures import Disclosure, DisclosureNominee
from emulation.models.holidays import Holiday
from emulation.models.triggers import triggers
from tests.factories import awards
from tests.factories.world import World
from tests.support.source import ROOT

VERSIONS = sorted((ROOT / "migrations" / "versions").glob("*.py"))
EVERY_TRIGGER = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}


def standing_triggers(database: Database) -> set[str]:
    """The names of all triggers in the database."""
    with database.primary.connect() as connection:
        return set(connection.execute(text(EVERY_TRIGGER[database.dialect])).scalars())


def tables(database: Database) -> set[str]:
    """The names of all tables in the database."""
    with database.primary.connect() as connection:
        return set(connection.dialect.get_table_names(connection))


@pytest.mark.parametrize("path", VERSIONS, ids=lambda path: path.stem)
def test_a_migration_is_named_by_its_revision(path: Path) -> None:
    assert re.fullmatch(r"\d{4}_[a-z0-9_]+", path.stem)
    assert f'revision = "{path.stem}"' in path.read_text("utf-8")


def test_numbers_follow_each_other() -> None:
    assert [int(path.stem[:4]) for path in VERSIONS] == list(range(1, len(VERSIONS) + 1))


def test_the_head_file_names_the_newest_revision() -> None:
    assert migrations.head() == VERSIONS[-1].stem == (ROOT / "migrations" / "HEAD").read_text().strip()


def test_migrated_tables_are_the_models(database: Database) -> None:
    assert migrations.differences(database, Base.metadata) == []


def test_triggers_equal_the_list(database: Database) -> None:
    assert standing_triggers(database) == {trigger.name for trigger in triggers()}


def test_down_and_up_again_with_rows(tmp_path: Path, world: World) -> None:
    """From a seeded database all the way down and up: the same tables and triggers stand again."""
    database = world.database
    before = tables(database), standing_triggers(database)
    migrations.downgrade(database, "base")
    assert tables(database) <= {"alembic_version"}
    assert standing_triggers(database) == set()
    migrations.upgrade(database)
    assert (tables(database), standing_triggers(database)) == before
    assert migrations.is_current(database)


def test_windows_of_proposals_become_consultations_and_come_back(world: World) -> None:
    """Two that were put to consultation together share one; holidays count; and down again each has its window.

    20/01/2025 to 10/02/2025 with Tết (27–31/01) off: ten working days. Red when 0005 leaves the windows behind.
    """
    database = world.database
    with database.writing() as session:
        cycle = awards.ground(session, world)
        for day in range(27, 32):
            session.add(Holiday(day=date(2025, 1, day), name_vi="Tết Âm lịch"))
        rows = [awards.draft(session, world, cycle, city) for city in ("HP", "DN", "CT", "HN")]
        ids, cycle_id = [row.id for row in rows], cycle.id
        session.commit()
    migrations.downgrade(database, "0004_defended_scores")
    window = "disclosed_from = '2025-01-20', disclosed_to = '2025-02-10'"
    sent = f"UPDATE proposal SET {window}, state = 'sent', sent_on = '2025-03-28' WHERE id = "
    with database.primary.begin() as connection:
        for statement in (
            f"{sent}{ids[0]}",
            f"{sent}{ids[1]}",
            f"UPDATE proposal SET {window}, state = 'in_disclosure' WHERE id = {ids[2]}",
        ):
            connection.exec_driver_sql(statement)
    migrations.upgrade(database)
    with database.reading() as session:
        found = [
            (row.state.value, row.opens_on, row.closes_on, row.working_days, row.cycle_id)
            for row in session.scalars(select(Disclosure).order_by(Disclosure.id))
        ]
        named = session.execute(
            select(DisclosureNominee.disclosure_id, DisclosureNominee.proposal_id).order_by(
                DisclosureNominee.proposal_id
            )
        ).all()
    same = (date(2025, 1, 20), date(2025, 2, 10), 10, cycle_id)
    assert found == [("reported", *same), ("open", *same)]
    assert [tuple(row) for row in named] == [(1, ids[0]), (1, ids[1]), (2, ids[2])]
    with database.writing() as session:
        session.add(
            Disclosure(
                cycle_id=cycle_id,
                title="Bản nháp",
                opens_on=date(2025, 5, 5),
                working_days=1,
                closes_on=date(2025, 5, 6),
                entered_at=world.now,
            )
        )
        session.flush()
        session.add(DisclosureNominee(disclosure_id=3, proposal_id=ids[3]))
        session.commit()
    migrations.downgrade(database, "0004_defended_scores")
    with database.primary.connect() as connection:
        windows = connection.execute(
            text("SELECT id, disclosed_from, disclosed_to FROM proposal ORDER BY id")
        ).all()
    assert [(row[0], str(row[1]), str(row[2])) for row in windows] == [
        *((one, "2025-01-20", "2025-02-10") for one in ids[:3]),
        (ids[3], "None", "None"),
    ]
    migrations.upgrade(database)
