"""What a proposal must meet before it is written or moves: a frozen ranking row, no duplicate, dated facts in order."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from emulation.models.awards import Proposal
from emulation.models.cycles import Cycle
from emulation.queries import award_forms, disclosures, rulebook
from emulation.queries import proposals as queries
from emulation.rules import disclosures as consultations
from emulation.rules import nominees
from emulation.rules import proposals as rules
from emulation.rules.rulebook import rules_day
from emulation.services import dossier_checks
from emulation.services.nominees import GROUNDS, check_merit
from emulation.services.poll_verdicts import require_votes
from emulation.vocabulary.award_kinds import PollBody
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.moves import ProposalMove
from emulation.vocabulary.states import ProposalState
from emulation.vocabulary.words import N_

_DATES = ("sent_on", "received_on")
_VOTED_ON = {PollBody.CLUSTER: "cluster_vote_on", PollBody.CITY_COUNCIL: "council_vote_on"}
_SINCE = (ProposalMove.SEND, ProposalMove.APPRAISE)
#: The head of the rule that allows sending without votes (Law 06/2022/QH15, article 85).
SIMPLIFIED = "simplified"


def checked_facts(
    session: Session,
    cycle: Cycle,
    proposal: Proposal,
    step: ProposalMove,
    facts: Mapping[str, Any],
    now: datetime,
) -> dict[str, Any]:
    """The facts of a move, complete and in order, with the votes behind it; raises DomainError with the field."""
    if step is ProposalMove.SEND and proposal.state is ProposalState.SUBMITTED:
        _check_simplified(session, cycle, proposal, now)
    values: dict[str, Any] = {name: facts.get(name) for name in rules.FACTS.get(step, ())}
    rules.check_facts(step, values)
    votes = require_votes(session, cycle, proposal, step, local_date(now))
    typed = {name: value for name, value in values.items() if name in _DATES}
    rules.check_dates(typed, local_date(now))
    standing = {name: getattr(proposal, name) for name in _earlier(step)}
    voted = {_VOTED_ON[body]: line.held_on for body, line in votes.items()}
    rules.check_dates(standing | voted | typed)
    if step is ProposalMove.SEND:
        check_disclosed(session, proposal, values["sent_on"])
    return values


def check_dossier(
    session: Session, proposal: Proposal, step: ProposalMove, facts: Mapping[str, Any], now: datetime
) -> None:
    """Raise DomainError while the dossier of a proposal that is sent upward has faults."""
    if step is ProposalMove.SEND:
        dossier_checks.require_sendable(
            session, proposal=proposal, today=local_date(now), sent_on=facts["sent_on"]
        )


def _check_simplified(session: Session, cycle: Cycle, proposal: Proposal, now: datetime) -> None:
    """Sending without votes rests on a rule in force on the day the dossier is planned for, or today."""
    day, _kind = rules_day(proposal, local_date(now))
    book = rulebook.rules_for(session, day, cycle.cluster_id)
    if not book.of(SIMPLIFIED).rows:
        raise DomainError(N_("Chưa có quy tắc về thủ tục đơn giản cho ngày này nên phải bỏ phiếu trước."))


def _earlier(step: ProposalMove) -> Sequence[str]:
    """The dates of the moves before this one: after a return, later ones are of an earlier round."""
    passed = _SINCE[: _SINCE.index(step)] if step in _SINCE else ()
    return [name for earlier in passed for name in rules.FACTS[earlier] if name in _DATES]


def check_submit(session: Session, cycle: Cycle, proposal: Proposal) -> None:
    """What a proposal says before the chair gets it: who found the achievement and when (A08), what it rests on."""
    nominees.check_told(proposal.achieved_on, proposal.discovered_by)
    grounds = {name: getattr(proposal, name) for name in GROUNDS}
    check_merit(session, cycle, proposal.member_id, **grounds)


def check_duplicate(session: Session, row: Proposal, field: str) -> None:
    """Raise DomainError when the same achievement of the nominee already has a living proposal of this form."""
    form = award_forms.get_award_form(session, row.award_form_id).name_vi
    same = nominees.achievement(row.kind, row.campaign_id, row.achieved_on)
    others = queries.proposed_for(session, row.cycle_id, row.member_id, but=row.id, same=same)
    if rules.is_duplicate(row.nominee, form, others):
        message = N_("%(nominee)s đã có đề nghị “%(form)s” trong năm này.")
        raise DomainError(message, field=field, nominee=row.nominee, form=form)


def check_disclosed(session: Session, proposal: Proposal, sent_on: date) -> None:
    """Raise DomainError while a consultation that was begun is not reported, or ends after the day of sending.

    Whether there has to be one is said by the rulebook (services.verdicts.check_move).
    """
    newest = disclosures.find_newest_of(session, proposal.id)
    if newest is not None:
        consultations.check_reported(newest.state)
        consultations.check_sent_after(newest.closes_on, sent_on)
