"""The rulebook room: the rules of a day for everybody, their changes and choices for those who keep them."""

from emulation.web.rulebook import changing, choosing, managing, public
from emulation.web.rulebook.room import room

__all__ = ["changing", "choosing", "managing", "public", "room"]
