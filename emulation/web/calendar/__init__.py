"""The calendar room: a year's dates for everybody, the secretariat's pages about them, feeds for programs."""

from emulation.web.calendar import extensions, feeds, managing, milestones, views
from emulation.web.calendar.room import room

__all__ = ["extensions", "feeds", "managing", "milestones", "room", "views"]
