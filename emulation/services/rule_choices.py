"""Choosing between rows of the rulebook that share a head: a cluster says which one it follows (handbook 5)."""

from datetime import datetime

from sqlalchemy.orm import Session

from emulation.models.rulebook import RuleChoice
from emulation.queries import rule_changes as queries
from emulation.queries.rulebook import RuleRow, all_rules
from emulation.rules import rule_changes as rules
from emulation.services import audit, verdict_trail
from emulation.services.versions import hold_rulebook
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor, Scope
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.errors import NotFound, Stale


def candidates(session: Session, cluster_id: int, head: str) -> list[RuleRow]:
    """The rows between which a cluster chooses, whatever their days: its own alone when it has any.

    Raises NotFound for a head without rows.
    """
    rows = all_rules(session, Scope(clusters=frozenset({cluster_id})), head)
    if not rows:
        raise NotFound()
    return [row for row in rows if row.cluster_id is not None] or rows


def choose(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    cluster_id: int,
    head: str,
    rule_id: int,
    reason: str,
    version: int,
) -> RuleChoice:
    """Let the cluster follow this row from now on; earlier choices stay in the history.

    Its open proposals whose verdicts turn have an event each.

    `version` is the number of the latest choice that the form was opened with, 0 for none. Raises Stale when somebody
    chose since, or DomainError beside a field.
    """
    rules.require(actor, Action.RULE_EDIT, cluster_id)
    hold_rulebook(session)
    before = queries.choices_of(session, cluster_id, head)
    if (before[0].id if before else 0) != version:
        raise Stale()
    offered = {row.id: row for row in candidates(session, cluster_id, head)}
    rules.check_choice(rule_id, offered.keys(), before[0].rule_id if before else None)
    rules.check_choice_reason(reason)
    standing = verdict_trail.snapshot(session, [cluster_id], local_date(now))
    choice = RuleChoice(cluster_id=cluster_id, head=head, rule_id=rule_id, reason=reason.strip())
    choice.entered_by_id, choice.entered_at = actor.user_id, now
    session.add(choice)
    session.flush()
    _record(session, actor, now, choice, before[0].rule_id if before else None)
    because = f"{offered[rule_id].code}: {choice.reason}"
    verdict_trail.record_changes(session, actor=actor, now=now, before=standing, because=because)
    return choice


def _record(session: Session, actor: Actor, now: datetime, choice: RuleChoice, was: int | None) -> None:
    audit.record(
        session,
        actor=actor,
        now=now,
        verb="rule.chosen",
        about=choice,
        changes={"rule_id": (was, choice.rule_id), "head": (None, choice.head)},
        reason=choice.reason,
    )
