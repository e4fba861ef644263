"""A list of proposals made shorter: all rows or none, each with its own state and history (features A2)."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from emulation.models.cycles import Cycle
from emulation.queries import cycles as years
from emulation.queries import proposals as queries
from emulation.rules import access
from emulation.rules import splits as rules
from emulation.rules.splits import Choice, Counted
from emulation.services import audit, proposals
from emulation.services.versions import hold_cluster
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.moves import ProposalMove
from emulation.vocabulary.states import ProposalState


def split(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    cycle: Cycle,
    award_form_id: int,
    state: ProposalState,
    choices: Mapping[int, Choice],
) -> Counted:
    """Leave the rows that do not stay out of the list, with their reasons. Raises DomainError, then writes nothing.

    `choices` (id → choice, in the order of the form) is the whole list of this form and state as it was seen.
    """
    access.require(actor, Action.PROPOSAL_REVIEW, years.subject_of(cycle))
    hold_cluster(session, cycle.cluster_id)
    check(session, cycle_id=cycle.id, award_form_id=award_form_id, state=state, choices=choices)
    for key, choice in choices.items():
        row = queries.get_proposal(session, key)
        if choice.stays:
            audit.record(
                session, actor=actor, now=now, verb="proposal.kept", about=row, cluster_id=cycle.cluster_id
            )
        else:
            proposals.move(
                session,
                actor=actor,
                now=now,
                proposal=row,
                version=choice.version,
                step=ProposalMove.CUT,
                reason=choice.reason,
            )
    return rules.count(choices)


def check(
    session: Session,
    *,
    cycle_id: int,
    award_form_id: int,
    state: ProposalState,
    choices: Mapping[int, Choice],
) -> Counted:
    """What a split would do. Raises DomainError when the list has changed since, or a reason is missing."""
    rules.check_unmoved(choices, queries.standing_in(session, cycle_id, award_form_id, state))
    rules.check_choices(choices)
    return rules.count(choices)
