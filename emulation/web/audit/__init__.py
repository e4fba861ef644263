"""The trail: searched, read and taken along, and the history of one record."""

from emulation.web.audit import views
from emulation.web.audit.room import room

__all__ = ["room", "views"]
