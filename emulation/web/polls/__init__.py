"""The polls room: vote rounds as the tellers' minutes tell them, and what they mean."""

from emulation.web.polls import recording, views
from emulation.web.polls.room import room

__all__ = ["recording", "room", "views"]
