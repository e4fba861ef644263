"""`emulation worker`: the work that happens without a visitor."""

import signal
import threading

import click

from emulation.cli.console import opened, settings
from emulation.worker import loop


@click.command()
@click.option("--once", is_flag=True, help="run every job once and stop")
def worker(once: bool) -> None:
    """Run the periodic jobs until stopped."""
    known = settings()
    with opened(known) as database:
        if once:
            for name, done in loop.run_once(database, known.clock()):
                click.echo(f"{name}: {done}")
            return
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        click.echo("The worker runs; interrupt it to stop.")
        loop.run(database, known.clock(), stop, report=click.echo)
    click.echo("The worker stopped.")
