"""`emulation search …`: the index of the search."""

import click

from emulation.cli.console import working
from emulation.services import search


@click.group("search")
def search_commands() -> None:
    """The index of everything that can be found."""


@search_commands.command()
def rebuild() -> None:
    """Build the index anew from all records, in bounded memory; readers see the old one until it is done."""
    with working() as work:
        count = search.rebuild(work.session)
    click.echo(f"Search: {count} entries.")
