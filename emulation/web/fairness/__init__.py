"""The fairness room: awards beside ranks over the years."""

from emulation.web.fairness import views
from emulation.web.fairness.room import room

__all__ = ["room", "views"]
