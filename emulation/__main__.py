"""`python -m emulation …`: the shell commands, with the front door handed to them."""

from emulation.app import create_app
from emulation.cli.commands import commands


def main() -> None:
    """Run the command that was typed."""
    commands(obj=create_app, prog_name="emulation")


if __name__ == "__main__":
    main()
