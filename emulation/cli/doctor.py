"""`emulation doctor`: says in plain sentences whether this installation is fit to run, and what to do."""

import click

from emulation.cli.console import opened, settings
from emulation.services import installation


@click.command()
def doctor() -> None:
    """Look at configuration, secrets, data folder, database, migrations, triggers, people, clock and packages."""
    known = settings()
    with opened(known) as database:
        findings = installation.examine(known, database)
    for finding in findings:
        click.echo(f"{'ok ' if finding.is_fine else 'BAD'}  {finding.topic}: {finding.words}")
    faults = sum(not finding.is_fine for finding in findings)
    if faults:
        click.echo(f"\n{faults} thing(s) to mend.", err=True)
        raise SystemExit(1)
    click.echo("\nEverything is in order.")
