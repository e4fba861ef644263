"""The holidays room."""

from emulation.web.holidays import views
from emulation.web.holidays.room import room

__all__ = ["room", "views"]
