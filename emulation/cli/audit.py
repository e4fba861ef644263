"""`emulation audit …`: prove that the trail is whole, and note its head outside the database."""

import click

from emulation.cli.console import opened, settings, working
from emulation.gateways import anchors
from emulation.services import audit_anchors
from emulation.vocabulary.trail import Anchor


@click.group("audit")
def audit_commands() -> None:
    """The sealed trail."""


@audit_commands.command()
@click.option("--anchor", "lines", multiple=True, help="an anchor from a letter: “day position seal”")
def verify(lines: tuple[str, ...]) -> None:
    """Walk along the whole chain and compare it with the anchors; 1 when something is wrong."""
    besides = tuple(_anchor(line) for line in lines)
    with opened(settings()) as database, database.reading() as session:
        state = audit_anchors.check(session, besides)
    if state.broken is not None:
        raise click.ClickException(f"position {state.broken.position}: {state.broken.fault.value}")
    click.echo(f"The trail is whole: {state.checked} entries, head {state.head}.")
    if state.anchor is None:
        click.echo("No anchor yet: run `emulation audit anchor`, or let the worker run.")
    else:
        click.echo(f"Anchored on {state.anchor.day} at position {state.anchor.position}.")


@audit_commands.command()
def anchor() -> None:
    """Note the head of the chain in data_dir/audit/anchors.txt and by letter, once a day; run it after a new key."""
    with working() as work:
        said = audit_anchors.anchor_daily(work.session, work.now)
    click.echo(f"The trail: {said}.")
    if said.startswith("NOT"):
        raise SystemExit(1)


def _anchor(line: str) -> Anchor:
    try:
        return anchors.parse(line)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error
