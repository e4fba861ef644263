"""The users room."""

from emulation.web.users import appointments, inviting, roles, security, views
from emulation.web.users.room import room

__all__ = ["appointments", "inviting", "roles", "room", "security", "views"]
