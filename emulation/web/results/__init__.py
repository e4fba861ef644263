"""The results room: results of members by period."""

from emulation.web.results import views
from emulation.web.results.room import room

__all__ = ["room", "views"]
