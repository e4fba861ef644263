"""The pledges room: members' pledges, and the agreement of the year."""

from emulation.web.pledges import agreement, views
from emulation.web.pledges.room import room

__all__ = ["agreement", "room", "views"]
