"""`emulation db …`: bring the database to the newest revision, prove that models and migrations agree."""

import re
import tempfile
from pathlib import Path

import click

from emulation.cli.console import opened, working
from emulation.db import Database
from emulation.gateways import migrations
from emulation.services import audit_chain, catalogues, holidays, installation, search


@click.group("db")
def database_commands() -> None:
    """The database and its migrations."""


@database_commands.command()
def upgrade() -> None:
    """Bring the database to the newest revision and load the catalogues; build a missing search index."""
    with opened() as database:
        before = migrations.current(database)
        migrations.upgrade(database)
        after = migrations.current(database)
    click.echo(f"The database is at {after}." if before == after else f"{before or 'empty'} → {after}")
    with working() as work:
        audit_chain.prepare(work.session, now=work.now)
        indicators = catalogues.load_indicators(work.session, actor=work.actor, now=work.now)
        forms = catalogues.load_award_forms(work.session, actor=work.actor, now=work.now)
        days = holidays.load(work.session, actor=work.actor, now=work.now)
        found = search.build_if_empty(work.session)
    click.echo(f"Indicators: {indicators.added} added. Award forms: {forms.added} added.")
    click.echo(f"Public holidays: {days.written} written, {days.kept} left as they are.")
    if found:
        click.echo(f"Search: {found} entries.")


@database_commands.command()
def check() -> None:
    """Prove on a throw-away database: one head, the same as migrations/HEAD; models = tables; triggers = list."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'check.sqlite3'}")
        try:
            migrations.upgrade(database)
            faults = installation.schema_faults(database)
        finally:
            database.close()
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        raise click.ClickException("models and migrations do not agree")
    click.echo(f"Models, migrations and triggers agree at {migrations.head()}.")


@database_commands.command()
@click.argument("slug")
def revision(slug: str) -> None:
    """Write the next migration, named NNNN_SLUG, from what the models have and the database has not."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", slug):
        raise click.ClickException(
            "SLUG is made of small letters, digits and underscores: add_unit_to_target"
        )
    name = f"{int(migrations.head()[:4] or 0) + 1:04d}_{slug}"
    with opened() as database:
        if not migrations.is_current(database):
            raise click.ClickException("the database is behind: run `emulation db upgrade` first")
        migrations.write_revision(database, slug.replace("_", " "), name)
    migrations.write_head(name)
    click.echo(f"Written: migrations/versions/{name}.py. Read it, then run `emulation db check`.")
