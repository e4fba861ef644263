"""The files room."""

from emulation.web.files.views import room

__all__ = ["room"]
