"""The home room."""

from emulation.web.home.views import room

__all__ = ["room"]
