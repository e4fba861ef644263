"""The list of command groups."""

import click

from emulation import __version__
from emulation.cli.audit import audit_commands
from emulation.cli.database import database_commands
from emulation.cli.demo import demo
from emulation.cli.doctor import doctor
from emulation.cli.rules import rules_commands
from emulation.cli.search import search_commands
from emulation.cli.serve import serve
from emulation.cli.users import users_commands
from emulation.cli.worker import worker


@click.group()
@click.version_option(__version__, prog_name="emulation")
def commands() -> None:
    """Emulation clusters: pledges, scores, rankings and awards, year over year."""


for _command in (
    demo,
    serve,
    worker,
    database_commands,
    rules_commands,
    users_commands,
    audit_commands,
    search_commands,
    doctor,
):
    commands.add_command(_command)
