"""Who reads the history of a record: whoever reads the trail, and whoever reads the record."""

from collections.abc import Mapping

from emulation.rules.access import scope_of
from emulation.rules.results import OPEN_TO_OTHERS
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor, Scope

REPORT = "result_report"
#: Table → the right to read its records; the history of any other table is for readers of the trail alone.
READING: Mapping[str, Action] = {
    "pledge": Action.PLEDGE_READ,
    REPORT: Action.RESULT_READ,
    "score_sheet": Action.SCORE_READ,
    "scorecard": Action.SCORECARD_READ,
    "proposal": Action.PROPOSAL_READ,
    "campaign": Action.CAMPAIGN_READ,
    "campaign_registration": Action.CAMPAIGN_READ,
    "campaign_report": Action.CAMPAIGN_READ,
    "evidence": Action.EVIDENCE_READ,
    "year_ranking": Action.TOTALS_READ,
    "cycle": Action.CYCLE_READ,
    "member": Action.CYCLE_READ,
    "term": Action.CYCLE_READ,
}


def sight(actor: Actor, table: str, state: str | None = None) -> Scope:
    """How far the actor sees the history of a record of this table.

    `state` is that of a report: one that is not handed in is for its member's own people, on its page as here.
    """
    own = scope_of(actor, Action.AUDIT_READ)
    if table not in READING:
        return own
    if table == REPORT and state not in OPEN_TO_OTHERS:
        return own | Scope(offices=_offices(actor))
    return own | scope_of(actor, READING[table])


def _offices(actor: Actor) -> frozenset[tuple[int, int]]:
    """The members for which the actor works, in their clusters."""
    return frozenset(
        (cluster, capacity.member_id)
        for capacity in actor.capacities
        for cluster in capacity.clusters
        if capacity.member_id is not None
    )
