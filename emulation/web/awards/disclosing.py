"""The public consultation on the page of one proposal: its window and state, or the way to open one."""

from typing import Any

from emulation.queries import disclosures
from emulation.queries.places import YearPlace
from emulation.queries.proposals import ProposalPage
from emulation.rules import access
from emulation.rules import proposals as workflow
from emulation.vocabulary.actions import Action
from emulation.vocabulary.moves import ProposalMove
from emulation.web.shell import here


def disclosing(known: YearPlace, page: ProposalPage) -> dict[str, Any]:
    """The newest consultation about the proposal, and whether the reader may prepare the next one now."""
    may_manage = access.may(here.actor(), Action.DISCLOSURE_MANAGE, here.subject(known))
    return {
        "disclosure": disclosures.find_newest_of(here.session(), page.id),
        "can_disclose": may_manage and (page.state, ProposalMove.DISCLOSE) in workflow.TABLE,
    }
