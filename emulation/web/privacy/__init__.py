"""The room of personal data."""

from emulation.web.privacy import account, register
from emulation.web.privacy.room import room

__all__ = ["account", "register", "room"]
