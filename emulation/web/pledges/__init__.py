"""The pledges room: members' pledges, and the agreement of the year."""

from emulation.web.pledges import agreement, history, moving, promises, views
from emulation.web.pledges.room import room

__all__ = ["agreement", "history", "moving", "promises", "room", "views"]
