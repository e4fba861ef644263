"""The dossier of a proposal: its task list, its papers, waivers, the report, one archive."""

from emulation.web.dossiers import papers, report, views, waivers
from emulation.web.dossiers.room import room

__all__ = ["papers", "report", "room", "views", "waivers"]
