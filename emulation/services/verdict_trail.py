"""What a change of the rulebook does to open proposals: an event for each whose verdicts it turns.

Use, around the change and in its transaction:

    before = verdict_trail.snapshot(session, [rule.cluster_id] if rule.cluster_id else None, local_date(now))
    … the change …
    verdict_trail.record_changes(session, actor=actor, now=now, before=before, because="flag_slots.six: 2 → 3")
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from emulation.queries import proposals as queries
from emulation.queries.verdict_facts import cycles_with_open_proposals
from emulation.rules.verdicts.judged import Check
from emulation.services import audit
from emulation.services.verdicts import SETTLED, judge_cycles
from emulation.vocabulary.actor import Actor


@dataclass(frozen=True)
class Snapshot:
    """The checks of all open proposals of some years on a day."""

    cycle_ids: tuple[int, ...]
    today: date
    checks: Mapping[int, Check]


def snapshot(session: Session, cluster_ids: Collection[int] | None, today: date) -> Snapshot:
    """What the rules say now about the open proposals of these clusters; of all clusters with None."""
    session.flush()
    cycle_ids = tuple(cycles_with_open_proposals(session, cluster_ids, SETTLED))
    return Snapshot(cycle_ids, today, judge_cycles(session, cycle_ids, today))


def record_changes(session: Session, *, actor: Actor, now: datetime, before: Snapshot, because: str) -> int:
    """Write one event about each open proposal whose verdicts are other ones now; how many there were.

    The event tells rule by rule the old and the new verdict; `because` names the change of the rulebook.
    """
    session.flush()
    after = judge_cycles(session, before.cycle_ids, before.today)
    turned = 0
    for proposal_id, check in after.items():
        changes = _turned(before.checks[proposal_id], check)
        if not changes:
            continue
        turned += 1
        audit.record(
            session,
            actor=actor,
            now=now,
            verb="proposal.rejudged",
            about=queries.get_proposal(session, proposal_id),
            changes=changes,
            reason=because,
        )
    return turned


def _turned(before: Check, after: Check) -> dict[str, tuple[str | None, str | None]]:
    """Title of the rule → what was said and what is said; None where the rule did not or does not apply."""
    old = {one.head: one for one in before.findings}
    new = {one.head: one for one in after.findings}
    told = {}
    for head in [*old, *(head for head in new if head not in old)]:
        was, now = old.get(head), new.get(head)
        pair = (was.verdict.label if was else None, now.verdict.label if now else None)
        if pair[0] != pair[1]:
            told[(now or old[head]).title] = pair
    return told
