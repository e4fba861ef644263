"""The why room: what stands behind every point, and rankings down to the criterion."""

from emulation.web.why import views
from emulation.web.why.room import room

__all__ = ["room", "views"]
