"""The rankings room: rankings of a year and over the years."""

from emulation.web.rankings import views
from emulation.web.rankings.room import room

__all__ = ["room", "views"]
