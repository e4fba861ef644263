"""The way of proposals in days, for the list and for the page of one."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from emulation.queries.proposals import ProposalPage, ProposalRow
from emulation.rules import proposals as workflow
from emulation.rules import tracking as rules
from emulation.vocabulary.clock import local_date


def of_list(rows: Sequence[ProposalRow], today: date) -> dict[str, Any]:
    """By proposal the days since it was sent; and what the decided ones took: their number and median."""
    waits = {row.id: workflow.lead_days(row.sent_on, row.decided_on or today) for row in rows}
    took = [waits[row.id] for row in rows if row.decided_on is not None]
    known = [days for days in took if days is not None]
    return {"waits": waits, "lead_median": rules.median_days(known), "lead_count": len(known)}


def of_page(page: ProposalPage, today: date) -> dict[str, Any]:
    """The dated facts of one proposal in their order, and its lead times."""
    names = ("achieved_on", "sent_on", "received_on", "decided_on", "conferred_on", "revoked_on")
    dates = {name: getattr(page, name) for name in names} | {"drafted_on": local_date(page.entered_at)}
    is_open = page.state in workflow.AWAITED
    return {
        "milestones": rules.milestones(dates, today, is_open=is_open),
        "spans": rules.spans(dates),
    }
