"""`emulation demo`: fill a database of its own with the demo, serve it on this machine, run the worker beside it."""

import logging
import signal
import threading
from pathlib import Path

import click
from werkzeug.serving import BaseWSGIServer, make_server
from werkzeug.wrappers import Response

from emulation import settings as settings_module
from emulation.cli.console import House, opened
from emulation.db import Database, unit_of_work
from emulation.gateways import migrations
from emulation.gateways.secrets import Safe
from emulation.queries.accounts import demo_cast
from emulation.services import demo as services
from emulation.settings import Settings

PASSWORD = "mua xuan ben song"  # noqa: S105 (shown on the sign-in page of the demo, which listens on this machine only)
HOST = "127.0.0.1"


@click.command()
@click.option("--stage", type=click.Choice(list(services.STAGES)), default="running", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--reset", is_flag=True, help="throw the stage's data away and make it anew")
@click.option("--no-serve", is_flag=True, help="fill the database and stop")
@click.option("--folder", default="var/demo", show_default=True, type=click.Path(path_type=Path))
@click.pass_obj
def demo(house: House, stage: str, port: int, reset: bool, no_serve: bool, folder: Path) -> None:
    """Serve the demo; a second time what people did in it is still there."""
    known = settings_of(stage, folder / stage, port)
    server = None if no_serve else listen(port)
    if reset:
        remove(known)
    with opened(known) as database:
        made = "made anew" if fill(database, known, stage) else "as it was left"
        click.echo(f"Demo “{stage}” in {known.data_path}: {made}.")
        if server is None:
            return
        server.app = house.create_app(known, database)
        introduce(database, known)
        serve(server, house, database, known)
    click.echo("\nThe demo stopped.")


def settings_of(stage: str, folder: Path, port: int) -> Settings:
    """The demo's settings: nothing is read from the environment, so that it never touches another database."""
    return settings_module.load(
        {},
        env="development",
        demo=True,
        demo_password=PASSWORD,
        data_dir=str(folder),
        fixed_now=services.STAGES[stage].isoformat(),
        base_url=f"http://{HOST}:{port}",
        mail_dir=str(folder.parents[1] / "mail"),
    )


def remove(known: Settings) -> None:
    """Throw the database of the stage away with its anchors; uploaded files stay, they are named by their content."""
    for path in (*known.data_path.glob("emulation.sqlite3*"), *known.data_path.glob("audit/anchors.txt")):
        path.unlink()


def fill(database: Database, known: Settings, stage: str) -> bool:
    """Migrate and load what is missing; gives whether the data was made now. All of it or nothing is written."""
    migrations.upgrade(database)
    with database.writing() as session, unit_of_work(session):
        if services.is_loaded(session):
            return False
        services.load(
            session, stage=stage, password=PASSWORD, folder=known.data_path, safe=Safe(known.secret_key)
        )
    return True


def listen(port: int) -> BaseWSGIServer:
    """The development server, enough for one machine; stops with a sentence when the port is taken.

    It takes the port before the demo is made, which nobody wants to wait for twice; who asks meanwhile waits.
    """
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    try:
        return make_server(HOST, port, Response(status=503), threaded=True)
    except (OSError, SystemExit) as error:
        raise click.ClickException(
            f"port {port} is taken; choose another one: make run PORT={port + 1}"
        ) from error


def introduce(database: Database, known: Settings) -> None:
    """Print the address and the cast."""
    click.echo(f"\n  {known.base_url}\n\nPeople of the demo (fictional); password of all: {PASSWORD}\n")
    with database.reading() as session:
        cast = demo_cast(session)
    for person in cast:
        roles = "; ".join(
            ", ".join(filter(None, (role.label, member, cluster))) for role, member, cluster in person.roles
        )
        click.echo(f"  {person.email:28} {person.full_name:20} {roles}")
    click.echo(f"\nLetters are laid down in {known.mail_path}. Interrupt (Ctrl+C) to stop.")


def serve(server: BaseWSGIServer, house: House, database: Database, known: Settings) -> None:
    """Serve until interrupted, with the worker in a thread that is stopped and waited for."""
    stop = threading.Event()
    worker = threading.Thread(target=house.run, args=(house.bench(known, database), stop, lambda _done: None))
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: threading.Thread(target=server.shutdown).start())
    worker.start()
    try:
        server.serve_forever()
    finally:
        stop.set()
        worker.join()
        server.server_close()
