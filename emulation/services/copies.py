"""What a new year takes over from the one before, as drafts: common contents and the scorecard."""

from datetime import datetime

from sqlalchemy.orm import Session

from emulation.models.cycles import Cycle
from emulation.models.pledges import Agreement, AgreementContent
from emulation.models.scorecards import Criterion, Scorecard
from emulation.queries import agreements, copies
from emulation.services import audit
from emulation.vocabulary.actor import Actor

COPIED = (
    "position",
    "code",
    "name_vi",
    "name_en",
    "max_points",
    "rule_type",
    "params",
    "indicator_id",
    "plan_source",
    "evidence_hint",
)


def copy_contents(session: Session, actor: Actor, now: datetime, before: Cycle, cycle: Cycle) -> int:
    """The common contents of last year's agreement as an unsigned draft; how many there were."""
    agreement = agreements.find_agreement(session, before.id)
    if agreement is None or not agreement.contents:
        return 0
    draft = Agreement(cycle_id=cycle.id)
    session.add(draft)
    session.flush()
    for content in agreement.contents:
        session.add(
            AgreementContent(
                agreement_id=draft.id, position=content.position, text=content.text, basis=content.basis
            )
        )
    _tell(session, actor, now, "agreement.copied", draft, before, cycle)
    return len(agreement.contents)


def copy_scorecard(session: Session, actor: Actor, now: datetime, before: Cycle, cycle: Cycle) -> int:
    """The newest edition of last year's scorecard as a draft; how many criteria it has."""
    card = copies.find_newest_scorecard(session, before.id)
    if card is None:
        return 0
    draft = Scorecard(
        cycle_id=cycle.id,
        title=card.title.replace(str(before.year), str(cycle.year)),
        total_points=card.total_points,
        tie_rules=list(card.tie_rules),
        keeps_ineligible_place=card.keeps_ineligible_place,
    )
    session.add(draft)
    session.flush()
    twins: dict[int, Criterion] = {}
    for criterion in card.criteria:
        twin = Criterion(scorecard_id=draft.id, **{name: getattr(criterion, name) for name in COPIED})
        session.add(twin)
        twins[criterion.id] = twin
    session.flush()
    for criterion in card.criteria:
        if criterion.parent_id is not None:
            twins[criterion.id].parent_id = twins[criterion.parent_id].id
    _tell(session, actor, now, "scorecard.copied", draft, before, cycle)
    return len(twins)


def _tell(
    session: Session,
    actor: Actor,
    now: datetime,
    verb: str,
    draft: Agreement | Scorecard,
    before: Cycle,
    cycle: Cycle,
) -> None:
    changes = {"year": (before.year, cycle.year)} | audit.born(draft)
    audit.record(
        session,
        actor=actor,
        now=now,
        verb=verb,
        about=draft,
        changes=changes,
        cluster_id=cycle.cluster_id,
    )
