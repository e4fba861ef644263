"""The scores room: score sheets, totals, eligibility and freezing."""

from emulation.web.scores.room import room

__all__ = ["room"]
