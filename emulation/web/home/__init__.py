"""The home room."""

from emulation.web.home import views, work
from emulation.web.home.room import room

__all__ = ["room", "views", "work"]
