"""The briefs room: a member's year on one page."""

from emulation.web.briefs import views
from emulation.web.briefs.room import room

__all__ = ["room", "views"]
