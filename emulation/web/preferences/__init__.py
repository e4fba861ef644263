"""The preferences room."""

from emulation.web.preferences.views import room

__all__ = ["room"]
