"""The cycles room: the emulation year, its phases and deadlines."""

from emulation.web.cycles.room import room

__all__ = ["room"]
