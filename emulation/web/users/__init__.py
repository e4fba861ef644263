"""The users room."""

from emulation.web.users import appointments, roles, views
from emulation.web.users.room import room

__all__ = ["appointments", "roles", "room", "views"]
