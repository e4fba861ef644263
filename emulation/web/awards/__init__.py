"""The awards room: award proposals, decisions, the conference record and the rulebook's public page."""

from emulation.web.awards import conferences, decisions, moves, proposals, views
from emulation.web.awards.room import room

__all__ = ["conferences", "decisions", "moves", "proposals", "room", "views"]
