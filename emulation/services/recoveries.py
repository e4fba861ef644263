"""Prize money of a decision, and what a revoked award gives back (Law 06/2022/QH15, chapter VII; `revoke.l22`)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from emulation.models.awards import Award, Decision, Proposal, RecoveryItem
from emulation.queries import award_forms, proposals, rulebook
from emulation.queries import decisions as queries
from emulation.queries.rulebook import RuleRow
from emulation.rules import access, prizes
from emulation.rules import proposals as workflow
from emulation.rules.rule_heads import REGIME
from emulation.services import audit
from emulation.services.versions import require_version
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor, Subject
from emulation.vocabulary.award_kinds import NomineeKind, RecoveryKind
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.words import N_


@dataclass(frozen=True)
class Prizes:
    """The prize of each recipient, or why there is none; `regime` is the decree of the day that should give it."""

    found: Mapping[int, prizes.Prize[RuleRow]]
    why_none: Mapping[int, str]
    regime: RuleRow | None


def prizes_of(
    session: Session, signed_on: date, recipients: Iterable[tuple[int, str, NomineeKind]]
) -> Prizes:
    """The prize of each recipient, given as (id, code of the form, kind of nominee), by the rules of the signing day.

    Whoever has no factor, no base salary, or rules that contradict each other on that day has none.
    """
    wanted = list(recipients)
    heads = {head for _key, form, kind in wanted for head in prizes.heads_of(form, kind)}
    rows = rulebook.rules_about(session, signed_on, (prizes.BASE, *sorted(heads), REGIME)) if wanted else []
    found = {key: prizes.find_prize(rows, form, kind) for key, form, kind in wanted}
    regimes = [row for row in rows if row.head == REGIME]
    return Prizes(
        {key: prize for key, prize in found.items() if prize is not None},
        {key: prizes.why_none(rows, form, kind) for key, form, kind in wanted if found[key] is None},
        regimes[0] if len(regimes) == 1 else None,
    )


def open_items(
    session: Session, *, actor: Actor, now: datetime, award: Award, decision: Decision, proposal: Proposal
) -> list[RecoveryItem]:
    """What has to come back after a revocation: what was handed over, and the money.

    Called by `decisions.revoke`, which has asked for the permission. The amount is empty when the rules of the
    signing day do not give one; it is filled in when it comes back.
    """
    form = award_forms.get_award_form(session, proposal.award_form_id)
    told = prizes_of(session, decision.signed_on, [(award.id, form.code, proposal.nominee_kind)])
    amount = told.found[award.id].amount if told.found else None
    items = [RecoveryItem(award_id=award.id, kind=RecoveryKind.MONEY, what=form.name_vi, amount=amount)]
    if award.conferred_on is not None:
        what = ", ".join(filter(None, (form.name_vi, award.certificate_number)))
        items.insert(0, RecoveryItem(award_id=award.id, kind=RecoveryKind.ARTEFACT, what=what))
    session.add_all(items)
    session.flush()
    for item in items:
        changes = audit.born(item, ["kind", "what", "amount"])
        _record(session, actor, now, item, decision, proposal, "recovery.opened", changes)
    return items


def settle(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    item: RecoveryItem,
    version: int,
    recovered_on: date,
    paper: str,
    amount: int | None = None,
) -> RecoveryItem:
    """Record that an item came back, once, with its paper. Raises Stale, or DomainError with the field.

    `amount` in đồng is what came back of the money; it has to be given.
    """
    award = queries.get_award_record(session, item.award_id)
    decision = queries.get_decision(session, award.decision_id)
    access.require(actor, Action.DECISION_RECORD, Subject(cluster_id=decision.cluster_id))
    require_version(item, version)
    if item.recovered_on is not None:
        raise DomainError(N_("Khoản này đã được ghi thu hồi."))
    if item.kind is RecoveryKind.MONEY:
        if amount is None:
            raise DomainError(N_("Nhập %(label)s."), field="amount", label=N_("số tiền đã thu hồi"))
        prizes.check_amount(amount)
    workflow.check_dates({"recovered_on": recovered_on}, local_date(now))
    workflow.check_dates({"revoked_on": award.revoked_on, "recovered_on": recovered_on})
    values: dict[str, Any] = {"recovered_on": recovered_on, "paper": paper}
    if item.kind is RecoveryKind.MONEY:
        values["amount"] = amount
    changes = audit.change(item, values)
    session.flush()
    proposal = proposals.get_proposal(session, award.proposal_id)
    _record(session, actor, now, item, decision, proposal, "recovery.settled", changes)
    return item


def _record(
    session: Session,
    actor: Actor,
    now: datetime,
    item: RecoveryItem,
    decision: Decision,
    proposal: Proposal,
    verb: str,
    changes: Mapping[str, tuple[Any, Any]],
) -> None:
    audit.record(
        session,
        actor=actor,
        now=now,
        verb=verb,
        about=item,
        changes=changes,
        cluster_id=decision.cluster_id,
        cycle_id=proposal.cycle_id,
        member_id=proposal.member_id,
    )
