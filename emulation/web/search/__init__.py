"""Searching everything that the reader may see."""

from emulation.web.search import views
from emulation.web.search.room import room

__all__ = ["room", "views"]
