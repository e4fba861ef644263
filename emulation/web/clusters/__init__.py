"""The clusters room: clusters and their dated members."""

from emulation.web.clusters.room import room

__all__ = ["room"]
