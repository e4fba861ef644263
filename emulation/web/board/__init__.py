"""The board room: who stands where with the tasks of a year."""

from emulation.web.board import files, views
from emulation.web.board.room import room

__all__ = ["files", "room", "views"]
