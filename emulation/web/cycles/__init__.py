"""The cycles room: a year's page, opening, moving and closing it."""

from emulation.web.cycles import managing, openings, views
from emulation.web.cycles.room import room

__all__ = ["managing", "openings", "room", "views"]
