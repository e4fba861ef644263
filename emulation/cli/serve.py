"""`emulation serve`: the application behind gunicorn."""

import sys

import click
from gunicorn.app import wsgiapp

from emulation.cli.console import opened, settings
from emulation.paths import share
from emulation.services import installation
from emulation.settings import SettingsError


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
def serve(host: str, port: int) -> None:
    """Serve with gunicorn, after the database and the people in it were looked at."""
    known = settings()
    with opened(known) as database:
        try:
            installation.require_startable(known, database)
        except SettingsError as error:
            raise click.ClickException(f"{error} (`emulation doctor` tells more)") from error
    sys.argv = ["gunicorn", "--config", str(share("config") / "gunicorn.py"), "--bind", f"{host}:{port}"]
    wsgiapp.run()
