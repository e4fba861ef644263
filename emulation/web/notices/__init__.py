"""The notices room."""

from emulation.web.notices import mail, views
from emulation.web.notices.room import room

__all__ = ["mail", "room", "views"]
