"""What the rules say about a proposal, what people decide where they cannot, and what a decided one keeps (A4)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from emulation.models.awards import Proposal
from emulation.models.cycles import Cycle
from emulation.models.verdicts import ProposalRuling, ProposalVerdict
from emulation.queries import cycles as years
from emulation.queries import proposals as queries
from emulation.queries.rulebook_shelf import shelf_of
from emulation.queries.rulings import find_kept, find_ruling, rulings_of_cycles
from emulation.queries.verdict_facts import facts_of_cycles
from emulation.queries.writers import who_wrote
from emulation.rules import access, cycles
from emulation.rules import verdicts as rules
from emulation.rules.proposals import ENDED
from emulation.rules.reasons import check_reason
from emulation.rules.rule_heads import TITLES
from emulation.rules.rulebook import rules_day
from emulation.rules.verdicts.case import Case
from emulation.rules.verdicts.judged import Check, Judged, judged, kept, read, stops
from emulation.services import audit
from emulation.services.versions import hold_cluster, require_version
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.award_kinds import Verdict
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.errors import DomainError, NotFound, Phrase
from emulation.vocabulary.moves import ProposalMove
from emulation.vocabulary.states import Phase, ProposalState
from emulation.vocabulary.words import N_

#: Decided proposals keep the verdicts they were decided under; ended ones are judged no more.
DECIDED = frozenset({ProposalState.DECIDED, ProposalState.CONFERRED, ProposalState.REVOKED})
SETTLED = DECIDED | ENDED
_REFUSALS = {
    ProposalMove.SUBMIT: N_("Chưa gửi được đề nghị. %(rules)s"),
    ProposalMove.PASS_VOTE: N_("Chưa ghi thông qua được. %(rules)s"),
    ProposalMove.SEND: N_("Chưa trình được vì còn quy tắc chưa đạt hoặc chưa có người quyết định. %(rules)s"),
}
_WITH_BASIS, _WITHOUT = N_("%(title)s: %(text)s (Căn cứ: %(basis)s)"), "%(title)s: %(text)s"
_SEVERAL_AT_ONCE = frozenset({ProposalMove.PASS_VOTE, ProposalMove.SEND})


@dataclass(frozen=True)
class Answer:
    """What a person decided about a rule: passed or failed, and why."""

    verdict: Verdict
    reason: str


def judge_cycles(session: Session, cycle_ids: Collection[int], today: date) -> dict[int, Check]:
    """The checks of all open proposals of some years, by proposal, in a constant number of statements.

    What was only taken over from the published record is not judged.
    """
    facts = facts_of_cycles(session, cycle_ids)
    shelf = shelf_of(session, {one.cluster_id for one in facts})
    ruled = rulings_of_cycles(session, cycle_ids)
    found = {}
    for one in facts:
        if one.is_record or one.state in SETTLED:
            continue
        day, kind = rules_day(one, today)
        others = tuple(other for other in facts if other.cycle_id == one.cycle_id and other.id != one.id)
        book = shelf.on(day, one.cluster_id)
        findings = rules.judge(Case(one, others, book, today))
        regime = book.regime.value if book.regime else ""
        about = tuple(judged(finding, ruled.get((one.id, finding.head))) for finding in findings)
        found[one.id] = Check(one.id, day, kind, regime, about)
    return found


def find_check(session: Session, proposal: Proposal, today: date) -> Check | None:
    """What the rules say about a proposal; the kept verdicts of a decided one. None when there is nothing to say."""
    if proposal.state not in SETTLED:
        return judge_cycles(session, [proposal.cycle_id], today).get(proposal.id)
    row = find_kept(session, proposal.id)
    if row is None:
        return None
    return Check(proposal.id, row.on_date, None, row.regime, read(row.findings), row.made_at)


def judge(session: Session, proposal_id: int, today: date) -> Check:
    """The check of one proposal. Raises NotFound when nothing is judged or kept about it."""
    check = find_check(session, queries.get_proposal(session, proposal_id), today)
    if check is None:
        raise NotFound()
    return check


def check_move(session: Session, cycle: Cycle, proposal: Proposal, step: ProposalMove, now: datetime) -> None:
    """Raise DomainError while rules stand in the way of a move; it names them and what they rest on.

    The count behind a quota holds until the transaction ends: no two moves of a cluster pass at the same moment.
    """
    if step not in _REFUSALS:
        return
    if step in _SEVERAL_AT_ONCE:
        hold_cluster(session, cycle.cluster_id)
    check = judge_cycles(session, [cycle.id], local_date(now)).get(proposal.id)
    found = stops(step, check.findings) if check else []
    if found:
        raise DomainError(_REFUSALS[step], rules=_named(found))


def rule_on(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    proposal: Proposal,
    head: str,
    version: int,
    answer: Answer,
) -> ProposalRuling:
    """Decide about a rule that needs a person; whoever wrote the proposal does not. A later decision replaces it.

    `version` is that of the standing decision, 0 without. Raises Stale, NotFound, or DomainError with the field.
    """
    cycle = years.get_cycle(session, proposal.cycle_id)
    writers = who_wrote(session, "proposal", proposal.id, proposal.state, proposal.entered_by_id)
    access.require(actor, Action.PROPOSAL_RULE, years.subject_of(cycle, proposal.member_id, writers))
    if cycle.phase is Phase.CLOSED:
        cycles.check_phase(cycles.Work.PROPOSE, cycle.phase)
    _check_asked(session, proposal, head, local_date(now))
    _check_answer(answer)
    row = find_ruling(session, proposal.id, head)
    was = row.verdict if row else Verdict.NEEDS_PERSON
    row = _current(session, row, version, proposal.id, head)
    row.verdict, row.reason = answer.verdict, answer.reason.strip()
    row.entered_by_id, row.entered_at = actor.user_id, now
    session.flush()
    audit.record(
        session,
        actor=actor,
        now=now,
        verb="proposal.ruled",
        about=proposal,
        changes={TITLES[head]: (was.label, answer.verdict.label)},
        cluster_id=cycle.cluster_id,
        reason=row.reason,
    )
    return row


def freeze(session: Session, *, actor: Actor, now: datetime, proposal_ids: Iterable[int]) -> None:
    """Keep the verdicts under which proposals are decided, word for word. Called while they are still open."""
    rows = [queries.get_proposal(session, key) for key in dict.fromkeys(proposal_ids)]
    checks = judge_cycles(session, sorted({row.cycle_id for row in rows}), local_date(now))
    for row in rows:
        if check := checks.get(row.id):
            session.add(
                ProposalVerdict(
                    proposal_id=row.id,
                    on_date=check.on_date,
                    regime=check.regime,
                    findings=kept(check.findings),
                    made_at=now,
                    made_by_id=actor.user_id,
                )
            )


def _current(
    session: Session, row: ProposalRuling | None, version: int, proposal_id: int, head: str
) -> ProposalRuling:
    """The standing decision in the version that was opened, or a new one."""
    if row is not None:
        require_version(row, version)
        return row
    row = ProposalRuling(proposal_id=proposal_id, head=head)
    session.add(row)
    return row


def _check_asked(session: Session, proposal: Proposal, head: str, today: date) -> None:
    """Raise unless the rule asks for a person and the proposal is still open."""
    check = find_check(session, proposal, today)
    if check is None or check.kept_at is not None:
        raise DomainError(N_("Đề nghị đã có kết quả nên không quyết định về quy tắc nữa."))
    found = check.find(head)
    if found is None:
        raise NotFound()
    if not found.asks:
        raise DomainError(N_("Quy tắc này tự có kết quả nên không cần người quyết định."))


def _check_answer(answer: Answer) -> None:
    """Raise DomainError unless it says yes or no, and why."""
    if answer.verdict is Verdict.NEEDS_PERSON:
        raise DomainError(N_("Chọn %(label)s."), field="verdict", label=N_("đạt hay không đạt"))
    check_reason(answer.reason)


def _named(found: Iterable[Judged]) -> Phrase:
    """The rules with their sentences and what they rest on."""
    told = {f"rule_{number}": _sentence(one) for number, one in enumerate(found)}
    return Phrase(" ".join(f"%({name})s" for name in told), told)


def _sentence(one: Judged) -> Phrase:
    values = {"title": one.title, "text": one.phrase, "basis": one.document}
    return Phrase(_WITH_BASIS if one.document else _WITHOUT, values)
