"""The accounts room."""

from emulation.web.accounts.views import room

__all__ = ["room"]
