"""The awards room: award proposals, decisions and the conference record."""

from emulation.web.awards.room import room

__all__ = ["room"]
