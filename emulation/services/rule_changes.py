"""Changing the rulebook: one person asks with a reason and a source, a second confirms (features A3; handbook 4, 5).

What a decided proposal was decided under does not change: its verdicts are kept word for word.
"""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from emulation.models.rulebook import LegalRule, RuleChange
from emulation.queries import rule_changes as queries
from emulation.queries.capacities import actors_on
from emulation.queries.rulebook import all_rules
from emulation.rules import rule_changes as rules
from emulation.rules.rule_changes import RuleDraft
from emulation.services import audit, notices, verdict_trail
from emulation.services.versions import hold_rulebook, require_version
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor, Scope
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.errors import NotAllowed
from emulation.vocabulary.fields import field_words
from emulation.vocabulary.states import RuleChangeState
from emulation.vocabulary.words import N_

EVERYTHING = Scope(everything=True)
ASKED = N_("%(who)s đề nghị thay đổi quy tắc “%(title)s”. Việc này cần người thứ hai xác nhận.")
SETTLED = N_("%(who)s %(deed)s mà bạn đề nghị: “%(title)s”.")
CONFIRMED = N_("đã xác nhận thay đổi quy tắc")
REFUSED = N_("không xác nhận thay đổi quy tắc")


def ask_new(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    cluster_id: int | None,
    head: str,
    suffix: str,
    draft: RuleDraft,
    reason: str,
    source: str,
) -> RuleChange:
    """Ask for a new row under a head that the rulebook has; with `cluster_id` it is that cluster's own regulation.

    The mark behind the dot is `suffix`, for a cluster's own row its code. Raises DomainError beside a field.
    """
    rules.require(actor, Action.RULE_EDIT, cluster_id)
    hold_rulebook(session)
    draft = _checked(None, draft, now, reason, source)
    rules.check_known(head, {row.head for row in all_rules(session, EVERYTHING)})
    code = rules.code_of(head, suffix) if cluster_id is None else _own_code(session, head, cluster_id)
    rules.check_free(code, is_taken=_is_taken(session, code, draft))
    values = {"code": code} | rules.plain(draft)
    change = RuleChange(cluster_id=cluster_id, values=values, before={})
    return _ask(session, actor, now, change, reason, source)


def _own_code(session: Session, head: str, cluster_id: int) -> str:
    (code, _name) = queries.cluster_names(session, [cluster_id])[cluster_id]
    return rules.checked_length(f"{head}.{code}")


def _is_taken(session: Session, code: str, draft: RuleDraft) -> bool:
    """Whether a row, or one that waits for its confirmation, has this code and start."""
    key = (code, rules.plain(draft)["valid_from"])
    waiting = {(row.values.get("code"), row.values.get("valid_from")) for row in queries.waiting(session)}
    return key in waiting or queries.is_taken(session, code, draft.valid_from)


def ask_change(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    rule: LegalRule,
    version: int,
    draft: RuleDraft,
    reason: str,
    source: str,
) -> RuleChange:
    """Ask for new values of a row. Raises Stale, or DomainError when nothing differs or another change waits."""
    rules.require(actor, Action.RULE_EDIT, rule.cluster_id)
    hold_rulebook(session)
    require_version(rule, version)
    before = standing(rule)
    draft = _checked(before, draft, now, reason, source)
    rules.check_alone(is_waiting=any(row.rule_id == rule.id for row in queries.waiting(session)))
    changed = rules.differences(rules.plain(before), rules.plain(draft))
    rules.check_changes(changed)
    rules.check_free(rule.code, is_taken=queries.is_taken(session, rule.code, draft.valid_from, rule.id))
    change = RuleChange(
        rule_id=rule.id, cluster_id=rule.cluster_id, values=changed, before=rules.plain(before)
    )
    return _ask(session, actor, now, change, reason, source)


def _checked(
    before: RuleDraft | None, draft: RuleDraft, now: datetime, reason: str, source: str
) -> RuleDraft:
    draft = rules.tidy(draft)
    rules.check(draft, local_date(now))
    rules.check_confirmation(before, draft)
    rules.check_told(reason, source)
    return draft


def _ask(
    session: Session, actor: Actor, now: datetime, change: RuleChange, reason: str, source: str
) -> RuleChange:
    change.reason, change.source = reason.strip(), source.strip()
    change.entered_by_id, change.entered_at = actor.user_id, now
    session.add(change)
    session.flush()
    _record(session, actor, now, change, "rule.asked", audit.born(change, ["rule_id", "source"]), reason)
    asked_by = frozenset() if actor.user_id is None else frozenset({actor.user_id})
    _tell(session, actor, now, change, ASKED, _confirmers(session, now, change.cluster_id, asked_by))
    return change


def confirm(session: Session, *, actor: Actor, now: datetime, change: RuleChange, version: int) -> LegalRule:
    """Let a change count; never by whoever asked for it. Open proposals whose verdicts turn have an event each.

    Raises Stale, or DomainError when it is settled already or the row says something else by now.
    """
    rules.require(actor, Action.RULE_CONFIRM, change.cluster_id, _asked_by(change))
    hold_rulebook(session)
    require_version(change, version)
    rules.check_pending(change.state)
    rule = None if change.rule_id is None else queries.get_rule(session, change.rule_id)
    if rule is not None:
        rules.check_current(moved_since(rule, change))
    before = verdict_trail.snapshot(session, _touched(change), local_date(now))
    verb, rule, changes = _apply(session, rule, change)
    audit.record(session, actor=actor, now=now, verb=verb, about=rule, changes=changes, reason=change.reason)
    because = f"{rule.code}: {change.reason}"
    verdict_trail.record_changes(session, actor=actor, now=now, before=before, because=because)
    _settle(session, actor, now, change, RuleChangeState.CONFIRMED, "rule.confirmed")
    _tell(session, actor, now, change, SETTLED, _asked_by(change), deed=CONFIRMED)
    return rule


def _touched(change: RuleChange) -> list[int] | None:
    """Whose proposals a change may turn: those of the cluster whose own row it is, else of all clusters."""
    return None if change.cluster_id is None else [change.cluster_id]


def moved_since(rule: LegalRule, change: RuleChange) -> list[str]:
    """What the row says otherwise than when the change was asked for, in words."""
    moved = rules.differences(change.before, rules.plain(standing(rule)))
    return [field_words("legal_rule", name) for name in moved]


def standing(rule: LegalRule) -> RuleDraft:
    """The row as a draft."""
    return RuleDraft(**{name: getattr(rule, name) for name in rules.FIELDS})


def _apply(
    session: Session, rule: LegalRule | None, change: RuleChange
) -> tuple[str, LegalRule, dict[str, tuple[Any, Any]]]:
    """Write the values, once they pass the parser of the seeds; gives the verb, the row and what changed."""
    code = change.values["code"] if rule is None else rule.code
    draft = rules.draft_of(change.before | change.values)
    rules.seed_of(code, draft)
    own = None if rule is None else rule.id
    rules.check_free(code, is_taken=queries.is_taken(session, code, draft.valid_from, own))
    values = {name: getattr(draft, name) for name in rules.FIELDS} | {"is_edited": True}
    if rule is not None:
        changes = audit.change(rule, values)
        changes.pop("is_edited", None)
        session.flush()
        return "rule.changed", rule, changes
    rule = LegalRule(code=code, cluster_id=change.cluster_id, **values)
    session.add(rule)
    session.flush()
    change.rule_id = rule.id
    return "rule.added", rule, audit.born(rule, ["code", "cluster_id", *rules.FIELDS])


def refuse(
    session: Session, *, actor: Actor, now: datetime, change: RuleChange, version: int, reason: str
) -> None:
    """Do not let a change count, with a reason. Raises Stale or DomainError."""
    rules.require(actor, Action.RULE_CONFIRM, change.cluster_id, _asked_by(change))
    require_version(change, version)
    rules.check_pending(change.state)
    rules.check_refusal(reason)
    _settle(session, actor, now, change, RuleChangeState.REFUSED, "rule.refused", reason.strip())
    _tell(session, actor, now, change, SETTLED, _asked_by(change), deed=REFUSED)


def withdraw(session: Session, *, actor: Actor, now: datetime, change: RuleChange, version: int) -> None:
    """Take back what one asked for oneself. Raises NotAllowed for anybody else, Stale or DomainError."""
    rules.require(actor, Action.RULE_EDIT, change.cluster_id)
    if actor.user_id is None or change.entered_by_id != actor.user_id:
        raise NotAllowed(N_("Chỉ người đã đề nghị mới rút được đề nghị này."))
    require_version(change, version)
    rules.check_pending(change.state)
    _settle(session, actor, now, change, RuleChangeState.WITHDRAWN, "rule.withdrawn")


def _settle(
    session: Session,
    actor: Actor,
    now: datetime,
    change: RuleChange,
    state: RuleChangeState,
    verb: str,
    reason: str = "",
) -> None:
    values = {"state": state, "settled_by_id": actor.user_id, "settled_at": now, "settle_reason": reason}
    changes = audit.change(change, values)
    session.flush()
    told = {name: pair for name, pair in changes.items() if name == "state"}
    _record(session, actor, now, change, verb, told, reason)


def _record(
    session: Session,
    actor: Actor,
    now: datetime,
    change: RuleChange,
    verb: str,
    changes: dict[str, tuple[Any, Any]],
    reason: str,
) -> None:
    audit.record(
        session, actor=actor, now=now, verb=verb, about=change, changes=changes, reason=reason.strip()
    )


def _asked_by(change: RuleChange) -> frozenset[int]:
    return frozenset() if change.entered_by_id is None else frozenset({change.entered_by_id})


def _confirmers(
    session: Session, now: datetime, cluster_id: int | None, asked_by: frozenset[int]
) -> frozenset[int]:
    """Everybody who may confirm what these people ask for."""
    people = actors_on(session, local_date(now))
    able = (one for one in people if rules.may(one, Action.RULE_CONFIRM, cluster_id, asked_by))
    return frozenset(one.user_id for one in able if one.user_id is not None)


def _tell(
    session: Session,
    actor: Actor,
    now: datetime,
    change: RuleChange,
    sentence: str,
    people: frozenset[int],
    **words: str,
) -> None:
    title = change.values.get("title") or change.before.get("title", "")
    notices.tell(
        session,
        user_ids=people,
        key=f"rule-change/{change.id}/{change.state.value}",
        sentence=sentence,
        values={"who": actor.full_name, "title": title, **words},
        href=f"/admin/rules/changes/{change.id}",
        now=now,
        cluster_id=change.cluster_id,
    )
