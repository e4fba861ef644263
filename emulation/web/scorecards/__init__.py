"""The scorecards room: the scorecard of a year."""

from emulation.web.scorecards.room import room

__all__ = ["room"]
