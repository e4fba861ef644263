"""All rows of a PostgreSQL database, kept beside it in a schema and put back in one round trip.

The triggers and keys that guard rows are passed by: the rows are what they were.
"""

from emulation.db import Database
from emulation.models import Base

TABLES = {
    table.name: ", ".join(f'"{column.name}"' for column in table.columns)
    for table in Base.metadata.sorted_tables
}
UNGUARDED = "SET LOCAL session_replication_role = replica; "
_EMPTY = "; ".join(f'DELETE FROM "{name}"' for name in TABLES)
_FROM_ONE = "SELECT " + ", ".join(
    f"setval(pg_get_serial_sequence('\"{name}\"', 'id'), 1, false)" for name in TABLES
)
#: Numbers go on behind the rows that are there.
_FROM_LAST = "; ".join(
    f"SELECT setval(pg_get_serial_sequence('\"{name}\"', 'id'), max(id)) FROM \"{name}\" HAVING max(id) > 0"
    for name in TABLES
)


def empty(database: Database) -> None:
    """Remove all rows and count from one again."""
    _do(database, f"{UNGUARDED}{_EMPTY}; {_FROM_ONE}")


def keep(database: Database, schema: str) -> None:
    """Keep all rows as they are in a schema of this name, instead of what was kept there before."""
    copies = "; ".join(f'CREATE TABLE {schema}."{name}" AS TABLE "{name}"' for name in TABLES)
    _do(database, f"DROP SCHEMA IF EXISTS {schema} CASCADE; CREATE SCHEMA {schema}; {copies}")


def put_back(database: Database, schema: str) -> None:
    """Make the rows what they were when they were kept."""
    copies = "; ".join(
        f'INSERT INTO "{name}" ({columns}) SELECT {columns} FROM {schema}."{name}"'
        for name, columns in TABLES.items()
    )
    _do(database, f"{UNGUARDED}{_EMPTY}; {_FROM_ONE}; {copies}; {_FROM_LAST}")


def _do(database: Database, statements: str) -> None:
    with database.primary.begin() as connection:
        connection.exec_driver_sql(statements)
