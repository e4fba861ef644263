"""What the pages of this room say, in the reader's language: one place for screen and files."""

from flask_babel import gettext

from emulation.queries.why import WhyRow
from emulation.rules.breakdown import Lead
from emulation.rules.totals import Total
from emulation.services.breakdown import Breakdown
from emulation.web.shell.filters import name, number, points
from emulation.web.shell.language import chosen


def unit_of(row: WhyRow) -> str:
    """The unit of the line's figure in the reader's language."""
    return (row.unit_en if chosen() == "en" and row.unit_en else row.unit_vi) or ""


def gap_words(lead: Lead[int] | None) -> str:
    """ "cách thấp nhất 3,20 điểm"; "bằng nhau" without a gap, empty without anything to compare."""
    if lead is None:
        return ""
    if not lead.gap:
        return str(gettext("bằng nhau"))
    return str(gettext("cách thấp nhất %(points)s điểm", points=points(lead.gap)))


def leaders(lead: Lead[int] | None, found: Breakdown) -> str:
    """The members with the best points; empty where all are equal or there is nothing to compare."""
    if lead is None or not lead.gap:
        return ""
    return ", ".join(name(row) for row in found.members if row.member_id in lead.leaders)


def scaling_words(total: Total) -> str:
    """ "880,50 × 1.000/970 ≈ 907,73": how the sum was scaled because criteria were not assigned."""
    exact = total.raw * total.full == total.scaled * total.base
    sign = "=" if exact else "≈"
    return f"{points(total.raw)} × {number(total.full)}/{number(total.base)} {sign} {points(total.scaled)}"
