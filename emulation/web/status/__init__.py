"""The status room."""

from emulation.web.status.views import room

__all__ = ["room"]
