"""The analysis room: how firm a ranking is, and three rankings beside each other."""

from emulation.web.analysis import views
from emulation.web.analysis.room import room

__all__ = ["room", "views"]
