"""The scorecards room: the criteria by which a year is scored."""

from emulation.web.scorecards import criteria, tree, views
from emulation.web.scorecards.room import room

__all__ = ["criteria", "room", "tree", "views"]
