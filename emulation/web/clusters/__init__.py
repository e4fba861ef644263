"""The clusters room: clusters and their dated members."""

from emulation.web.clusters import changes, members, views
from emulation.web.clusters.room import room

__all__ = ["changes", "members", "room", "views"]
