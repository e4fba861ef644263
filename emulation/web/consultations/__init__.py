"""The consultations room: public windows about nominees, comments, moderation and answers."""

from emulation.web.consultations import managing, moderating, tracking, views
from emulation.web.consultations.room import room

__all__ = ["managing", "moderating", "room", "tracking", "views"]
