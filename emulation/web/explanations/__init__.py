"""The explanations room: disputed lines, their answers and conclusions."""

from emulation.web.explanations import asking, views
from emulation.web.explanations.room import room

__all__ = ["asking", "room", "views"]
