"""A cluster's own indicators: adding and editing them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from emulation.models.indicators import Indicator
from emulation.queries import indicators as queries
from emulation.rules import access
from emulation.rules import indicators as rules
from emulation.services import audit
from emulation.services.versions import require_version
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor, Subject
from emulation.vocabulary.kinds import Direction


@dataclass(frozen=True)
class IndicatorDraft:
    """An indicator as somebody typed it; `decimals` is how many places people read."""

    name_vi: str
    unit_vi: str
    direction: Direction
    decimals: int
    name_en: str = ""
    unit_en: str = ""
    topic: str = ""


def add(
    session: Session, *, actor: Actor, now: datetime, subject: Subject, code: str, draft: IndicatorDraft
) -> Indicator:
    """Add an indicator to the cluster of `subject`. Raises DomainError with the field."""
    access.require(actor, Action.INDICATOR_EDIT, subject)
    assert subject.cluster_id is not None
    taken = {row.code for row in queries.indicators_for(session, subject.cluster_id)}
    rules.check_code(code, taken)
    indicator = Indicator(cluster_id=subject.cluster_id, code=code, **_values(draft))
    indicator.position = queries.last_position(session) + 1
    session.add(indicator)
    session.flush()
    changes = audit.born(indicator, ["code", *_values(draft)])
    audit.record(session, actor=actor, now=now, verb="indicator.added", about=indicator, changes=changes)
    return indicator


def edit(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    subject: Subject,
    indicator: Indicator,
    version: int,
    draft: IndicatorDraft,
) -> Indicator:
    """Change one of the cluster's own indicators. Unit and direction stay once there are figures."""
    access.require(actor, Action.INDICATOR_EDIT, subject)
    rules.check_own(indicator.cluster_id)
    require_version(indicator, version)
    rules.check_meaning(
        has_figures=queries.has_figures(session, indicator.id),
        unit_changes=draft.unit_vi != indicator.unit_vi,
        direction_changes=draft.direction is not indicator.direction,
    )
    changes = audit.change(indicator, _values(draft))
    session.flush()
    audit.record(session, actor=actor, now=now, verb="indicator.edited", about=indicator, changes=changes)
    return indicator


def _values(draft: IndicatorDraft) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in IndicatorDraft.__dataclass_fields__}
