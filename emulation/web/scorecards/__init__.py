"""The scorecards room: the criteria by which a year is scored."""

from emulation.web.scorecards import comparing, criteria, exemptions, tables, tree, views
from emulation.web.scorecards.room import room

__all__ = ["comparing", "criteria", "exemptions", "room", "tables", "tree", "views"]
