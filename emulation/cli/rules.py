"""`emulation rules …`: the legal rules that travel with the code."""

import click

from emulation.cli.console import working
from emulation.services import rulebook


@click.group("rules")
def rules_commands() -> None:
    """Legal rules as data."""


@rules_commands.command()
def load() -> None:
    """Bring config/rulebook into the database; rows that people edited stay as they are."""
    with working() as work:
        loaded = rulebook.load(work.session, actor=work.actor, now=work.now)
    click.echo(f"Legal rules: {loaded.added} written, {loaded.kept} left as they are.")
