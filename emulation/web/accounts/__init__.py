"""The accounts room."""

from emulation.web.accounts import codes, devices, proving, views
from emulation.web.accounts.room import room

__all__ = ["codes", "devices", "proving", "room", "views"]
