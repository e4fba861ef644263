"""The sections of the achievement report that people write; the figures come from the data."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from emulation.models.awards import Proposal
from emulation.models.dossiers import ReportPart
from emulation.queries import cycles as years
from emulation.queries import dossiers as queries
from emulation.rules import access, cycles
from emulation.rules import dossiers as rules
from emulation.rules.dossiers import REPORT
from emulation.services import audit, dossier_kinds
from emulation.services.versions import hold_cluster
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.errors import Stale


def version_of(parts: Mapping[str, ReportPart]) -> int:
    """The version of all sections together: it grows with every change of any of them."""
    return sum(part.version for part in parts.values())


def save(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    proposal: Proposal,
    version: int,
    texts: Mapping[str, str],
    reason: str = "",
) -> None:
    """Write the sections; those that say the same as before are left alone. `texts`: code → text.

    Raises Stale when somebody wrote in between, NotAllowed for others than the member's officers.
    """
    cycle = years.get_cycle(session, proposal.cycle_id)
    subject = years.subject_of(cycle, proposal.member_id)
    access.require(actor, Action.DOSSIER_EDIT, subject)
    ways = access.ways(actor, Action.DOSSIER_EDIT, subject)
    rules.check_provider(dossier_kinds.get_kind(REPORT), ways)
    hold_cluster(session, cycle.cluster_id)
    parts = queries.parts_of(session, proposal.id)
    if version_of(parts) != version:
        raise Stale()
    cycles.check_phase(cycles.Work.PROPOSE, cycle.phase)
    rules.check_open(proposal.state, reason)
    changes = _written(session, actor, now, proposal, parts, texts)
    session.flush()
    if changes:
        audit.record(
            session,
            actor=actor,
            now=now,
            verb="proposal.report_saved",
            about=proposal,
            changes=changes,
            cluster_id=cycle.cluster_id,
            reason=reason.strip(),
        )


def _written(
    session: Session,
    actor: Actor,
    now: datetime,
    proposal: Proposal,
    parts: Mapping[str, ReportPart],
    texts: Mapping[str, str],
) -> dict[str, tuple[str, str]]:
    """Set the sections that say something else than before; title → (old, new)."""
    changes = {}
    for section in dossier_kinds.sections():
        text, part = texts.get(section.code, ""), parts.get(section.code)
        old = part.text if part else ""
        if text == old:
            continue
        if part is None:
            part = ReportPart(proposal_id=proposal.id, code=section.code)
            session.add(part)
        part.text, part.entered_by_id, part.entered_at = text, actor.user_id, now
        changes[section.title] = (old, text)
    return changes
