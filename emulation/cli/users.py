"""`emulation users …`: the first administrator, invitations from the shell, and passwords that were lost.

No password is ever an argument: arguments stand in the shell's history and in the list of processes.
"""

from typing import TYPE_CHECKING

import click

from emulation.cli.console import Work, settings, working
from emulation.queries.accounts import find_user_by_email
from emulation.services import accounts, invitations, passwords
from emulation.vocabulary.dates import format_date
from emulation.vocabulary.kinds import Role

if TYPE_CHECKING:
    from emulation.models.accounts import User


@click.group("users")
def users_commands() -> None:
    """Accounts."""


@users_commands.command()
@click.argument("email")
@click.argument("full_name")
@click.option("--admin", is_flag=True, help="make this person an administrator of the installation")
@click.option("--ask-password", is_flag=True, help="ask for a password here instead of inviting the person")
def add(email: str, full_name: str, admin: bool, ask_password: bool) -> None:
    """Add a person and print the invitation, with which they set their password; it is mailed too."""
    password = _prompt() if ask_password else ""
    with working() as work:
        user = accounts.add_user(
            work.session, actor=work.actor, now=work.now, email=email, full_name=full_name
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
        said = _set(work, user, password) if ask_password else _invite(work, user)
    click.echo(f"Added: {user.full_name} <{user.email}>{', administrator' if admin else ''}")
    click.echo(said)


@users_commands.command()
@click.argument("email")
def invite(email: str) -> None:
    """Print a new invitation for somebody who has no password yet; it is mailed too."""
    with working() as work:
        said = _invite(work, _find(work, email))
    click.echo(said)


@users_commands.command("set-password")
@click.argument("email")
def set_password(email: str) -> None:
    """Set a new password and end all sign-ins of the person."""
    password = _prompt()
    with working() as work:
        said = _set(work, _find(work, email), password)
    click.echo(f"{said} All devices are signed out.")


def _find(work: Work, email: str) -> "User":
    user = find_user_by_email(work.session, email)
    if user is None:
        raise click.ClickException(f"nobody has the address {email}")
    return user


def _invite(work: Work, user: "User") -> str:
    known = settings()
    sent = invitations.invite(
        work.session,
        actor=work.actor,
        now=work.now,
        user=user,
        working_days=known.invitation_working_days,
    )
    return (
        f"Invitation, good once and until the end of {format_date(sent.last_day)}; hand it to nobody else:\n"
        f"{known.base_url}{invitations.PATH}{sent.token}"
    )


def _prompt() -> str:
    """Asked before the transaction begins: nobody else waits while somebody types."""
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))


def _set(work: Work, user: "User", password: str) -> str:
    passwords.set_password(
        work.session,
        actor=work.actor,
        now=work.now,
        user=user,
        password=password,
        composition=settings().password_composition,
    )
    return f"New password for {user.email}."
