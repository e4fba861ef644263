"""`emulation users …`: the first administrator, and passwords that were lost."""

import click

from emulation.cli.console import working
from emulation.queries.accounts import find_user_by_email
from emulation.services import accounts
from emulation.vocabulary.kinds import Role

_password = click.option(
    "--password", prompt=True, hide_input=True, confirmation_prompt=True, help="asked for when left out"
)


@click.group("users")
def users_commands() -> None:
    """Accounts."""


@users_commands.command()
@click.argument("email")
@click.argument("full_name")
@click.option("--admin", is_flag=True, help="make this person an administrator of the installation")
@_password
def add(email: str, full_name: str, admin: bool, password: str) -> None:
    """Add a person; further roles are given on the page of accounts."""
    with working() as work:
        user = accounts.add_user(
            work.session, actor=work.actor, now=work.now, email=email, full_name=full_name, password=password
        )
        if admin:
            accounts.appoint(
                work.session,
                actor=work.actor,
                now=work.now,
                user=user,
                role=Role.ADMIN,
                member_id=None,
                cluster_id=None,
            )
    click.echo(f"Added: {user.full_name} <{user.email}>{', administrator' if admin else ''}")


@users_commands.command("set-password")
@click.argument("email")
@_password
def set_password(email: str, password: str) -> None:
    """Set a new password and end all sign-ins of the person."""
    with working() as work:
        user = find_user_by_email(work.session, email)
        if user is None:
            raise click.ClickException(f"nobody has the address {email}")
        accounts.set_password(work.session, actor=work.actor, now=work.now, user=user, password=password)
    click.echo(f"New password for {user.email}; all devices are signed out.")
