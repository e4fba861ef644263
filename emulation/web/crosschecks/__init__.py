"""The crosschecks room: who checks whom, a checker's sheet, seals and their opening."""

from emulation.web.crosschecks import assigning, checking, views
from emulation.web.crosschecks.room import room

__all__ = ["assigning", "checking", "room", "views"]
