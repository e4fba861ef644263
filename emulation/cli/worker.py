"""`emulation worker`: the work that happens without a visitor."""

import signal
import threading

import click

from emulation.cli.console import House, opened, settings


@click.command()
@click.option("--once", is_flag=True, help="run every job once and stop")
@click.pass_obj
def worker(house: House, once: bool) -> None:
    """Run the periodic jobs until stopped."""
    known = settings()
    with opened(known) as database:
        if once:
            for name, done in house.run_once(database, known.clock()):
                click.echo(f"{name}: {done}")
            return
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        click.echo("The worker runs; interrupt it to stop.")
        house.run(database, known.clock(), stop, click.echo)
    click.echo("The worker stopped.")
