"""The delegations room: who acts for whom, until when and in which capacity."""

from emulation.web.delegations import views
from emulation.web.delegations.room import room

__all__ = ["room", "views"]
