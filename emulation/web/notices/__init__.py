"""The notices room."""

from emulation.web.notices import views
from emulation.web.notices.room import room

__all__ = ["room", "views"]
