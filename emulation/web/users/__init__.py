"""The users room."""

from emulation.web.users import security, views
from emulation.web.users.room import room

__all__ = ["room", "security", "views"]
