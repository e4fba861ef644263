"""Clusters as their pages meet them."""

from collections.abc import Callable

from flask.testing import FlaskClient

MEMBERS = "/clusters/tptw/members"

EDIT = f"{MEMBERS}/edit"

SignIn = Callable[[str], FlaskClient]


def row(number: int = 0, **more: str) -> dict[str, str]:
    """A new member in a row of the form."""
    values = {"code": "HUE", "name_vi": "Huế", "member": ""} | more
    return {f"members-{number}-{name}": value for name, value in values.items()}
