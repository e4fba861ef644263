"""The accounts room."""

from emulation.web.accounts import codes, devices, invitations, passwords, proving, resets, views
from emulation.web.accounts.room import room

__all__ = ["codes", "devices", "invitations", "passwords", "proving", "resets", "room", "views"]
