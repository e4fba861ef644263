"""The users room."""

from emulation.web.users import inviting, views
from emulation.web.users.room import room

__all__ = ["inviting", "room", "views"]
