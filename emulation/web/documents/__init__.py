"""The documents room: papers made from the data, putting them into dossiers, and the templates they are filled in."""

from emulation.web.documents import making, templates, views
from emulation.web.documents.room import room

__all__ = ["making", "room", "templates", "views"]
