"""The indicators room: the catalogue of indicators and their figures."""

from emulation.web.indicators import figures, views
from emulation.web.indicators.room import room

__all__ = ["figures", "room", "views"]
