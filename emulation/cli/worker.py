"""`emulation worker`: the work that happens without a visitor."""

import signal
import threading

import click

from emulation.cli.console import House, opened, settings


@click.command()
@click.option("--once", is_flag=True, help="run every job once and stop")
@click.pass_obj
def worker(house: House, once: bool) -> None:
    """Send letters, remind of deadlines, tidy up: every job as often as it needs, until stopped."""
    known = settings()
    with opened(known) as database:
        bench = house.bench(known, database)
        if once:
            for name, done in house.run_once(bench):
                click.echo(f"{name}: {done or 'nothing to do'}")
            return
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        click.echo("The worker runs; interrupt it to stop.")
        house.run(bench, stop, click.echo)
    click.echo("The worker stopped.")
