"""The campaigns room: emulation movements, registrations in them and reports about them."""

from emulation.web.campaigns import drafting, moves, registrations, reports, views
from emulation.web.campaigns.room import room

__all__ = ["drafting", "moves", "registrations", "reports", "room", "views"]
