"""Tables in and out: pasting targets, importing a workbook step by step, exporting in the same format."""

from emulation.web.imports import choosing, exports, paste, views
from emulation.web.imports.room import room

__all__ = ["choosing", "exports", "paste", "room", "views"]
