"""The store of evidence of each member, and where its papers are used."""

from emulation.web.evidence import store, uses, views
from emulation.web.evidence.room import room

__all__ = ["room", "store", "uses", "views"]
