"""`python -m emulation …`: the shell commands, with the front door and the worker handed to them."""

from emulation.app import create_app
from emulation.cli.commands import commands
from emulation.cli.console import House
from emulation.worker import loop

HOUSE = House(create_app, loop.Bench, loop.run_once, loop.run)


def main() -> None:
    """Run the command that was typed."""
    commands(obj=HOUSE, prog_name="emulation")


if __name__ == "__main__":
    main()
