"""The terms room: terms and the rotation board."""

from emulation.web.terms import views
from emulation.web.terms.room import room

__all__ = ["room", "views"]
