"""The users room."""

from emulation.web.users import views
from emulation.web.users.room import room

__all__ = ["room", "views"]
