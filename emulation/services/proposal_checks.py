"""What a proposal must meet before it is written or moves: a frozen ranking row, no duplicate, dated facts in order."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from emulation.models.awards import Proposal
from emulation.models.cycles import Cycle
from emulation.queries import proposals as queries
from emulation.queries.places import members_of_year
from emulation.queries.standings import standing_of
from emulation.rules import proposals as rules
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.moves import ProposalMove
from emulation.vocabulary.words import N_

_DATES = ("cluster_vote_on", "disclosed_from", "disclosed_to", "council_vote_on", "sent_on", "received_on")
_SINCE = (ProposalMove.PASS_VOTE, ProposalMove.DISCLOSE, ProposalMove.SEND, ProposalMove.APPRAISE)


def checked_facts(
    session: Session,
    cycle: Cycle,
    proposal: Proposal,
    step: ProposalMove,
    facts: Mapping[str, Any],
    now: datetime,
) -> dict[str, Any]:
    """The facts of a move, complete and in order; raises DomainError with the field."""
    values: dict[str, Any] = {name: facts.get(name) for name in rules.FACTS.get(step, ())}
    rules.check_facts(step, values)
    for vote in ("cluster_vote", "council_vote"):
        if f"{vote}_for" in values:
            rules.check_votes(vote, values[f"{vote}_for"], values[f"{vote}_base"])
    if step is ProposalMove.PASS_VOTE:
        members = members_of_year(session, cycle.cluster_id, cycle.year)
        rules.check_base(values["cluster_vote_base"], len(members))
    typed = {name: value for name, value in values.items() if name in _DATES}
    rules.check_dates(typed, local_date(now))
    standing = {name: getattr(proposal, name) for name in _earlier(step)}
    rules.check_dates(standing | typed)
    return values


def _earlier(step: ProposalMove) -> Sequence[str]:
    """The dates of the moves before this one: after a return, later ones are of an earlier round."""
    passed = _SINCE[: _SINCE.index(step)] if step in _SINCE else ()
    return [name for earlier in passed for name in rules.FACTS[earlier] if name in _DATES]


def check_merit(session: Session, cycle: Cycle, member_id: int, prefix: str) -> None:
    """Raise DomainError unless the member has a frozen place and is considered (A07, L12)."""
    standing = standing_of(session, cycle.id, member_id)
    try:
        rules.check_merit(
            is_ranked=standing.is_ranked, eligibility=standing.eligibility, reason=standing.reason
        )
    except DomainError as error:
        if prefix:
            error.field = f"{prefix}award_form"
        raise


def check_duplicate(session: Session, row: Proposal, form: str, field: str) -> None:
    """Raise DomainError when the same nominee already has a living proposal of this form."""
    others = queries.proposed_for(session, row.cycle_id, row.member_id, but=row.id)
    if rules.is_duplicate(row.nominee, form, others):
        message = N_("%(nominee)s đã có đề nghị “%(form)s” trong năm này.")
        raise DomainError(message, field=field, nominee=row.nominee, form=form)
