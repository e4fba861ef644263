"""Runs Alembic on a database: bring it to the newest revision, or ask whether it is there."""

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from emulation.db import Database
from emulation.paths import share


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(share("migrations")).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s")
    return config


def head() -> str:
    """The newest revision that this code knows."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def noted_head() -> str:
    """The revision that migrations/HEAD names, so that two branches with a new migration collide."""
    return (share("migrations") / "HEAD").read_text("utf-8").strip()


def write_head(revision: str) -> None:
    """Name a new revision in migrations/HEAD."""
    (share("migrations") / "HEAD").write_text(f"{revision}\n", "utf-8")


def current(database: Database) -> str:
    """The revision of the database, empty for an empty one."""
    with database.primary.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() or ""


def is_current(database: Database) -> bool:
    """Whether the database is at the newest revision."""
    return current(database) == head()


def upgrade(database: Database, revision: str = "head") -> None:
    """Bring the database up to `revision`, all steps in one transaction."""
    _run(database, command.upgrade, revision)


def downgrade(database: Database, revision: str) -> None:
    """Bring the database down to `revision`."""
    _run(database, command.downgrade, revision)


def differences(database: Database, metadata: object) -> list[object]:
    """What autogenerate would still change, for a database at head: an empty list when nothing."""
    with database.primary.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, metadata))  # type: ignore[arg-type]


def write_revision(database: Database, message: str, revision: str) -> None:
    """Write the next migration file from the difference between models and database."""
    with database.primary.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.revision(config, message=message, autogenerate=True, rev_id=revision)


def _run(database: Database, verb, revision: str) -> None:  # type: ignore[no-untyped-def]
    with database.primary.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        verb(config, revision)
