"""The scores room: score sheets, totals, eligibility and freezing."""

from emulation.web.scores import appraisal, eligibility, finalising, publishing, totals, views
from emulation.web.scores.room import room

__all__ = ["appraisal", "eligibility", "finalising", "publishing", "room", "totals", "views"]
