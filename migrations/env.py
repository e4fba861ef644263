"""Runs migrations on the installation's database, or on the connection that the caller hands in."""

from alembic import context

from emulation import settings
from emulation.db import Database
from emulation.models import Base
from emulation.models.triggers import create_all, drop_all


def _run(connection) -> None:  # type: ignore[no-untyped-def]
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_type=True,
    )
    with context.begin_transaction():
        drop_all(connection)
        context.run_migrations()
        create_all(connection)


given = context.config.attributes.get("connection")
if given is not None:
    _run(given)
else:
    database = Database.of(settings.load())
    with database.primary.begin() as connection:
        _run(connection)
    database.close()
