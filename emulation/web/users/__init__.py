"""The users room."""

from emulation.web.users import inviting, security, views
from emulation.web.users.room import room

__all__ = ["inviting", "room", "security", "views"]
